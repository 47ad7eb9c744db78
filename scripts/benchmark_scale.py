"""Toetssteen beside what one would pick instead, at growing sizes: building, memory, latency, throughput, known items found.

    python scripts/benchmark_scale.py [--sizes 10000 100000 1000000] [--data ../shared/data] [--keep FOLDER] [--json FILE] [--plot FILE.svg]

Every system runs in its own process; rounds of questions go round all of them in turn, so that a busy machine is busy for all. Intervals are 95 %
percentile bootstrap over questions. Peers: `pip install 'toetssteen[bench]'`; what is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scripts.scale.systems import KINDS
from scripts.scale.texts import provisions, questions

NEEDS = {"txtai hybrid": "txtai"}
ROUND = 20  # questions per turn
ROUNDS = 10
BATCHES = 3  # turns in which all questions of ten rounds are asked at once
MEGABYTE = 1e6
Row = dict[str, Any]


def run(name: str, what: str, folder: Path) -> subprocess.Popen[str]:
    """The system in its own process."""
    command = [sys.executable, "-m", "scripts.scale.child", what, name, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def hear(process: subprocess.Popen[str]) -> Row:
    """Its next line; raises RuntimeError when it died."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("{"):
            found: Row = json.loads(line)
            return found
    raise RuntimeError(f"ended with {process.wait()}")


def tell(process: subprocess.Popen[str], start: int, end: int, batch: bool) -> Row:
    assert process.stdin is not None
    process.stdin.write(json.dumps({"from": start, "to": end, "batch": batch}) + "\n")
    process.stdin.flush()
    return hear(process)


def measure(size: int, names: Sequence[str], data: Path, folder: Path) -> dict[str, Row]:
    """Build every system on the same provisions, then ask them in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = provisions(data, size)
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    (folder / "questions.json").write_text(json.dumps(questions(texts, ROUND * ROUNDS)), encoding="utf-8")
    found: dict[str, Row] = {}
    for name in names:
        built = _built(name, folder)
        found[name] = {
            "size": size,
            "build": built["seconds"],
            "build_peak": built["peak"],
            "single": [],
            "hits": [],
            "batch": [],
        }
    serving = {name: run(name, "serve", folder) for name in names}
    for name, process in serving.items():
        found[name]["opened"] = hear(process)["opened"]
    for turn in range(ROUNDS):
        for name, process in serving.items():
            heard = tell(process, turn * ROUND, (turn + 1) * ROUND, batch=False)
            found[name]["single"] += heard["seconds"]
            found[name]["hits"] += heard["hits"]
            found[name]["peak"] = heard["peak"]  # before the batches, whose matrix of scores is large in numpy
    for _ in range(BATCHES):
        for name, process in serving.items():
            found[name]["batch"] += tell(process, 0, ROUND * ROUNDS, batch=True)["seconds"]
    for process in serving.values():
        assert process.stdin is not None
        process.stdin.close()
        process.wait()
    return found


def _built(name: str, folder: Path) -> Row:
    """What building cost; not done again where `--keep` left it."""
    kept = folder / f"{name}.json"
    if not kept.is_file():
        print(f"· building {name}", file=sys.stderr, flush=True)
        kept.write_text(json.dumps(hear(run(name, "build", folder))), encoding="utf-8")
    found: Row = json.loads(kept.read_text(encoding="utf-8"))
    return found


def interval(values: Sequence[float], of: Any, seed: int = 0) -> tuple[float, float, float]:
    """The figure with its 95 % bootstrap interval."""
    rows, chance = np.array(values, float), np.random.default_rng(seed)
    drawn = [of(rows[chance.integers(len(rows), size=len(rows))]) for _ in range(1000)]
    return float(of(rows)), float(np.percentile(drawn, 2.5)), float(np.percentile(drawn, 97.5))


def table(found: dict[str, Row]) -> str:
    """One size as Markdown."""
    size = next(iter(found.values()))["size"]
    lines = [
        f"#### {size:,} provisions", "",
        "| system | build, provisions/s | build, MB | search, MB | one question p50 ms | p95 ms | questions/s in batch | known item in 10 |",
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for name, row in found.items():
        middle, low, high = interval([1000 * s for s in row["single"]], np.median)
        slow = np.percentile([1000 * s for s in row["single"]], 95)
        share, least, most = interval(row["hits"], np.mean)
        speed = ROUND * ROUNDS / min(row["batch"])
        lines.append(
            f"| {name} | {size / row['build']:,.0f} | {row['build_peak'] / MEGABYTE:,.0f} | {row['peak'] / MEGABYTE:,.0f} "
            f"| {middle:.1f} [{low:.1f}-{high:.1f}] | {slow:.1f} | {speed:,.0f} | {share:.2f} [{least:.2f}-{most:.2f}] |"
        )
    return "\n".join([*lines, "", *ratios(found)])


def ratios(found: dict[str, Row]) -> list[str]:
    """Our price over the two parts that no hybrid can do without, and against txtai, question by question."""
    ours = np.array(found["Toetssteen"]["single"])
    lines = []
    if {"bm25s alone", "FAISS flat alone"} <= set(found):
        floor = np.array(found["bm25s alone"]["single"]) + np.array(found["FAISS flat alone"]["single"])
        over, low, high = interval(list(100 * (ours / floor - 1)), np.median)
        lines.append(f"Over bm25s + FAISS, per question: {over:+.0f} % [{low:+.0f}; {high:+.0f}].")
    if "txtai hybrid" in found:
        times, low, high = interval(list(np.array(found["txtai hybrid"]["single"]) / ours), np.median)
        lines.append(f"txtai hybrid takes {times:.1f} [{low:.1f}-{high:.1f}] times as long.")
    return lines


def plot(results: Sequence[dict[str, Row]], target: Path) -> None:
    """Median time of one question against size, both axes logarithmic."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for marker, name in zip("osD^v*", results[0], strict=False):
        points = [(found[name]["size"], 1000 * np.median(found[name]["single"])) for found in results if name in found]
        axes.loglog(*zip(*points, strict=True), marker=marker, label=name)
    axes.set_xlabel("provisions")
    axes.set_ylabel("one question, p50 ms")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend()
    figure.savefig(target, bbox_inches="tight", metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--systems", nargs="+", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--keep", type=Path, help="keep what was built here and use it again")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    names = [n for n in given.systems if n not in NEEDS or importlib.util.find_spec(NEEDS[n])]
    for missing in set(given.systems) - set(names):
        print(f"· {missing} is not installed and left out: pip install 'toetssteen[bench]'", file=sys.stderr)
    results = []
    with tempfile.TemporaryDirectory() as passing:
        for size in given.sizes:
            results.append(measure(size, names, given.data, (given.keep or Path(passing)) / str(size)))
            print(table(results[-1]), flush=True)
            print()
    if given.json:
        given.json.write_text(json.dumps(results), encoding="utf-8")
    if given.plot:
        plot(results, given.plot)


if __name__ == "__main__":
    main()
