"""Interpretive texts from files: numbered paragraphs of a PDF, DOCX or web page, or JSON lines that say everything themselves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.domain.authority import AuthorityKind, AuthorityParagraph, AuthorityText, authority_id
from workbench.domain.drafts import SourceDocument
from workbench.domain.language import language_of
from workbench.errors import DamagedFile, EmptyFile, FileTooLarge, InputError, NotALegalText, UnreadableFile
from workbench.sources.page_lines import page_lines, page_root
from workbench.sources.web_cache import Delivery
from workbench.sources.whole_json import whole_json

LIMIT = 100_000_000
ReadPdf = Callable[[bytes, str], SourceDocument]
_NUMBERED = re.compile(r"^(?P<number>\d{1,4})\s?[.)]\s*(?P<text>\S.*)?$", re.DOTALL)
_KEYS = ("body", "kind", "number", "year", "title", "language", "articles")


@dataclass(frozen=True)
class Described:
    """What a reader must be told of a file that does not say it itself."""

    body: str
    kind: AuthorityKind
    number: str = ""
    year: str = ""
    title: str = ""
    language: str = ""
    articles: tuple[str, ...] = ()


def read_authority_file(path: Path, described: Described | None, read_pdf: ReadPdf) -> list[AuthorityText]:
    """The texts in a file; raises an InputError that says what to do."""
    data = _bytes(path)
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return _from_lines(data, path)
    if described is None:
        raise InputError("error.shelf_describe", file=path.name)
    lines = _lines(data, path, read_pdf)
    paragraphs = numbered_paragraphs(lines)
    if not paragraphs:
        raise NotALegalText("error.shelf_no_numbers", file=path.name)
    return [_text(described, paragraphs, path.name, data)]


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT:
            raise FileTooLarge("error.file_too_large", file=path.name, limit=f"{LIMIT // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("error.file_unreadable", file=path.name, reason=error.strerror or "") from error
    if not data.strip():
        raise EmptyFile("error.file_empty", file=path.name)
    return data


def _lines(data: bytes, path: Path, read_pdf: ReadPdf) -> list[tuple[str, int]]:
    """Paragraphs with their page."""
    if data.startswith(b"%PDF-"):
        document = read_pdf(data, path.name)
        return [(document.line_text(line), line.page) for line in document.lines]
    if b"<" in data[:2000] and path.suffix.lower() in (".html", ".htm", ".xhtml"):
        page = Delivery("", path.name, "", "", "", "", "text/html", "", "", "", "", data)
        return [(line.text, 1) for line in page_lines(page_root(page))]
    try:
        return [(line.strip(), 1) for line in data.decode("utf-8-sig").splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise DamagedFile("error.not_utf8", file=path.name) from error


def numbered_paragraphs(lines: Iterable[tuple[str, int]]) -> list[AuthorityParagraph]:
    """Paragraphs whose numbers follow one another; a number out of turn is text, and what stands before 1 is left out."""
    found: list[AuthorityParagraph] = []
    for text, page in lines:
        match = _NUMBERED.match(text)
        if match and int(match["number"]) == (int(found[-1].number) + 1 if found else 1):
            found.append(AuthorityParagraph(match["number"], match["text"] or "", page))
        elif found and not _is_heading(text):
            last = found[-1]
            found[-1] = replace(last, text=f"{last.text}\n{text}".strip())
    return [paragraph for paragraph in found if paragraph.text]


def _is_heading(text: str) -> bool:
    """`IV. Obligations`, `A. General`: a short line that ends without a mark and begins with a capital."""
    return len(text) < 90 and not re.search(r"[.;:,)”\"]$", text) and bool(re.match(r"(?:[IVXLC]+\.|[A-Z]\.)?\s*[A-ZÀ-Ý]", text))


def _from_lines(data: bytes, path: Path) -> list[AuthorityText]:
    """JSON lines: one paragraph a line, its text described on each or on the first line of that text."""
    texts: dict[str, tuple[Described, list[AuthorityParagraph]]] = {}
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), start=1):
        if line.strip():
            described, paragraph = _row(line, path, number)
            name = authority_id(described.body, described.kind, described.number, described.year)
            texts.setdefault(f"{name} {described.language}", (described, []))[1].append(paragraph)
    return [_text(described, paragraphs, path.name, data) for described, paragraphs in texts.values()]


def _row(line: str, path: Path, number: int) -> tuple[Described, AuthorityParagraph]:
    try:
        row: Mapping[str, Any] = whole_json(line)
        kind = AuthorityKind(row["kind"])
        about = {key: str(row.get(key) or "") for key in _KEYS if key not in ("kind", "articles")}
        described = Described(kind=kind, articles=tuple(row.get("articles") or ()), **about)
        paragraph = AuthorityParagraph(
            str(row["paragraph"]), str(row["text"]), int(row.get("page") or 1), tuple(row.get("articles") or ())
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedFile("error.shelf_line", file=path.name, line=number, detail=str(error)) from error
    if not described.body or not paragraph.text.strip():
        raise DamagedFile("error.shelf_line", file=path.name, line=number, detail="body, text")
    return described, paragraph


def _text(about: Described, paragraphs: list[AuthorityParagraph], source: str, data: bytes) -> AuthorityText:
    words = "\n".join(p.text for p in paragraphs)
    return AuthorityText(
        authority_id(about.body, about.kind, about.number, about.year),
        about.body,
        about.kind,
        about.number,
        about.year,
        about.title,
        about.language or language_of(words) or "en",
        about.articles,
        source,
        hashlib.sha256(data).hexdigest(),
        tuple(paragraphs),
    )
