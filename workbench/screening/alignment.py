"""Aligning two versions of a draft: article by article, then sentence by sentence, so that words can be followed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from workbench.domain.drafts import Draft
from workbench.domain.versions import Alignment, Change, Pair, TextMove
from workbench.screening.matching import Link, Scores, assign, neighbours, similarities, word_similarity
from workbench.screening.version_blocks import Blocks

SENTENCE = 0.45  # sentences of articles that belong together
FAR = 0.6  # sentences that went to another article
PART = 0.25  # share of an article's words that make a split, a merge or a moved text
FEWEST = 5  # words, likewise
RARE = 4  # words of a sentence by which its likes are looked for
IN_PLACE = 0.45  # confidence in two articles of which only the neighbours belong together
CLEAR = 0.08  # a margin from which nothing else comes near


class VersionMap:
    """What became of every article and sentence of the old version."""

    def __init__(self, old: Draft, new: Draft) -> None:
        self.old = Blocks(old)
        self.new = Blocks(new)
        self.articles = _match_articles(self.old, self.new)
        self.of_old = {link.old: link for link in self.articles}
        self.of_new = {link.new: link for link in self.articles}
        self.sentences: dict[int, Link] = {}
        self._follow_sentences()
        self.continues = {link.new: link.old for link in self.sentences.values()}
        self._by_words: dict[str, list[int]] = defaultdict(list)
        for number, block in enumerate(self.new.blocks):
            for word in set(block.words):
                self._by_words[word].append(number)

    def like(self, number: int) -> list[tuple[int, float]]:
        """New sentences that share rare words with an old one: (place in the new blocks, similarity)."""
        words = self.old.blocks[number].words
        rare = sorted(set(words) & self._by_words.keys(), key=lambda w: len(self._by_words[w]))[:RARE]
        near = {n for word in rare for n in self._by_words[word]}
        return [(n, word_similarity(words, self.new.blocks[n].words)) for n in sorted(near)]

    def _follow_sentences(self) -> None:
        for link in self.articles:
            self._link(self.old.of_article[link.old], self.new.of_article[link.new], SENTENCE)
        taken = {link.new for link in self.sentences.values()}
        left = [b for b in range(len(self.old.blocks)) if b not in self.sentences]
        free = [b for b in range(len(self.new.blocks)) if b not in taken]
        self._link(left, free, FAR)

    def _link(self, left: Sequence[int], free: Sequence[int], lowest: float) -> None:
        a, b = [self.old.blocks[n].words for n in left], [self.new.blocks[n].words for n in free]
        scores = similarities(a, b)
        first = assign(scores, None, lowest)
        for link in assign(scores, neighbours(first, scores.shape), lowest) if first else ():
            self.sentences[left[link.old]] = Link(left[link.old], free[link.new], link.similarity, link.margin)

    def alignment(self) -> Alignment:
        """The articles in pairs, with what happened to each."""
        return Alignment(self.old.draft.id, self.new.draft.id, tuple(_pairs(self)), tuple(_moves(self)))

    def flows(self) -> dict[tuple[int, int], int]:
        """(old article, new article) -> words of the old one that stand in the new one."""
        found: Counter[tuple[int, int]] = Counter()
        for link in self.sentences.values():
            block = self.old.blocks[link.old]
            found[block.article, self.new.blocks[link.new].article] += len(block.words)
        return dict(found)


def align(old: Draft, new: Draft) -> Alignment:
    """What became of every article of the old version."""
    return VersionMap(old, new).alignment()


def confidence_of(link: Link) -> float:
    """0..1: alike, and nothing else nearly as alike."""
    return round(link.similarity * (0.5 + 0.5 * min(1.0, link.margin / CLEAR)), 3)


def _match_articles(old: Blocks, new: Blocks) -> list[Link]:
    scores = similarities(old.article_words, new.article_words)
    extra = _same_heading(old, new)
    first = assign(scores, extra)
    second = assign(scores, extra + neighbours(first, scores.shape))
    links = assign(scores, extra + neighbours(second, scores.shape))
    return sorted([*links, *_in_place(links, scores)], key=lambda link: link.old)


def _same_heading(old: Blocks, new: Blocks) -> Scores:
    """A little for the same article heading and the same group above."""
    extra = np.zeros((len(old.articles), len(new.articles)))
    for column, article in enumerate(new.articles):
        for row, other in enumerate(old.articles):
            same = article.heading and article.heading.lower() == other.heading.lower()
            extra[row, column] = (0.05 if same else 0.0) + (0.01 if old.groups[row] == new.groups[column] else 0.0)
    return extra


def _in_place(links: list[Link], scores: Scores) -> Iterable[Link]:
    """Unlike articles between matched neighbours: one was put in the other's place."""
    partner = {link.old: link.new for link in links}
    taken = set(partner.values())
    for row in range(scores.shape[0]):
        before, after = partner.get(row - 1, -1 if row == 0 else None), partner.get(row + 1)
        column = before + 1 if before is not None else None
        last = row == scores.shape[0] - 1 and column == scores.shape[1] - 1
        if row not in partner and column is not None and column not in taken and (after == column + 1 or last):
            yield Link(row, column, float(scores[row, column]), 0.0)


def _pairs(found: VersionMap) -> Iterable[Pair]:
    """Pairs in the order of the new text; dropped articles stand where their neighbour stands."""
    groups = _groups(found)
    moved = _out_of_order([(g[0][0], g[1][0]) for g in groups if g[0] and g[1]])
    made = [(_place(g, found), _pair(g, found, moved)) for g in groups]
    return [pair for _, pair in sorted(made, key=lambda item: item[0])]


def _groups(found: VersionMap) -> list[tuple[list[int], list[int]]]:
    """Articles joined by their link, by a split or by a merge."""
    old_of: dict[int, set[int]] = defaultdict(set)  # new article -> old ones
    for link in found.articles:
        old_of[link.new].add(link.old)
    for (row, column), words in found.flows().items():
        part_of = max(FEWEST, PART * len(found.old.article_words[row]))
        whole_of = 0.5 * len(found.new.article_words[column])
        if (column not in found.of_new and (words >= part_of or words >= max(FEWEST, whole_of))) or (
            row not in found.of_old and words >= max(FEWEST, 0.5 * len(found.old.article_words[row]))
        ):
            old_of[column].add(row)
    return _joined(old_of, len(found.old.articles), len(found.new.articles))


def _joined(old_of: dict[int, set[int]], olds: int, news: int) -> list[tuple[list[int], list[int]]]:
    groups: list[tuple[set[int], set[int]]] = [(set(old_of.get(n, ())), {n}) for n in range(news)]
    groups += [({o}, set()) for o in range(olds)]
    merged: list[tuple[set[int], set[int]]] = []
    for olds_here, news_here in groups:
        touching = [g for g in merged if g[0] & olds_here]
        for group in touching:
            merged.remove(group)
            olds_here, news_here = olds_here | group[0], news_here | group[1]
        merged.append((olds_here, news_here))
    return [(sorted(o), sorted(n)) for o, n in merged]


def _pair(group: tuple[list[int], list[int]], found: VersionMap, moved: set[int]) -> Pair:
    olds, news = group
    old, new = [found.old.articles[o] for o in olds], [found.new.articles[n] for n in news]
    ids = tuple(a.id for a in old), tuple(a.id for a in new)
    if not old or not new:
        return Pair(*ids, (Change.NEW if new else Change.DROPPED,), 0.0, _loneliness(group, found))
    before = tuple(w for o in olds for w in found.old.article_words[o])
    after = tuple(w for n in news for w in found.new.article_words[n])
    checks = [
        (Change.RENUMBERED, len(old) == len(new) and [a.number for a in old] != [a.number for a in new]),
        (Change.MOVED, olds[0] in moved),
        (Change.REWORDED, before != after),
        (Change.SPLIT, len(new) > 1),
        (Change.MERGED, len(old) > 1),
    ]
    changes = tuple(change for change, holds in checks if holds) or (Change.SAME,)
    links = [link for link in found.articles if link.old in olds and link.new in news]
    similarity = 1.0 if before == after else word_similarity(before, after)
    sure = max((_article_confidence(link, similarity) for link in links), default=round(similarity, 3))
    return Pair(*ids, changes, round(similarity, 3), sure)


def _article_confidence(link: Link, similarity: float) -> float:
    if link.margin == 0.0 and link.similarity < SENTENCE:
        return round(IN_PLACE * max(0.2, similarity), 3)
    return confidence_of(Link(link.old, link.new, max(similarity, link.similarity), link.margin))


def _loneliness(group: tuple[list[int], list[int]], found: VersionMap) -> float:
    """How sure it is that nothing on the other side belongs to this article."""
    olds, news = group
    own = (found.old.article_words[olds[0]] if olds else found.new.article_words[news[0]]) or ("",)
    others = found.new.article_words if olds else found.old.article_words
    taken = found.of_new if olds else found.of_old
    free = [words for number, words in enumerate(others) if number not in taken]
    return round(1.0 - max((word_similarity(own, words) for words in free), default=0.0), 3)


def _out_of_order(pairs: list[tuple[int, int]]) -> set[int]:
    """Old articles that are not in the longest run of articles in the same order."""
    ordered = sorted(pairs)
    tails: list[int] = []
    at: list[int] = []
    for _, column in ordered:
        length = bisect_left(tails, column)
        tails[length : length + 1] = [column]
        at.append(length)
    kept, wanted = set(), len(tails) - 1
    for (row, _), length in zip(reversed(ordered), reversed(at), strict=True):
        if length == wanted:
            kept.add(row)
            wanted -= 1
    return {row for row, _ in ordered} - kept


def _place(group: tuple[list[int], list[int]], found: VersionMap) -> tuple[float, int]:
    olds, news = group
    if news:
        return float(news[0]), 0
    before = max((link for link in found.articles if link.old < olds[0]), key=lambda link: link.old, default=None)
    return (before.new + 0.5 if before else -0.5), olds[0]


def _moves(found: VersionMap) -> Iterable[TextMove]:
    joined = {(o, n) for olds, news in _groups(found) for o in olds for n in news}
    for (row, column), words in sorted(found.flows().items()):
        if (row, column) not in joined and words >= FEWEST:
            yield TextMove(found.old.articles[row].id, found.new.articles[column].id, words)
