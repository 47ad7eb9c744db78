"""The composition root of backups and of dossiers as files."""

from __future__ import annotations

from pathlib import Path

from workbench.bootstrap import Workbench
from workbench.domain.dossiers import Dossier
from workbench.domain.people import Person
from workbench.domain.ports import Progress, silent
from workbench.errors import StoreError
from workbench.storage.backup import BackupReport, back_up, restore
from workbench.storage.dossier_file import SqlDossierFiles
from workbench.use_cases import safekeeping as use_case
from workbench.use_cases.acting import Actor


class StoreSafe:
    """The store of a workbench, as a whole."""

    def __init__(self, bench: Workbench, progress: Progress = silent) -> None:
        self._bench = bench
        self._progress = progress

    def back_up(self, target: Path) -> BackupReport:
        """Write one moment of the store into a file and check it."""
        return back_up(self._bench.store, target, self._progress)

    def restore(self, file: Path, replace: bool) -> BackupReport:
        """Bring the store to what the file holds, whole or not at all."""
        return restore(self._bench.settings.database, file, replace, self._progress)

    def holds_people(self) -> bool:
        """Whether the store can be read and knows people."""
        try:
            return bool(self._bench.ledger.find(Person))
        except StoreError:
            return False


def make_backup(bench: Workbench, actor: Actor, target: Path, progress: Progress = silent) -> BackupReport:
    """A backup of everything in one file."""
    return use_case.back_up(actor, StoreSafe(bench, progress), target)


def restore_backup(bench: Workbench, actor: Actor, file: Path, replace: bool, progress: Progress = silent) -> BackupReport:
    """Bring a backup back."""
    return use_case.restore(actor, StoreSafe(bench, progress), file, replace)


def export_dossier(bench: Workbench, actor: Actor, dossier_id: str, target: Path) -> dict[str, int]:
    """One dossier as a file; returns the rows per kind."""
    return use_case.export_dossier(actor, SqlDossierFiles(bench.store), dossier_id, target)


def import_dossier(bench: Workbench, actor: Actor, file: Path) -> tuple[Dossier, dict[str, int]]:
    """Bring in a dossier from a file."""
    return use_case.import_dossier(actor, SqlDossierFiles(bench.store), file)
