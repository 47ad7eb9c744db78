"""Zip archives from strangers: what they unpack to is counted."""

from __future__ import annotations

import io
import zipfile
import zlib

from workbench.errors import DamagedFile, FileTooLarge

MAX_PART = 300 * 1024 * 1024


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """A zip archive whose parts together stay under MAX_PART when unpacked; raises DamagedFile or FileTooLarge."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedFile("error.damaged_file", file=name) from error
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise DamagedFile("error.damaged_file", file=name)
    if sum(info.file_size for info in archive.infolist()) > MAX_PART:
        raise FileTooLarge("error.unpacked_too_large", file=name, limit=MAX_PART // 1024**2)
    return archive


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes | None:
    """One unpacked part, or None when the archive lacks it; what it unpacks to is counted, not what it claims."""
    if part not in archive.namelist():
        return None
    try:
        with archive.open(part) as stream:
            data = stream.read(MAX_PART + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError, zlib.error) as error:
        raise DamagedFile("error.damaged_file", file=name) from error
    if len(data) > MAX_PART:
        raise FileTooLarge("error.unpacked_too_large", file=name, limit=MAX_PART // 1024**2)
    return data
