"""From a PDF's lines to paragraphs: columns in reading order, table rows apart, wrapped lines joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from workbench.ingest.blocks import Block, normalise
from workbench.ingest.grammar import article_label, group_label, paragraph_label, point_label
from workbench.ingest.pages import Page, PdfLine
from workbench.ingest.sections import is_contents_entry
from workbench.ingest.wrapping import join, starts_block

_ENDS = re.compile(r"[.:;!?”\"»)]$")
_LABEL_ONLY = re.compile(
    r"(?:(?:Art\.|Artikel)\s*[\w./]+|§\s*\d+[\w/]*\.?|\d+°(?:/\d+)?|[a-z]{1,3}\)|\d{1,2}[.)]|[-–—•*]|[IVX]+\.|(?:\d+\.)+\d*)$"
)
_CELL = " | "


@dataclass(frozen=True)
class _Measure:
    """What is usual on a page: right edge per column, distance of lines."""

    edges: tuple[float, ...]  # right edge of the left column, of the right column (or once, of the page)
    middle: float
    leading: float

    def edge(self, line: PdfLine) -> float:
        return self.edges[-1] if len(self.edges) == 1 or line.right > self.middle + 5 else self.edges[0]


def join_lines(pages: Sequence[Page]) -> Iterator[Block]:
    """Blocks of the whole file; a paragraph that runs over a page end is one block on the page where it begins."""
    usual = _usual(pages)
    paragraph: list[PdfLine] = []
    words: str = ""
    before: _Measure | None = None
    for page in pages:
        lines = _reading_order(page)
        measure = _measure(lines, page, usual)
        before = before or measure
        for line in lines:
            text = normalise(line.text)
            if not text:
                continue
            if paragraph and _same_paragraph(
                paragraph, words, line, text, measure if line.page == paragraph[-1].page else before
            ):
                words = join(words, text)
                paragraph.append(line)
            else:
                yield from _block(paragraph, words)
                paragraph, words = [line], text
        before = measure if lines else before
    yield from _block(paragraph, words)


def _block(paragraph: Sequence[PdfLine], words: str) -> Iterator[Block]:
    if paragraph:
        first = paragraph[0]
        style = "table" if _CELL in first.text else "bold" if all(line.bold for line in paragraph) else ""
        yield Block(words, first.page, round(first.left, 1), style)


def _usual(pages: Sequence[Page]) -> tuple[float, float]:
    """Right edge and distance of lines on the well-filled pages of the file; zeros when there are none."""
    full = [page for page in pages if len(page.lines) >= 10]
    gaps = [gap for page in pages for gap in _gaps(page.lines)]
    return median(max(line.right for line in page.lines) for page in full) if full else 0.0, _leading(gaps)


def _gaps(lines: Sequence[PdfLine]) -> list[float]:
    return [a.bottom - b.bottom for a, b in pairwise(lines) if 0.5 * b.height < a.bottom - b.bottom < 3 * a.height]


def _leading(gaps: Sequence[float]) -> float:
    """The distance of lines within a paragraph: the smaller distances, for many drafts are lists of one-line paragraphs."""
    return sorted(gaps)[len(gaps) // 5] if gaps else 0.0


def _measure(lines: Sequence[PdfLine], page: Page, usual: tuple[float, float]) -> _Measure:
    middle = page.width / 2
    leading = _leading(_gaps(lines)) if len(lines) >= 20 or not usual[1] else usual[1]
    left = [line.right for line in lines if line.right < middle + 5]
    right = [line.right for line in lines if line.left > middle - 5]
    if len(left) >= 5 and len(right) >= 5 and len(left) + len(right) > 0.7 * len(lines):
        return _Measure((max(left), max(right)), middle, leading)
    rights = sorted(line.right for line in lines)
    edge = rights[int(len(rights) * 0.98)] if len(rights) >= 10 else max([usual[0], *rights])
    return _Measure((edge,), middle, leading)


def _same_paragraph(paragraph: Sequence[PdfLine], words: str, line: PdfLine, text: str, measure: _Measure) -> bool:
    previous = paragraph[-1]
    if _CELL in line.text or _CELL in previous.text or is_contents_entry(words):
        return False
    if starts_block(text) and not _is_reference(words, text, previous, measure):
        return False
    if abs(line.height - previous.height) > 0.12 * previous.height or (
        previous.bold != line.bold and all(p.bold for p in paragraph)
    ):
        return False
    if line.page != previous.page and text.isupper() and not words.isupper():
        return False
    if words.endswith(":") and text[0] in '“«"':
        return False
    open_sentence = not _ENDS.search(words)
    drop = previous.bottom - line.bottom
    if line.page != previous.page or drop < -line.height:  # next page or next column
        return open_sentence and (
            text[0].islower() or not (all(p.bold for p in paragraph) or _room_for_next_word(previous, text, measure))
        )
    ended = _room_for_next_word(previous, text, measure)
    if (
        open_sentence
        and text[0].islower()
        and not (ended and (_indented(paragraph, line) or drop >= max(1.3 * measure.leading, 1.15 * line.height)))
    ):
        return drop < 2.2 * line.height
    if measure.leading and drop > 1.3 * measure.leading and drop > 1.2 * line.height:
        return False
    return not ended and not _indented(paragraph, line)


def _is_reference(words: str, text: str, previous: PdfLine, measure: _Measure) -> bool:
    """A number at the line start that belongs to the sentence: `... vermeld in / artikel 5, / 1° van het decreet`."""
    if article_label(text) or group_label(text):
        return False
    label = point_label(text) or paragraph_label(text)
    runs_on = not _ENDS.search(words) and not words.endswith((",", " en", " of"))
    listed = bool(re.search(r"(?:artikel|paragraaf|lid|punt|§ ?\w+|artikelen|,)(?:\s\S{1,12})?,$", words)) and not words.endswith(
        ";"
    )
    return label is not None and (runs_on or listed) and not _room_for_next_word(previous, text, measure)


def _room_for_next_word(previous: PdfLine, text: str, measure: _Measure) -> bool:
    """Whether the next line's first word would have fitted on the previous line: then that line was ended on purpose."""
    if previous.text.endswith("-"):
        return False
    width = (previous.right - previous.left) / max(len(previous.text), 1)
    first_word = text.split(" ", 1)[0]
    return previous.right + (len(first_word) + 1.5) * width < measure.edge(previous)


def _indented(paragraph: Sequence[PdfLine], line: PdfLine) -> bool:
    """A first line set in: the paragraph so far stood at the margin, and does not hang from a number."""
    if line.left - paragraph[-1].left <= 4:
        return False
    return len(paragraph) > 1 or not starts_block(normalise(paragraph[0].text))


def _reading_order(page: Page) -> list[PdfLine]:
    """Rows whose cells stand side by side become one table row; a row that spans two text columns is cut at the gutter."""
    gutter = _gutter(page)
    if gutter:
        return _columns(page, gutter)
    rows: list[PdfLine] = []
    for line in page.lines:
        line = _celled(line)
        previous = rows[-1] if rows else None
        if previous and abs(previous.bottom - line.bottom) < 0.3 * line.height and line.left >= previous.right - 1:
            gap = line.left - previous.right
            label = _LABEL_ONLY.match(normalise(previous.text))
            mark = _CELL if gap > 1.5 * line.height and not label else " "
            rows[-1] = replace(
                previous, text=previous.text + mark + line.text, right=line.right, bold=previous.bold and line.bold
            )
        else:
            rows.append(line)
    return rows


def _celled(line: PdfLine) -> PdfLine:
    """Put the cell mark at wide gaps, except after a number at the start of the line."""
    text, offset = line.text, 0
    for position, _ in line.gaps:
        if _LABEL_ONLY.match(normalise(line.text[:position])):
            continue
        text = text[: position + offset].rstrip() + _CELL + text[position + offset :]
        offset = len(text) - len(line.text)
    return replace(line, text=text, gaps=()) if line.gaps else line


def _gutter(page: Page) -> float:
    """The left edge of a right text column, when most rows of the page run across two columns of prose; else 0."""
    edges: Counter[int] = Counter()
    for line in page.lines:
        if (
            len(line.gaps) == 1
            and 0.38 < line.gaps[0][1] / page.width < 0.62
            and min(line.gaps[0][0], len(line.text) - line.gaps[0][0]) > 20
        ):
            edges[round(line.gaps[0][1] / 4)] += 1
    if not edges:
        return 0.0
    edge, count = edges.most_common(1)[0]
    return edge * 4.0 if count >= 8 and count > 0.4 * len(page.lines) else 0.0


def _columns(page: Page, gutter: float) -> list[PdfLine]:
    left: list[PdfLine] = []
    right: list[PdfLine] = []
    for line in page.lines:
        if len(line.gaps) == 1 and abs(line.gaps[0][1] - gutter) < 12:
            position, edge = line.gaps[0]
            left.append(replace(line, text=line.text[:position].rstrip(), right=edge - 12, gaps=()))
            right.append(replace(line, text=line.text[position:], left=edge, gaps=()))
        else:
            (right if line.left > gutter - 12 else left).append(replace(line, gaps=()))
    return left + right
