"""A ledger in memory with the same promises as the real one."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from workbench.domain.history import GENESIS, AuditEntry, Decision, Tampering, broken_links, differences, link, replay
from workbench.domain.records import Record
from workbench.errors import StaleWrite, UnknownRecord
from workbench.storage.ledger import Clock, utc_now
from workbench.storage.record_codec import from_json, to_json
from workbench.storage.schema import kind_name

R = TypeVar("R", bound=Record)


@dataclass
class _State:
    records: dict[tuple[type[Record], str], Record] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    entries: list[AuditEntry] = field(default_factory=list)


class _Reading:
    state: _State

    def get(self, kind: type[R], record_id: str) -> R | None:
        return self.state.records.get((kind, record_id))  # type: ignore[return-value]

    def find(self, kind: type[R], **where: Any) -> list[R]:
        def fits(record: Record) -> bool:
            return all(
                getattr(record, name) in wanted
                if isinstance(wanted, tuple | list | set | frozenset)
                else getattr(record, name) == wanted
                for name, wanted in where.items()
            )

        found = [r for (k, _), r in self.state.records.items() if k is kind and fits(r)]
        return sorted(found, key=lambda r: (r.created, r.id))  # type: ignore[return-value]

    def as_of(self, kind: type[R], record_id: str, version: int) -> R | None:
        made = [d for d in self.history(subject=record_id) if d.version <= version]
        return from_json(replay(made), kind) if made and made[-1].version == version else None

    def history(self, dossier: str = "", subject: str = "", after: int = 0) -> list[Decision]:
        return [
            d
            for d in self.state.decisions
            if d.seq > after and (not dossier or d.dossier == dossier) and (not subject or d.subject == subject)
        ]

    def head(self) -> tuple[int, str]:
        return (self.state.entries[-1].seq, self.state.entries[-1].hash) if self.state.entries else (0, GENESIS)


class _FakePen(_Reading):
    def __init__(self, state: _State, who: str, clock: Clock) -> None:
        self.state, self._who, self._clock = state, who, clock

    def put(self, record: R, action: str, reason: str = "") -> R:
        now = self._clock()
        stored = replace(record, version=record.version + 1, created=record.created or now, author=record.author or self._who)
        place = (type(record), record.id)
        old = self.state.records.get(place)
        if old is None and record.version:
            raise UnknownRecord("error.record_unknown", kind=kind_name(type(record)), id=record.id)
        if (old.version if old else 0) != record.version:
            raise StaleWrite("error.stale_write")
        self.state.records[place] = stored
        facts = (now, self._who, action, kind_name(type(record)), stored.id, stored.dossier)
        changes = differences(to_json(old) if old else None, to_json(stored))
        decision = Decision(self.head()[0] + 1, *facts, stored.version, changes, reason)
        self._append(*facts, decision.digest)
        self.state.decisions.append(decision)
        return stored

    def log(self, action: str, kind: str = "", subject: str = "", dossier: str = "") -> None:
        self._append(self._clock(), self._who, action, kind, subject, dossier, "")

    def _append(self, at: str, who: str, action: str, kind: str, subject: str, dossier: str, digest: str) -> None:
        seq, previous = self.head()
        facts = (seq + 1, at, who, action, kind, subject, dossier, digest)
        self.state.entries.append(AuditEntry(*facts, previous, link(previous, *facts)))


class FakeLedger(_Reading):
    """One lock, one state; a failed transaction leaves the state as it was."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self.state = _State()
        self._clock = clock
        self._lock = threading.RLock()

    @contextmanager
    def write(self, who: str) -> Iterator[_FakePen]:
        with self._lock:
            trial = copy.copy(self.state)
            trial.records, trial.decisions, trial.entries = dict(trial.records), list(trial.decisions), list(trial.entries)
            yield _FakePen(trial, who, self._clock)
            self.state = trial

    def audit(self, after: int = 0) -> Iterator[AuditEntry]:
        return (e for e in self.state.entries if e.seq > after)

    def verify(self) -> Iterator[Tampering]:
        return broken_links(self.state.entries, self.head())
