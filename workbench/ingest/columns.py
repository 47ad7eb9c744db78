"""The order in which a page is read: cells of a row together, text columns one after the other, of two languages the Dutch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from workbench.domain.drafts import Removed
from workbench.domain.language import language_of
from workbench.ingest.blocks import normalise
from workbench.ingest.pages import Page, PdfLine

CELL = " | "
_CELL_GAP = 1.8  # in heights of the letters: wider than any gap between justified words
_LABEL_ONLY = re.compile(
    r"(?:(?:Art\.|Artikel)\s*[\w./]+|§\s*\d+[\w/]*\.?|\d+°(?:/\d+)?|[a-z]{1,3}\)|\d{1,2}[.)]|[-–—•*]|[IVX]+\.|(?:\d+\.)+\d*)$"
)


def in_reading_order(pages: Sequence[Page]) -> tuple[list[Page], list[Removed]]:
    """The pages with their lines in reading order, and the columns in another language that were left out."""
    ordered = [replace(page, lines=tuple(_rows_in_order(page))) for page in pages]
    removed: list[Removed] = []
    return [_dutch_column(page, removed) for page in ordered], removed


def text_columns(page: Page) -> tuple[list[PdfLine], list[PdfLine]]:
    """The lines of the left and of the right column; two empty lists when the page has one column."""
    left = [line for line in page.lines if line.right < 0.53 * page.width]
    right = [line for line in page.lines if line.left > 0.47 * page.width]
    two = len(left) >= 5 and len(right) >= 5 and len(left) + len(right) > 0.7 * len(page.lines)
    return (left, right) if two else ([], [])


def _dutch_column(page: Page, removed: list[Removed]) -> Page:
    """Of a page in two languages side by side the Dutch half."""
    columns = text_columns(page)
    languages = [language_of(" ".join(line.text for line in column)) for column in columns]
    if "nl" not in languages or not {"fr", "de", "en"} & set(languages):
        return page
    other = columns[1 - languages.index("nl")]
    removed.extend(Removed(normalise(line.text), page.number, "other_language") for line in other)
    return replace(page, lines=tuple(line for line in page.lines if line not in other))


def _rows_in_order(page: Page) -> list[PdfLine]:
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
            mark = CELL if gap > 1.5 * line.height and not label else " "
            rows[-1] = replace(
                previous, text=previous.text + mark + line.text, right=line.right, bold=previous.bold and line.bold
            )
        else:
            rows.append(line)
    return rows


def _celled(line: PdfLine) -> PdfLine:
    """Put the cell mark at wide gaps, except after a number at the start of the line."""
    text, shift = line.text, 0
    for gap in line.gaps:
        if gap.width < _CELL_GAP * line.height or _LABEL_ONLY.match(normalise(line.text[: gap.offset])):
            continue
        text = text[: gap.offset + shift].rstrip() + CELL + text[gap.offset + shift :]
        shift = len(text) - len(line.text)
    return replace(line, text=text, gaps=()) if line.gaps else line


def _gutter(page: Page) -> float:
    """The left edge of a right text column, when the file holds a page of two columns row by row; else 0."""
    edges: Counter[int] = Counter()
    for line in page.lines:
        prose = [gap.edge for gap in line.gaps if min(gap.offset, len(line.text) - gap.offset) > 20]
        prose += [line.left] if len(line.text) > 20 else []
        edges.update(round(edge / 4) for edge in prose if 0.38 < edge / page.width < 0.62)
    if not edges:
        return 0.0
    edge, count = edges.most_common(1)[0]
    gutter = edge * 4.0
    return gutter if count >= 8 and count > 0.25 * len(page.lines) and _is_row_by_row(page, gutter) else 0.0


def _is_row_by_row(page: Page, gutter: float) -> bool:
    """Whether lines run across the gutter with a blank there, or the file jumps to and fro over it."""
    sides = [line.left > gutter - 12 for line in page.lines]
    jumps = sum(first != second for first, second in pairwise(sides))
    return jumps > 6 or any(abs(gap.edge - gutter) < 12 for line in page.lines for gap in line.gaps)


def _columns(page: Page, gutter: float) -> list[PdfLine]:
    left: list[PdfLine] = []
    right: list[PdfLine] = []
    for line in page.lines:
        gap = next((gap for gap in line.gaps if abs(gap.edge - gutter) < 12), None)
        if gap is not None:
            left.append(replace(line, text=line.text[: gap.offset].rstrip(), right=gap.edge - gap.width, gaps=()))
            right.append(replace(line, text=line.text[gap.offset :], left=gap.edge, gaps=()))
        else:
            (right if line.left > gutter - 12 else left).append(replace(line, gaps=()))
    return left + right
