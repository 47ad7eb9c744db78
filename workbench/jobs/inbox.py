"""Files on their way to the worker and from it: one folder per job."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from workbench.errors import StoreError

KEPT = 14 * 86_400  # seconds that the files of a job that never was done are kept


class Inbox:
    """Folders by job id under the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, job_id: str) -> Path:
        """The folder of a job, made when it is not there; raises StoreError when the disk refuses."""
        folder = self._folder / job_id
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError("error.data_folder", folder=str(folder), detail=error.strerror or "") from error
        return folder

    def lay(self, job_id: str, name: str, content: bytes) -> None:
        """Write a file into a job's folder, whole or not at all; raises StoreError when the disk refuses."""
        target = self.place(job_id) / name
        temporary = target.with_name(f".{name}.part")
        try:
            temporary.write_bytes(content)
            temporary.replace(target)
        except OSError as error:
            raise StoreError("error.data_folder", folder=str(target.parent), detail=error.strerror or "") from error

    def names(self, job_id: str) -> list[str]:
        """The files in a job's folder; none when there is no folder."""
        return sorted(path.name for path in (self._folder / job_id).glob("[!.]*"))

    def read(self, job_id: str, name: str) -> bytes | None:
        """A file of a job; nothing when it is no longer kept."""
        try:
            return (self._folder / job_id / name).read_bytes()
        except OSError:
            return None

    def clear(self, job_id: str) -> None:
        """Remove a job's files."""
        shutil.rmtree(self._folder / job_id, ignore_errors=True)

    def clear_old(self) -> None:
        """Remove what was left behind long ago."""
        limit = time.time() - KEPT
        for folder in self._folder.glob("*"):
            if folder.stat().st_mtime < limit:
                shutil.rmtree(folder, ignore_errors=True)
