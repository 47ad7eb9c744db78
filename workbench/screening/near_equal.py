"""Provisions with nearly the same words, found by the shingles they share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

_WORD = re.compile(r"\w+")
SIZE = 3  # words in a shingle
SHARED = 0.7  # of all shingles of both: one changed word costs three
COMMON = 40  # a shingle in more provisions than this is drafting formula and only counted, not followed


def shingles(text: str) -> frozenset[str]:
    """Every run of three words, numbers made alike since they often are the only difference."""
    words = ["#" if word[0].isdigit() else word for word in _WORD.findall(text.lower())]
    return frozenset(" ".join(words[n : n + SIZE]) for n in range(max(1, len(words) - SIZE + 1))) if words else frozenset()


def groups_of(texts: Sequence[str]) -> list[int]:
    """Per text the number of the first text that it is nearly equal to, directly or through others; its own when alone."""
    sets = [shingles(text) for text in texts]
    first = list(range(len(texts)))

    def root(n: int) -> int:
        while first[n] != n:
            first[n] = first[first[n]]
            n = first[n]
        return n

    for one, other, shared in _overlaps(sets):
        if shared / len(sets[one] | sets[other]) >= SHARED:
            low, high = sorted((root(one), root(other)))
            first[high] = low
    return [root(n) for n in range(len(texts))]


def _overlaps(sets: Sequence[frozenset[str]]) -> list[tuple[int, int, int]]:
    """Pairs of texts that share a shingle which is no formula, with the number of all shingles they share."""
    where: Mapping[str, list[int]] = defaultdict(list)
    for n, found in enumerate(sets):
        for shingle in found:
            where[shingle].append(n)
    pairs = {
        (a, b)
        for places in where.values()
        if 1 < len(places) <= COMMON
        for i, a in enumerate(places)
        for b in places[i + 1 :]
        if max(len(sets[a]), len(sets[b])) * SHARED <= min(len(sets[a]), len(sets[b]))
    }
    return [(a, b, len(sets[a] & sets[b])) for a, b in sorted(pairs)]
