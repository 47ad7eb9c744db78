"""An index whose dense lanes are answered by a vector server, and by the last local index while the server is away."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, Self, TypeVar
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from workbench.domain.ports import IndexManifest, Progress, VectorLane, Vectors, VectorStore, silent
from workbench.errors import InputError, VectorsAway

T = TypeVar("T")
Laned = TypeVar("Laned", bound="LanedIndex")
PAUSE = 30.0  # seconds that a server which did not answer is left alone
log = logging.getLogger(__name__)


class LanedIndex(Protocol):
    """What this module needs of an index."""

    @property
    def manifest(self) -> IndexManifest:
        """What it was built from."""

    def with_lanes(self, other: Callable[[str, VectorLane], VectorLane]) -> Self:
        """The same index with other dense lanes."""

    def rows(self) -> Iterator[tuple[str, list[str], Vectors]]:
        """Per group hashes and vectors."""


class SharedVectors:
    """The vector server of this site; `trouble` is what was last wrong with it, until it answers again."""

    def __init__(self, store: VectorStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._silent_until = -PAUSE
        self.trouble: VectorsAway | None = None

    def publish(self, name: str, index: LanedIndex, progress: Progress = silent) -> None:
        """Send what changed in each lane of a freshly built index; a server that is away is noted, the local index serves."""
        for group, hashes, vectors in index.rows():
            place = _lane(name, index, group)
            self.attempt(partial(self._store.publish, place, index.manifest.content, hashes, vectors, progress))

    def attach(self, name: str, index: Laned) -> Laned:
        """The index with lanes that ask the server first."""
        content = index.manifest.content
        return index.with_lanes(lambda group, local: SharedLane(self, self._store, (_lane(name, index, group), content), local))

    def attempt(self, work: Callable[[], T]) -> T | None:
        """Do it unless the server was silent a moment ago; nothing when it is away."""
        if self.trouble is not None and self._clock() < self._silent_until:
            return None
        try:
            done = work()
        except VectorsAway as error:
            if self.trouble is None:
                log.info("vector server: %s", error.key)
            self.trouble, self._silent_until = error, self._clock() + PAUSE
            return None
        self.trouble = None
        return done


class SharedLane:
    """One lane: the server's answer, else the local one; both are exact, so the hits are the same."""

    def __init__(self, shared: SharedVectors, store: VectorStore, place: tuple[str, str], local: VectorLane) -> None:
        self._shared = shared
        self._store = store
        self._place = place
        self._local = local
        self._remote: VectorLane | None = None

    def search(
        self, queries: Vectors, top: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """See the port."""
        found = self._shared.attempt(lambda: self._ask(queries, top, allowed))
        return self._local.search(queries, top, allowed) if found is None else found

    def _ask(
        self, queries: Vectors, top: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if self._remote is None:
            self._remote = self._store.lane(*self._place)
        return self._remote.search(queries, top, allowed)


def open_shared(address: str) -> SharedVectors | None:
    """The vector server that the address names, not yet asked anything; nothing for an empty address.

    Raises InputError for an address of another kind, or when the client for it is not installed.
    """
    if not address:
        return None
    kind = urlsplit(address).scheme.split("+")[0]
    try:
        if kind in ("postgresql", "postgres"):
            from workbench.vectors.postgres import PostgresVectors

            return SharedVectors(PostgresVectors(re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql:", address)))
        if kind == "milvus":
            from workbench.vectors.milvus import MilvusVectors

            return SharedVectors(MilvusVectors(address.removeprefix("milvus+file:").removeprefix("milvus+")))
    except ImportError as error:
        raise InputError("error.vectors_client", kind=kind, package=error.name or "") from error
    raise InputError("error.vectors_address", kind=kind or address[:20])


def _lane(name: str, index: LanedIndex, group: str) -> str:
    return f"{name}/{index.manifest.encoder}/{group}"
