"""The port to the store of human decisions: one transaction writes a record, its history row and its audit row, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from workbench.domain.history import AuditEntry, Decision, Tampering
from workbench.domain.records import Record

R = TypeVar("R", bound=Record)


class Reader(Protocol):
    """Reading records of any kind: Dossier, Finding, Note, Verdict, NoRemarks, SecondReading, Adjudication, SignOff,
    FollowUp, Person."""

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record as it stands."""

    def find(self, kind: type[R], **where: Any) -> list[R]:
        """Records whose columns equal the given values (a tuple, list or set: one of them), oldest first.

        Every kind has `dossier` and `author`; more columns per kind stand in `workbench.storage.schema.RECORDS`.
        """

    def as_of(self, kind: type[R], record_id: str, version: int) -> R | None:
        """One record as it stood at a row version, from its history; None when it never had that version."""

    def history(self, dossier: str = "", subject: str = "", after: int = 0) -> list[Decision]:
        """Decisions in order; empty arguments mean all, `after` is a sequence number."""


class Pen(Reader, Protocol):
    """One open transaction; nothing that another writer does comes between its reads and its writes."""

    def put(self, record: R, action: str, reason: str = "") -> R:
        """Store a record (version 0: a new one) with its decision; returns it with its new version.

        Raises StaleWrite when the stored version is another than the one that was read, StoreError when the disk refuses.
        """

    def log(self, action: str, kind: str = "", subject: str = "", dossier: str = "") -> None:
        """Note an event that changes no record: a sign-in, an export, a backup."""

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest audit entry (0 and zeros for none)."""


class Ledger(Reader, Protocol):
    """The store of human decisions."""

    def write(self, who: str) -> AbstractContextManager[Pen]:
        """A transaction in the name of a person: kept whole when the block ends, forgotten whole when it raises."""

    def audit(self, after: int = 0) -> Iterator[AuditEntry]:
        """The chain in order."""

    def verify(self) -> Iterator[Tampering]:
        """Everything in the store that does not fit the chain; nothing when it is whole."""

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest audit entry: keep it elsewhere to prove later that nothing was cut off."""
