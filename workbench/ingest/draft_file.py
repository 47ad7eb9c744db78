"""Reading a draft from a file: what format it really is, which reader takes it, and what comes out."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from workbench.domain.drafts import Draft, SectionKind, SourceDocument
from workbench.domain.language import language_of
from workbench.domain.ports import Progress, silent
from workbench.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    NotALegalText,
    UnknownFormat,
    UnreadableFile,
    WrongLanguage,
)
from workbench.ingest.akoma_ntoso import read_akoma_ntoso
from workbench.ingest.docx import read_docx
from workbench.ingest.draft_parts import File
from workbench.ingest.html import read_html
from workbench.ingest.identifiers import identifiers_in
from workbench.ingest.pdf import read_pdf
from workbench.ingest.plain import read_markdown, read_text
from workbench.ingest.sections import split
from workbench.ingest.title import kind_of, title_of
from workbench.ingest.tree import Reading, read_tree

MAX_BYTES = 200 * 1024 * 1024
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|div|p|h[1-6])\b", re.I)
_AKOMA = re.compile(rb"<(?:[\w-]+:)?akomaNtoso\b")
_MARKDOWN = re.compile(r"^#{1,6} \S|^\s*\*\*\S", re.M)


def read_draft(path: Path, progress: Progress = silent) -> Draft:
    """Read one draft from a PDF, DOCX, HTML, Akoma Ntoso, Markdown or text file; the content decides, not the name.

    Raises an InputError of workbench.errors for every file that cannot be used, Cancelled when `progress` stops it.
    """
    return read_draft_bytes(_bytes_of(path), path, progress)


def read_draft_bytes(data: bytes, path: Path, progress: Progress = silent) -> Draft:
    """The same for bytes in memory; `path` is only a name. Raises what `read_draft` raises."""
    source = _reader(data, path)(data, progress)
    if not source.text.strip():
        raise EmptyFile("error.empty_file", file=path.name)
    file_hash = hashlib.sha256(data).hexdigest()
    progress("progress.structure", 0, 1)
    file = split(source)
    _check_language(source, file, path)
    reading = read_tree(source, file)
    if not reading.provisions:
        key = "error.only_memorandum" if file.of(SectionKind.MEMORANDUM) else "error.no_provisions"
        raise NotALegalText(key, file=path.name, pages=source.pages)
    progress("progress.structure", 1, 1)
    return _draft(path, file_hash, source, file, reading)


def _draft(path: Path, file_hash: str, source: SourceDocument, file: File, reading: Reading) -> Draft:
    return Draft(
        id=file_hash[:12],
        title=title_of(source, file) or path.stem,
        kind=kind_of(source, file),
        file_name=path.name,
        file_hash=file_hash,
        language="nl",
        source=source,
        provisions=reading.provisions,
        report=reading.report,
        identifiers=identifiers_in("\n".join((*_heads(source), source.text))),
    )


def _heads(source: SourceDocument) -> list[str]:
    """The running heads, each once: the number of a document often stands only there."""
    heads = (item.text for item in source.removed if item.reason in ("running_head", "navigation"))
    return list(dict.fromkeys(head for head in heads if len(head) < 300 and "numac" not in head))


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FileTooLarge("error.file_too_large", file=path.name, megabytes=size // 1024**2, limit=MAX_BYTES // 1024**2)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("error.file_not_found", file=str(path)) from None
    except OSError as error:
        raise UnreadableFile("error.file_unreadable", file=str(path), reason=error.strerror or "") from error
    if not data.strip(b"\x00 \t\r\n\f"):
        raise EmptyFile("error.empty_file", file=path.name)
    return data


def _reader(data: bytes, path: Path) -> Callable[[bytes, Progress], SourceDocument]:
    """The reader for what the bytes are, whatever the file is called."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return lambda content, progress: read_pdf(content, path.name, progress)
    if data.startswith(b"PK"):
        return _zip_reader(data, path)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise UnknownFormat("error.old_word_format", file=path.name)
    if _AKOMA.search(data[:65536]):
        return lambda content, _: read_akoma_ntoso(content, path.name)
    if _HTML.search(head) or (path.suffix.lower() in (".html", ".htm") and b"<" in head):
        return lambda content, _: read_html(content, path.name)
    if head.startswith(b"<?xml"):
        raise UnknownFormat("error.unknown_xml", file=path.name)
    _refuse_binary(data, path)
    if path.suffix.lower() in (".md", ".markdown") or _MARKDOWN.search(data[:200_000].decode("utf-8", "replace")):
        return lambda content, _: read_markdown(content)
    return lambda content, _: read_text(content)


def _zip_reader(data: bytes, path: Path) -> Callable[[bytes, Progress], SourceDocument]:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedFile("error.damaged_file", file=path.name) from error
    if "word/document.xml" in names or any(name.endswith("document.xml") for name in names):
        return lambda content, _: read_docx(content, path.name)
    raise UnknownFormat("error.unknown_format", file=path.name)


def _refuse_binary(data: bytes, path: Path) -> None:
    """A picture, a program or another binary is no text: it holds zero bytes or many control characters."""
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if (b"\x00" in sample and controls > len(sample) * 0.001) or controls > len(sample) * 0.05:
        raise UnknownFormat("error.unknown_format", file=path.name)


def _check_language(source: SourceDocument, file: File, path: Path) -> None:
    lines = file.lines_of(SectionKind.DRAFT) or list(source.lines)
    language = language_of("\n".join(source.line_text(line) for line in lines))
    if language not in ("", "nl"):
        raise WrongLanguage("error.wrong_language", file=path.name, language=language)
