"""The records of all dossiers as they stand, kept in memory and brought up to date by what was decided since."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TypeVar

from workbench.domain.carry_over import CarryOver
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.ledger import Ledger
from workbench.domain.notes import Note
from workbench.domain.people import Person
from workbench.domain.records import Record
from workbench.domain.signing import SignOff
from workbench.domain.verdicts import Adjudication, NoRemarks, SecondReading, Verdict

R = TypeVar("R", bound=Record)

KINDS: dict[str, type[Record]] = {
    "person": Person,
    "dossier": Dossier,
    "finding": Finding,
    "note": Note,
    "verdict": Verdict,
    "no_remarks": NoRemarks,
    "second_reading": SecondReading,
    "adjudication": Adjudication,
    "sign_off": SignOff,
    "follow_up": FollowUp,
    "carry_over": CarryOver,
}
"""The kinds that figures are made of, by the word that the history uses for them."""


class Snapshot:
    """The records at one point of the chain; it never changes.

    It holds confidential records too: only a use case that checks who looks may read it.
    """

    def __init__(self, head: tuple[int, str], records: Mapping[type[Record], Mapping[str, Record]]) -> None:
        self.head = head
        self.records = records
        self._by_dossier: dict[type[Record], dict[str, tuple[Record, ...]]] = {}

    def of(self, kind: type[R]) -> list[R]:
        """All records of a kind, oldest first."""
        return sorted(self.records[kind].values(), key=lambda r: (r.created, r.id))  # type: ignore[arg-type]

    def of_dossier(self, kind: type[R], dossier: str) -> tuple[R, ...]:
        """The records of a kind in one dossier, oldest first."""
        if kind not in self._by_dossier:
            found: dict[str, list[Record]] = {}
            for record in self.of(kind):
                found.setdefault(record.dossier, []).append(record)
            self._by_dossier[kind] = {name: tuple(records) for name, records in found.items()}
        return self._by_dossier[kind].get(dossier, ())  # type: ignore[return-value]


class Standing:
    """What a whole institute decided, read once and then only what is new; safe to share between threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._last: Snapshot | None = None

    def now(self) -> Snapshot:
        """The records as they stand at this moment."""
        with self._lock:
            head, last = self._ledger.head(), self._last
            if last is not None and head == last.head:
                return last
            if last is None or not self._continues(last):
                last = Snapshot(head, {kind: {r.id: r for r in self._ledger.find(kind)} for kind in KINDS.values()})
            else:
                last = Snapshot(head, self._taken_in(last))
            self._last = last
            return last

    def _continues(self, last: Snapshot) -> bool:
        """Whether the chain still runs through where this stands; not after another store was put in its place."""
        seq, digest = last.head
        entry = next(iter(self._ledger.audit(after=seq - 1)), None)
        return entry is not None and entry.hash == digest

    def _taken_in(self, last: Snapshot) -> dict[type[Record], dict[str, Record]]:
        records = {kind: dict(known) for kind, known in last.records.items()}
        changed = {(d.kind, d.subject): None for d in self._ledger.history(after=last.head[0]) if d.kind in KINDS}
        for name, subject in changed:
            record = self._ledger.get(KINDS[name], subject)
            if record is not None:
                records[KINDS[name]][subject] = record
        return records
