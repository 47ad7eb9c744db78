"""Wording that contested rules have more often than their repaired twins, or the other way round; learned, shown by its words.

Two bags of hashed terms per text, each weighted by idf and brought to unit length: words and word pairs with a mark when they
stand in the reach of a denial ("geen", "niet", "zonder" ...), and letter sequences of 3 to 6 inside words (Dutch compounds).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.screening.amending import inside, speaks_only_of_the_amendment, struck

BLOCKS = ("words", "letters")
BUCKETS = 1 << 17
DENIAL = frozenset({"geen", "niet", "zonder", "noch", "nooit", "evenmin", "ongeacht", "tenzij", "behalve"})
DENIAL_REACH = 4  # words after a denial, within the clause
LETTERS = range(3, 7)
Buckets = NDArray[np.int64]
_TOKEN = re.compile(r"\w+|[.;:,]")


@dataclass(frozen=True)
class Word:
    """A word as it stands, with its place and whether a denial reaches it."""

    text: str
    start: int
    end: int
    denied: bool


def words_of(text: str) -> list[Word]:
    """The words of a text in lower case; an amending formula has none, and struck words are read the other way round."""
    found, left, out = [], 0, struck(text)
    for match in _TOKEN.finditer(text):
        token = match[0].lower()
        if speaks_only_of_the_amendment(text, match.start()):
            continue
        if token in ".;:,":
            left = 0
            continue
        found.append(Word(token, match.start(), match.end(), (left > 0) != inside(match.start(), out)))
        left = DENIAL_REACH if token in DENIAL else max(left - 1, 0)
    return found


def terms(words: Sequence[Word], block: str) -> tuple[Buckets, Buckets]:
    """Every term of one block as its bucket, and the place of the (first) word it comes from."""
    if block == "letters":
        found = [_letters(word.text) for word in words]
        return np.fromiter(chain.from_iterable(found), np.int64), np.repeat(np.arange(len(words)), [len(f) for f in found])
    marked = [f"{word.text}_" if word.denied else word.text for word in words]
    single = [_bucket(token) for token in marked]
    double = [_bucket(f"{a} {b}") for a, b in pairwise(marked)]
    return np.array(single + double, np.int64), np.concatenate([np.arange(len(single)), np.arange(len(double))])


@lru_cache(maxsize=100_000)
def _letters(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    sequences = [padded[n : n + size] for size in LETTERS for n in range(len(padded) - size + 1)]
    return tuple(_bucket(s) for s in sequences or [padded])


def _bucket(term: str) -> int:
    return zlib.crc32(term.encode()) % BUCKETS


def bag(buckets: Buckets, idf: NDArray[np.float32]) -> tuple[Buckets, NDArray[np.float64], Buckets]:
    """Distinct buckets, their weights (1 + ln count) x idf brought to unit length (Salton and Buckley 1988), and counts."""
    distinct, counts = np.unique(buckets, return_counts=True)
    weights = ((1 + np.log(counts)) * idf[distinct]).astype(np.float64)
    length = float(np.sqrt((weights**2).sum())) or 1.0
    return distinct, weights / length, counts.astype(np.int64)


@dataclass(frozen=True)
class Evidence:
    """Per word its part in the score, where it starts and where it ends."""

    shares: tuple[tuple[float, int, int], ...]

    @property
    def score(self) -> float:
        """The whole."""
        return sum(share for share, _, _ in self.shares)


@dataclass(frozen=True)
class Wording:
    """The learned weights: per block one idf and one weight per bucket."""

    idf: dict[str, NDArray[np.float32]]
    weights: dict[str, NDArray[np.float32]]

    @classmethod
    def load(cls, path: Path) -> Wording:
        """Read the shipped weights (float16 on disk)."""
        with np.load(path) as stored:
            parts = {name: stored[name].astype(np.float32) for name in stored.files}
        return cls({b: parts[f"idf.{b}"] for b in BLOCKS}, {b: parts[f"weight.{b}"] for b in BLOCKS})

    def evidence(self, text: str) -> Evidence:
        """Each word's part in the score (above 0: like a contested rule) with its place."""
        words = words_of(text)
        share = np.zeros(len(words))
        for block in BLOCKS:
            buckets, places = terms(words, block)
            distinct, weights, counts = bag(buckets, self.idf[block])
            part = weights * self.weights[block][distinct] / counts
            np.add.at(share, places, part[np.searchsorted(distinct, buckets)])
        return Evidence(tuple((float(s), w.start, w.end) for s, w in zip(share, words, strict=True)))
