"""The instrument catalogue: one file of facts per instrument."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.instruments import (
    Applicability,
    ArticleStatus,
    Body,
    Fact,
    Instrument,
    Interpretation,
    OfficialSource,
    Status,
)
from workbench.errors import KnowledgeFileError
from workbench.knowledge.yaml_file import Row, folder_version, parse, read_bytes, read_compiled, write_compiled

VERIFIED = "verified"
MOST_ARTICLES = 2000  # no instrument has more; a slip of the pen in a range must not fill the memory


@dataclass(frozen=True)
class Catalogue:
    """Every instrument by code, with the hash of the files it was read from."""

    instruments: dict[str, Instrument]
    version: str

    @property
    def articles(self) -> dict[str, frozenset[str]]:
        """The article numbers that each complete text has."""
        return {code: frozenset(i.expected_articles) for code, i in self.instruments.items()}


def read_catalogue(corpus: Path, cache: Path) -> Catalogue:
    """All files of `corpus/catalogue`; raises KnowledgeFileError with file and key for the first mistake."""
    files = [(path.name, read_bytes(path)) for path in sorted((corpus / "catalogue").glob("*.yaml"))]
    version = folder_version(files)
    compiled = cache / "catalogue.json"
    stored = read_compiled(compiled)
    rows = stored["rows"] if stored and stored["version"] == version else {n: parse(Path(n), data) for n, data in files}
    instruments = {}
    for name, row in rows.items():
        try:
            instruments[row["code"]] = _instrument(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise KnowledgeFileError("error.catalogue_row", file=name, line=0, problem=str(error)) from error
    if stored is None or stored["version"] != version:
        write_compiled(compiled, {"version": version, "rows": rows})
    return Catalogue(instruments, version)


def expand_numbers(text: str) -> tuple[str, ...]:
    """`1-3 A-C 12bis` -> 1 2 3 A B C 12bis; raises ValueError for a range without order."""
    numbers: list[str] = []
    for part in re.split(r"[,\s]+", text.strip()):
        match = re.fullmatch(r"(\d+|[A-Z])-(\d+|[A-Z])", part)
        if not match:
            numbers.extend([part] if part else [])
        elif match[1].isdigit():
            numbers.extend(str(n) for n in range(int(match[1]), min(int(match[2]), MOST_ARTICLES) + 1))
        else:
            numbers.extend(chr(c) for c in range(ord(match[1]), ord(match[2]) + 1))
    return tuple(numbers)


def _instrument(row: Row) -> Instrument:
    belgium = row["belgium"]
    return Instrument(
        code=row["code"],
        names=row["names"],
        short=row["short"],
        abbreviations={language: tuple(words) for language, words in row.get("abbreviations", {}).items()},
        family=row["family"],
        kind=row["kind"],
        parent=_text(row.get("parent")),
        adopted=_text(row.get("adopted")),
        signed=_text(belgium.get("signed")),
        ratified=_text(belgium.get("ratified")),
        in_force=_text(belgium.get("in_force")),
        status=Status(belgium["status"]),
        expected_articles=expand_numbers(row["expected"]["numbers"]),
        kinds_of_articles={kind: expand_numbers(_text(n)) for kind, n in row.get("kinds_of_articles", {}).items()},
        absolute=tuple(row.get("absolute") or ()),
        bodies=tuple(_body(b) for b in _rows(row.get("bodies"))),
        article_status=tuple(_article_status(s) for s in _rows(row.get("article_status"))),
        interpretation=tuple(_interpretation(i) for i in _rows(row.get("interpretation"))),
        sources=tuple(_source(s) for s in _rows(row.get("official_sources"))),
        facts=tuple(Fact(f["what"], f["source"], f.get("confidence") == VERIFIED) for f in _rows(row.get("facts"))),
        text_state=_text(row.get("text_state")),
        verified=row.get("confidence") == VERIFIED,
    )


def _text(value: Any) -> str:
    return "" if value in (None, "null", "~") else str(value)


def _rows(value: Any) -> Iterable[Row]:
    return value if isinstance(value, list) else ()


def _body(row: Row) -> Body:
    return Body(row["code"], {"nl": row["nl"], "en": row["en"]}, row.get("individual_complaints", ""), _note(row.get("note")))


def _note(value: Any) -> dict[str, str]:
    """A remark in one or more languages; a bare string is Dutch."""
    return value if isinstance(value, dict) else ({"nl": _text(value)} if _text(value) else {})


def _article_status(row: Row) -> ArticleStatus:
    return ArticleStatus(
        row["id"],
        Applicability(
            Status(row["status"]),
            _note(row.get("note")),
            _text(row.get("source")),
            row.get("confidence") == VERIFIED,
            tuple(row.get("argue_via") or ()),
        ),
    )


def _interpretation(row: Row) -> Interpretation:
    return Interpretation(row["body"], row["kind"], row["number"], row["year"], row["title"], tuple(row["articles"]))


def _source(row: Row) -> OfficialSource:
    return OfficialSource(row["language"], row["publisher"], row["url"], row["kind"], _note(row.get("note")))
