"""What the memorandum says article by article, and the same article in earlier versions inside the file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from workbench.domain.drafts import DraftProvision, Kind, Line, SourceDocument
from workbench.domain.identifiers import is_count
from workbench.ingest.draft_parts import is_closing
from workbench.ingest.grammar import ARTICLE_NUMBER, group_label
from workbench.ingest.sections import BY_ARTICLE

_LINK = r"\s*(?:,|en|tot en met|t\.e\.m\.|t/m|-|–)\s*(?:artikel\s+)?"
_HEADING = re.compile(
    rf"(?:Artikelen|Artikel|Artt?\.)\s+(?P<numbers>{ARTICLE_NUMBER}(?:{_LINK}{ARTICLE_NUMBER})*)"
    r"\s*(?P<separator>[.:–-]?)\s*(?P<rest>.*)$",
    re.I | re.S,
)
_NUMBER = re.compile(ARTICLE_NUMBER)
_RANGE = re.compile(rf"({ARTICLE_NUMBER})\s*(?:tot en met|t\.e\.m\.|t/m|-|–)\s*(?:artikel\s+)?({ARTICLE_NUMBER})")
_SAME = 60.0
_MOVED = 80.0


def explanations(source: SourceDocument, lines: Sequence[Line]) -> dict[str, str]:
    """Article number -> what the article-by-article part of the memorandum says; a heading for several articles serves each."""
    collected: dict[str, list[str]] = defaultdict(list)
    current: tuple[str, ...] = ()
    for line in lines[_begin(source, lines) :]:
        text = source.line_text(line)
        numbers, rest = _article_heading(text)
        if numbers:
            current = numbers
            text = rest
        elif group_label(text, line.style) or is_closing(text):
            current = ()
        if text:
            for number in current:
                collected[number].append(text)
    return {number: "\n".join(texts) for number, texts in collected.items()}


def _begin(source: SourceDocument, lines: Sequence[Line]) -> int:
    starts = [i for i, line in enumerate(lines) if line.end - line.start < 120 and BY_ARTICLE.match(source.line_text(line))]
    return starts[-1] + 1 if starts else 0


def _article_heading(text: str) -> tuple[tuple[str, ...], str]:
    """The numbers of `Artikel 12`, `Art. 3 en 4.` or `Artikelen 5 tot en met 8`, and what follows on the same line."""
    match = _HEADING.match(text[:4000])
    if match is None or text[0].islower():
        return (), ""
    rest = (match["rest"] + text[4000:]).strip()
    if rest and not (match["separator"] and (rest[0].isupper() or rest[0] in '(§“"')):
        return (), ""
    return _numbers(match["numbers"]), rest


def _numbers(written: str) -> tuple[str, ...]:
    numbers = dict.fromkeys(_NUMBER.findall(written))
    for first, last in _RANGE.findall(written):
        if is_count(first) and is_count(last) and 0 < int(last) - int(first) < 200:
            numbers.update(dict.fromkeys(str(n) for n in range(int(first), int(last) + 1)))
    return tuple(numbers)


def link(
    provisions: Sequence[DraftProvision],
    explained: Mapping[str, str],
    versions: Sequence[Sequence[tuple[str, str]]],
) -> tuple[DraftProvision, ...]:
    """Give every article its explanation and its earlier texts; `versions` hold (number, full text) per earlier version."""
    if not explained and not versions:
        return tuple(provisions)
    full = full_texts(provisions)
    linked: list[DraftProvision] = []
    for provision in provisions:
        if provision.kind is Kind.ARTICLE:
            previous = tuple(found for version in versions if (found := _earlier(provision.number, full[provision.id], version)))
            provision = replace(provision, explanation=explained.get(provision.number, ""), previous=previous)
        linked.append(provision)
    return tuple(linked)


def _earlier(number: str, text: str, version: Sequence[tuple[str, str]]) -> str:
    """The article with the same number, unless another one is clearly the same text under another number."""
    same = next((old for old_number, old in version if old_number == number), "")
    if same and fuzz.token_sort_ratio(text[:3000], same[:3000]) >= _SAME:
        return same
    moved = process.extractOne(text[:3000], [old[:3000] for _, old in version], scorer=fuzz.ratio, score_cutoff=_MOVED)
    return version[moved[2]][1] if moved else same


def full_texts(provisions: Sequence[DraftProvision]) -> dict[str, str]:
    """Provision id -> its text with the numbered text of everything below it, one line per node."""
    parts: dict[str, list[str]] = defaultdict(list)
    parents = {provision.id: provision.parent for provision in provisions}
    for provision in provisions:
        own = " ".join(part for part in (_label(provision), provision.text) if part)
        holder: str | None = provision.id
        while holder is not None:
            parts[holder].append(own if holder != provision.id else provision.text)
            holder = parents.get(holder)
    return {key: "\n".join(text for text in texts if text) for key, texts in parts.items()}


def _label(provision: DraftProvision) -> str:
    if provision.kind is Kind.PARAGRAPH:
        return f"§ {provision.number}."
    if provision.kind is Kind.POINT:
        return provision.number
    return ""
