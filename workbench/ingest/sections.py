"""A parliamentary file in its parts: cover, contents, memorandum, pre-drafts, opinions, the draft, annexes.

Layout facts: docs/domain.md 2.1. The same articles stand in one file two or three times; the last `ontwerp` or
`voorstel` with articles is the draft, and where there is none the last `voorontwerp`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.domain.drafts import Line, SectionKind, SourceDocument
from workbench.domain.quotes import Quotations
from workbench.ingest.draft_parts import File, Stretch, article_numbers, has_articles, inside_draft, is_contents_entry
from workbench.ingest.grammar import HEADING_STYLES, article_label
from workbench.ingest.numbering import fits_sequence

_ACT = r"(?:BIJZONDER\s+)?(?:DECREET|BESLUIT|ORDONNANTIE|MINISTERIEEL BESLUIT|BESLUIT VAN DE VLAAMSE REGERING|WET)"
_TITLES = (
    (
        SectionKind.MEMORANDUM,
        re.compile(r"MEMORIE VAN TOELICHTING\b|ALGEMENE TOELICHTING$|TOELICHTING$|VERSLAG AAN DE VLAAMSE REGERING\b", re.I),
    ),
    (SectionKind.PRE_DRAFT, re.compile(rf"(?:EERSTE |TWEEDE |DERDE )?VOORONTWERP VAN {_ACT}\b", re.I)),
    (SectionKind.DRAFT, re.compile(rf"(?:ONTWERP|VOORSTEL) VAN {_ACT}\b", re.I)),
    (SectionKind.OPINION, re.compile(r"(?:SPOED)?ADVIES(?:$|\s+(?:VAN|OVER|NR|\d))|RAAD VAN STATE\b", re.I)),
    (SectionKind.ANNEX, re.compile(r"BIJLAGEN?\b(?:\s+\d+)?\s*(?:[:.–—-].*)?$", re.I)),
)
_VERSIONS = (SectionKind.DRAFT, SectionKind.PRE_DRAFT)
_BARE = re.compile(r"(?:spoed)?advies|adviezen|toelichting|bijlagen?", re.I)
_CONTENTS = re.compile(r"(?:INHOUD|INHOUDSOPGAVE|INHOUDSTAFEL)\b", re.I)
_ENTRY = re.compile(
    r"\s\d{1,3}$|\bBlz\.?$|^\d+\.\s+(?:HOOFDSTUK|TITEL|DEEL|BOEK|AFDELING|ONDERAFDELING)\b|^(?:Art\.?|Artikel)\s*[\d.]+(?:\s*[-,]|\s+-)",
    re.I,
)
BY_ARTICLE = re.compile(
    r"(?:[A-Z0-9IVX.]{0,6}\s*[.)]?\s*)?(?:ARTIKELSGEWIJZE (?:TOELICHTING|BESPREKING)|TOELICHTING (?:BIJ|VAN) DE ARTIKELEN|"
    r"(?:COMMENTAAR|BESPREKING|COMMENTAAR BIJ|BESPREKING VAN) (?:BIJ |VAN )?DE ARTIKELEN)",
    re.I,
)


def split(source: SourceDocument) -> File:
    """Cut the file at its section titles, choose the draft, and take preamble, closing and annexes off it."""
    stretches = _settle_titles(source, _cut(source))
    chosen = _draft_index(source, stretches)
    parts: list[Stretch] = []
    for index, stretch in enumerate(stretches):
        if index == chosen:
            parts.extend(inside_draft(source, stretch))
        elif index > chosen >= 0 and stretch.kind is SectionKind.DRAFT:
            parts.append(Stretch(SectionKind.ANNEX, stretch.title, stretch.lines))
        elif stretch.kind is SectionKind.DRAFT:
            parts.append(Stretch(SectionKind.PRE_DRAFT, stretch.title, stretch.lines))
        else:
            parts.append(stretch)
    return File(tuple(part for part in parts if part.lines))


def _cut(source: SourceDocument) -> list[Stretch]:
    """The stretches between section titles; the first has kind COVER when it begins without a title."""
    stretches: list[Stretch] = []
    kind, title, begin = SectionKind.COVER, "", 0
    contents_until = -1
    lines = source.lines
    quotes = Quotations(source.text)
    for index, line in enumerate(lines):
        if index <= contents_until:
            continue
        text = source.line_text(line)
        found = _section_title(source, lines, index, text)
        if found is None or (found is SectionKind.ANNEX and quotes.inside(line.start)):
            continue
        if index > begin:
            stretches.append(Stretch(kind, title, lines[begin:index]))
        kind, title, begin = found, text[:200], index
        if found is SectionKind.CONTENTS:
            contents_until = _contents_end(source, lines, index)
            stretches.append(Stretch(kind, title, lines[index : contents_until + 1]))
            kind, title, begin = SectionKind.COVER, "", contents_until + 1
    if begin < len(lines):
        stretches.append(Stretch(kind, title, lines[begin:]))
    return stretches


def _section_title(source: SourceDocument, lines: Sequence[Line], index: int, text: str) -> SectionKind | None:
    if len(text) > 400 or is_contents_entry(text):
        return None
    if _CONTENTS.match(text) and _contents_end(source, lines, index) > index + 1:
        return SectionKind.CONTENTS
    for kind, pattern in _TITLES:
        match = pattern.match(text)
        if match and _stands_out(source, lines, index, text, match[0]):
            return kind
    return None


def _stands_out(source: SourceDocument, lines: Sequence[Line], index: int, text: str, words: str) -> bool:
    """Capitals, heading style, or the words alone on their line: and no sentence runs on into it."""
    alone = len(text) <= len(words) + 3
    if not (words.isupper() or lines[index].style in HEADING_STYLES or (alone and text[0].isupper())):
        return False
    if text.rstrip().endswith((";", ",")) or _ENTRY.search(text[len(words) :]):
        return False
    before = source.line_text(lines[index - 1]) if index else ""
    return not before.endswith((",", " van", " het", " de", " een")) or words.isupper()


def _contents_end(source: SourceDocument, lines: Sequence[Line], index: int) -> int:
    """The last line of a table of contents that begins at `index`; `index` itself when no entries follow."""
    last, misses = index, 0
    for position in range(index + 1, min(index + 1500, len(lines))):
        text = source.line_text(lines[position])
        if is_contents_entry(text) or (_ENTRY.search(text) and len(text) < 300 and not text.endswith(".")):
            last, misses = position, 0
            continue
        misses += 1
        if misses > 2 or _is_opening(text, lines[position]):
            break
    return last


def _is_opening(text: str, line: Line) -> bool:
    return any(pattern.match(text) and text.isupper() for _, pattern in _TITLES) or article_label(text, line.style) is not None


def _settle_titles(source: SourceDocument, stretches: list[Stretch]) -> list[Stretch]:
    """A draft title without articles below it is a cover or the title page of what follows; without any title all is draft."""
    settled: list[Stretch] = []
    stretches = _with_title_pages(source, stretches)
    for position, stretch in enumerate(stretches):
        if stretch.kind in _VERSIONS and not has_articles(source, stretch):
            kind = SectionKind.COVER if position == 0 or settled[-1].kind is SectionKind.COVER else settled[-1].kind
            stretch = Stretch(kind, stretch.title, stretch.lines)
        elif stretch.kind is SectionKind.COVER and has_articles(source, stretch):
            stretch = Stretch(SectionKind.DRAFT, stretch.title, stretch.lines)
        if settled and _belongs_to(source, settled[-1], stretch):
            stretch = _merge(settled.pop(), stretch)
        settled.append(stretch)
    return settled


def _belongs_to(source: SourceDocument, previous: Stretch, stretch: Stretch) -> bool:
    if previous.kind is stretch.kind and stretch.kind in (SectionKind.COVER, SectionKind.OPINION):
        return True
    return _continues_memorandum(source, previous, stretch) or _continues_articles(source, previous, stretch)


def _continues_articles(source: SourceDocument, previous: Stretch, stretch: Stretch) -> bool:
    """A bare `Advies` or `Toelichting` between two articles is a heading in the draft: the numbering runs on behind it."""
    if previous.kind not in _VERSIONS or not _BARE.fullmatch(stretch.title):
        return False
    before, after = article_numbers(source, previous), article_numbers(source, stretch)
    return bool(before and after) and fits_sequence(before[-1], after[0])


def _continues_memorandum(source: SourceDocument, previous: Stretch, stretch: Stretch) -> bool:
    """A heading such as `Advies van de Raad van State` inside a memorandum: the article-by-article part still follows."""
    if previous.kind is not SectionKind.MEMORANDUM or stretch.kind not in (SectionKind.OPINION, SectionKind.ANNEX):
        return False
    return any(BY_ARTICLE.match(source.line_text(line)) for line in stretch.lines if line.end - line.start < 120)


def _with_title_pages(source: SourceDocument, stretches: Sequence[Stretch]) -> list[Stretch]:
    """A title that is printed twice, on a page of its own and above the text, begins one stretch; so does a lone BIJLAGE."""
    joined: list[Stretch] = []
    for stretch in stretches:
        previous = joined[-1] if joined else None
        lone = (
            previous is not None
            and previous.kind is stretch.kind
            and (
                len(previous.lines) == 1
                if stretch.kind is SectionKind.ANNEX
                else stretch.kind in _VERSIONS and not has_articles(source, previous)
            )
        )
        if previous is not None and lone:
            joined[-1] = _merge(previous, stretch)
        else:
            joined.append(stretch)
    return joined


def _merge(first: Stretch, second: Stretch) -> Stretch:
    return Stretch(first.kind, first.title or second.title, first.lines + second.lines)


def _draft_index(source: SourceDocument, stretches: Sequence[Stretch]) -> int:
    for kind in (SectionKind.DRAFT, SectionKind.PRE_DRAFT):
        for index in range(len(stretches) - 1, -1, -1):
            if stretches[index].kind is kind and has_articles(source, stretches[index]):
                return index
    return -1
