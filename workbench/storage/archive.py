"""One file with rows as JSON lines and a hash over everything: written whole or not at all, and checked before a row is read.

A zip of `manifest.json` and members `NAME.jsonl`. Nothing is ever unpacked to a path, so a name cannot lead anywhere.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from workbench.domain.records import canonical
from workbench.errors import DamagedFile, FileTooLarge, StoreError, UnreadableFile

Row = dict[str, Any]
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 1 << 20
RATIO = 200  # unpacked over packed: JSON never packs this well
UNSUSPECTED = 16 << 20  # bytes under which the ratio does not matter
_NAME = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_]+)?\.jsonl")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    RecursionError,
    NotImplementedError,
    RuntimeError,
)


def row_hash(row: Row) -> str:
    """SHA-256 of a row, whatever the order of its fields."""
    return hashlib.sha256(canonical(row).encode("utf-8", "surrogatepass")).hexdigest()


def write_archive(target: Path, form: str, facts: Row, members: Iterable[tuple[str, Iterable[Row]]]) -> Row:
    """Write the rows of every member and the manifest; the file appears under its name only when it is whole.

    Raises StoreError when the file is there already or the disk refuses. Returns the manifest.
    """
    if target.exists():
        raise StoreError("error.archive_exists", file=str(target))
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with partial.open("xb") as file:
            manifest = _write(file, form, facts, members)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
    except OSError as error:
        raise StoreError("error.archive_unwritable", file=str(target), detail=error.strerror or "") from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write(file: IO[bytes], form: str, facts: Row, members: Iterable[tuple[str, Iterable[Row]]]) -> Row:
    told: dict[str, Row] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name, rows in members:
            told[f"{name}.jsonl"] = _write_member(archive, f"{name}.jsonl", rows)
        manifest = {"form": form, "form_version": 1, **facts, "members": told}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _write_member(archive: zipfile.ZipFile, name: str, rows: Iterable[Row]) -> Row:
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as member:
        for row in rows:
            line = (json.dumps(row, separators=(",", ":")) + "\n").encode()
            member.write(line)
            digest.update(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


@dataclass(frozen=True)
class Archive:
    """A file whose every byte fits its manifest."""

    path: Path
    manifest: Row
    sha256: str

    def names(self) -> list[str]:
        """The members, without their ending."""
        return [name.removesuffix(".jsonl") for name in self.manifest["members"]]

    def count(self, name: str) -> int:
        """How many rows a member has."""
        return int(self.manifest["members"].get(f"{name}.jsonl", {"rows": 0})["rows"])

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a member, one at a time; none for a member that is not there."""
        if f"{name}.jsonl" not in self.manifest["members"]:
            return
        with told_as_damaged(self.path), zipfile.ZipFile(self.path) as archive, archive.open(f"{name}.jsonl") as member:
            for line in member:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("not a row")
                yield row


def open_archive(path: Path, form: str, largest: int) -> Archive:
    """Check the whole file against its manifest, reading at most `largest` bytes.

    Raises UnreadableFile, FileTooLarge, DamagedFile (truncated, changed, hostile or another kind of file).
    """
    if not path.is_file():
        raise UnreadableFile("error.file_not_found", file=str(path))
    with told_as_damaged(path), zipfile.ZipFile(path) as archive:
        manifest = _manifest(archive, path, form)
        _check_names(archive, manifest, path)
        left = largest
        for name, told in manifest["members"].items():
            left -= _check_member(archive, name, told, left, path)
    return Archive(path, manifest, _file_hash(path))


@contextmanager
def told_as_damaged(path: Path) -> Iterator[None]:
    """Whatever a broken file does to its reader becomes one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EINVAL:  # a place before the beginning of the file
            raise DamagedFile("error.archive_damaged", file=path.name) from error
        raise UnreadableFile("error.file_unreadable", file=str(path), reason=error.strerror or "") from error
    except _BROKEN as error:
        raise DamagedFile("error.archive_damaged", file=path.name) from error


def _manifest(archive: zipfile.ZipFile, path: Path, form: str) -> Row:
    if MANIFEST not in archive.namelist():
        raise DamagedFile("error.archive_other_file", file=path.name)
    with archive.open(MANIFEST) as member:
        written = member.read(LARGEST_MANIFEST + 1)
    if len(written) > LARGEST_MANIFEST:
        raise DamagedFile("error.archive_hostile", file=path.name)
    manifest = json.loads(written)
    if not isinstance(manifest, dict) or manifest.get("form") != form or not isinstance(manifest.get("members"), dict):
        raise DamagedFile("error.archive_other_file", file=path.name)
    if manifest.get("form_version") != 1:
        raise DamagedFile("error.archive_newer", file=path.name)
    return manifest


def _check_names(archive: zipfile.ZipFile, manifest: Row, path: Path) -> None:
    """The file holds what the manifest names, once each, and nothing else."""
    names = archive.namelist()
    if sorted(names) != sorted([MANIFEST, *manifest["members"]]):
        raise DamagedFile("error.archive_hostile", file=path.name)
    if not all(_NAME.fullmatch(name) for name in manifest["members"]):
        raise DamagedFile("error.archive_hostile", file=path.name)
    for info in archive.infolist():
        if info.file_size > UNSUSPECTED and info.file_size > RATIO * max(1, info.compress_size):
            raise DamagedFile("error.archive_hostile", file=path.name)


def _check_member(archive: zipfile.ZipFile, name: str, told: Row, left: int, path: Path) -> int:
    digest, size, lines = hashlib.sha256(), 0, 0
    with archive.open(name) as member:
        while chunk := member.read(1 << 20):
            size += len(chunk)
            if size > left:
                raise FileTooLarge("error.unpacked_too_large", file=path.name, limit=left >> 20)
            digest.update(chunk)
            lines += chunk.count(b"\n")
    if (digest.hexdigest(), lines) != (told["sha256"], told["rows"]):
        raise DamagedFile("error.archive_damaged", file=path.name)
    return size


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
