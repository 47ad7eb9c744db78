"""The polite client: says who it is, asks seldom, asks only what changed, tries again with patience, and keeps what it got."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import httpx2

from workbench.errors import SourceFailed, SourceUnreachable
from workbench.sources.publishers import Publisher
from workbench.sources.web_cache import Delivery, Request, WebCache, now, younger_than
from workbench.sources.web_transfer import Answer, Limits, Transfer, TryAgain

FRESH = 12.0  # hours in which a kept answer is not asked for again: an interrupted run goes on where it was
LONGEST_WAIT = 60.0  # seconds, whatever a server asks for
Check = Callable[[Delivery], None]  # raises an InputError for a body that is not what was asked for


@dataclass
class Web:
    """Asks publishers; make one with `open_web`. `fresh` 0: ask about every answer again."""

    client: httpx2.Client
    cache: WebCache
    limits: Limits = field(default_factory=Limits)
    fresh: float = FRESH
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _silent: set[str] = field(default_factory=set)

    def get(self, publisher: Publisher, request: Request, check: Check) -> Delivery:
        """The publisher's answer, checked before it takes the place of a kept one.

        Raises SourceUnreachable, SourceFailed, SourceMissing, SourceRefused, or what `check` raises.
        """
        kept = self.cache.read(request)
        if kept is not None and younger_than(kept.fetched, self.fresh):
            return kept
        if publisher.code in self._silent:
            raise SourceUnreachable("error.source_unreachable", publishers=publisher.name)
        answer = self._patiently(publisher, request, kept)
        if answer.status == 304 and kept is not None:
            return self.cache.write(request, replace(kept, fetched=now()))
        delivery = _delivery(publisher, request, answer)
        check(delivery)
        return self.cache.write(request, delivery)

    def _patiently(self, publisher: Publisher, request: Request, kept: Delivery | None) -> Answer:
        transfer = Transfer(self.client, publisher, request, self.limits, None if kept else self.cache.beginning(request))
        pause = self.limits.backoff
        for left in range(self.limits.attempts - 1, -1, -1):
            self._take_turn(publisher)
            try:
                return self._attempt(transfer, kept)
            except TryAgain as again:
                if not left:
                    raise again.why from again
                self.sleep(min(max(again.wait, pause), LONGEST_WAIT))
                pause *= 2
        raise SourceFailed("error.source_status", publisher=publisher.name, status=0, url=request.url)

    def _attempt(self, transfer: Transfer, kept: Delivery | None) -> Answer:
        told = {"publisher": transfer.publisher.name, "url": transfer.request.url}
        arrived = False
        try:
            answer = transfer.run(kept)
            arrived = True
            return answer
        except httpx2.ConnectError as error:
            self._silent.add(transfer.publisher.code)
            raise SourceUnreachable("error.source_unreachable", publishers=transfer.publisher.name) from error
        except httpx2.TimeoutException as error:
            raise TryAgain(SourceFailed("error.source_slow", seconds=round(self.limits.silence), **told)) from error
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise TryAgain(SourceFailed("error.source_broken", **told)) from error
        except (httpx2.InvalidURL, httpx2.StreamError) as error:
            raise SourceFailed("error.source_broken", **told) from error
        finally:
            if not arrived:
                self._leave_beginning(transfer)

    def _leave_beginning(self, transfer: Transfer) -> None:
        begun = transfer.broken()
        if begun is not None:
            self.cache.begin(transfer.request, begun)
            transfer.beginning = begun

    def _take_turn(self, publisher: Publisher) -> None:
        """Wait until this publisher's pause since the last question is over."""
        due = self._last.get(publisher.code, 0.0) + publisher.pause
        wait = due - time.monotonic() if publisher.code in self._last else 0.0
        if wait > 0:
            self.sleep(wait)
        self._last[publisher.code] = time.monotonic()


@contextmanager
def open_web(folder: Path, contact: str = "", again: bool = False, limits: Limits | None = None) -> Iterator[Web]:
    """A client over the cache in `folder`, which no other fetch may hold at the same time; `again`: ask about everything."""
    limits = limits or Limits()
    cache = WebCache(folder)
    timeout = httpx2.Timeout(limits.silence)
    with cache.alone(), httpx2.Client(headers={"User-Agent": user_agent(contact)}, timeout=timeout) as client:
        yield Web(client, cache, limits, 0.0 if again else FRESH)


def user_agent(contact: str = "") -> str:
    """Who asks, and how to reach them: `Toetssteen/0.1.0 (...)`."""
    try:
        number = version("toetssteen")
    except PackageNotFoundError:
        number = "0"
    about = f"; {contact}" if contact else ""
    return f"Toetssteen/{number} (Vlaams Mensenrechteninstituut, juridisch onderzoek{about})"


def _delivery(publisher: Publisher, request: Request, answer: Answer) -> Delivery:
    media, _, rest = answer.headers.get("content-type", "").partition(";")
    charset = rest.lower().partition("charset=")[2].split(";")[0].strip(' "')
    return Delivery(
        asked=request.url,
        url=answer.url,
        publisher=publisher.name,
        licence=publisher.licence,
        fetched=now(),
        sha256=hashlib.sha256(answer.body).hexdigest(),
        media=media.strip().lower(),
        charset=charset,
        language=answer.headers.get("content-language", "").lower(),
        etag=answer.headers.get("etag", ""),
        modified=answer.headers.get("last-modified", ""),
        body=answer.body,
    )
