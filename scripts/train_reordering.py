"""Trains the second stage of ranking on the development half and writes indexes/reordering.json.

    python scripts/train_reordering.py [--data DIR_WITH_TREATIES] [--output indexes/reordering.json]

Needs the extra `training` (LightGBM); the trees are written out as plain numbers. Every query counts three times: with the
register alone, with the official texts, and with the register alone after every phrase near a development rule was taken out, so
that the trees also learn from cases that the register does not know. Trees are judged by theme (five folds) and by writer (each
of the three hands held out); what is decided together is counted without the themes of the rows it is used on. Relevance is the share
of articles at a score that were decided on, over held-out scores, neutral rules included. The test half is never read here.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from scripts.benchmark_generality import near_phrases, tools_without
from scripts.devset import Item, read_half
from workbench import evaluation
from workbench.bootstrap import Workbench
from workbench.config import read_settings
from workbench.evaluation.decisions import calibration_error
from workbench.screening.reordering import COLUMNS, Decided, Matrix, Neighbours, Scores, Trees, head_of
from workbench.use_cases.search import SearchTools, first_stage

NEAR = 0.6
TREES = 100
NODES, LEAVES = 7, 8
PLAN = {
    "objective": "rank_xendcg",
    "num_leaves": LEAVES,
    "max_depth": 3,
    "learning_rate": 0.08,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "label_gain": [0, 1, 3, 7],
    "verbose": -1,
    "num_threads": 1,
    "seed": 0,
}
KNOTS = 24
SHARES = 3  # parts by theme in which "decided together" is counted for the rows of the others


@dataclass(frozen=True)
class Asked:
    """One rule under one condition: the head of the first stage."""

    item: Item
    condition: str
    tools: SearchTools
    head: NDArray[np.int64]
    features: Matrix
    first: Scores
    likely: Scores

    @property
    def articles(self) -> list[str]:
        return [self.tools.space.articles[i] for i in self.head]

    @property
    def grades(self) -> NDArray[np.int64]:
        return np.array([self.item.relevant.get(a, 0) for a in self.articles], np.int64)


def ask(condition: str, tools: SearchTools, items: Sequence[Item]) -> list[Asked]:
    found = []
    for item, one in zip(items, first_stage([i.text for i in items], tools), strict=True):
        head = head_of(one.scores)
        likely = tools.ranker.relevance(one.scores)
        found.append(Asked(item, condition, tools, head, one.features, one.scores, likely))
    return found


def decided_in(items: Sequence[Item]) -> Decided:
    """Counts of articles graded 2 or 3, alone and in pairs."""
    cases = [sorted(a for a, grade in item.relevant.items() if grade >= 2) for item in items]
    counts = Counter(a for case in cases for a in case)
    pairs = Counter(pair for case in cases for pair in combinations(case, 2))
    return Decided(dict(sorted(counts.items())), [(a, b, n) for (a, b), n in sorted(pairs.items())])


def rows_of(asked: Sequence[Asked], decided: Callable[[Item], Decided]) -> list[Matrix]:
    """Rows of COLUMNS per query, with what `decided` knows for its rule."""
    known: dict[tuple[int, int], Neighbours] = {}
    rows = []
    for one in asked:
        counted = decided(one.item)
        key = (id(counted), id(one.tools))
        if key not in known:
            known[key] = Neighbours(one.tools.space.articles, one.tools.space.analogue_pairs, counted)
        rows.append(known[key].rows(one.head, one.features, one.first[one.head], one.likely[one.head]))
    return rows


def always(counted: Decided) -> Callable[[Item], Decided]:
    return lambda _: counted


def without_own_part(items: Sequence[Item], seed: int = 1) -> Callable[[Item], Decided]:
    """For a training rule: counts over the other two thirds of the themes."""
    themes = np.random.default_rng(seed).permutation(sorted({i.theme for i in items}))
    part = {str(theme): n % SHARES for n, theme in enumerate(themes)}
    counted = [decided_in([i for i in items if part[i.theme] != n]) for n in range(SHARES)]
    return lambda item: counted[part[item.theme]]


def grow(asked: Sequence[Asked], rows: Sequence[Matrix]) -> Trees:
    """Boosted trees for the queries that have an answer among their rows."""
    useful = [(one, x) for one, x in zip(asked, rows, strict=True) if one.grades.any()]
    data = lightgbm.Dataset(
        np.concatenate([x for _, x in useful]), np.concatenate([a.grades for a, _ in useful]), group=[len(x) for _, x in useful]
    )
    model = lightgbm.train(PLAN, data, TREES).dump_model()
    return Trees(*(np.stack(part) for part in zip(*(full_tree(t["tree_structure"]) for t in model["tree_info"]), strict=True)))


def full_tree(root: dict[str, object]) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """A LightGBM tree filled up to three levels: where it ends early everything goes left."""
    columns, thresholds, values = np.zeros(NODES, np.int64), np.full(NODES, np.inf), np.zeros(LEAVES)

    def fill(node: dict[str, object], place: int) -> None:
        split = "split_feature" in node
        if place >= NODES:
            values[place - NODES] = node["leaf_value"]
            return
        if split:
            columns[place], thresholds[place] = node["split_feature"], node["threshold"]
            fill(node["right_child"], 2 * place + 2)  # type: ignore[arg-type]  # the dump is untyped
        fill(node["left_child"] if split else node, 2 * place + 1)  # type: ignore[arg-type]

    fill(root, 0)
    return columns, thresholds.astype(np.float32), values.astype(np.float32)


def held_out(asked: Sequence[Asked], part_of: Callable[[Item], int], parts: int) -> list[Scores]:
    """Scores of every query by trees and counts that have not seen its part."""
    scores: list[Scores] = [np.empty(0, np.float32)] * len(asked)
    for part in range(parts):
        train = [one for one in asked if part_of(one.item) != part]
        items = list({one.item.id: one.item for one in train}.values())
        trees, counted = grow(train, rows_of(train, without_own_part(items))), decided_in(items)
        places = [i for i, one in enumerate(asked) if part_of(one.item) == part]
        for i, x in zip(places, rows_of([asked[i] for i in places], always(counted)), strict=True):
            scores[i] = trees.predict(x)
    return scores


def report(name: str, asked: Sequence[Asked], scores: Sequence[Scores]) -> None:
    for condition in ("alone", "texts", "far"):
        kept = [(a, s) for a, s in zip(asked, scores, strict=True) if a.condition == condition and 3 in a.item.relevant.values()]
        rankings = [[a.articles[i] for i in np.argsort(-s, kind="stable")] for a, s in kept]
        answers = [{article: g for article, g in a.item.relevant.items() if g == 3} for a, _ in kept]
        found = {m.name: m.value for m in evaluation.evaluate(rankings, answers)}
        print(name, condition, {k: round(found[k], 3) for k in ("R@5", "R@10", "R@20", "hit@5", "hit@10", "MRR")}, flush=True)


def calibrated(asked: Sequence[Asked], scores: Sequence[Scores]) -> tuple[list[float], list[float]]:
    """The knots from score to share decided on: isotonic over held-out scores, finer towards the top."""
    said, right = np.concatenate(scores), np.concatenate([a.grades == 3 for a in asked])
    shares = IsotonicRegression(out_of_bounds="clip").fit(said, right)
    cuts = np.unique(np.quantile(said, 1 - np.geomspace(1, 0.0005, KNOTS)))
    between = [said[(said >= low) & (said <= high)] for low, high in pairwise(cuts)]
    means = np.maximum.accumulate([shares.predict(part).mean() for part in between]) + 1e-4 * np.arange(1, len(between) + 1)
    return [round(float(part.mean()), 4) for part in between], [round(float(m), 5) for m in means]


def calibration(name: str, asked: Sequence[Asked], scores: Sequence[Scores], part_of: Callable[[Item], int], parts: int) -> None:
    """Prints the calibration error of knots that have not seen the part they are tried on."""
    told, right = [], []
    for part in range(parts):
        train = [i for i, a in enumerate(asked) if part_of(a.item) != part]
        knots = calibrated([asked[i] for i in train], [scores[i] for i in train])
        for a, s in zip(asked, scores, strict=True):
            if part_of(a.item) == part:
                told.append(np.interp(s, *knots))
                right.append(a.grades == 3)
    shown, answers = np.concatenate(told), np.concatenate(right)
    first = np.array([t.max() for t in told]), np.array([bool(r[t.argmax()]) for t, r in zip(told, right, strict=True)])
    print(f"{name}: calibration error {calibration_error(shown, answers):.4f}; of first hits {calibration_error(*first):.4f}")
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 1.0)):
        here = (shown >= low) & (shown < high)
        print(f"  shown {low}-{high}: {here.sum()} articles, {answers[here].mean():.3f} decided on")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared/data/treaties"))
    parser.add_argument("--output", type=Path, default=Path("indexes/reordering.json"))
    chosen = parser.parse_args()
    items = read_half("dev")
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as full:
        register_only, with_texts = Workbench(read_settings(Path(alone))), Workbench(read_settings(Path(full)))
        with_texts.import_corpus(chosen.data)
        gone = near_phrases(
            register_only.loaded_register.register, [i.text for i in items if i.relevant], register_only.encoder, NEAR
        )
        conditions = {"alone": register_only.search_tools(), "texts": with_texts.search_tools(), "far": tools_without(gone)}
        asked = [one for name, tools in conditions.items() for one in ask(name, tools, items)]
    themes = np.random.default_rng(7).permutation(sorted({i.theme for i in items}))
    fold = {str(theme): n % 5 for n, theme in enumerate(themes)}
    hands = sorted({i.id[:2] for i in items})
    report("first stage", asked, [a.first[a.head] for a in asked])
    report("by writer", asked, held_out(asked, lambda item: hands.index(item.id[:2]), len(hands)))
    by_theme = held_out(asked, lambda item: fold[item.theme], 5)
    report("by theme", asked, by_theme)
    plain = [i for i, a in enumerate(asked) if a.condition != "far"]
    shown, scores = [asked[i] for i in plain], [by_theme[i] for i in plain]
    calibration("by theme", shown, scores, lambda item: fold[item.theme], 5)
    knots = calibrated(shown, scores)
    trees, decided = grow(asked, rows_of(asked, without_own_part(items))), decided_in(items)
    content = {
        "version": f"dev-{len(items)}-{TREES}",
        "knots": knots,
        "counts": decided.counts,
        "pairs": decided.pairs,
        "columns": [[COLUMNS[c] for c in tree] for tree in trees.columns],
        "thresholds": [[float(f"{t:.6g}") if np.isfinite(t) else 1e30 for t in tree] for tree in trees.thresholds],
        "values": [[float(f"{v:.5g}") for v in tree] for tree in trees.values],
    }
    chosen.output.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
