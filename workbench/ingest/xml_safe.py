"""XML from strangers: no entities, no network, no zip bombs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from workbench.errors import DamagedFile, FileTooLarge

MAX_PART = 300 * 1024 * 1024
_DECLARES = re.compile(rb"<!(?:DOCTYPE[^>\[]*\[|ENTITY)", re.I)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element; raises DamagedFile for broken XML and for a document that declares entities."""
    if _DECLARES.search(_as_ascii(data[: 1024 * 1024])):
        raise DamagedFile("error.hostile_file", file=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile("error.damaged_file", file=name) from error
    if root is None:
        raise DamagedFile("error.damaged_file", file=name)
    return root


def _as_ascii(data: bytes) -> bytes:
    """UTF-16 without its zero bytes, so that a declaration cannot hide in it."""
    return data.replace(b"\x00", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:8] else data


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """A zip archive whose parts together stay under MAX_PART when unpacked; raises DamagedFile or FileTooLarge."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedFile("error.damaged_file", file=name) from error
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise DamagedFile("error.damaged_file", file=name)
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


def text_of(element: etree._Element, tag: str | None = None, separator: str = "") -> str:
    """All text below an element (of one tag, when given), in document order."""
    pieces = element.itertext(tag) if tag else element.itertext()
    return separator.join(piece if isinstance(piece, str) else piece.decode() for piece in pieces)
