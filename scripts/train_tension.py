"""Trains the tension model on the development half and writes indexes/tension.json and indexes/wording.npz.

    python scripts/train_tension.py [--data ../shared/data] [--output indexes]

One linear score over two kinds of features: readings that each point at words (workbench/screening/tension_features.py) and
the wording (workbench/screening/wording.py). Loss: for twins the logistic of the difference (contested above repaired); for
single provisions the logistic of the score: cases, contested twins and register phrases above neutral and hard provisions, repaired twins and
sentences of Netherlands statutes (rows marked *train*), each group with its own weight. Safeguards that are present and words
that bound or give may only lower the score, denied safeguards and interferences only raise it. Folds by theme give the held-out
scores that calibrate it, on a mix of contested, neutral and repaired provisions, and SHARE moves it to the share of a real draft.
The test half is never read here. Tried and left out: encoder vectors, skip-grams, a small convolutional network and a kernel that weighs twins by
topic: none won more held-out twins than chance would (docs/tension.md).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from scripts.devset import read_half, training_neutral
from scripts.pairs import Pair, read_pairs, register_pairs
from workbench.config import PROJECT
from workbench.evaluation.decisions import auroc
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.screening.polarity import HARDER, POLARITY, SOFTER
from workbench.screening.reading import CueReader
from workbench.screening.tension_features import read_features
from workbench.screening.wording import BLOCKS, BUCKETS, bag, terms, words_of

MINIMUM = 4  # texts that must have a reading
FEWEST = 2  # texts that must have a term of the wording
CUE_SCALE = 0.5
POLARITY_SCALE = 2.0
PENALTY = 2e-5
REGISTER_SHARE = 0.35  # weight of a register twin beside one of a writer
SINGLES_SHARE = 0.5  # weight of all single provisions beside all twins
SHARE = 0.09  # of contested provisions in a real draft: two of our own drafts have 9 %, and it is what tension.json says
NEAR = 0.25  # of the calm provisions of a draft: a right is limited, with its safeguard
SAMPLE = 3000  # statute sentences
FOLDS = 5
PROTECTING = frozenset(
    {"cue.hearing", "cue.appeal", "cue.authorisation", "cue.reasons", "cue.individual", "cue.limits", "cue.interest"}
    | {"norm.criteria", "norm.entitlement", "norm.exception"}
)  # fmt: skip
Matrix = csr_matrix


def scale_of(name: str) -> float:
    """How freely a reading is weighed: general words of loss and gain more freely than a reading that few texts have."""
    return POLARITY_SCALE if name in POLARITY else CUE_SCALE


class Design:
    """Texts as rows: readings seen often enough, then the buckets of each block of the wording."""

    def __init__(self, texts: Sequence[str], reader: CueReader) -> None:
        read = [{name: seen.value for name, seen in read_features(t, reader).items()} for t in texts]
        counts = Counter(name for row in read for name in row)
        self.names = sorted(n for n, c in counts.items() if c >= MINIMUM)
        place = {n: i for i, n in enumerate(self.names)}
        cues = _sparse([{place[n]: v * scale_of(n) for n, v in row.items() if n in place} for row in read], len(self.names))
        words = [words_of(t) for t in texts]
        self.idf: dict[str, NDArray[np.float32]] = {}
        self.kept: dict[str, NDArray[np.int64]] = {}
        blocks = [cues]
        for block in BLOCKS:
            found = [terms(w, block)[0] for w in words]
            seen = np.bincount(np.concatenate([np.unique(b) for b in found]), minlength=BUCKETS)
            self.idf[block] = np.where(seen >= FEWEST, np.log((1 + len(texts)) / (1 + seen)) + 1, 0).astype(np.float32)
            self.kept[block] = np.flatnonzero(seen >= FEWEST)
            rows = [dict(zip(*(part.tolist() for part in bag(b, self.idf[block])[:2]), strict=True)) for b in found]
            blocks.append(_sparse(rows, BUCKETS)[:, self.kept[block]])
        self.matrix = hstack(blocks).tocsr()
        free: list[tuple[float | None, float | None]] = [(None, None)] * (self.matrix.shape[1] - len(self.names))
        self.bounds = [_sign(n) for n in self.names] + free

    def split(self, w: NDArray[np.float64]) -> tuple[dict[str, float], dict[str, NDArray[np.float32]]]:
        """Weights of the readings by name, and per block an array over all buckets."""
        readings = {n: round(float(v) * scale_of(n), 4) for n, v in zip(self.names, w, strict=False) if abs(v) >= 0.005}
        at, wording = len(self.names), {}
        for block in BLOCKS:
            wording[block] = np.zeros(BUCKETS, np.float32)
            wording[block][self.kept[block]] = w[at : at + len(self.kept[block])]
            at += len(self.kept[block])
        return readings, wording


def _sparse(rows: Sequence[dict[int, float]], width: int) -> Matrix:
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((c for row in rows for c in row), np.int64, int(ends[-1]))
    values = np.fromiter((v for row in rows for v in row.values()), np.float64, int(ends[-1]))
    return csr_matrix((values, columns, ends), shape=(len(rows), width))


def _sign(name: str) -> tuple[float | None, float | None]:
    if name.startswith(("has.", "lifted.")) or name in PROTECTING | SOFTER:
        return (None, 0.0)
    return (0.0, None) if name.startswith(("denied.", "does.")) or name in HARDER else (None, None)


Twin = tuple[int, int, float]  # contested row, repaired row, weight
Single = tuple[int, bool, float]  # row, contested?, weight


def fit(design: Design, twins: Sequence[Twin], singles: Sequence[Single]) -> NDArray[np.float64]:
    """Weights within their bounds and, last, the intercept."""
    matrix = design.matrix
    difference = matrix[[a for a, _, _ in twins]] - matrix[[b for _, b, _ in twins]]
    weight = np.array([w for _, _, w in twins])
    weight /= weight.sum()
    alone = matrix[[row for row, _, _ in singles]]
    sign = np.where([contested for _, contested, _ in singles], 1.0, -1.0)
    share = np.array([w for _, _, w in singles])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, intercept = w[:-1], w[-1]
        d = difference @ weights
        s = sign * (alone @ weights + intercept)
        total = (weight * np.logaddexp(0, -d)).sum() + (share * np.logaddexp(0, -s)).sum() + PENALTY * (weights**2).sum()
        gs = -share * sign / (1 + np.exp(s))
        slope = difference.T @ (-weight / (1 + np.exp(d))) + alone.T @ gs + 2 * PENALTY * weights
        return float(total), np.append(slope, gs.sum())

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*design.bounds, (None, None)], options={"maxiter": 200})
    return np.asarray(found.x)


def statute_sentences(data: Path) -> list[str]:
    """A sample of sentences from the Netherlands statutes."""
    found = []
    with gzip.open(data / "law" / "netherlands_statutes.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 25 == 0:
                found.extend(s for s in re.split(r"(?<=[.;])\s+|\n", json.loads(line)["text"]) if 8 <= len(s.split()) <= 45)
    return random.Random(3).sample(found, SAMPLE)


@dataclass(frozen=True)
class Lesson:
    """What there is to learn: texts, twins (contested row, repaired row, weight) and singles (row, contested?, weight)."""

    pairs: list[Pair]
    texts: list[str]
    twins: list[tuple[int, int, float]]
    singles: list[tuple[int, bool, float]]
    theme: list[str]  # per text; empty: always trained on


def lesson(data: Path) -> Lesson:
    """The development half, the register's twins and the statute sentences."""
    pairs, items = read_pairs("dev") + register_pairs(), read_half("dev")
    texts = [t for p in pairs for t in (p.contested, p.repaired)]
    theme = ["" if p.writer == "register" else p.theme for p in pairs for _ in range(2)]
    twins = [(2 * n, 2 * n + 1, REGISTER_SHARE if p.writer == "register" else 1.0) for n, p in enumerate(pairs)]
    singles: list[tuple[int, bool, float]] = []
    cases, calm = ([i for i in items if (i.kind == "case") is wanted] for wanted in (True, False))
    neutral = training_neutral()
    groups = (
        ([i.text for i in neutral], [i.theme for i in neutral], False),
        ([i.text for i in cases], [i.theme for i in cases], True),
        ([i.text for i in calm], [i.theme for i in calm], False),
        ((statutes := statute_sentences(data)), [""] * len(statutes), False),
    )
    for group, themes, contested in groups:
        singles += [(len(texts) + n, contested, SINGLES_SHARE / 3 / len(group)) for n in range(len(group))]
        texts, theme = texts + group, theme + themes
    own = SINGLES_SHARE / sum(w for _, _, w in twins) / 2
    singles += [(row, side, w * own) for a, b, w in twins for row, side in ((a, True), (b, False))]
    return Lesson(pairs, texts, twins, singles, theme)


def held_out(learn: Lesson, design: Design) -> NDArray[np.float64]:
    """Per text the score by a model that has not seen its theme; NaN for texts that are always trained on."""
    themes = sorted(set(learn.theme) - {""})
    number = {theme: n % FOLDS for n, theme in enumerate(np.random.default_rng(0).permutation(themes))}
    fold = np.array([number.get(theme, -1) for theme in learn.theme])
    scores = np.full(len(fold), np.nan)
    for k in range(FOLDS):
        w = fit(design, [t for t in learn.twins if fold[t[0]] != k], [s for s in learn.singles if fold[s[0]] != k])
        rows = np.flatnonzero(fold == k)
        scores[rows] = design.matrix[rows] @ w[:-1] + w[-1]
    return scores


def held_out_levels(data: Path = Path("../shared/data")) -> dict[str, float]:
    """Text -> calibrated level by a model that has not seen its theme: what scripts/train_pairs.py builds on."""
    learn = lesson(data)
    scores = held_out(learn, Design(learn.texts, CueReader(read_thesaurus(PROJECT / "corpus"))))
    slope, offset = calibrate(*_known(learn, scores))
    levels = 1 / (1 + np.exp(-(slope * scores + offset + np.log(SHARE / (1 - SHARE)))))
    return {text: float(level) for text, level in zip(learn.texts, levels, strict=True) if np.isfinite(level)}


def _known(learn: Lesson, scores: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Held-out scores as in a draft, which are contested, and weights: half contested, half calm, of which NEAR repaired twins."""
    twins = [(a, b) for a, b, _ in learn.twins if np.isfinite(scores[a])]
    start = learn.twins[-1][1] + 1
    alone = {row: contested for row, contested, _ in learn.singles if row >= start and np.isfinite(scores[row])}
    contested = [a for a, _ in twins] + [row for row, side in alone.items() if side]
    near, calm = [b for _, b in twins], [row for row, side in alone.items() if not side]
    groups = ((contested, 0.5), (near, 0.5 * NEAR), (calm, 0.5 * (1 - NEAR)))
    rows = [row for group, _ in groups for row in group]
    weights = np.concatenate([np.full(len(group), share / len(group)) for group, share in groups])
    return scores[rows], np.arange(len(rows)) < len(contested), weights


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--output", type=Path, default=PROJECT / "indexes")
    chosen = parser.parse_args()
    learn = lesson(chosen.data)
    design = Design(learn.texts, CueReader(read_thesaurus(PROJECT / "corpus")))
    scores = held_out(learn, design)
    for writer in (*sorted({p.writer for p in learn.pairs} - {"register"}), ""):
        _tell(writer or "all", [scores[[a, b]] for (a, b, _), p in zip(learn.twins, learn.pairs, strict=True)
                                if np.isfinite(scores[a]) and p.writer in (writer or p.writer, )])  # fmt: skip
    w = fit(design, learn.twins, learn.singles)
    readings, wording = design.split(w)
    print({n: readings[n] for n in sorted(readings, key=lambda n: -abs(readings[n]))[:40]})
    known, right, real = _known(learn, scores)
    slope, offset = calibrate(known, right, real)
    levels = 1 / (1 + np.exp(-(slope * known + offset + np.log(SHARE / (1 - SHARE)))))
    print(f"best cut {suggested(levels, right, real):.2f}; AUROC in the mixed draft {auroc(known, right):.3f}")
    content = {
        "version": f"twins-{len(learn.pairs)}",
        "weights": readings,
        "intercept": round(float(w[-1]), 4),
        "slope": slope,
        "offset": offset,
        "share": SHARE,
    }
    (chosen.output / "tension.json").write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    stored = {f"idf.{b}": design.idf[b].astype(np.float16) for b in BLOCKS}
    stored |= {f"weight.{b}": wording[b].astype(np.float16) for b in BLOCKS}
    np.savez_compressed(chosen.output / "wording.npz", **stored)


def _tell(name: str, scores: Sequence[NDArray[np.float64]]) -> None:
    flat = np.array([s for pair in scores for s in pair])
    won = np.mean([a > b for a, b in scores])
    print(
        f"{name}: twins won {won:.3f}, AUROC {auroc(flat, np.array([True, False] * len(scores))):.3f}, n={len(scores)}",
        flush=True,
    )


def calibrate(scores: NDArray[np.float64], right: NDArray[np.bool_], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Slope and offset of a logistic from held-out scores to "contested" (Platt 1999); `weights` sum to one."""
    found = minimize(
        lambda w: float((weights * np.logaddexp(0, np.where(right, -1, 1) * (w[0] * scores + w[1]))).sum()),
        np.array([0.5, 0.0]),
        method="Nelder-Mead",
    )
    return round(float(found.x[0]), 4), round(float(found.x[1]), 4)


def suggested(scores: NDArray[np.float64], right: NDArray[np.bool_], weights: NDArray[np.float64]) -> float:
    """The cut with the highest weighted Matthews' correlation when SHARE is contested: for SUGGESTED in reading_order.py."""
    real = weights * np.where(right, 2 * SHARE, 2 * (1 - SHARE))

    def matthews(cut: float) -> float:
        said = scores >= cut
        hit, false, missed, calm = (real[m].sum() for m in (said & right, said & ~right, ~said & right, ~said & ~right))
        return float(
            (hit * calm - false * missed) / np.sqrt((hit + false) * (hit + missed) * (calm + false) * (calm + missed) + 1e-12)
        )

    return max(np.linspace(0.02, 0.9, 89).tolist(), key=matthews)


if __name__ == "__main__":
    main()
