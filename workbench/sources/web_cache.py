"""What publishers delivered, kept with address, date, hash and licence; a broken transfer leaves its beginning to go on from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.errors import SourceError, StoreError


@dataclass(frozen=True)
class Request:
    """What is asked: an address, and the media types and language it is negotiated with."""

    url: str
    accept: str = "*/*"
    language: str = ""

    @property
    def key(self) -> str:
        """The name of its files in the cache."""
        return hashlib.sha256("\n".join((self.url, self.accept, self.language)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Delivery:
    """A checked answer; `fetched` is an ISO time in UTC, `url` where the body was found after redirects."""

    asked: str
    url: str
    publisher: str
    licence: str
    fetched: str
    sha256: str
    media: str
    charset: str
    language: str
    etag: str
    modified: str
    body: bytes = b""

    @property
    def name(self) -> str:
        """The last part of the address: what messages call it."""
        return self.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or self.url


@dataclass(frozen=True)
class Beginning:
    """The first bytes of a transfer that broke off, and the mark by which the server knows whether they still hold."""

    mark: str
    body: bytes


class WebCache:
    """Files in one folder: `KEY.json` describes, `KEY.body` holds, `KEY.part` waits to be finished."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, request: Request) -> Delivery | None:
        """The kept answer, or None when there is none or its bytes are not what was described."""
        try:
            described = json.loads(self._file(request, "json").read_text(encoding="utf-8"))
            body = self._file(request, "body").read_bytes()
            kept = Delivery(**described, body=body)
        except (OSError, ValueError, TypeError):
            return None
        return kept if hashlib.sha256(body).hexdigest() == kept.sha256 else None

    def write(self, request: Request, delivery: Delivery) -> Delivery:
        """Keep an answer in the place of an older one; raises StoreError when the disk refuses."""
        described = {k: v for k, v in asdict(replace(delivery, body=b"")).items() if k != "body"}
        self._put(self._file(request, "body"), delivery.body)
        self._put(self._file(request, "json"), json.dumps(described, ensure_ascii=False, indent=1).encode())
        self._file(request, "part").unlink(missing_ok=True)
        return delivery

    def begin(self, request: Request, beginning: Beginning) -> None:
        """Keep the beginning of a broken transfer; without a mark nobody could tell whether it still holds."""
        if beginning.mark and beginning.body:
            self._put(self._file(request, "part"), beginning.mark.encode() + b"\n" + beginning.body)

    def beginning(self, request: Request) -> Beginning | None:
        """Where a broken transfer may go on."""
        try:
            mark, _, body = self._file(request, "part").read_bytes().partition(b"\n")
        except OSError:
            return None
        return Beginning(mark.decode("latin-1"), body) if mark and body else None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder; raises SourceError when another fetch runs, StoreError when it cannot be made."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "lock", timeout=0):
                yield
        except Timeout as error:
            raise SourceError("error.source_busy") from error
        except OSError as error:
            raise StoreError("error.data_folder", folder=str(self._folder), detail=error.strerror or "") from error

    def _file(self, request: Request, kind: str) -> Path:
        return self._folder / f"{request.key}.{kind}"

    def _put(self, target: Path, data: bytes) -> None:
        temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            temporary.replace(target)
        except OSError as error:
            raise StoreError("error.data_folder", folder=str(self._folder), detail=error.strerror or "") from error


def now() -> str:
    """This moment, ISO in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def younger_than(moment: str, hours: float) -> bool:
    """Whether an ISO time lies less than `hours` back."""
    try:
        return datetime.now(UTC) - datetime.fromisoformat(moment) < timedelta(hours=hours)
    except ValueError:
        return False
