"""Uploaded files: checked, and laid in a folder under a safe name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from workbench.errors import FileTooLarge, StoreError, UnknownFormat

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_UNSAFE = re.compile(r"[^\w.() \-]+")
LONGEST_NAME = 120  # characters
MEGABYTE = 1024 * 1024
LARGEST = 200  # megabytes for one file
LARGEST_TOGETHER = 600  # megabytes for a folder


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


def lay(files: Sequence[UploadedFile], folder: Path, endings: Sequence[str]) -> None:
    """Write the files into `folder`; raises InputError for a wrong type or size, StoreError when the disk refuses.

    The browser checks the same, but what comes in may not have come from our page.
    """
    for file in files:
        if Path(safe_name(file.name)).suffix.lower().removeprefix(".") not in endings:
            raise UnknownFormat("error.upload_type", file=file.name, endings=", ".join(endings))
        if file.size > LARGEST * MEGABYTE:
            raise FileTooLarge("error.file_too_large", file=file.name, megabytes=file.size // MEGABYTE, limit=LARGEST)
    together = sum(file.size for file in files) // MEGABYTE
    if together > LARGEST_TOGETHER:
        raise FileTooLarge("error.upload_too_large", megabytes=together, limit=LARGEST_TOGETHER)
    try:
        for file in files:
            place = folder / safe_path(file.name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.getbuffer())
    except OSError as error:
        raise StoreError("error.data_folder", folder=str(folder), detail=error.strerror or "") from error
