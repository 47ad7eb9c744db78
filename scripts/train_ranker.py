"""Trains the final ranker on the development half of the development set and writes indexes/ranker.json.

    python scripts/train_ranker.py [--data DIR_WITH_TREATIES] [--output indexes/ranker.json]

Listwise softmax over all articles that a lane found (Cao et al. 2007, ListNet top-1), L2, weights kept >= 0 where a
feature speaks for an article. Five folds by theme choose the penalty; the test half is never read here. Queries count twice:
with the official texts and with the register alone, so that one set of weights serves both.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from scripts.devset import Item, read_half
from workbench import evaluation
from workbench.bootstrap import Workbench
from workbench.config import read_settings
from workbench.screening.ranking import FEATURES, SHARED
from workbench.use_cases.search import rank

FREE = {
    "in_register",
    "substantive",
    "binding",
    "soft",
    "phrases",
    "official.words.mean",
    "official.meaning.mean",
}  # sign not fixed
PENALTIES = (0.003, 0.01, 0.03)
PRIOR_PENALTY = 6.0  # priors say how often a body decides; our own set must not set them freely
GAIN = {3: 1.0, 2: 0.5, 1: 0.15}


@dataclass(frozen=True)
class Example:
    """One query: features of the articles found, their codes, and the weight of each answer."""

    item: Item
    articles: list[str]
    features: NDArray[np.float64]
    gains: NDArray[np.float64]


def examples(workbench: Workbench, items: list[Item]) -> list[Example]:
    """Features for every item that has an answer."""
    tools = workbench.search_tools()
    asked = [item for item in items if item.relevant]
    made = []
    for item, ranked in zip(asked, rank([i.text for i in asked], tools), strict=True):
        keep = np.flatnonzero(np.isfinite(ranked.scores))
        articles = [tools.space.articles[i] for i in keep]
        gains = np.array([GAIN.get(item.relevant.get(a, 0), 0.0) for a in articles])
        if gains.any():
            made.append(Example(item, articles, ranked.features[keep].astype(np.float64), gains))
    return made


def design(example: Example, instruments: list[str]) -> NDArray[np.float64]:
    """Features with one column per instrument beside them (the priors)."""
    codes = np.array([instruments.index(a.split("/")[0]) for a in example.articles])
    priors = np.zeros((len(codes), len(instruments)))
    priors[np.arange(len(codes)), codes] = 1.0
    return np.concatenate([example.features, priors], axis=1)


def balance(made: list[Example]) -> NDArray[np.float64]:
    """Weight per query: instruments that decide many of our cases (Strasbourg) must not drown the others."""
    main = [max(e.item.relevant, key=lambda a: e.item.relevant[a]).split("/")[0] for e in made]
    counts = {code: main.count(code) for code in set(main)}
    weights = np.array([counts[code] ** -0.5 for code in main])
    return weights / weights.mean()


def fit(
    designs: list[NDArray[np.float64]], gains: list[NDArray[np.float64]], queries: NDArray[np.float64], penalty: float, start: int
) -> NDArray[np.float64]:
    """Weights that minimise the listwise loss; columns from `start` on are instrument priors."""
    width = designs[0].shape[1]
    bounds: list[tuple[float | None, float | None]] = [
        (None, None) if n in FREE or n == "prior" else (0.0, None) for n in FEATURES
    ]
    bounds += [(None, None)] * (width - start)
    bounds[FEATURES.index("prior")] = (0.0, 0.0)
    strength = np.full(width, penalty)
    strength[start:] *= PRIOR_PENALTY

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros(width)
        for x, g, q in zip(designs, gains, queries, strict=True):
            scores = x @ w
            top = scores.max()
            weights = np.exp(scores - top)
            weights /= weights.sum()
            share = g / g.sum()
            total -= q * (float(share @ (scores - top)) - float(np.log(np.exp(scores - top).sum())))
            slope += q * (x.T @ (weights - share))
        return total / len(designs) + float(strength @ w**2), slope / len(designs) + 2 * strength * w

    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400})
    return np.asarray(found.x)


def ranking(example: Example, scores: NDArray[np.float64]) -> list[str]:
    return [example.articles[i] for i in np.argsort(-scores, kind="stable")[:50]]


def measure(made: list[Example], scores: list[NDArray[np.float64]]) -> dict[str, float]:
    decided = [(e, s) for e, s in zip(made, scores, strict=True) if 3 in e.item.relevant.values()]
    answers = [{a: g for a, g in e.item.relevant.items() if g == 3} for e, _ in decided]
    found = evaluation.evaluate([ranking(e, s) for e, s in decided], answers)
    return {m.name: round(m.value, 3) for m in found}


def per_instrument(made: list[Example], scores: list[NDArray[np.float64]]) -> dict[str, str]:
    """Held-out R@10 / R@20 of the decided articles, per instrument."""
    seen: dict[str, list[tuple[bool, bool]]] = {}
    for e, s in zip(made, scores, strict=True):
        ranked = ranking(e, s)
        for article, grade in e.item.relevant.items():
            if grade == 3:
                seen.setdefault(article.split("/")[0], []).append((article in ranked[:10], article in ranked[:20]))
    return {
        code: f"{np.mean([a for a, _ in found]):.2f}/{np.mean([b for _, b in found]):.2f} (n={len(found)})"
        for code, found in sorted(seen.items(), key=lambda p: -len(p[1]))
    }


def calibrate(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Intercept and slope of a logistic from score to "graded 2 or 3" (Platt 1999)."""

    def loss(w: NDArray[np.float64]) -> float:
        z = w[0] + w[1] * scores
        return float(np.logaddexp(0, np.where(right, -z, z)).mean())

    found = minimize(loss, np.array([-3.0, 1.0]), method="Nelder-Mead", options={"maxiter": 4000})
    return float(found.x[0]), float(found.x[1])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared/data/treaties"))
    parser.add_argument("--output", type=Path, default=Path("indexes/ranker.json"))
    chosen = parser.parse_args()
    items = read_half("dev")
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as full:
        register_only = Workbench(read_settings(Path(alone)))
        with_texts = Workbench(read_settings(Path(full)))
        with_texts.import_corpus(chosen.data)
        made = examples(register_only, items) + examples(with_texts, items)
    instruments = sorted({a.split("/")[0] for e in made for a in e.articles})
    designs, gains = [design(e, instruments) for e in made], [e.gains for e in made]
    queries = balance(made)
    themes = sorted({e.item.theme for e in made})
    fold = {theme: i % 5 for i, theme in enumerate(np.random.default_rng(7).permutation(themes))}
    best = None
    for penalty in PENALTIES:
        scores: list[NDArray[np.float64]] = [np.empty(0)] * len(made)
        for held in range(5):
            train = [i for i, e in enumerate(made) if fold[e.item.theme] != held]
            w = fit([designs[i] for i in train], [gains[i] for i in train], queries[train], penalty, len(FEATURES))
            for i, e in enumerate(made):
                if fold[e.item.theme] == held:
                    scores[i] = designs[i] @ w
        result = measure(made, scores)
        print(f"penalty {penalty}: {result}")
        if best is None or result["R@20"] + result["R@10"] > best[0]:
            best = (result["R@20"] + result["R@10"], penalty, scores, result)
    assert best is not None
    w = fit(designs, gains, queries, best[1], len(FEATURES))
    print(per_instrument(made, best[2]))
    intercept, slope = calibrate(
        np.concatenate(best[2]), np.concatenate([np.array([e.item.relevant.get(a, 0) >= 2 for a in e.articles]) for e in made])
    )
    weights = {name: round(float(v), 4) for name, v in zip(FEATURES, w, strict=False)}
    priors = {code: round(float(v), 4) for code, v in zip(instruments, w[len(FEATURES) :], strict=True)}
    weights["prior"] = 1.0
    version = f"dev-{len(items)}-{abs(hash(tuple(weights.values()))) % 10**6}"
    content = {
        "version": version,
        "intercept": intercept,
        "slope": slope,
        "weights": weights,
        "priors": priors,
        "cross_validation": best[3],
    }
    chosen.output.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(weights, indent=1), {k: v for k, v in sorted(priors.items(), key=lambda p: -p[1])[:12]}, SHARED)


if __name__ == "__main__":
    main()
