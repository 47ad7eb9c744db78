"""A parliamentary file in its parts: cover, contents, memorandum, pre-drafts, opinions, the draft, annexes.

Layout facts: docs/domain.md 2.1. The same articles stand in one file two or three times; the last `ontwerp` or
`voorstel` with articles is the draft, and where there is none the last `voorontwerp`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.drafts import Line, Section, SectionKind, SourceDocument
from workbench.ingest.grammar import HEADING_STYLES, annex_label, article_label, group_label
from workbench.ingest.quotes import Quotations

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
_CONTENTS = re.compile(r"(?:INHOUD|INHOUDSOPGAVE|INHOUDSTAFEL)\b", re.I)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}$|…\s*\d{1,4}$|(?:…\s?){2,}\d{0,4}$")
_ENTRY = re.compile(
    r"\s\d{1,3}$|\bBlz\.?$|^\d+\.\s+(?:HOOFDSTUK|TITEL|DEEL|BOEK|AFDELING|ONDERAFDELING)\b|^(?:Art\.?|Artikel)\s*[\d.]+(?:\s*[-,]|\s+-)",
    re.I,
)
BY_ARTICLE = re.compile(
    r"(?:[A-Z0-9IVX.]{0,6}\s*[.)]?\s*)?(?:ARTIKELSGEWIJZE (?:TOELICHTING|BESPREKING)|TOELICHTING (?:BIJ|VAN) DE ARTIKELEN|"
    r"(?:COMMENTAAR|BESPREKING|COMMENTAAR BIJ|BESPREKING VAN) (?:BIJ |VAN )?DE ARTIKELEN)",
    re.I,
)
_CLOSING = re.compile(
    r"(?:Brussel|Gedaan te|Gegeven te|Aldus)\b.{0,80}(?:\d{4}|\.{3}|…|datum|goedgekeurd|\()"
    r"|De (?:voorzitter|griffier) van het Vlaams Parlement\b|De minister-president van de Vlaamse Regering\b",
    re.I,
)
_SIGNER = re.compile(r"[A-ZÀ-Ý][\w.'’-]*(?:\s+[\w.'’-]+){0,4}\s+(?:[A-ZÀ-Ý'’-]{3,})(?:\s+[A-ZÀ-Ý'’-]{2,})*$")


@dataclass(frozen=True)
class Stretch:
    """A section with the lines that belong to it."""

    kind: SectionKind
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class File:
    """The parts of a file: every line is in exactly one stretch, in reading order."""

    stretches: tuple[Stretch, ...]

    def of(self, kind: SectionKind) -> tuple[Stretch, ...]:
        """The stretches of one kind, in reading order."""
        return tuple(stretch for stretch in self.stretches if stretch.kind is kind)

    def lines_of(self, *kinds: SectionKind) -> list[Line]:
        """The lines of the stretches of these kinds, in reading order."""
        return [line for stretch in self.stretches if stretch.kind in kinds for line in stretch.lines]

    def sections(self) -> tuple[Section, ...]:
        """The stretches as the report shows them."""
        return tuple(
            Section(part.kind, part.title, part.lines[0].start, part.lines[-1].end, part.lines[0].page) for part in self.stretches
        )


def split(source: SourceDocument) -> File:
    """Cut the file at its section titles, choose the draft, and take preamble, closing and annexes off it."""
    stretches = _settle_titles(source, _cut(source))
    chosen = _draft_index(source, stretches)
    parts: list[Stretch] = []
    for index, stretch in enumerate(stretches):
        if index == chosen:
            parts.extend(_inside_draft(source, stretch))
        elif index > chosen >= 0 and stretch.kind is SectionKind.DRAFT:
            parts.append(Stretch(SectionKind.ANNEX, stretch.title, stretch.lines))
        elif stretch.kind is SectionKind.DRAFT:
            parts.append(Stretch(SectionKind.PRE_DRAFT, stretch.title, stretch.lines))
        else:
            parts.append(stretch)
    return File(tuple(part for part in parts if part.lines))


def is_contents_entry(text: str) -> bool:
    """`Memorie van toelichting ........ 3`: a line with a leader."""
    return bool(_LEADER.search(text[-40:]))


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
        if stretch.kind in _VERSIONS and not _has_articles(source, stretch):
            kind = SectionKind.COVER if position == 0 or settled[-1].kind is SectionKind.COVER else settled[-1].kind
            stretch = Stretch(kind, stretch.title, stretch.lines)
        elif stretch.kind is SectionKind.COVER and _has_articles(source, stretch):
            stretch = Stretch(SectionKind.DRAFT, stretch.title, stretch.lines)
        if settled and (_continues_memorandum(source, settled[-1], stretch) or _same_loose_kind(settled[-1], stretch)):
            stretch = _merge(settled.pop(), stretch)
        settled.append(stretch)
    return settled


def _same_loose_kind(previous: Stretch, stretch: Stretch) -> bool:
    return previous.kind is stretch.kind and stretch.kind in (SectionKind.COVER, SectionKind.OPINION)


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
                else stretch.kind in _VERSIONS and not _has_articles(source, previous)
            )
        )
        if previous is not None and lone:
            joined[-1] = _merge(previous, stretch)
        else:
            joined.append(stretch)
    return joined


def _merge(first: Stretch, second: Stretch) -> Stretch:
    return Stretch(first.kind, first.title or second.title, first.lines + second.lines)


def _has_articles(source: SourceDocument, stretch: Stretch) -> bool:
    return any(article_label(source.line_text(line), line.style) is not None for line in stretch.lines)


def _draft_index(source: SourceDocument, stretches: Sequence[Stretch]) -> int:
    for kind in (SectionKind.DRAFT, SectionKind.PRE_DRAFT):
        for index in range(len(stretches) - 1, -1, -1):
            if stretches[index].kind is kind and _has_articles(source, stretches[index]):
                return index
    return -1


def _inside_draft(source: SourceDocument, stretch: Stretch) -> list[Stretch]:
    lines = stretch.lines
    first = _first_provision(source, lines)
    closing, annex = _closing(source, lines, first)
    title = stretch.title or (source.line_text(lines[0])[:200] if lines else "")
    return [
        Stretch(SectionKind.PREAMBLE, title, lines[:first]),
        Stretch(SectionKind.DRAFT, title, lines[first:closing]),
        Stretch(SectionKind.CLOSING, source.line_text(lines[closing])[:200] if closing < annex else "", lines[closing:annex]),
        Stretch(SectionKind.ANNEX, source.line_text(lines[annex])[:200] if annex < len(lines) else "", lines[annex:]),
    ]


def provision_lines(source: SourceDocument, stretch: Stretch) -> tuple[Line, ...]:
    """The articles of a version of the draft, without its preamble, signatures and annexes."""
    if not _has_articles(source, stretch):
        return ()
    return next((part.lines for part in _inside_draft(source, stretch) if part.kind is SectionKind.DRAFT), ())


def is_closing(text: str) -> bool:
    """Place and date, or the office of who signs."""
    return bool(_CLOSING.match(text))


def _first_provision(source: SourceDocument, lines: Sequence[Line]) -> int:
    """The first article, or the group headings right above it."""
    texts = [source.line_text(line) for line in lines]
    article = next(i for i, line in enumerate(lines) if article_label(texts[i], line.style))
    first = article
    for position in range(article - 1, max(-1, article - 16), -1):
        text = texts[position]
        if group_label(text, lines[position].style) and not is_contents_entry(text):
            first = position
        elif text.endswith((":", ".", ";")) or len(text) > 250:
            break
    return first


def _closing(source: SourceDocument, lines: Sequence[Line], first: int) -> tuple[int, int]:
    """Where signatures begin and where annexes begin (both `len(lines)` when there are none)."""
    articles = [i for i, line in enumerate(lines) if article_label(source.line_text(line), line.style)]
    annex = next(
        (i for i in range(first, len(lines)) if i > first and _is_annex(source, lines[i]) and not any(a > i for a in articles)),
        len(lines),
    )
    floor = max((a for a in articles if a < annex), default=first)
    for position in range(floor + 1, annex):
        if _CLOSING.match(source.line_text(lines[position])):
            return position, annex
    closing = annex
    while closing - 1 > floor and _SIGNER.fullmatch(source.line_text(lines[closing - 1])[:80]):
        closing -= 1
    return closing, annex


def _is_annex(source: SourceDocument, line: Line) -> bool:
    text = source.line_text(line)
    return annex_label(text) is not None
