"""One table on the development set: BM25, each lane alone, fused, with register, with ranker, with and without official texts.

    python scripts/benchmark_retrieval.py [--half dev|test] [--data TREATIES] [--ablation]

Answers are the decided articles (grade 3). Intervals: 95 % percentile bootstrap over queries. The team wrote this set
(tests/data/devset); dev and test differ by theme, and the ranker has seen dev only.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from scripts.devset import Item, read_half
from workbench import evaluation
from workbench.bootstrap import Workbench
from workbench.config import read_settings
from workbench.screening.ranking import FEATURES, Ranker
from workbench.use_cases.search import Ranked, SearchTools, rank

DEPTH = 50
RRF_K = 60
SHOWN = ("R@5", "R@10", "R@20", "R@50", "hit@5", "hit@10", "MRR")


def by_lane(prefix: str) -> Callable[[Ranked, SearchTools], list[str]]:
    """Articles in the order of one lane."""

    def order(ranked: Ranked, tools: SearchTools) -> list[str]:
        lane = next((lane for lane in ranked.lanes if lane.name.startswith(prefix)), None)
        if lane is None:
            return []
        codes = tools.index.table.article_codes[list(lane.positions)]
        return list(dict.fromkeys(tools.space.articles[c] for c in codes))[:DEPTH]

    return order


def fused(prefixes: tuple[str, ...]) -> Callable[[Ranked, SearchTools], list[str]]:
    """Reciprocal rank fusion of some lanes."""

    def order(ranked: Ranked, tools: SearchTools) -> list[str]:
        scores: dict[str, float] = {}
        for prefix in prefixes:
            for place, article in enumerate(by_lane(prefix)(ranked, tools), start=1):
                scores[article] = scores.get(article, 0.0) + 1 / (RRF_K + place)
        return sorted(scores, key=lambda a: -scores[a])[:DEPTH]

    return order


def full(ranked: Ranked, tools: SearchTools) -> list[str]:
    """Articles in the order of the ranker."""
    return [tools.space.articles[i] for i in ranked.order[:DEPTH] if np.isfinite(ranked.scores[i])]


def row(name: str, rankings: Sequence[list[str]], answers: Sequence[dict[str, int]]) -> str:
    measures = {m.name: m for m in evaluation.evaluate(rankings, answers)}
    cells = [f"{measures[n].value:.2f} [{measures[n].low:.2f}-{measures[n].high:.2f}]" for n in SHOWN]
    return f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=("dev", "test"), default="dev")
    parser.add_argument("--data", type=Path, default=Path("../shared/data/treaties"))
    parser.add_argument("--ablation", action="store_true")
    chosen = parser.parse_args()
    items = [i for i in read_half(chosen.half) if 3 in i.relevant.values()]
    answers = [{a: g for a, g in i.relevant.items() if g == 3} for i in items]
    texts = [i.text for i in items]
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as whole:
        register_only = Workbench(read_settings(Path(alone))).search_tools()
        workbench = Workbench(read_settings(Path(whole)))
        workbench.import_corpus(chosen.data)
        tools = workbench.search_tools()
        print(f"{len(items)} queries, {chosen.half} half, {len(tools.space.articles)} articles\n")
        print("| system | " + " | ".join(SHOWN) + " |\n|" + "---|" * (len(SHOWN) + 1))
        found, found_alone = rank(texts, tools), rank(texts, register_only)
        table(found, tools, answers)
        print(row("**register alone + ranker**", [full(r, register_only) for r in found_alone], answers))
        print(row("**register + official texts + ranker**", [full(r, tools) for r in found], answers))
        if chosen.ablation:
            ablate(items, answers, tools)


def table(found: Sequence[Ranked], tools: SearchTools, answers: Sequence[dict[str, int]]) -> None:
    systems = {
        "BM25, official Dutch": by_lane("official.words"),
        "encoder, official nl+en": by_lane("official.meaning"),
        "both fused (RRF)": fused(("official.words", "official.meaning")),
        "BM25, register phrases": by_lane("register.words"),
        "encoder, register phrases": by_lane("register.meaning"),
        "BM25, article profiles": by_lane("article.words"),
        "encoder, article profiles": by_lane("article.meaning"),
        "all lanes fused (RRF)": fused(
            ("official.words", "official.meaning", "register.words", "register.meaning", "article.words", "article.meaning")
        ),
    }
    for name, order in systems.items():
        print(row(name, [order(r, tools) for r in found], answers))


def ablate(items: Sequence[Item], answers: Sequence[dict[str, int]], tools: SearchTools) -> None:
    """The ranker with one feature's weight at zero (weights of the others unchanged)."""
    print("\n| without | R@10 | R@20 |\n|---|---|---|")
    for name in FEATURES:
        if tools.ranker.weights.get(name, 0.0):
            weights = {**tools.ranker.weights, name: 0.0}
            cut = replace(
                tools, ranker=Ranker(weights, tools.ranker.intercept, tools.ranker.slope, "ablation", tools.ranker.priors)
            )
            rankings = [full(r, cut) for r in rank([i.text for i in items], cut)]
            measures = {m.name: m.value for m in evaluation.evaluate(rankings, answers)}
            print(f"| {name} | {measures['R@10']:.3f} | {measures['R@20']:.3f} |")


if __name__ == "__main__":
    main()
