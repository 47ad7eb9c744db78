"""Trains the tension model on the development half and writes indexes/tension.json.

    python scripts/train_tension.py [--output indexes/tension.json]

One linear score over features that point at words (workbench/screening/tension_features.py). Loss: for twins the logistic of
the difference (contested above repaired), for single provisions the logistic of the score (cases above neutral and hard
ones); L2, stronger on word features. Safeguards that are present may only lower the score, denied ones only raise it.
Folds by writer show how it does on a hand it has not seen. The test half is never read here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.metrics import roc_auc_score

from scripts.devset import read_half
from scripts.pairs import Pair, read_pairs
from workbench.config import PROJECT
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.screening.reading import CueReader
from workbench.screening.tension_features import read_features

MINIMUM = 3  # texts that must have a word feature
WORD_PENALTY, PENALTY = 4e-4, 1e-4
SINGLE_WEIGHT = 0.3  # a single provision against one twin


class Design:
    """Texts as rows over the features seen often enough."""

    def __init__(self, texts: list[str], reader: CueReader) -> None:
        self.read = [{name: seen.value for name, seen in read_features(t, reader).items()} for t in texts]
        counts = Counter(name for row in self.read for name in row)
        self.names = sorted(n for n, c in counts.items() if c >= MINIMUM)
        place = {n: i for i, n in enumerate(self.names)}
        rows, columns, values = [], [], []
        for r, row in enumerate(self.read):
            for name, value in row.items():
                if name in place:
                    rows.append(r)
                    columns.append(place[name])
                    values.append(value)
        self.matrix = csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.names)))
        self.penalties = np.array([WORD_PENALTY if n.startswith("word.") else PENALTY for n in self.names])
        self.bounds: list[tuple[float | None, float | None]] = [
            (None, 0.0) if n.startswith(("has.", "lifted.")) else (0.0, None) if n.startswith("denied.") else (None, None)
            for n in self.names
        ]


def fit(design: Design, pairs: list[tuple[int, int]], singles: list[tuple[int, bool]]) -> NDArray[np.float64]:
    """Weights and, last, the intercept; `pairs` are (contested, repaired) rows, `singles` (row, contested?)."""
    left, right = (design.matrix[[p[k] for p in pairs]] for k in (0, 1))
    difference = left - right
    alone = design.matrix[[r for r, _ in singles]]
    sign = np.where([c for _, c in singles], 1.0, -1.0)
    positive = (sign > 0).mean() if len(sign) else 0.5
    balance = np.where(sign > 0, 0.5 / max(positive, 1e-6), 0.5 / max(1 - positive, 1e-6)) * SINGLE_WEIGHT

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, intercept = w[:-1], w[-1]
        d = difference @ weights
        s = sign * (alone @ weights + intercept)
        total = np.logaddexp(0, -d).sum() + (balance * np.logaddexp(0, -s)).sum()
        gd = -1 / (1 + np.exp(d))
        gs = -balance * sign / (1 + np.exp(s))
        slope = np.append(difference.T @ gd + alone.T @ gs, gs.sum())
        count = len(d) + len(s)
        slope = slope / count
        slope[:-1] += 2 * design.penalties * weights
        return float(total / count + (design.penalties * weights**2).sum()), slope

    start = np.zeros(design.matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*design.bounds, (None, None)], options={"maxiter": 500})
    return np.asarray(found.x)


def gather() -> tuple[list[str], list[Pair], list[bool]]:
    pairs = read_pairs("dev")
    items = read_half("dev")
    texts = [t for p in pairs for t in (p.contested, p.repaired)] + [i.text for i in items]
    return texts, pairs, [i.kind == "case" for i in items]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path, default=PROJECT / "indexes" / "tension.json")
    chosen = parser.parse_args()
    texts, pairs, contested = gather()
    design = Design(texts, CueReader(read_thesaurus(PROJECT / "corpus")))
    rows = [(2 * n, 2 * n + 1) for n in range(len(pairs))]
    singles = [(2 * len(pairs) + n, c) for n, c in enumerate(contested)]
    held: dict[str, tuple[float, float, int]] = {}
    scores, right = [], []
    for writer in sorted({p.writer for p in pairs}):
        inside = [r for r, p in zip(rows, pairs, strict=True) if p.writer != writer]
        outside = [r for r, p in zip(rows, pairs, strict=True) if p.writer == writer]
        if not inside:
            continue
        w = fit(design, inside, singles)
        s = design.matrix @ w[:-1] + w[-1]
        won = np.mean([s[a] > s[b] for a, b in outside])
        area = roc_auc_score([1, 0] * len(outside), [s[r] for pair in outside for r in pair])
        held[writer] = (round(float(won), 3), round(float(area), 3), len(outside))
        scores += [s[r] for pair in outside for r in pair]
        right += [True, False] * len(outside)
    print("pairs won and AUROC on a writer not seen:", held)
    w = fit(design, rows, singles)
    weights = {n: round(float(v), 4) for n, v in zip(design.names, w[:-1], strict=True) if abs(v) >= 0.01}
    strongest = sorted((n for n in weights if not n.startswith("word.")), key=lambda n: -abs(weights[n]))[:40]
    print({n: weights[n] for n in strongest})
    slope, offset = calibrate(np.array(scores), np.array(right))
    content = {
        "version": f"twins-{len(pairs)}",
        "weights": weights,
        "intercept": round(float(w[-1]), 4),
        "slope": slope,
        "offset": offset,
        "held_out": held,
    }
    chosen.output.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def calibrate(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset of a logistic from held-out scores to "contested" (Platt 1999)."""
    found = minimize(
        lambda w: float(np.logaddexp(0, np.where(right, -1, 1) * (w[0] * scores + w[1])).mean()),
        np.array([0.5, 0.0]),
        method="Nelder-Mead",
    )
    return round(float(found.x[0]), 4), round(float(found.x[1]), 4)


if __name__ == "__main__":
    main()
