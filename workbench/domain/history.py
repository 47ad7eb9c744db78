"""The memory of every decision: old -> new, who, when, why; and the chain that shows whether anybody touched it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.records import fingerprint

GENESIS = "0" * 64
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Decision:
    """One change of one record: `changes` maps a field to [old, new]; a new record has old values None."""

    seq: int  # the number of its audit entry
    at: str
    who: str
    action: str
    kind: str  # finding, note, verdict, ...
    subject: str  # record id
    dossier: str
    version: int  # the record's version after it
    changes: dict[str, tuple[Any, Any]]
    reason: str = ""

    @property
    def digest(self) -> str:
        """Fingerprint that the audit entry carries."""
        return fingerprint(self)


@dataclass(frozen=True)
class AuditEntry:
    """One link of the chain; `digest` is that of its decision, or empty for an event that changed no record."""

    seq: int
    at: str
    who: str
    action: str
    kind: str
    subject: str
    dossier: str
    digest: str
    previous: str
    hash: str


def link(previous: str, seq: int, at: str, who: str, action: str, kind: str, subject: str, dossier: str, digest: str) -> str:
    """The hash of an entry: over the one before it and everything it says."""
    return fingerprint([previous, seq, at, who, action, kind, subject, dossier, digest])


def entry_hash(entry: AuditEntry) -> str:
    """What the entry's hash ought to be."""
    e = entry
    return link(e.previous, e.seq, e.at, e.who, e.action, e.kind, e.subject, e.dossier, e.digest)


def replay(decisions: Iterable[Decision]) -> dict[str, Any]:
    """A record's content from its decisions in order; fields that are None are left out."""
    content: dict[str, Any] = {}
    for decision in decisions:
        content.update({name: new for name, (_, new) in decision.changes.items()})
    return {name: value for name, value in content.items() if value is not None}


def differences(old: Json | None, new: Json) -> dict[str, tuple[Any, Any]]:
    """Per field what it was and what it becomes; only fields that change."""
    before = old or {}
    names = dict.fromkeys([*before, *new])
    return {name: (before.get(name), new.get(name)) for name in names if before.get(name) != new.get(name)}


@dataclass(frozen=True)
class Tampering:
    """Something in the store that does not fit the chain: a catalogue key with the number of the entry or the record."""

    key: str
    seq: int = 0
    kind: str = ""
    subject: str = ""


def broken_links(entries: Iterable[AuditEntry], head: tuple[int, str]) -> Iterator[Tampering]:
    """Entries that are missing, changed or out of order, and a chain that does not end at its head."""
    seq, previous = 0, GENESIS
    for entry in entries:
        if entry.seq != seq + 1:
            yield Tampering("audit.missing", seq + 1)
        elif entry.previous != previous:
            yield Tampering("audit.unlinked", entry.seq)
        if entry.hash != entry_hash(entry):
            yield Tampering("audit.changed", entry.seq)
        seq, previous = entry.seq, entry.hash
    if head != (seq, previous):
        yield Tampering("audit.head", head[0])
