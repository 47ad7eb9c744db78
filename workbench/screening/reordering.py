"""The second stage of ranking: small trees that order the first articles again by what was found beside them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.screening.ranking import FEATURES, Matrix

Scores = NDArray[np.float32]

REORDERED = 40  # articles per query that the trees see; the rest keeps the order of the first stage
DEPTH = 3
NEAR_TOP = 10  # reciprocal place is 1 at the top, 1/2 at place eleven
BACKED_OFF = 4.0  # cases of its own an article needs before its pairs weigh as much as those of its instrument
RARE = 10.0  # decided articles an instrument needs before its pairs weigh as much as nothing
BESIDE = (
    "score",
    "behind",
    "likely",
    "place",
    "instrument.best",
    "instrument.sum",
    "decided.best",
    "decided.sum",
    "analogue.best",
    "query.best",
    "query.sum",
)
COLUMNS = FEATURES + BESIDE


@dataclass(frozen=True)
class Decided:
    """In how many cases of the development half an article was decided, and together with which others."""

    counts: Mapping[str, int]
    pairs: Sequence[tuple[str, str, int]]  # each pair once


@dataclass(frozen=True)
class Trees:
    """Full binary trees of DEPTH over COLUMNS: per tree 7 columns, 7 thresholds (left at or below) and 8 values."""

    columns: NDArray[np.int64]
    thresholds: NDArray[np.float32]
    values: NDArray[np.float32]

    def predict(self, rows: Matrix) -> Scores:
        """The sum of every tree's value per row of COLUMNS."""
        total = np.zeros(len(rows), np.float32)
        for columns, thresholds, values in zip(self.columns, self.thresholds, self.values, strict=True):
            right = rows[:, columns] > thresholds
            node = right[:, 0].astype(np.int64)
            second = np.where(node, right[:, 2], right[:, 1])
            third = np.where(node, np.where(second, right[:, 6], right[:, 5]), np.where(second, right[:, 4], right[:, 3]))
            total += values[4 * node + 2 * second + third]
        return total


class Neighbours:
    """What stands beside an article among those found: its instrument, its analogues, and what is decided with it."""

    def __init__(self, articles: Sequence[str], analogues: Sequence[tuple[int, int]], decided: Decided) -> None:
        codes = sorted({a.split("/", 1)[0] for a in articles})
        self._instrument = np.array([codes.index(a.split("/", 1)[0]) for a in articles], np.int64)
        self._related = np.zeros((len(articles), len(articles)), bool)
        if analogues:
            a, b = np.array(analogues, np.int64).T
            self._related[a, b] = self._related[b, a] = True
        self._together = self._shares({a: i for i, a in enumerate(articles)}, len(codes), decided)

    def _shares(self, number: Mapping[str, int], instruments: int, decided: Decided) -> Matrix:
        """Share of the cases on the column's article that also decided the row's, backed off to the column's instrument."""
        counts = np.zeros(len(number), np.float32)
        pairs = np.zeros((len(number), len(number)), np.float32)
        for article, count in decided.counts.items():
            if article in number:
                counts[number[article]] = count
        for a, b, count in decided.pairs:
            if a in number and b in number:
                pairs[number[a], number[b]] = pairs[number[b], number[a]] = count
        per = np.zeros((len(number), instruments), np.float32)
        np.add.at(per.T, self._instrument, pairs.T)
        per /= np.bincount(self._instrument, counts, minlength=instruments).astype(np.float32) + np.float32(RARE)
        shares = (pairs + BACKED_OFF * per[:, self._instrument]) / (counts + BACKED_OFF)
        np.fill_diagonal(shares, 0.0)
        return np.asarray(shares, np.float32)

    def rows(self, at: NDArray[np.int64], features: Matrix, scores: Scores, likely: Scores) -> Matrix:
        """Rows of COLUMNS for the articles `at`, which come best first; `likely` is the first stage's relevance of each."""
        same = self._instrument[at][:, None] == self._instrument[at][None, :]
        np.fill_diagonal(same, False)
        instrument, together = same * likely, self._together[np.ix_(at, at)] * likely
        beside = (
            scores,
            scores - scores[0],
            likely,
            (NEAR_TOP + 1) / (NEAR_TOP + 1 + np.arange(len(at))),
            instrument.max(axis=1),
            instrument.sum(axis=1),
            together.max(axis=1),
            together.sum(axis=1),
            (self._related[np.ix_(at, at)] * likely).max(axis=1),
            np.full(len(at), likely.max()),
            np.full(len(at), likely.sum()),
        )
        return np.concatenate([features[at], np.stack(beside, axis=1).astype(np.float32)], axis=1)


@dataclass(frozen=True)
class Reordering:
    """The shipped second stage; made by scripts/train_reordering.py."""

    trees: Trees
    decided: Decided
    knots: tuple[tuple[float, ...], tuple[float, ...]]  # score -> share of articles at this score that were decided on
    version: str

    @classmethod
    def load(cls, path: Path) -> Reordering:
        """Read the shipped trees; columns are stored by name."""
        content = json.loads(path.read_text(encoding="utf-8"))
        columns = np.array([[COLUMNS.index(name) for name in tree] for tree in content["columns"]], np.int64)
        trees = Trees(columns, np.array(content["thresholds"], np.float32), np.array(content["values"], np.float32))
        decided = Decided(content["counts"], [(a, b, n) for a, b, n in content["pairs"]])
        knots = (tuple(content["knots"][0]), tuple(content["knots"][1]))
        return cls(trees, decided, knots, content["version"])

    def relevance_of(self, score: float) -> float:
        """The share of articles at this score that were decided on, 0..1; never falls when the score rises."""
        scores, shares = self.knots
        if score < scores[0]:
            return shares[0] * math.exp(max(score - scores[0], -30.0))
        return float(np.interp(score, scores, shares))

    def scores(
        self, neighbours: Neighbours, features: Sequence[Matrix], first: Sequence[Scores], likely: Sequence[Scores]
    ) -> list[Scores]:
        """New scores per query; below the first REORDERED articles the order of the first stage (-inf stays -inf)."""
        if not first:
            return []
        heads = [head_of(scores) for scores in first]
        rows = [
            neighbours.rows(at, x, s[at], p[at]) for at, x, s, p in zip(heads, features, first, likely, strict=True) if len(at)
        ]
        said = self.trees.predict(np.concatenate(rows)) if rows else np.zeros(0, np.float32)
        ends = np.cumsum([len(at) for at in heads])
        return [joined(at, own, scores) for at, own, scores in zip(heads, np.split(said, ends[:-1]), first, strict=True)]


def joined(head: NDArray[np.int64], said: Scores, first: Scores) -> Scores:
    """What the trees said of the head; everything else below it, in the order of the first stage."""
    if not len(head):
        return first
    scores: Scores = (first - first[head[-1]] + said.min() - np.float32(1e-3)).astype(np.float32)
    scores[head] = said
    return scores


def head_of(scores: Scores) -> NDArray[np.int64]:
    """The articles that the trees see, best first."""
    order = np.argsort(-scores, kind="stable")[:REORDERED]
    return order[np.isfinite(scores[order])]
