"""Tension on the test half: twins, and reading order on every draft whose tension we judged ourselves, beside its peers.

    PYTHONPATH=. python scripts/benchmark_tension.py [--ablation] [--errors] [--fast]

Twins: a contested rule beside its repaired version. Drafts: scripts/judged_drafts.py; an article counts as in tension from
grade 2 on and takes the highest score of its units. Pairs: a screened provision with one of its ten articles; in tension when
the article is and the treaty article has grade 2 or 3. Peers: scripts/tension_systems.py. Intervals: 95 % percentile
bootstrap, over twins, articles or pairs. `--fast` leaves the intervals out.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scripts.judged_drafts import CONCERNED, TENSE, JudgedDraft, judged_drafts
from scripts.pairs import read_pairs
from scripts.tension_ablation import ablate
from scripts.tension_errors import describe_errors
from scripts.tension_systems import System, systems
from workbench import evaluation
from workbench.bootstrap import Workbench
from workbench.config import read_settings
from workbench.domain.identifiers import article_of
from workbench.domain.search import ScreenedUnit
from workbench.evaluation import Measure, decisions
from workbench.use_cases.draft_units import plain_units
from workbench.use_cases.screen_draft import screen_units
from workbench.use_cases.search import SearchTools

AS_THEY_CAME = ("n1", "n2", "n7")
GROUPS: dict[str, Callable[[str], bool]] = {
    "every twin": lambda writer: True,
    "written against wording habits (p, w, n3-n6, n8)": lambda writer: writer not in AS_THEY_CAME,
    "written as they came (n1, n2, n7)": lambda writer: writer in AS_THEY_CAME,
}
Answers = NDArray[np.bool_]


def columns(cut: float) -> dict[str, Callable[[NDArray[np.float64], Answers], float]]:
    """Every measure that the issue asks for; `cut` is the system's own."""
    return {
        "AUROC": decisions.auroc,
        "P@10": decisions.precision_at(10),
        "P@20": decisions.precision_at(20),
        "recall 10 %": decisions.recall_after(0.1),
        "WSS@95": decisions.work_saved_at(0.95),
        "MCC": decisions.matthews(cut),
        "ECE": decisions.calibration_error,
        "Brier skill": decisions.brier_skill,
    }


def row(name: str, cut: float, scores: Sequence[float], right: Answers, fast: bool, together: int = 1) -> str:
    """One line of a table."""
    values = np.asarray(scores, float)
    if fast:
        return f"| {name} | " + " | ".join(f"{measure(values, right):.2f}" for measure in columns(cut).values()) + " |"
    found = [decisions.measured(n, measure, values, right, together) for n, measure in columns(cut).items()]
    return f"| {name} | " + " | ".join(map(_said, found)) + " |"


def _said(m: Measure) -> str:
    return f"{m.value:.2f} [{m.low:.2f}-{m.high:.2f}]"


def _head(first: str) -> str:
    names = list(columns(0))
    return f"| {first} | " + " | ".join(names) + " |\n|" + "---|" * (len(names) + 1)


def twins(peers: Sequence[System], fast: bool) -> None:
    """Twins won per group, then every measure over both sides of all of them."""
    pairs = read_pairs("test")
    units = plain_units(text for p in pairs for text in (p.contested, p.repaired))
    scores = {system.name: system.probability(units) for system in peers}
    for group, member in GROUPS.items():
        rows = [n for n, p in enumerate(pairs) if member(p.writer)]
        print(f"\n{group}: {len(rows)} twins, test half\n\n| system | twins won |\n|---|---|")
        for name, found in scores.items():
            won = [1.0 if a > b else 0.5 if a == b else 0.0 for a, b in ((found[2 * n], found[2 * n + 1]) for n in rows)]
            print(f"| {name} | {_said(evaluation.interval('won', won))} |")
    print(f"\nboth sides of {len(pairs)} test twins as single provisions\n\n{_head('system')}")
    right = np.array([True, False] * len(pairs))
    for system in peers:
        print(row(system.name, system.cut, list(scores[system.name]), right, fast, together=2), flush=True)


def draft(judged: JudgedDraft, peers: Sequence[System], fast: bool) -> None:
    """Every measure over the articles of one draft."""
    tense = {number for number, article in judged.articles.items() if article.tension >= TENSE}
    share = len(tense) / len(judged.articles)
    print(f"\n{judged.name}: {len(judged.articles)} articles, {len(tense)} in tension ({share:.0%})\n\n{_head('system')}")
    for system in peers:
        best = judged.best(list(system.probability(judged.units)))
        print(row(system.name, system.cut, list(best.values()), np.array([a in tense for a in best]), fast), flush=True)


def pairs(drafts: Sequence[JudgedDraft], tools: SearchTools, fast: bool) -> None:
    """The model for pairs on the pairs of each draft, beside relevance alone and the provision's level alone."""
    for judged in drafts:
        rows = [r for unit in screen_units(judged.units, tools) for r in pair_rows(judged, unit)]
        right = np.array([r[0] for r in rows])
        print(f"\n{judged.name}: {len(rows)} pairs, {right.sum()} in tension ({right.mean():.0%})\n\n{_head('pairs')}")
        for name, column, cut in (
            ("relevance alone", 1, 0.5),
            ("provision alone", 2, 0.5),
            ("**pair model**", 3, tools.pairs.high),
        ):
            print(row(name, cut, [r[column] for r in rows], right, fast), flush=True)


def pair_rows(judged: JudgedDraft, unit: ScreenedUnit) -> list[tuple[bool, float, float, float]]:
    """Per candidate: in tension?, relevance, the provision's level, the pair's probability."""
    article = judged.articles.get(judged.article_of(unit.provision))
    if article is None:
        return []
    grade = article.treaties if article.tension >= TENSE else {}
    return [
        (
            grade.get(article_of(c.provision), 0) >= CONCERNED,
            c.relevance,
            unit.tension,
            c.tension.probability if c.tension else 0.0,
        )
        for c in unit.candidates
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, what in (("ablation", "each feature left out"), ("errors", "the ten worst errors"), ("fast", "no intervals")):
        parser.add_argument(f"--{name}", action="store_true", help=what)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tools = Workbench(read_settings(Path(folder))).search_tools()
        drafts = list(judged_drafts())
        if chosen.ablation:
            ablate(read_pairs("test"), drafts, tools)
        if chosen.errors:
            describe_errors(read_pairs("test"), drafts, tools)
        if chosen.ablation or chosen.errors:
            return
        peers = systems(tools)
        twins(peers, chosen.fast)
        for judged in drafts:
            draft(judged, peers, chosen.fast)
        pairs(drafts, tools, chosen.fast)


if __name__ == "__main__":
    main()
