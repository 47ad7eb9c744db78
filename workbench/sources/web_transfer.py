"""One exchange with a publisher: redirects within its own hosts, limits on size and time, and going on where it broke off."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx2

from workbench.errors import SourceFailed, SourceMissing, SourceRefused, ToetssteenError
from workbench.sources.publishers import Publisher
from workbench.sources.web_cache import Beginning, Delivery, Request

_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_MISSING = (300, 404, 406, 410)
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65_536


@dataclass(frozen=True)
class Limits:
    """What one download may cost: bytes, seconds in all, seconds of silence, redirects, attempts, seconds before the second."""

    size: int = 60_000_000
    seconds: float = 180.0
    silence: float = 30.0
    redirects: int = 5
    attempts: int = 4
    backoff: float = 2.0


@dataclass
class Answer:
    """What came back: `status` 200 (whole body) or 304 (the kept one still holds)."""

    status: int
    url: str
    headers: httpx2.Headers
    body: bytes = b""


class TryAgain(Exception):
    """The server is busy or the line broke: worth another attempt after `wait` seconds (0: the usual pause)."""

    def __init__(self, why: ToetssteenError, wait: float = 0.0) -> None:
        super().__init__(str(why))
        self.why = why
        self.wait = wait


@dataclass
class Transfer:
    """One attempt; after a break `beginning` holds what arrived."""

    client: httpx2.Client
    publisher: Publisher
    request: Request
    limits: Limits
    beginning: Beginning | None = None
    _got: bytearray = field(default_factory=bytearray)
    _mark: str = ""

    def run(self, kept: Delivery | None) -> Answer:
        """Ask and follow redirects; raises TryAgain, SourceFailed, SourceMissing or SourceRefused."""
        url = self.request.url
        for _ in range(self.limits.redirects + 1):
            if not self.publisher.may_ask(url):
                raise SourceRefused("error.source_other_host", publisher=self.publisher.name, url=url)
            with self.client.stream("GET", url, headers=self._headers(kept)) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    url = urljoin(url, response.headers["location"])
                    continue
                return self._answer(response, url)
        raise SourceFailed("error.source_redirects", publisher=self.publisher.name, url=self.request.url)

    def _headers(self, kept: Delivery | None) -> dict[str, str]:
        headers = {"Accept": self.request.accept, "Accept-Encoding": "identity"}
        if self.request.language:
            headers["Accept-Language"] = self.request.language
        if kept is not None:
            headers |= {"If-None-Match": kept.etag} if kept.etag else {}
            headers |= {"If-Modified-Since": kept.modified} if kept.modified else {}
        elif self.beginning is not None:
            headers |= {"Range": f"bytes={len(self.beginning.body)}-", "If-Range": self.beginning.mark}
        return headers

    def _answer(self, response: httpx2.Response, url: str) -> Answer:
        status = response.status_code
        if status == 304:
            return Answer(304, url, response.headers)
        if status == 416:  # the beginning is already the whole, or no longer true: ask for all of it next time
            self.beginning = None
            raise TryAgain(SourceFailed("error.source_status", publisher=self.publisher.name, status=status, url=url))
        if status not in (200, 206):
            raise self._refusal(response, url)
        self._start(response)
        self._receive(response, url)
        return Answer(200, url, response.headers, bytes(self._got))

    def _refusal(self, response: httpx2.Response, url: str) -> Exception:
        told = {"publisher": self.publisher.name, "status": response.status_code, "url": url}
        if response.status_code in _AGAIN:
            wait = response.headers.get("retry-after", "")
            return TryAgain(SourceFailed("error.source_status", **told), float(wait) if wait.isdecimal() else 0.0)
        if response.status_code in _MISSING:
            return SourceMissing("error.source_missing", **told)
        if response.status_code in (401, 403):
            return SourceRefused("error.source_forbidden", **told)
        return SourceFailed("error.source_status", **told)

    def _start(self, response: httpx2.Response) -> None:
        """Go on from the beginning only when the server says that these bytes follow it."""
        begun = self.beginning
        follows = begun is not None and response.headers.get("content-range", "").startswith(f"bytes {len(begun.body)}-")
        if response.status_code == 206 and not follows:
            self.beginning = None
            raise TryAgain(SourceFailed("error.source_range", publisher=self.publisher.name, url=str(response.url)))
        self._got = bytearray(begun.body) if begun is not None and response.status_code == 206 else bytearray()
        etag = response.headers.get("etag", "")
        self._mark = etag if etag and not etag.startswith("W/") else ""

    def _receive(self, response: httpx2.Response, url: str) -> None:
        told = {"publisher": self.publisher.name, "url": url}
        announced = response.headers.get("content-length", "")
        too_large = SourceFailed("error.source_too_large", limit=self.limits.size // 1_000_000, **told)
        if announced.isdecimal() and int(announced) > self.limits.size:
            raise too_large
        until = time.monotonic() + self.limits.seconds
        for chunk in self._pieces(response):
            self._got += chunk
            if len(self._got) > self.limits.size:
                self._mark = ""
                raise too_large
            if time.monotonic() > until:
                raise SourceFailed("error.source_slow", seconds=round(self.limits.seconds), **told)

    def _pieces(self, response: httpx2.Response) -> Iterator[bytes]:
        """The body; we ask for it unpacked, but a server may pack it all the same."""
        coding = response.headers.get("content-encoding", "identity").lower()
        if coding in ("", "identity"):
            yield from response.iter_raw()
        elif coding in ("gzip", "x-gzip", "deflate"):
            self._mark = ""
            yield from _unpacked(response.iter_raw(), coding)
        else:
            raise SourceFailed("error.source_coding", publisher=self.publisher.name, coding=coding, url=str(response.url))

    def broken(self) -> Beginning | None:
        """What an attempt that broke off leaves to go on from."""
        return Beginning(self._mark, bytes(self._got)) if self._mark and self._got else self.beginning


def _unpacked(chunks: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """Unpack in small steps, so that the size limit is felt before the memory is full."""
    stream = zlib.decompressobj(31 if "gzip" in coding else 15)
    try:
        for chunk in chunks:
            piece = stream.decompress(chunk, _CHUNK * 16)
            yield piece
            while stream.unconsumed_tail:
                yield stream.decompress(stream.unconsumed_tail, _CHUNK * 16)
        yield stream.flush()
    except zlib.error as error:
        raise httpx2.DecodingError(str(error)) from error
