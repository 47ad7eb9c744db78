"""Backups of everything, and one dossier as a file: who may do it, and a line in the audit log for each."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypeVar

from workbench.domain.dossiers import Dossier
from workbench.domain.people import Action, require
from workbench.domain.verdicts import ReadingState, SecondReading
from workbench.errors import RuleError
from workbench.use_cases.acting import Actor, dossier_for, person_now

Report = TypeVar("Report", covariant=True)


class Safe(Protocol[Report]):
    """Writes and reads whole stores."""

    def back_up(self, target: Path) -> Report:
        """Write one moment of the store into a file and check it."""

    def restore(self, file: Path, replace: bool) -> Report:
        """Bring the store to what the file holds, whole or not at all."""

    def holds_people(self) -> bool:
        """Whether the store can be read and knows people whose roles count."""


class DossierFiles(Protocol):
    """Writes and reads one dossier as a file."""

    def write(self, dossier_id: str, target: Path) -> dict[str, int]:
        """Write the dossier with everything in it; returns the rows per kind."""

    def adopt(self, file: Path, who: str) -> tuple[str, dict[str, int]]:
        """Bring the dossier of a file in, whole or not at all; returns its id and the rows per kind."""


def back_up(actor: Actor, safe: Safe[Report], target: Path) -> Report:
    """A backup, noted in the audit log before it is made, so that it holds its own line; raises AccessDenied, StoreError."""
    require(person_now(actor.ledger, actor), Action.BACK_UP)
    with actor.write() as pen:
        pen.log("back_up", kind="file", subject=target.name[:64])
    return safe.back_up(target)


def restore(actor: Actor, safe: Safe[Report], file: Path, replace: bool) -> Report:
    """Bring a backup back; noted in the audit log of the restored store.

    Raises AccessDenied, DamagedFile, StoreError. A store that cannot be read any more has no roles to check.
    """
    if safe.holds_people():
        require(person_now(actor.ledger, actor), Action.BACK_UP)
    report = safe.restore(file, replace)
    with actor.write() as pen:
        pen.log("restore", kind="file", subject=file.name[:64])
    return report


def export_dossier(actor: Actor, files: DossierFiles, dossier_id: str, target: Path) -> dict[str, int]:
    """One dossier with its drafts, screenings, human work and history as a file.

    Raises AccessDenied, UnknownRecord, StoreError, and RuleError for a reader in a double reading that is not done.
    """
    with actor.write() as pen:
        dossier_for(pen, actor, dossier_id, Action.EXPORT_DOSSIER)
        open_ = [r for r in pen.find(SecondReading, dossier=dossier_id) if r.state is ReadingState.OPEN]
        if any(actor.person.id in r.readers for r in open_):
            raise RuleError("error.export_while_blind")
        pen.log("export_dossier", kind="dossier", subject=dossier_id, dossier=dossier_id)
    return files.write(dossier_id, target)


def import_dossier(actor: Actor, files: DossierFiles, file: Path) -> tuple[Dossier, dict[str, int]]:
    """Bring in a dossier that was exported elsewhere, with its history; raises AccessDenied, DamagedFile, RuleError."""
    require(person_now(actor.ledger, actor), Action.IMPORT_DOSSIER)
    dossier_id, rows = files.adopt(file, actor.person.id)
    found = actor.ledger.get(Dossier, dossier_id)
    assert found is not None
    return found, rows
