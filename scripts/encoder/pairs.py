"""The texts that may be trained on: rows marked *train* in SOURCES.md, without the treaties that are measured."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

_SENTENCE_END = re.compile(r"(?<=[.;:])\s*(?=[\w\"(])(?<!\d[.,:])")
_BRACKETS = re.compile(r"\s*\([^)]*\)$")
_DATE = re.compile(r"\bvan \d{1,2} \w+ \d{4},? ?")
SHORTEST_MEMBER = 8  # words; below, a member says too little to be found again


@dataclass(frozen=True)
class Record:
    """The same text in two to four languages; neighbours in one treaty stand next to each other in the list."""

    source: str
    text: dict[str, str]


def held_out(folder: Path) -> frozenset[str]:
    """Numbers of the treaties that are measured."""
    files = (folder / "treaties" / "nl_en").glob("*.json")
    return frozenset(json.loads(path.read_text(encoding="utf-8")).get("bwb_id") or "" for path in files)


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def split_together(left: str, right: str) -> list[tuple[str, str]]:
    """Sentences of both texts when they have equally many and of similar length, else nothing."""
    a = [s for s in _SENTENCE_END.split(left) if s.strip()]
    b = [s for s in _SENTENCE_END.split(right) if s.strip()]
    if len(a) != len(b) or len(a) < 2:
        return []
    pairs = list(zip(a, b, strict=True))
    if any(not 0.5 < (len(x) + 10) / (len(y) + 10) < 2 for x, y in pairs):
        return []
    return [(x, y) for x, y in pairs if len(x) > 15]


def _treaties(folder: Path, other: str) -> Iterator[Record]:
    """Paragraphs, their sentences, and whole articles."""
    held = held_out(folder)
    rows = [r for r in _rows(folder / "parallel" / f"treaty_paragraphs_nl_{other}.tsv.gz") if r[0] not in held and len(r) == 4]
    for _, article in groupby(rows, key=lambda r: (r[0], r[1])):
        paragraphs = [(r[2], r[3]) for r in article]
        for left, right in paragraphs:
            yield Record(f"paragraph-{other}", {"nl": left, other: right})
            for a, b in split_together(left, right):
                yield Record(f"sentence-{other}", {"nl": a, other: b})
        if 1 < len(paragraphs) < 20:
            yield Record(
                f"article-{other}", {"nl": "\n".join(p[0] for p in paragraphs), other: "\n".join(p[1] for p in paragraphs)}
            )


def _titles(folder: Path) -> Iterator[Record]:
    """Wikipedia titles, joined over Dutch where both other languages are known; the words in brackets are left out."""
    found: dict[str, dict[str, str]] = {}
    for language in ("en", "fr"):
        for row in _rows(folder / "parallel" / f"wikipedia_titles_nl_{language}.tsv.gz"):
            found.setdefault(row[0], {"nl": _BRACKETS.sub("", row[0])})[language] = _BRACKETS.sub("", row[1])
    for text in found.values():
        yield Record("title", text)


def _jsonl(path: Path, source: str) -> Iterator[Record]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Record(source, {k: row[k] for k in ("nl", "fr", "en") if row.get(k)})


def _eurovoc(folder: Path) -> Iterator[Record]:
    lines = (folder / "lexicon" / "eurovoc_nl_en_fr_de.tsv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")[1:]
    for line in lines[1:]:
        yield Record("eurovoc", {n: t for n, t in zip(names, line.split("\t")[1:], strict=False) if t})


def parallel(folder: Path) -> list[Record]:
    """Every record in at least two languages."""
    tatoeba = (Record("tatoeba", {"nl": r[0], "en": r[1]}) for r in _rows(folder / "parallel" / "tatoeba_nl_en.tsv.gz"))
    law = _jsonl(folder / "parallel" / "constitution_nl_fr_en.jsonl", "law")
    penal = _jsonl(folder / "parallel" / "penal_code_nl_fr.jsonl", "law")
    every = [*_treaties(folder, "en"), *_treaties(folder, "fr"), *tatoeba, *_titles(folder), *law, *penal, *_eurovoc(folder)]
    return [record for record in every if len(record.text) > 1]


def statutes(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Dutch texts on one subject from Netherlands statutes: kind, and either two members of an article or the statute's title and a member."""
    with gzip.open(folder / "law" / "netherlands_statutes.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            members = [m for m in row["text"].split("\n") if len(m.split()) >= SHORTEST_MEMBER]
            yield from (("member", a, b) for a, b in zip(members[:4:2], members[1:4:2], strict=False))
            if members:
                yield "title", f"{_DATE.sub(' ', row['title'])} {row['head']}".strip(), members[-1]
