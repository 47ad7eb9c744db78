"""Uploaded files: laid in a temporary folder under a safe name, read, and removed again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_UNSAFE = re.compile(r"[^\w.() \-]+")
LONGEST_NAME = 120  # characters


def safe_name(name: str) -> str:
    """The last part of a path, without characters that mean something to a file system; the ending stays."""
    last = PurePosixPath(name.replace("\\", "/")).name
    cleaned = _UNSAFE.sub("_", last).strip(". ") or "bestand"
    stem, dot, ending = cleaned.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending}" if dot else cleaned[:LONGEST_NAME]


def safe_path(name: str) -> Path:
    """The same for a file of an uploaded folder: every step is safe and none leads upwards."""
    steps = [step for step in PurePosixPath(name.replace("\\", "/")).parts if step not in ("/", "..", ".")]
    return Path(*map(safe_name, steps)) if steps else Path("bestand")


@contextmanager
def on_disk(files: Sequence[UploadedFile]) -> Iterator[Path]:
    """A folder that holds the files for as long as they are read."""
    with TemporaryDirectory(prefix="toetssteen-") as name:
        folder = Path(name)
        for file in files:
            place = folder / safe_path(file.name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.getbuffer())
        yield folder
