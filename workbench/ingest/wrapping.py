"""Joining the wrapped lines of plain text into paragraphs, and cutting texts that lost all their line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.domain.quotes import Quotations
from workbench.ingest.blocks import Block, normalise
from workbench.ingest.grammar import annex_label, article_label, group_label, paragraph_label, point_label
from workbench.ingest.numbering import fits_sequence

_RUN_ON = 300
_ARTICLE_INSIDE = re.compile(r"(?<=[\w.;:”\"»)\]]) (?=(?:Artikel|Art\.) ?[IVX]*\.?\d[\w./]*\. ?[A-ZÀ-Ý§“\"\[(0-9])")
_ARTICLE_BEHIND = re.compile(r"(?<=[.”\"»]) (?=(?:Artikel|Art\.) ?[IVX]*\.?\d[\w./]*\. ?[A-ZÀ-Ý§“\"\[])")
_GROUP_INSIDE = re.compile(
    r"(?<=[\w.”\"»)\]]) (?=(?:Hoofdstuk|HOOFDSTUK|Afdeling|AFDELING|Onderafdeling|Titel|TITEL) [0-9IVX]+\. ?[A-ZÀ-Ý-])"
)
_PARAGRAPH_INSIDE = re.compile(r"(?<=[.;”\"]) (?=§ ?\d{1,3}\. ?[A-ZÀ-Ý“])")
_DEGREE_INSIDE = re.compile(r"(?<=[:;,.]) ?(?=(\d{1,3})°(?:/\d)? ?(?!,)\S)")
_HYPHEN_KEEPS = re.compile(r"(?:en|of)\b")


def join_wrapped(lines: Sequence[str], page: int, width: int, *, breaks: bool = True) -> Iterator[Block]:
    """Paragraphs of one page: a line that fills `width` runs on into the next, unless that begins with a number.

    `width` is `wrap_width` of the whole text; without `breaks` all lines are one paragraph.
    """
    current, indent, previous_length = "", 0.0, 0
    for raw in lines:
        line = normalise(raw)
        if current and line and (not breaks or _runs_on(current, previous_length, line, width)):
            current = join(current, line)
        else:
            yield from _finished(current, page, indent)
            current, indent = line, float(len(raw) - len(raw.lstrip()))
        previous_length = len(raw.rstrip())
    yield from _finished(current, page, indent)


def join(first: str, second: str) -> str:
    """Two pieces of one sentence: a hyphen at the end goes, unless it belongs to the words (`EU-` + `recht`, `wonings- en`)."""
    if first.endswith("-") and len(first) > 1 and first[-2].isalpha() and second[:1].isalpha():
        if second[0].isupper():
            return f"{first}{second}"
        stem = re.split(r"[\s(“\"]", first)[-1][:-1]
        if _HYPHEN_KEEPS.match(second):
            return f"{first} {second}"
        return f"{first}{second}" if stem.isupper() or any(map(str.isdigit, stem)) else f"{first[:-1]}{second}"
    return f"{first} {second}"


def starts_block(line: str) -> bool:
    """Whether a line begins with a heading or a number of its own."""
    return any(label(line) is not None for label in (article_label, group_label, paragraph_label, point_label, annex_label))


def wrap_width(lines: Sequence[str]) -> int:
    """The width at which a text was wrapped; 0 when its lines are whole paragraphs."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < 4:
        return 0
    longest = lengths[int(len(lengths) * 0.99)]
    near = sum(length > longest * 0.8 for length in lengths)
    return longest if 40 <= longest <= 140 and lengths[-1] <= longest * 1.3 and near >= len(lengths) * 0.2 else 0


def _runs_on(current: str, length: int, line: str, width: int) -> bool:
    """Whether the next line's first word had no more room on this one: then the line was wrapped, not ended."""
    if not width or current.endswith(":") or length + 1 + len(line.split(" ", 1)[0]) <= width:
        return False
    if starts_block(line):
        return not current.endswith((".", ":", ";", ",", "”", '"')) and point_label(line) is not None
    return True


def _finished(text: str, page: int, indent: float) -> Iterator[Block]:
    if not text:
        return
    for piece in unfold(text):
        yield Block(piece, page, indent)


def unfold(text: str) -> list[str]:
    """Cut a line at the articles, groups, paragraphs and points inside it; what is quoted stays whole.

    In a short line only an article right behind the end of a sentence is one; a long line may have lost every line end.
    """
    if len(text) < _RUN_ON and not (_DEGREE_INSIDE.search(text) or _ARTICLE_BEHIND.search(text)):
        return [text]
    cuts = sorted(set(_structure_cuts(text)))
    pieces = [text[a:b].strip() for a, b in pairwise([0, *cuts, len(text)])]
    return [piece for piece in pieces if piece]


def _structure_cuts(text: str) -> Iterator[int]:
    quotes = Quotations(text)
    long = (_ARTICLE_INSIDE, _GROUP_INSIDE, _PARAGRAPH_INSIDE)
    for pattern in long if len(text) >= _RUN_ON else (_ARTICLE_BEHIND,):
        yield from (match.end() for match in pattern.finditer(text) if not quotes.inside(match.end()))
    expected = ""
    for match in _DEGREE_INSIDE.finditer(text):
        number = match[1]
        begins = number == "1" and text[match.start() - 1] == ":"
        if quotes.inside(match.end()) or not (begins or (expected and fits_sequence(expected, number))):
            continue
        expected = number
        yield match.end()
