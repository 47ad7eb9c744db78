"""Measures of a ranking against graded answers, with bootstrap intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SAMPLES = 2000
SEED = 20261124
DEPTHS = (5, 10, 20, 50)


@dataclass(frozen=True)
class Measure:
    """A mean over queries with its 95 % percentile bootstrap interval."""

    name: str
    value: float
    low: float
    high: float


def recall_at(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Share of the relevant articles in the first `depth`."""
    wanted = [a for a, grade in relevant.items() if grade > 0]
    return sum(a in ranked[:depth] for a in wanted) / len(wanted)


def hit_at(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """1 when any relevant article is in the first `depth`."""
    return float(any(relevant.get(a, 0) > 0 for a in ranked[:depth]))


def reciprocal_rank(ranked: Sequence[str], relevant: Mapping[str, int]) -> float:
    """1 / rank of the first relevant article; 0 when none is found."""
    return next((1 / n for n, a in enumerate(ranked, start=1) if relevant.get(a, 0) > 0), 0.0)


def ndcg_at(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain with gain 2^grade - 1 (Järvelin and Kekäläinen 2002, Burges 2005)."""
    gains = [2 ** relevant.get(a, 0) - 1 for a in ranked[:depth]]
    best = sorted((2**g - 1 for g in relevant.values()), reverse=True)[:depth]
    return _discounted(gains) / _discounted(best)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(n + 1) for n, gain in enumerate(gains, start=1))


def evaluate(rankings: Sequence[Sequence[str]], answers: Sequence[Mapping[str, int]]) -> list[Measure]:
    """R@5/10/20/50, hit@5, hit@10, MRR and nDCG@20; queries without a relevant article must be left out before."""
    pairs = list(zip(rankings, answers, strict=True))
    columns = {f"R@{d}": [recall_at(r, a, d) for r, a in pairs] for d in DEPTHS}
    columns |= {f"hit@{d}": [hit_at(r, a, d) for r, a in pairs] for d in (5, 10)}
    columns["MRR"] = [reciprocal_rank(r, a) for r, a in pairs]
    columns["nDCG@20"] = [ndcg_at(r, a, 20) for r, a in pairs]
    return [interval(name, values) for name, values in columns.items()]


def interval(name: str, values: Sequence[float]) -> Measure:
    """Mean and 95 % percentile bootstrap over `values` (2,000 samples, fixed seed)."""
    if not values:
        return Measure(name, math.nan, math.nan, math.nan)
    data = np.array(values, float)
    draws = np.random.default_rng(SEED).integers(0, len(data), (SAMPLES, len(data)))
    low, high = np.percentile(data[draws].mean(axis=1), [2.5, 97.5])
    return Measure(name, float(data.mean()), float(low), float(high))
