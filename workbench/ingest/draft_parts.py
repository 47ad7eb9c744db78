"""The parts of a file, and of the draft in it: preamble, articles, closing, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.drafts import Line, Section, SectionKind, SourceDocument
from workbench.ingest.grammar import annex_label, article_label, group_label

_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}$|…\s*\d{1,4}$|(?:…\s?){2,}\d{0,4}$")
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


def inside_draft(source: SourceDocument, stretch: Stretch) -> list[Stretch]:
    """Preamble, articles, closing and annexes of one version of the draft; parts that are not there have no lines."""
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
    if not has_articles(source, stretch):
        return ()
    return next((part.lines for part in inside_draft(source, stretch) if part.kind is SectionKind.DRAFT), ())


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


def article_numbers(source: SourceDocument, stretch: Stretch) -> list[str]:
    """The numbers of the article headings, in reading order."""
    labels = (article_label(source.line_text(line), line.style) for line in stretch.lines)
    return [label.number for label in labels if label is not None]


def has_articles(source: SourceDocument, stretch: Stretch) -> bool:
    """Whether any line is an article heading."""
    return any(article_label(source.line_text(line), line.style) is not None for line in stretch.lines)


def is_contents_entry(text: str) -> bool:
    """`Memorie van toelichting ........ 3`: a line with a leader."""
    return bool(_LEADER.search(text[-40:]))
