"""Asking an endpoint: one question, limits on time and size, no redirects, and a way to stop while it thinks."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from typing import Any

import httpx2

from workbench.domain.machine_opinion import PairTexts, Patience, RawOpinion
from workbench.errors import OutsideReaderError, OutsideReaderRefused, OutsideReaderUnclear, OutsideReaderUnreachable
from workbench.second_reader.answer import opinion_in
from workbench.second_reader.endpoint import Endpoint
from workbench.second_reader.question import VERSION, request_body

LOOK = 0.2  # seconds between two looks at whether to stop
UNKNOWN_FORM = (400, 404, 415, 422)  # what providers say to a field that they do not know
BUSY = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Limits:
    """What one answer may cost: bytes, seconds in all, attempts while it is busy, seconds before the second one."""

    size: int = 1_000_000
    seconds: float = 120.0
    attempts: int = 3
    pause: float = 2.0
    longest_pause: float = 20.0


@dataclass(frozen=True)
class _Reply:
    status: int
    retry_after: float
    body: bytes


@dataclass
class EndpointReader:
    """One configured endpoint; keeps nothing of what it sends or hears."""

    endpoint: Endpoint
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    prompt: str = VERSION

    @property
    def host(self) -> str:
        """Host and port."""
        return self.endpoint.host

    @property
    def model(self) -> str:
        """The model's name there."""
        return self.endpoint.model

    @property
    def encrypted(self) -> bool:
        """Whether it is asked over https."""
        return self.endpoint.encrypted

    def ask(self, texts: PairTexts, wait: Patience) -> RawOpinion:
        """The model's answer, with a schema where the provider knows that, else without.

        Raises OutsideReaderUnreachable, OutsideReaderRefused, OutsideReaderUnclear, OutsideReaderError, or what `wait` raises.
        """
        until = time.monotonic() + self.limits.seconds
        reply = self._patiently(request_body(self.model, texts, formatted=True), wait, until)
        if reply.status in UNKNOWN_FORM:
            reply = self._patiently(request_body(self.model, texts, formatted=False), wait, until)
        if reply.status != 200:
            raise self._refusal(reply.status)
        return opinion_in(reply.body, self.host)

    def _patiently(self, body: dict[str, Any], wait: Patience, until: float) -> _Reply:
        pause = self.limits.pause
        for left in range(self.limits.attempts - 1, -1, -1):
            reply = self._stoppable(body, wait, until)
            if reply.status not in BUSY or not left:
                break
            self._rest(min(max(reply.retry_after, pause), self.limits.longest_pause), wait, until)
            pause *= 2
        return reply

    def _rest(self, seconds: float, wait: Patience, until: float) -> None:
        over = time.monotonic() + seconds
        if over >= until:
            raise self._slow()
        while time.monotonic() < over:
            wait()
            self.sleep(min(LOOK, seconds))

    def _stoppable(self, body: dict[str, Any], wait: Patience, until: float) -> _Reply:
        """One exchange in a thread of its own, so that whoever asked can stop it and silence has an end."""
        client = httpx2.Client(timeout=self.limits.seconds, follow_redirects=False)
        pool = ThreadPoolExecutor(1, thread_name_prefix="second-reader")
        try:
            future: Future[_Reply] = pool.submit(self._exchange, client, body, until)
            while True:
                wait()
                if time.monotonic() > until:
                    raise self._slow()
                try:
                    return future.result(timeout=LOOK)
                except NotYet:
                    continue
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            client.close()

    def _exchange(self, client: httpx2.Client, body: dict[str, Any], until: float) -> _Reply:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        try:
            content = json.dumps(body, ensure_ascii=False).encode()
            with client.stream("POST", self.endpoint.url, content=content, headers=headers) as response:
                return self._received(response, until)
        except httpx2.ConnectError as error:
            raise OutsideReaderUnreachable("error.second_reader_unreachable", host=self.host) from error
        except httpx2.TimeoutException as error:
            raise self._slow() from error
        except (httpx2.TransportError, httpx2.DecodingError, httpx2.StreamError, httpx2.InvalidURL, RuntimeError) as error:
            raise OutsideReaderUnreachable("error.second_reader_broken", host=self.host) from error

    def _received(self, response: httpx2.Response, until: float) -> _Reply:
        if response.is_redirect or 300 <= response.status_code < 400:
            raise OutsideReaderRefused("error.second_reader_redirect", host=self.host)
        got = bytearray()
        for chunk in response.iter_raw():
            got += chunk
            if len(got) > self.limits.size:
                raise OutsideReaderUnclear("error.second_reader_large", host=self.host, limit=self.limits.size // 1000)
            if time.monotonic() > until:
                raise self._slow()
        after = response.headers.get("retry-after", "")
        return _Reply(response.status_code, float(after) if after.isdecimal() else 0.0, bytes(got))

    def _slow(self) -> OutsideReaderError:
        return OutsideReaderUnreachable("error.second_reader_slow", host=self.host, seconds=round(self.limits.seconds))

    def _refusal(self, status: int) -> OutsideReaderError:
        if status in (401, 403):
            return OutsideReaderRefused("error.second_reader_key", host=self.host, status=status)
        if status == 429:
            return OutsideReaderRefused("error.second_reader_busy", host=self.host)
        return OutsideReaderError("error.second_reader_status", host=self.host, status=status)
