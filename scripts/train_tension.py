"""Trains the tension model on the development half and writes indexes/tension.json.

    python scripts/train_tension.py [--data ../shared/data] [--output indexes/tension.json]

One linear score over features that point at words (workbench/screening/tension_features.py). Loss: for twins the logistic of
the difference (contested above repaired); for single provisions the logistic of the score: cases of the development set and
register phrases above its neutral and hard provisions and above sentences of Netherlands statutes (rows marked *train*),
each group with the same weight. Safeguards that are present may only lower the score, denied ones only raise it.
Folds by writer show how it does on a hand it has not seen. The test half is never read here.
Tried and left out: word and word-pair features (they raised the demo draft by .01 and fitted each writer's style).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.metrics import roc_auc_score

from scripts.devset import read_half
from scripts.pairs import read_pairs
from workbench.config import PROJECT
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.screening.reading import CueReader
from workbench.screening.tension_features import read_features

MINIMUM = 4  # texts that must have a feature
PENALTY = 1e-3
SAMPLE = 3000  # register phrases, and as many statute sentences


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
        self.bounds: list[tuple[float | None, float | None]] = [
            (None, 0.0) if n.startswith(("has.", "lifted.")) else (0.0, None) if n.startswith("denied.") else (None, None)
            for n in self.names
        ]


def fit(design: Design, twins: list[tuple[int, int]], singles: list[tuple[int, bool, float]]) -> NDArray[np.float64]:
    """Weights and, last, the intercept; `twins` are (contested, repaired) rows, `singles` (row, contested?, weight)."""
    difference = design.matrix[[a for a, _ in twins]] - design.matrix[[b for _, b in twins]]
    alone = design.matrix[[row for row, _, _ in singles]]
    sign = np.where([contested for _, contested, _ in singles], 1.0, -1.0)
    share = np.array([weight for _, _, weight in singles])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, intercept = w[:-1], w[-1]
        d = difference @ weights
        s = sign * (alone @ weights + intercept)
        total = np.logaddexp(0, -d).mean() + (share * np.logaddexp(0, -s)).sum() + PENALTY * (weights**2).sum()
        gs = -share * sign / (1 + np.exp(s))
        slope = np.append(difference.T @ (-1 / (1 + np.exp(d))) / len(d) + alone.T @ gs + 2 * PENALTY * weights, gs.sum())
        return float(total), slope

    start = np.zeros(design.matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*design.bounds, (None, None)], options={"maxiter": 500})
    return np.asarray(found.x)


def register_phrases() -> list[str]:
    """A sample of the register's Dutch phrases."""
    phrases = []
    for file in sorted((PROJECT / "corpus" / "register").glob("*.yaml")):
        for entry in yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)["entries"]:
            phrases.extend(entry["as_written"]["nl"])
    return random.Random(3).sample(phrases, SAMPLE)


def statute_sentences(data: Path) -> list[str]:
    """A sample of sentences from the Netherlands statutes."""
    found = []
    with gzip.open(data / "law" / "netherlands_statutes.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 25 == 0:
                found.extend(s for s in re.split(r"(?<=[.;])\s+|\n", json.loads(line)["text"]) if 8 <= len(s.split()) <= 45)
    return random.Random(3).sample(found, SAMPLE)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--output", type=Path, default=PROJECT / "indexes" / "tension.json")
    chosen = parser.parse_args()
    pairs, items = read_pairs("dev"), read_half("dev")
    groups = [
        (register_phrases(), True),
        ([i.text for i in items if i.kind == "case"], True),
        (statute_sentences(chosen.data), False),
        ([i.text for i in items if i.kind != "case"], False),
    ]
    texts = [t for p in pairs for t in (p.contested, p.repaired)]
    singles: list[tuple[int, bool, float]] = []
    for group, contested in groups:
        singles += [(len(texts) + n, contested, 0.5 / len(group)) for n in range(len(group))]
        texts += group
    design = Design(texts, CueReader(read_thesaurus(PROJECT / "corpus")))
    twins = [(2 * n, 2 * n + 1) for n in range(len(pairs))]
    held: dict[str, tuple[float, float, int]] = {}
    scores, right = [], []
    for writer in sorted({p.writer for p in pairs}):
        inside = [t for t, p in zip(twins, pairs, strict=True) if p.writer != writer]
        outside = [t for t, p in zip(twins, pairs, strict=True) if p.writer == writer]
        w = fit(design, inside, singles)
        s = design.matrix @ w[:-1] + w[-1]
        won = np.mean([float(s[a] > s[b]) + 0.5 * float(s[a] == s[b]) for a, b in outside])
        area = roc_auc_score([1, 0] * len(outside), [s[row] for twin in outside for row in twin])
        held[writer] = (round(float(won), 3), round(float(area), 3), len(outside))
        scores += [s[row] for twin in outside for row in twin]
        right += [True, False] * len(outside)
    print("twins won and AUROC on a writer not seen:", held)
    w = fit(design, twins, singles)
    weights = {n: round(float(v), 4) for n, v in zip(design.names, w[:-1], strict=True) if abs(v) >= 0.01}
    print({n: weights[n] for n in sorted(weights, key=lambda n: -abs(weights[n]))[:40]})
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
