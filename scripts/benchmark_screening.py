"""How long the screening of 500 provisions takes against the full corpus, how often it reports, and how soon it stops.

    PYTHONPATH=. python scripts/benchmark_screening.py [--data ../shared/data/treaties] [--units 500]

The provisions are those of the drafts that we judged ourselves (scripts/judged_drafts.py), each once. Wall and processor
seconds of three runs in one process, the first of them with nothing warm; no reranker.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from scripts.judged_drafts import judged_drafts
from workbench.bootstrap import Workbench
from workbench.config import read_settings
from workbench.domain.drafts import Unit
from workbench.errors import Cancelled
from workbench.use_cases.screen_draft import screen_units
from workbench.use_cases.search import SearchTools


def run(units: list[Unit], tools: SearchTools) -> None:
    heard: list[tuple[str, int, int]] = []
    wall, cpu = time.perf_counter(), time.process_time()
    found = list(screen_units(units, tools, progress=lambda *told: heard.append(told)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    pairs = sum(len(u.candidates) for u in found)
    print(f"{len(found)} provisions, {pairs} pairs: {wall:.2f} s wall, {cpu:.2f} s processor, {len(heard)} reports of progress")


def stop(units: list[Unit], tools: SearchTools) -> None:
    """Stop at the second report: how long until the work is over."""
    asked = 0.0

    def listener(step: str, done: int, total: int) -> None:
        nonlocal asked
        if done:
            asked = time.perf_counter()
            raise Cancelled("error.cancelled")

    start = time.perf_counter()
    try:
        list(screen_units(units, tools, progress=listener))
    except Cancelled:
        print(f"stopped {1000 * (time.perf_counter() - asked):.1f} ms after being told, {asked - start:.2f} s after the start")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared/data/treaties"))
    parser.add_argument("--units", type=int, default=500)
    chosen = parser.parse_args()
    units = [unit for judged in judged_drafts() for unit in judged.units][: chosen.units]
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench(read_settings(Path(folder)))
        bench.import_corpus(chosen.data)
        tools = bench.search_tools()
        words = sum(len(u.text.split()) for u in units) / len(units)
        print(f"{len(tools.index.table)} passages of {len(tools.space.articles)} articles; {words:.0f} words per provision")
        for _ in range(3):
            run(units, tools)
        stop(units, tools)


if __name__ == "__main__":
    main()
