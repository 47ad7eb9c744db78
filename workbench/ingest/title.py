"""The title of a draft and which kind of text it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.domain.drafts import SectionKind, SourceDocument
from workbench.ingest.draft_parts import File, is_contents_entry

_ACT = re.compile(
    r"(?:voorontwerp|ontwerp|voorstel) van (?:bijzonder )?(?:decreet|besluit|ministerieel besluit|ordonnantie|wet)\b.*"
    r"|(?:ministerieel besluit|besluit van de Vlaamse Regering|bijzonder decreet|decreet|wet|ordonnantie)\b\s+(?:\S+\s+){1,80}\S+"
    r"|\d{1,2} [A-Z]{3,9} \d{4}\.?\s*[-–].*",
    re.IGNORECASE | re.DOTALL,
)
_CONTINUES = re.compile(
    r"\b(?:houdende|tot|betreffende|over|inzake|met betrekking tot|ter|in verband met)\b.*", re.IGNORECASE | re.DOTALL
)
_KINDS = (
    ("voorontwerp", re.compile(r"\bvoorontwerp van\b", re.I)),
    ("ontwerp", re.compile(r"\bontwerp van (?:bijzonder )?(?:decreet|ordonnantie|wet)\b", re.I)),
    ("voorstel", re.compile(r"\bvoorstel van\b", re.I)),
    ("besluit", re.compile(r"\bbesluit\b", re.I)),
)
_FRONT = (SectionKind.COVER, SectionKind.PREAMBLE)


def title_of(source: SourceDocument, file: File) -> str:
    """The act's title from its preamble or the cover, whichever says what it is about; `` when neither names an act."""
    titles = [title for kind in reversed(_FRONT) for title in _titles(source, file, kind)]
    return next((title for title in titles if _CONTINUES.search(title)), titles[0] if titles else "")


def _titles(source: SourceDocument, file: File, kind: SectionKind) -> Iterator[str]:
    lines = file.lines_of(kind)[:60]
    for index, line in enumerate(lines):
        text = source.line_text(line)
        if _ACT.match(text) and len(text) < 1500 and not is_contents_entry(text):
            following = [source.line_text(other) for other in lines[index + 1 : index + 3]]
            rest = (
                next(
                    (
                        match[0]
                        for other in following
                        if other[:1].islower() and (match := _CONTINUES.search(other)) and len(other) < 800
                    ),
                    "",
                )
                if len(text) < 80
                else ""
            )
            yield f"{_lowered(text)} {rest}" if rest else text


def _lowered(text: str) -> str:
    """`ONTWERP VAN DECREET` -> `Ontwerp van decreet`, so that it reads on."""
    return text.capitalize() if text.isupper() else text


def kind_of(source: SourceDocument, file: File) -> str:
    """ontwerp | voorontwerp | voorstel | besluit | onbekend, by the first title words that say so."""
    fronts = [title_of(source, file), *(stretch.title for stretch in file.of(SectionKind.DRAFT))]
    fronts += [source.line_text(line) for kind in _FRONT for line in file.lines_of(kind)[:40]]
    for front in fronts:
        for kind, pattern in _KINDS:
            if pattern.search(front[:200]):
                return kind
    return "onbekend"
