"""Uploaded files on their way to the worker: one folder per job, gone when the job is done."""

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

    def clear(self, job_id: str) -> None:
        """Remove a job's files."""
        shutil.rmtree(self._folder / job_id, ignore_errors=True)

    def clear_old(self) -> None:
        """Remove what was left behind long ago."""
        limit = time.time() - KEPT
        for folder in self._folder.glob("*"):
            if folder.stat().st_mtime < limit:
                shutil.rmtree(folder, ignore_errors=True)
