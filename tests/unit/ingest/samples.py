"""Small fictitious drafts and hostile files for the tests of the readers."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import typst
from pypdf import PdfReader, PdfWriter

DRAFT = """Voorontwerp van decreet over de buurtbank
DE VLAAMSE REGERING,
BESLUIT:
Hoofdstuk 1. Algemeen
Artikel 1. Dit decreet regelt een gemeenschapsaangelegenheid.
Art. 2. De gemeente plaatst in elke buurt een bank.
Ze vraagt vooraf het advies van de inwoners.
Art. 3. Dit decreet treedt in werking op 1 januari 2032."""


def pdf_of(text: str, target: Path, settings: str = "") -> Path:
    """One paragraph per line; `settings` is typst put before the text."""
    body = "\n\n".join(escape(line) for line in text.split("\n"))
    source = f'#set text(font: "DejaVu Serif", size: 10pt)\n#set par(spacing: 1.4em)\n{settings}\n{body}\n'
    target.write_bytes(typst.compile(source.encode()))
    return target


def escape(text: str) -> str:
    """Text as typst prints it literally."""
    return "".join(f"\\{c}" if c in "\\#$%&_*`<>@~[]/\"'-=+" else c for c in text).replace(". ", "\\. ")


def picture_page(target: Path) -> Path:
    """A PDF of one page that is only a picture, like a scan."""
    image = target.with_suffix(".png")
    image.write_bytes(_png(40, 60))
    target.write_bytes(
        typst.compile(f'#set page(margin: 0pt)\n#image("{image.name}", width: 100%)'.encode(), root=str(target.parent))
    )
    return target


def _png(width: int, height: int) -> bytes:
    rows = b"".join(b"\x00" + bytes((x * y) % 256 for x in range(width)) for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def encrypted(source: Path, target: Path, user_password: str) -> Path:
    """The same PDF behind a password; an empty one only restricts printing."""
    writer = PdfWriter()
    writer.append(PdfReader(source))
    writer.encrypt(user_password=user_password, owner_password="eigenaar", algorithm="AES-256")
    writer.write(target)
    return target


def joined(parts: list[Path], target: Path) -> Path:
    """Several PDFs as one."""
    writer = PdfWriter()
    for part in parts:
        writer.append(PdfReader(part))
    writer.write(target)
    return target


def docx_with(document: str, *, extra: dict[str, bytes] | None = None) -> bytes:
    """A minimal Word file around the XML of its body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = document if document.startswith("<?xml") else f"<w:document {space}><w:body>{document}</w:body></w:document>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """One Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
