"""From a PDF's lines to paragraphs: wrapped lines joined, table rows apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from workbench.ingest.blocks import Block, normalise
from workbench.ingest.columns import CELL, text_columns
from workbench.ingest.draft_parts import is_contents_entry
from workbench.ingest.grammar import article_label, group_label, paragraph_label, point_label
from workbench.ingest.pages import Page, PdfLine
from workbench.ingest.wrapping import join, starts_block, unfold

_ENDS = re.compile(r"[.:;!?”\"»)]$")


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
        lines = page.lines
        measure = _measure(page, usual)
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
        style = "table" if CELL in first.text else "bold" if all(line.bold for line in paragraph) else ""
        for piece in unfold(words) if style != "table" else (words,):
            yield Block(piece, first.page, round(first.left, 1), style)


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


def _measure(page: Page, usual: tuple[float, float]) -> _Measure:
    lines = page.lines
    middle = page.width / 2
    leading = _leading(_gaps(lines)) if len(lines) >= 20 or not usual[1] else usual[1]
    left, right = text_columns(page)
    if left:
        return _Measure((max(line.right for line in left), max(line.right for line in right)), middle, leading)
    rights = sorted(line.right for line in lines)
    edge = rights[int(len(rights) * 0.98)] if len(rights) >= 10 else max([usual[0], *rights])
    return _Measure((edge,), middle, leading)


def _same_paragraph(paragraph: Sequence[PdfLine], words: str, line: PdfLine, text: str, measure: _Measure) -> bool:
    previous = paragraph[-1]
    if CELL in line.text or CELL in previous.text or is_contents_entry(words):
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
        return _runs_over(paragraph, line, text, measure, open_sentence=open_sentence)
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


def _runs_over(paragraph: Sequence[PdfLine], line: PdfLine, text: str, measure: _Measure, *, open_sentence: bool) -> bool:
    """Whether a paragraph goes on at the top of the next page or column: its last line was full, or its sentence is open."""
    if open_sentence and text[0].islower():
        return True
    if all(previous.bold for previous in paragraph) or _room_for_next_word(paragraph[-1], text, measure):
        return False
    return open_sentence or (len(paragraph) > 1 and abs(line.left - paragraph[-1].left) <= 4)


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
