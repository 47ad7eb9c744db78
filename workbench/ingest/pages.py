"""Pages of lines with geometry, and what does not belong to the text: running heads, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.domain.drafts import Removed
from workbench.ingest.grammar import article_label, group_label, paragraph_label, point_label

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"  # around raised digits, until it is known whether they are note numbers
_MARKED = re.compile(f"{MARK_OPEN}(\\d+){MARK_CLOSE}")
_ZONE = 0.13  # of the page height, at the top and at the bottom
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:(?:pagina|blz\.?|p\.)\s*)?(\d{1,4})(?:\s*(?:/|van|of)\s*\d{1,4})?[-–—\s]*", re.I)
_SAID_PAGE = re.compile(r"(?:pagina|blz\.?|p\.)\s*\d|\d\s*(?:/|van)\s*\d", re.I)
KNOWN_HEAD = re.compile(
    r"^(?:Stuk )?\d{1,4}(?:-[A-Z])? \(\d{4}-\d{4}\)|^V ?L ?A ?A ?M ?S P ?A ?R ?L ?E ?M ?E ?N ?T\b|^VR \d{4} \d{4} "
    r"|\b\d{4} Brussel\b.*\d{2,3}[ /]\d|^https?://\S+|^\d{2}\.\d{3}/\w+ – advies Raad van State",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:\(?(\d{1,3})\)?|\*{1,3})\s?(?=[A-ZÀ-Ý“\"(‘'a-z])")


@dataclass(frozen=True)
class Gap:
    """A wide blank inside a line: the offset in its text and the left edge of what follows, and how wide it is."""

    offset: int
    edge: float
    width: float


@dataclass(frozen=True)
class PdfLine:
    """One line on the page: edges and bottom in points from the lower left corner."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    height: float
    bold: bool
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Page:
    """The lines of one page in the order of the file."""

    number: int
    width: float
    height: float
    lines: tuple[PdfLine, ...]
    has_pictures: bool = False


def clean_pages(pages: Sequence[Page]) -> tuple[list[Page], list[Removed]]:
    """The pages without running heads, page numbers and footnotes, and the list of what was taken out, in page order."""
    heads = _running_heads(pages)
    numbers = _page_numbers(pages)
    body = _body_height(pages)
    cleaned: list[Page] = []
    removed: list[Removed] = []
    for page in pages:
        reasons = {line: "running_head" for line in page.lines if line in heads}
        reasons |= {line: "page_number" for line in page.lines if line in numbers and line not in heads}
        notes = _footnotes([line for line in page.lines if line not in reasons], body, page)
        reasons |= dict.fromkeys(notes, "footnote")
        marks = {match[1] for line in notes if (match := _NOTE.match(_unmarked(line.text))) and match[1]}
        kept = []
        for line in page.lines:
            if line in reasons:
                removed.append(Removed(_unmarked(line.text).strip(), page.number, reasons[line]))
            else:
                kept.append(_without_note_marks(line, marks, removed))
        cleaned.append(replace(page, lines=tuple(kept)))
    return cleaned, removed


def _unmarked(text: str) -> str:
    return text.replace(MARK_OPEN, "").replace(MARK_CLOSE, "")


def _without_note_marks(line: PdfLine, marks: set[str], removed: list[Removed]) -> PdfLine:
    if MARK_OPEN not in line.text:
        return line

    def resolve(match: re.Match[str]) -> str:
        if match[1] not in marks:
            return match[1]
        removed.append(Removed(match[1], line.page, "footnote"))
        return ""

    return replace(line, text=_unmarked(_MARKED.sub(resolve, line.text)), gaps=())


def _zone(line: PdfLine, page: Page) -> str:
    middle = line.bottom + line.height / 2
    if middle > page.height * (1 - _ZONE):
        return "top"
    return "bottom" if middle < page.height * _ZONE else ""


def _running_heads(pages: Sequence[Page]) -> set[PdfLine]:
    """Lines that return, but for their digits, at the same height of at least three pages and a quarter of their range.

    In a file of one or two pages: the outermost line when it returns on both, or when it is known for a head or foot.
    """
    places: dict[tuple[str, str, int], list[PdfLine]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            zone = _zone(line, page)
            if zone and not _is_structure(line.text):
                shape = _DIGITS.sub("#", _unmarked(line.text)).casefold().strip()
                places[zone, shape, round(line.bottom / 6)].append(line)
    heads: set[PdfLine] = set()
    for (zone, shape, height), lines in places.items():
        near = lines + places.get((zone, shape, height + 1), [])
        numbers = sorted({line.page for line in near})
        span = numbers[-1] - numbers[0] + 1
        if len(numbers) >= 3 and len(numbers) >= span * 0.25 and shape.strip("# -–—/"):
            heads.update(near)
    return heads if len(pages) > 2 else heads | _heads_of_few(pages)


def _heads_of_few(pages: Sequence[Page]) -> set[PdfLine]:
    outermost = [line for page in pages for line in _outermost(page) if _zone(line, page) and not _is_structure(line.text)]
    shapes = Counter(_DIGITS.sub("#", line.text).casefold() for line in outermost)
    return {line for line in outermost if KNOWN_HEAD.search(line.text) or shapes[_DIGITS.sub("#", line.text).casefold()] == 2}


def _outermost(page: Page) -> list[PdfLine]:
    """The highest and the lowest line, with what stands on the same height."""
    if len(page.lines) < 3:
        return []
    top, bottom = max(line.bottom for line in page.lines), min(line.bottom for line in page.lines)
    return [line for line in page.lines if abs(line.bottom - top) < 2 or abs(line.bottom - bottom) < 2]


def _is_structure(text: str) -> bool:
    return any(label(text) is not None for label in (article_label, group_label, paragraph_label, point_label))


def _page_numbers(pages: Sequence[Page]) -> set[PdfLine]:
    """Numbers alone at the edge of a page: `Pagina 2 van 9`, or numbers that run with the pages."""
    candidates: dict[PdfLine, int] = {}
    for page in pages:
        for line in page.lines:
            match = _PAGE_NUMBER.fullmatch(_unmarked(line.text)) if _zone(line, page) else None
            if match:
                candidates[line] = int(match[1])
    shifts = Counter(value - line.page for line, value in candidates.items())
    return {
        line
        for line, value in candidates.items()
        if _SAID_PAGE.search(line.text) or shifts[value - line.page] >= 2 or value == line.page
    }


def _body_height(pages: Sequence[Page]) -> float:
    """The letter height of most characters."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            counts[round(line.height, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _footnotes(lines: Sequence[PdfLine], body: float, page: Page) -> list[PdfLine]:
    """The small print at the foot of a page, from its first numbered note on."""
    small: list[PdfLine] = []
    for line in sorted(lines, key=lambda item: item.bottom):
        if line.height > body * 0.93 or line.bottom > page.height * 0.6:
            break
        small.append(line)
    small.reverse()
    first = next((i for i, line in enumerate(small) if _NOTE.match(_unmarked(line.text))), None)
    chosen = set(small[first:]) if first is not None and len(small) < len(lines) else set()
    return [line for line in lines if line in chosen]
