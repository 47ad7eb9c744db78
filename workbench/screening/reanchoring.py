"""Finding the place of quoted words in a new version: followed word by word, and left to a person wherever there is doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.domain.anchors import Anchor, TextPosition, locate
from workbench.domain.versions import Doubt, Place, PlaceKind, Placement
from workbench.screening.alignment import CLEAR, VersionMap, confidence_of
from workbench.screening.matching import Link, Words, word_similarity
from workbench.screening.version_blocks import Block, Blocks
from workbench.screening.word_difference import word_map

PLACED = 0.5  # share of the quoted words that has to be there again, in order
SURE = 0.45  # confidence under which a place is only a suggestion
WHOLLY = 0.85  # share of the found words that has to stand in one article
TIE = 0.02  # a margin under which two places are equally good
ALIKE = 0.4  # words less alike than this are no suggestion
SUGGESTED = 3
NOTICED = 2  # new words in the room of the quoted ones that a person has to see
STRETCH = 2.0  # the new words may take at most this many times the room of the old ones


@dataclass(frozen=True)
class _Quotation:
    """The quoted words, the sentences they come from, and the marks around them."""

    words: Words
    parts: tuple[tuple[int, range], ...]
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True)
class _Piece:
    """What is left of one old sentence's part of the quotation: words of one new sentence."""

    block: int  # place in the new blocks
    first: int
    last: int
    equal: int  # quoted words that are there again
    confidence: float
    margin: float


def place(anchor: Anchor, found: VersionMap) -> Placement:
    """Where the anchored words of the old version stand in the new one."""
    at = locate(anchor, found.old.draft.source.text)
    if at is None:
        return Placement(PlaceKind.UNPLACED, 0.0, doubt=Doubt.NOT_IN_OLD)
    parts, edges = list(_parts(found.old, at)), _edges(anchor.quote.exact)
    quoted = tuple(w for block, words in parts for w in found.old.blocks[block].words[words.start : words.stop])
    if not quoted:
        return Placement(PlaceKind.UNPLACED, 0.0, doubt=Doubt.NOT_IN_OLD)
    pieces = [piece for block, words in parts for piece in _follow(block, words, found)]
    if sum(p.equal for p in pieces) < PLACED * len(quoted):
        return _lost(quoted, parts, pieces, found)
    return _decided(_Quotation(quoted, tuple(parts), *edges), pieces, found)


def _edges(exact: str) -> tuple[str, str]:
    """The marks before the first and after the last word."""
    return re.match(r"\W*", exact)[0], re.search(r"\W*$", exact)[0]  # type: ignore[index]  # both match anything


def _parts(old: Blocks, at: TextPosition) -> Iterator[tuple[int, range]]:
    """The sentences that the quotation touches, and which of their words."""
    for number, block in enumerate(old.blocks):
        if block.start < at.end and block.end > at.start and (words := block.covers(at.start, at.end)):
            yield number, words


def _follow(number: int, words: range, found: VersionMap) -> list[_Piece]:
    """The quoted words of one old sentence: in the sentence that continues it, else word by word through its article."""
    link = found.sentences.get(number)
    if link is None:
        return _through_article(number, words, found)
    old, new = found.old.blocks[number].words, found.new.blocks[link.new].words
    if old == new:
        return [_Piece(link.new, words.start, words.stop - 1, len(words), confidence_of(link), link.margin)]
    images = word_map(old, new)
    there = [image for image in images[words.start : words.stop] if image is not None]
    if 2 * len(there) < len(words):
        return max([], _through_article(number, words, found), key=lambda pieces: sum(p.equal for p in pieces))
    first, last = _widened(images, words, there, len(new))
    return [_Piece(link.new, first, last, len(there), confidence_of(link), link.margin)]


def _through_article(number: int, words: range, found: VersionMap) -> list[_Piece]:
    """Sentences that were joined or cut: the words followed through the whole article that continues theirs."""
    block = found.old.blocks[number]
    link = found.of_old.get(block.article)
    if link is None:
        return []
    images = word_map(found.old.article_words[block.article], found.new.article_words[link.new])
    before = _words_before(found.old, number)
    quoted = range(before + words.start, before + words.stop)
    there = [image for image in images[quoted.start : quoted.stop] if image is not None]
    if 2 * len(there) < len(words):
        return []
    first, last = _widened(images, quoted, there, len(found.new.article_words[link.new]))
    pieces, offset = [], 0
    for own in found.new.of_article[link.new]:
        length = len(found.new.blocks[own].words)
        here = sum(offset <= image < offset + length for image in there)
        if here:
            low, high = max(first - offset, 0), min(last - offset, length - 1)
            pieces.append(_Piece(own, low, high, here, confidence_of(link), link.margin))
        offset += length
    return pieces


def _words_before(blocks: Blocks, number: int) -> int:
    """How many words of its article stand before a sentence."""
    return sum(len(blocks.blocks[b].words) for b in blocks.of_article[blocks.blocks[number].article] if b < number)


def _widened(images: list[int | None], words: range, there: list[int], length: int) -> tuple[int, int]:
    """Take in new words that stand where quoted words at the edges went, up to the next word that is not quoted."""
    first, last = there[0], there[-1]
    if images[words.start] is None:
        before = [i for i in images[: words.start] if i is not None]
        first = before[-1] + 1 if before else 0
    if images[words.stop - 1] is None:
        after = [i for i in images[words.stop :] if i is not None]
        last = after[0] - 1 if after else length - 1
    return min(first, there[0]), max(last, there[-1])


def _decided(quoted: _Quotation, pieces: Sequence[_Piece], found: VersionMap) -> Placement:
    """One place when the words stand together in one article and nothing else comes near; else the tray."""
    by_article: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        by_article[found.new.blocks[piece.block].article].append(piece)
    places = {article: _place(quoted, own, found) for article, own in by_article.items()}
    article, largest = max(by_article.items(), key=lambda item: sum(p.equal for p in item[1]))
    best = places[article]
    if sum(p.equal for p in largest) < WHOLLY * sum(p.equal for p in pieces):
        suggested = tuple(sorted(places.values(), key=lambda p: -p.confidence))[:SUGGESTED]
        return Placement(PlaceKind.UNPLACED, best.confidence, doubt=Doubt.SPLIT, candidates=suggested)
    if rivals := _rivals(quoted, best, largest, found):
        return Placement(PlaceKind.UNPLACED, best.confidence, doubt=Doubt.SEVERAL, candidates=(best, *rivals)[:SUGGESTED])
    if best.confidence < SURE or len(_words_at(best.position, found.new)) > STRETCH * len(quoted.words) + 4:
        return Placement(PlaceKind.UNPLACED, best.confidence, doubt=Doubt.WEAK, candidates=(best,))
    return Placement(_kind(best, _stays(quoted, largest, found)), best.confidence, best)


def _place(quoted: _Quotation, pieces: Sequence[_Piece], found: VersionMap) -> Place:
    blocks = found.new.blocks
    start = min(blocks[p.block].spans[p.first][0] for p in pieces)
    end = max(blocks[p.block].spans[p.last][1] for p in pieces)
    similarity = word_similarity(quoted.words, _words_at(TextPosition(start, end), found.new))
    text = found.new.draft.source.text
    start -= len(quoted.opening) if text[:start].endswith(quoted.opening) else 0
    end += len(quoted.closing) if text.startswith(quoted.closing, end) else 0
    return _made(TextPosition(start, end), similarity, _confidence(quoted, similarity, pieces, found), found)


def _confidence(quoted: _Quotation, similarity: float, pieces: Sequence[_Piece], found: VersionMap) -> float:
    """The words that are the same, the article that continues the old one, and no other sentence as near."""
    article = _stays(quoted, pieces, found)
    around = confidence_of(article) if article else 0.0
    clear = min(1.0, max(min(p.margin for p in pieces), article.margin if article else 0.0) / CLEAR)
    return (similarity + (1 - similarity) * 0.5 * around) * (0.5 + 0.5 * clear)


def _stays(quoted: _Quotation, pieces: Sequence[_Piece], found: VersionMap) -> Link | None:
    """The link of the quotation's article, when all its words are in the article that continues it."""
    link = found.of_old.get(found.old.blocks[quoted.parts[0][0]].article)
    return link if link and all(found.new.blocks[p.block].article == link.new for p in pieces) else None


def _made(position: TextPosition, similarity: float, confidence: float, found: VersionMap) -> Place:
    provision = found.new.provision_at(position.start, position.end)
    words = found.new.draft.source.text[position.start : position.end]
    return Place(provision, position, words, round(similarity, 3), round(confidence, 3))


def _words_at(position: TextPosition, blocks: Blocks) -> Words:
    inside = [b for b in blocks.blocks if b.start < position.end and b.end > position.start]
    return tuple(w for b in inside for w in _words_within(b, position))


def _words_within(block: Block, position: TextPosition) -> Words:
    words = block.covers(position.start, position.end)
    return block.words[words.start : words.stop]


def _kind(best: Place, article: Link | None) -> PlaceKind:
    if best.similarity < 1.0:
        return PlaceKind.REWORDED
    return PlaceKind.EXACT if article else PlaceKind.MOVED


def _rivals(quoted: _Quotation, best: Place, pieces: Sequence[_Piece], found: VersionMap) -> tuple[Place, ...]:
    """Other places that are about as good: where the assignment of article or sentence could as well be another."""
    article = _stays(quoted, pieces, found)
    if article is not None:
        decided = article.margin >= TIE and not _twice_in(pieces, article.new, found)
    else:
        decided = all(p.margin >= TIE for p in pieces)
    near = [] if decided else list(_elsewhere(quoted.words, found, best.similarity - TIE))
    near += [p for number, _ in quoted.parts for p in _truer(number, found)]
    return tuple(p for p in near if p.position.end <= best.position.start or p.position.start >= best.position.end)


def _truer(number: int, found: VersionMap) -> Iterator[Place]:
    """New sentences more like the old one than the sentence that continues it, and more than like their own old one."""
    words = found.old.blocks[number].words
    link = found.sentences.get(number)
    stands = word_similarity(words, found.new.blocks[link.new].words) if link else 0.0
    for other, similarity in found.like(number):
        own = found.continues.get(other)
        theirs = word_similarity(found.old.blocks[own].words, found.new.blocks[other].words) if own is not None else 0.0
        if similarity > max(stands, theirs) + TIE and own != number:
            block = found.new.blocks[other]
            yield _made(TextPosition(block.start, block.end), similarity, similarity * 0.5, found)


def _twice_in(pieces: Sequence[_Piece], article: int, found: VersionMap) -> bool:
    """Whether a tied sentence has its double in the same article: the article's own place then decides nothing."""
    own = [found.new.blocks[b].words for b in found.new.of_article[article]]
    return any(p.margin < TIE and own.count(found.new.blocks[p.block].words) > 1 for p in pieces)


def _lost(quoted: Words, parts: Sequence[tuple[int, range]], pieces: Sequence[_Piece], found: VersionMap) -> Placement:
    """Too few of the words are there again: deleted, replaced by others, or somewhere that a person has to judge."""
    near = tuple(_elsewhere(quoted, found, ALIKE, free_only=True))
    if near:
        return Placement(PlaceKind.UNPLACED, near[0].confidence, doubt=Doubt.WEAK, candidates=near)
    stead = tuple(_in_stead(parts, pieces, found))
    if stead:
        return Placement(PlaceKind.UNPLACED, 0.0, doubt=Doubt.REPLACED, candidates=stead[:SUGGESTED])
    articles = {found.old.blocks[number].article for number, _ in parts}
    dropped = all(article not in found.of_old for article in articles)
    best = max((p.similarity for p in _elsewhere(quoted, found, 0.0, free_only=True)), default=0.0)
    return Placement(PlaceKind.GONE, round((1.0 if dropped else 0.9) * (1 - best), 3))


def _elsewhere(quoted: Words, found: VersionMap, lowest: float, free_only: bool = False) -> Iterator[Place]:
    """Sentences of the new version that look like the quotation, best first; `free_only`: that continue no old sentence."""
    taken = found.continues if free_only else {}
    scored = []
    for number, block in enumerate(found.new.blocks):
        if number not in taken and (alike := _alike(quoted, block.words)) >= max(lowest, 0.05):
            scored.append((alike, -number))
    for alike, minus in sorted(scored, reverse=True)[:SUGGESTED]:
        block = found.new.blocks[-minus]
        yield _made(TextPosition(block.start, block.end), alike, alike * 0.5, found)


def _alike(quoted: Words, words: Words) -> float:
    """How well the quotation fits in a sentence: whole against whole, or the quotation against its best stretch."""
    whole = word_similarity(quoted, words)
    if len(words) <= len(quoted) or whole >= 1.0:
        return whole
    if any(words[n : n + len(quoted)] == quoted for n in range(len(words) - len(quoted) + 1)):
        return 1.0
    return max(whole, *(word_similarity(quoted, words[first : last + 1]) for first, last in _stretches(quoted, words)))


def _stretches(quoted: Words, words: Words) -> Iterator[tuple[int, int]]:
    """Where the quotation may begin and end: its words matched as early and as late as can be."""
    yield 0, len(words) - 1
    early = [image for image in word_map(quoted, words) if image is not None]
    late = [len(words) - 1 - image for image in word_map(quoted[::-1], words[::-1]) if image is not None][::-1]
    if early and late:
        yield from ((early[0], early[-1]), (late[0], late[-1]), (late[0], max(late[0], early[-1])))


def _in_stead(parts: Sequence[tuple[int, range]], pieces: Sequence[_Piece], found: VersionMap) -> Iterator[Place]:
    """New words where the quoted ones stood: between the words around them, or sentences that continue no old one."""
    for number, words in parts:
        block = found.old.blocks[number]
        if link := found.of_old.get(block.article):
            yield from _gap(number, words, link, found)
            free = [b for b in found.new.of_article[link.new] if b not in found.continues]
            for own in (found.new.blocks[b] for b in free):
                yield _made(TextPosition(own.start, own.end), 0.0, 0.0, found)


def _gap(number: int, words: range, link: Link, found: VersionMap) -> Iterator[Place]:
    images = word_map(found.old.article_words[link.old], found.new.article_words[link.new])
    before = _words_before(found.old, number)
    left = [i for i in images[: before + words.start] if i is not None]
    right = [i for i in images[before + words.stop :] if i is not None]
    spans = [span for b in found.new.of_article[link.new] for span in found.new.blocks[b].spans]
    first, last = (left[-1] + 1 if left else 0), (right[0] if right else len(spans))
    if last - first >= NOTICED:
        yield _made(TextPosition(spans[first][0], spans[last - 1][1]), 0.0, 0.0, found)
