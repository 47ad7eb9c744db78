"""From files on disk to treaty texts with provisions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.instruments import Instrument, Provision, TreatyText
from workbench.errors import EmptyFile, FileTooLarge, InputError, NotALegalText, UnknownFormat, UnreadableFile
from workbench.sources.numbering import split_numbered
from workbench.sources.raw import RawArticle, RawTreaty, arabic_when_roman
from workbench.sources.treaty_json import read_treaty_json
from workbench.sources.treaty_markdown import read_treaty_markdown
from workbench.sources.treaty_xml import read_treaty_xml

LIMIT = 50_000_000  # bytes; the largest real treaty file is under 200 kB
Reader = Callable[[Path, bytes], list[RawTreaty]]
READERS: dict[str, Reader] = {".json": read_treaty_json, ".md": read_treaty_markdown, ".xml": read_treaty_xml}


@dataclass(frozen=True)
class FileOutcome:
    """What one file gave: texts, or the error that says why not, or the earlier file with the same bytes."""

    path: Path
    texts: tuple[TreatyText, ...] = ()
    error: InputError | None = None
    same_as: Path | None = None


def treaty_files(path: Path) -> list[Path]:
    """The file itself, or every readable file below the folder; raises UnreadableFile or UnknownFormat."""
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in READERS and p.is_file())
        if not found:
            raise UnknownFormat("error.no_treaty_files", folder=str(path))
        return found
    if not path.exists():
        raise UnreadableFile("error.file_missing", file=str(path))
    if path.suffix.lower() not in READERS:
        raise UnknownFormat("error.treaty_format", file=path.name)
    return [path]


def read_treaty_files(path: Path, instruments: Mapping[str, Instrument]) -> Iterator[FileOutcome]:
    """Read a file or a folder, one outcome per file; a bad file does not stop the others."""
    seen: dict[str, Path] = {}
    for file in treaty_files(path):
        try:
            data = _bytes(file)
            digest = hashlib.sha256(data).hexdigest()
            if digest in seen:
                yield FileOutcome(file, same_as=seen[digest])
                continue
            seen[digest] = file
            raw = [treaty for treaty in READERS[file.suffix.lower()](file, data) if any(treaty.runs)]
            if not raw:
                raise NotALegalText("error.no_articles", file=file.name)
        except InputError as error:
            yield FileOutcome(file, error=error)
            continue
        yield FileOutcome(file, tuple(treaty_text(treaty, instruments.get(treaty.code)) for treaty in raw))


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > LIMIT:
            raise FileTooLarge("error.file_too_large", file=file.name, limit=f"{LIMIT // 1_000_000} MB")
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile("error.file_unreadable", file=file.name, reason=error.strerror or "") from error
    if not data.strip():
        raise EmptyFile("error.file_empty", file=file.name)
    return data


def treaty_text(treaty: RawTreaty, instrument: Instrument | None) -> TreatyText:
    """The instrument's own articles as provisions down to the points, its annexes behind them."""
    expected = instrument.expected_articles if instrument else ()
    roman = arabic_when_roman(treaty.runs[0])
    for run in treaty.runs:
        run[:] = [RawArticle(a.part, roman(a.number), a.heading, a.text) for a in run]
    main, annexes = treaty.main_and_annexes(expected)
    provisions: list[Provision] = []
    if treaty.preamble.strip():
        preamble = RawArticle("", "PREAMBLE", "", treaty.preamble)
        provisions.append(_provision(treaty, f"{treaty.code}/PREAMBLE", "preamble", "", preamble, preamble.text, ""))
    for article in main:
        provisions.extend(_article(treaty, article))
    for number, annex in enumerate(annexes, start=1):
        for position, article in enumerate(annex, start=1):
            identifier = f"{treaty.code}/ANNEX-{number}-{position}"
            provisions.append(_provision(treaty, identifier, "annex", article.number, article, article.text.strip(), ""))
    return TreatyText(treaty.code, treaty.language, treaty.title, treaty.source, treaty.text_date, tuple(provisions))


def _article(treaty: RawTreaty, article: RawArticle) -> Iterator[Provision]:
    text = article.text.strip()
    identifier = f"{treaty.code}/{article.number}"
    yield _provision(treaty, identifier, "article", article.number, article, text, "")
    for piece in split_numbered(text):
        labels = "/".join(piece.labels)
        parent = "/".join([identifier, *piece.labels[:-1]])
        words = text[piece.start : piece.end].strip()
        yield _provision(treaty, f"{identifier}/{labels}", piece.kind, piece.labels[-1], article, words, parent)


def _provision(
    treaty: RawTreaty, identifier: str, kind: str, number: str, article: RawArticle, text: str, parent: str
) -> Provision:
    path = tuple(" ".join(part.split()) for part in article.part.split(" / ") if part.strip())
    digest = hashlib.sha256(text.encode()).hexdigest()
    heading = article.heading.strip()
    return Provision(
        identifier, treaty.language, kind, number, heading, text, path, parent, treaty.source, treaty.text_date, digest
    )
