"""Cutting a draft into articles and sentences that can be compared with another version."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cached_property

from workbench.domain.drafts import Draft, DraftProvision, Kind

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.;:])[”\"»]?\s+(?=[A-Z“\"«§\d-])")
WHOLE = (Kind.ARTICLE, Kind.ANNEX)


@dataclass(frozen=True)
class Block:
    """A sentence: [start, end) in the source text, without the number of its article, paragraph or point."""

    article: int  # place in `Blocks.articles`
    provision: str  # eId of the node that it stands in
    start: int
    end: int
    words: tuple[str, ...]  # lower case
    spans: tuple[tuple[int, int], ...]  # of each word, in the source text

    def covers(self, start: int, end: int) -> range:
        """The words that lie within or across [start, end)."""
        inside = [n for n, (low, high) in enumerate(self.spans) if low < end and high > start]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


class Blocks:
    """The articles of a draft and their sentences, in reading order."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.articles = [p for p in draft.provisions if p.kind in WHOLE]
        self.blocks: list[Block] = []
        self.of_article: list[list[int]] = []
        below = _below(draft)
        for number, article in enumerate(self.articles):
            first = len(self.blocks)
            for node, start, end in _stretches(article, below.get(article.id, [])):
                self.blocks += _sentences(draft.source.text, number, node, start, end)
            self.of_article.append(list(range(first, len(self.blocks))))

    @cached_property
    def article_words(self) -> list[tuple[str, ...]]:
        """Per article all its words."""
        return [tuple(w for b in own for w in self.blocks[b].words) for own in self.of_article]

    @cached_property
    def groups(self) -> list[str]:
        """Per article the heading of the group above it, lower case."""
        by_id = {p.id: p for p in self.draft.provisions}
        return [by_id[a.parent].heading.lower() if a.parent in by_id else "" for a in self.articles]

    def provision_at(self, start: int, end: int) -> str:
        """The smallest provision that holds [start, end); empty when it crosses articles."""
        around = [p for p in self.draft.provisions if p.start <= start and end <= p.end]
        return min(around, key=lambda p: p.end - p.start).id if around else ""


def _below(draft: Draft) -> dict[str, list[DraftProvision]]:
    """Per article everything under it."""
    top: dict[str, str] = {}
    found: dict[str, list[DraftProvision]] = {}
    for p in draft.provisions:
        if p.kind in WHOLE:
            top[p.id] = p.id
        elif p.parent in top:
            top[p.id] = top[p.parent]
            found.setdefault(top[p.id], []).append(p)
    return found


def _stretches(article: DraftProvision, below: list[DraftProvision]) -> list[tuple[DraftProvision, int, int]]:
    """The article's text cut where a node begins: (node, start, end)."""
    nodes = sorted([article, *below], key=lambda p: (p.start, -p.end))
    cuts = [*(p.start for p in nodes[1:]), article.end]
    return [(node, node.start, max(node.start, cut)) for node, cut in zip(nodes, cuts, strict=True)]


def _sentences(text: str, article: int, node: DraftProvision, start: int, end: int) -> list[Block]:
    label = _label(node).match(text, start, end)
    start = label.end() if label else start
    cuts = [start, *(m.end() for m in _SENTENCE_END.finditer(text, start, end)), end]
    found = []
    for low, high in itertools.pairwise(cuts):
        words = list(_WORD.finditer(text, low, high))
        if words:
            spans = tuple(m.span() for m in words)
            low, high = low + len(text[low:high]) - len(text[low:high].lstrip()), low + len(text[low:high].rstrip())
            found.append(Block(article, node.id, low, high, tuple(m[0].lower() for m in words), spans))
    return found


def _label(node: DraftProvision) -> re.Pattern[str]:
    number = re.escape(node.number)
    if node.kind in WHOLE:
        return re.compile(rf"\s*[*#]*\s*(?:Art(?:ikel)?\.?|Enig artikel|Bijlage)\s*{number}[.:*]*\s*", re.IGNORECASE)
    return re.compile(rf"\s*(?:§\s*)?{number}\.?\s+" if number and node.kind is not Kind.SUBPARAGRAPH else r"\s*")
