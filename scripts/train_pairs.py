"""Trains the model for pairs (draft provision, treaty article) on the development half and writes indexes/pairs.json.

    python scripts/train_pairs.py [--output indexes/pairs.json]

A logistic with the signs of workbench/screening/pair_features.py kept. In tension: cases with the articles graded 2 or 3, and contested
twins with their articles. Not in tension: what else the search puts in the first ten for them, everything it finds for
neutral and hard provisions and for repaired twins (their own articles too: close, yet not in tension); of these answers CALM
weigh as those of neutral provisions, so that nearness to a treaty alone does not lift a calm provision. A provision's own
tension comes from a model that has not seen its theme (scripts/train_tension.py), so that it is as sure here as in use.
Calibrated for a draft in which PREVALENCE of the shown pairs is in tension. The test half is never read here.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from scripts.devset import read_half, training_neutral
from scripts.pairs import read_rows
from scripts.train_tension import held_out_levels
from workbench.bootstrap import Workbench
from workbench.config import PROJECT, read_settings
from workbench.evaluation.decisions import auroc, best_cut, brier_skill, calibration_error, matthews
from workbench.screening.pair_features import FEATURES, RAISING
from workbench.screening.tension_features import read_features
from workbench.use_cases.judge_pair import features_of
from workbench.use_cases.search import SearchTools, search

DEPTH = 10
ONLY_CONTESTED = "h3"  # this hand wrote no neutral rules: it would teach that every provision is in tension
PREVALENCE = 0.1  # of the pairs shown in a draft; our drafts of tests/data/measure and real opinions lie around it
CALM = 0.6  # of the pairs not in tension: those of neutral provisions
PENALTY = 1e-3


@dataclass(frozen=True)
class Text:
    """A provision with the articles it is in tension with (maybe none) and its level by a model that has not seen it."""

    text: str
    theme: str
    tense: frozenset[str]
    unsure: frozenset[str]  # graded 1: neither answer is taught
    level: float
    calm: bool = False


def texts() -> list[Text]:
    """Development items and both sides of the development twins."""
    levels = held_out_levels()
    found = []
    for item in read_half("dev"):
        if item.id.startswith(ONLY_CONTESTED):
            continue
        graded = item.relevant if item.kind == "case" else {}
        tense = frozenset(a for a, g in graded.items() if g >= 2)
        found.append(Text(item.text, item.theme, tense, frozenset(graded) - tense, levels[item.text]))
    found += [Text(i.text, i.theme, frozenset(), frozenset(), levels[i.text], calm=True) for i in training_neutral()]
    for row in read_rows("dev"):
        norms = frozenset("/".join(n.split("/")[:2]) for n in row["norms"])
        found.append(Text(row["contested"], row["theme"], norms, frozenset(), levels[row["contested"]]))
        found.append(Text(row["repaired"], row["theme"], frozenset(), frozenset(), levels[row["repaired"]]))
    return found


def pairs(
    found: Sequence[Text], tools: SearchTools
) -> tuple[NDArray[np.float64], NDArray[np.bool_], list[str], NDArray[np.bool_]]:
    """Feature rows, whether each is in tension, its theme, and whether its provision is neutral."""
    rows, right, themes, calm = [], [], [], []
    for text, hits in zip(found, search([t.text for t in found], tools, DEPTH, explain=False), strict=True):
        seen = read_features(text.text, tools.reader)
        holders = tools.reader.read(text.text).holders
        nearest = max((hit.relevance for hit in hits), default=0.0)
        for hit in hits:
            if hit.article in text.unsure:
                continue
            features = features_of(text.level, seen, holders, hit, nearest, tools.asked[hit.article])
            rows.append([features[name].value for name in FEATURES])
            right.append(hit.article in text.tense)
            themes.append(text.theme)
            calm.append(text.calm)
    return np.array(rows), np.array(right), themes, np.array(calm)


def fit(x: NDArray[np.float64], right: NDArray[np.bool_], calm: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights in the order of FEATURES and, last, the intercept; the answers weigh as PREVALENCE and CALM say."""
    near = ~right & ~calm
    weight = np.where(
        right, PREVALENCE / right.sum(), np.where(calm, CALM / calm.sum(), (1 - CALM) / near.sum()) * (1 - PREVALENCE)
    )
    sign = np.where(right, 1.0, -1.0)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        s = sign * (x @ w[:-1] + w[-1])
        g = -weight * sign / (1 + np.exp(s))
        total = (weight * np.logaddexp(0, -s)).sum() + PENALTY * (w[:-1] ** 2).sum()
        return float(total), np.append(x.T @ g + 2 * PENALTY * w[:-1], g.sum())

    bounds = [(0.0, None) if name in RAISING else (None, 0.0) for name in FEATURES]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)])
    return np.asarray(found.x)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path, default=PROJECT / "indexes" / "pairs.json")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        x, right, themes, calm = pairs(texts(), Workbench(read_settings(Path(folder))).search_tools())
    means = x.mean(axis=0)
    fold = {theme: n % 5 for n, theme in enumerate(np.random.default_rng(1).permutation(sorted(set(themes))))}
    where = np.array([fold[t] for t in themes])
    held = np.zeros(len(x))
    for k in range(5):
        w = fit(x[where != k], right[where != k], calm[where != k])
        held[where == k] = 1 / (1 + np.exp(-(x[where == k] @ w[:-1] + w[-1])))
    print(f"contested beside neutral provisions only: AUROC {auroc(held[right | calm], right[right | calm]):.3f}")
    cut = best_cut(held.round(3), right)
    print(
        f"{len(x)} pairs, {right.sum()} in tension; held out by theme: AUROC {auroc(held, right):.3f}, MCC {matthews(cut)(held, right):.3f} at {cut:.2f}"
    )
    print(
        f"at the development set's own share: ECE {calibration_error(held, right):.3f}, Brier skill {brier_skill(held, right):.3f}"
    )
    w = fit(x, right, calm)
    weights = {name: round(float(v), 4) for name, v in zip(FEATURES, w, strict=False)}
    print(weights)
    content = {
        "weights": weights,
        "means": {name: round(float(v), 4) for name, v in zip(FEATURES, means, strict=True)},
        "intercept": round(float(w[-1]), 4),
        "medium": round(cut / 2, 3),
        "high": round(cut, 3),
        "version": f"pairs-{len(x)}",
    }
    chosen.output.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
