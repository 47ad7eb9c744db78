"""Which texts of two versions belong together: similar words first, then neighbours, then one best assignment."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix

Words = tuple[str, ...]
Scores = NDArray[np.float64]
REFINED = 8  # candidates per text whose words are compared one by one
LOWEST = 0.25  # texts less alike than this do not belong together
NEIGHBOUR = 0.05  # what a matched neighbour adds, on either side
IDENTICAL = 0.1  # what the very same words add: context decides between equals, not against them
ORDER = 0.02  # what the same relative place adds at most


@dataclass(frozen=True)
class Link:
    """Two texts that belong together; `margin` is how much worse the best other assignment would be."""

    old: int
    new: int
    similarity: float
    margin: float


def word_similarity(a: Words, b: Words) -> float:
    """0..1: shared words in order, over all words."""
    return Indel.normalized_similarity(a, b)


def similarities(old: Sequence[Words], new: Sequence[Words], top: int = REFINED) -> Scores:
    """How alike every pair is, 0..1, shape (len(old), len(new)); 0 for pairs that are not among the candidates."""
    scores = np.zeros((len(old), len(new)))
    if not old or not new:
        return scores
    near = _shingle_cosine(old, new)
    for row, column in _candidates(near, top):
        same = old[row] == new[column]
        scores[row, column] = 1.0 if same else 0.5 * near[row, column] + 0.5 * word_similarity(old[row], new[column])
    return scores


def _shingle_cosine(old: Sequence[Words], new: Sequence[Words]) -> Scores:
    """Cosine over words and pairs of words, rare ones weighing more."""
    bags = [Counter(_shingles(words)) for words in (*old, *new)]
    known: dict[str, int] = {}
    spread: Counter[str] = Counter()
    for bag in bags:
        spread.update(bag.keys())
    rows, columns, values = [], [], []
    for row, bag in enumerate(bags):
        weights = {s: (1 + math.log(n)) * math.log(1 + len(bags) / spread[s]) for s, n in bag.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        for shingle, weight in weights.items():
            rows.append(row)
            columns.append(known.setdefault(shingle, len(known)))
            values.append(weight / length)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(bags), max(1, len(known))))
    product: Scores = (matrix[: len(old)] @ matrix[len(old) :].T).toarray()
    return product


def _shingles(words: Words) -> list[str]:
    return [*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]


def _candidates(near: Scores, top: int) -> set[tuple[int, int]]:
    """The nearest few of every row and of every column."""
    found: set[tuple[int, int]] = set()
    for matrix, flip in ((near, False), (near.T, True)):
        count = min(top, matrix.shape[1])
        best = np.argpartition(-matrix, count - 1, axis=1)[:, :count]
        for row, columns in enumerate(best):
            found |= {(int(c), row) if flip else (row, int(c)) for c in columns if matrix[row, c] > 0}
    return found


def assign(scores: Scores, extra: Scores | None = None, lowest: float = LOWEST) -> list[Link]:
    """The best one-to-one assignment over `scores` plus `extra` (context), each link with its margin, by old text.

    The margin is what the sum would lose if the old text went elsewhere or another came to the new one, whoever stood there
    changing places with it; a margin near 0 means that another reading is as good.
    """
    if not scores.size:
        return []
    total = np.where(scores >= lowest, scores + IDENTICAL * (scores >= 1.0) + (0 if extra is None else extra), 0.0)
    rows, columns = linear_sum_assignment(-total)
    partner = np.full(total.shape[0], -1)
    back = np.full(total.shape[1], -1)
    for row, column in zip(rows, columns, strict=True):
        if total[row, column] > 0:
            partner[row], back[column] = column, row
    margins = _margins(total, partner, back)
    return [Link(int(r), int(partner[r]), float(scores[r, partner[r]]), margins[int(r)]) for r in np.flatnonzero(partner >= 0)]


def _margins(total: Scores, partner: NDArray[np.int_], back: NDArray[np.int_]) -> dict[int, float]:
    at_row = np.where(partner >= 0, total[np.arange(len(partner)), partner], 0.0)
    at_column = np.where(back >= 0, total[back, np.arange(len(back))], 0.0)
    found = {}
    for row in map(int, np.flatnonzero(partner >= 0)):
        column, stands = int(partner[row]), at_row[row]
        elsewhere = stands + at_column - total[row] - np.where(back >= 0, total[back, column], 0.0)
        instead = stands + at_row - total[:, column] - np.where(partner >= 0, total[row, partner], 0.0)
        elsewhere[column] = instead[row] = np.inf
        found[row] = float(max(0.0, min(elsewhere.min(initial=stands), instead.min(initial=stands))))
    return found


def neighbours(links: Sequence[Link], shape: tuple[int, int]) -> Scores:
    """What context adds to every pair: matched neighbours before and after, and the same relative place."""
    extra = np.zeros(shape)
    edges = [(-1, -1), shape]  # the beginnings and the ends of both texts belong together
    for old, new in [*((link.old, link.new) for link in links), *edges]:
        for step in (-1, 1):
            row, column = old + step, new + step
            if 0 <= row < shape[0] and 0 <= column < shape[1]:
                extra[row, column] += NEIGHBOUR
    rows, columns = np.arange(shape[0])[:, None] / max(1, shape[0]), np.arange(shape[1])[None, :] / max(1, shape[1])
    placed: Scores = extra + ORDER * (1 - np.abs(rows - columns))
    return placed
