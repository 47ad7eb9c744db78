"""Measures of an order or a probability against yes/no answers, with bootstrap intervals; for reading order, never accuracy."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.evaluation import SAMPLES, SEED, Measure

Scores = NDArray[np.float64]
Answers = NDArray[np.bool_]
BINS = 10


def auroc(scores: Scores, right: Answers) -> float:
    """Chance that a right item stands above a wrong one; ties count half (Mann and Whitney 1947)."""
    positive, negative = scores[right], scores[~right]
    if not len(positive) or not len(negative):
        return math.nan
    ordered = np.sort(negative)
    below, upto = np.searchsorted(ordered, positive, "left"), np.searchsorted(ordered, positive, "right")
    return float((below + upto).mean() / (2 * len(negative)))


def precision_at(depth: int) -> Callable[[Scores, Answers], float]:
    """Share of right items in the first `depth`."""
    return lambda scores, right: float(_ordered(scores, right)[:depth].mean())


def recall_after(share: float) -> Callable[[Scores, Answers], float]:
    """Share of the right items found when `share` (0..1) of all items has been read."""
    return lambda scores, right: float(_ordered(scores, right)[: round(len(right) * share)].sum() / max(right.sum(), 1))


def work_saved_at(recall: float) -> Callable[[Scores, Answers], float]:
    """WSS@recall: reading saved over a random order when `recall` of the right items has been found (Cohen et al. 2006)."""

    def measure(scores: Scores, right: Answers) -> float:
        found = np.cumsum(_ordered(scores, right))
        needed = int(np.searchsorted(found, math.ceil(recall * right.sum()))) + 1
        return 1 - needed / len(right) - (1 - recall)

    return measure


def matthews(cut: float) -> Callable[[Scores, Answers], float]:
    """Correlation of "score >= cut" with the answers (Matthews 1975); 0 when one side is empty."""

    def measure(scores: Scores, right: Answers) -> float:
        said = scores >= cut
        tp, tn = float((said & right).sum()), float((~said & ~right).sum())
        fp, fn = float((said & ~right).sum()), float((~said & right).sum())
        below = math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
        return (tp * tn - fp * fn) / below if below else 0.0

    return measure


def best_cut(scores: Scores, right: Answers) -> float:
    """The score at which Matthews' correlation is highest; to be chosen on a development set only."""
    cuts = np.unique(scores)
    return float(cuts[int(np.argmax([matthews(float(c))(scores, right) for c in cuts]))])


def calibration_error(scores: Scores, right: Answers) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [(bins == b).mean() * abs(scores[bins == b].mean() - right[bins == b].mean()) for b in np.unique(bins)]
    return float(sum(gaps))


def brier_skill(scores: Scores, right: Answers) -> float:
    """1 - Brier score over that of always saying the share of right items (Brier 1950)."""
    base = float(((right.mean() - right) ** 2).mean())
    return 1 - float(((scores - right) ** 2).mean()) / base if base else math.nan


def measured(
    name: str,
    statistic: Callable[[Scores, Answers], float],
    scores: Sequence[float] | Scores,
    right: Sequence[bool] | Answers,
    together: int = 1,
) -> Measure:
    """The statistic with its 95 % percentile bootstrap over items (2,000 samples, fixed seed).

    `together`: how many neighbours are drawn as one, 2 for twins; the number of items must be a multiple of it.
    """
    values, answers = np.asarray(scores, float), np.asarray(right, bool)
    rng = np.random.default_rng(SEED)
    places = np.arange(len(values)).reshape(-1, together)
    drawn = []
    for _ in range(SAMPLES):
        at = places[rng.integers(0, len(places), len(places))].ravel()
        if answers[at].any() and not answers[at].all():
            drawn.append(statistic(values[at], answers[at]))
    low, high = np.percentile(drawn, [2.5, 97.5]) if drawn else (math.nan, math.nan)
    return Measure(name, statistic(values, answers), float(low), float(high))


def _ordered(scores: Scores, right: Answers) -> Answers:
    return right[np.argsort(-scores, kind="stable")]
