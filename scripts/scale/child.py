"""One system in a process of its own, so that its memory is its own: builds, or opens and answers rounds of questions.

    python -m scripts.scale.child build|serve SYSTEM FOLDER

`build` prints one line of JSON; `serve` prints one when open and one for every line {"from": n, "to": m, "batch": bool} that it reads.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from scripts.scale.systems import make


def say(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


def peak() -> int:
    """The most memory this process had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def build(name: str, folder: Path) -> None:
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    system = make(name, folder)
    started = time.perf_counter()
    system.build(texts)
    say({"seconds": time.perf_counter() - started, "peak": peak()})


def serve(name: str, folder: Path) -> None:
    asked = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    started = time.perf_counter()
    system = make(name, folder)
    system.open()
    system.ask([asked[0][1]])
    say({"opened": time.perf_counter() - started})
    for line in sys.stdin:
        order = json.loads(line)
        part = asked[order["from"] : order["to"]]
        seconds, found = timed(system, [question for _, question in part], order["batch"])
        hits = [place in answer for (place, _), answer in zip(part, found, strict=True)]
        say({"seconds": seconds, "hits": hits, "peak": peak()})


def timed(system: Any, questions: list[str], batch: bool) -> tuple[list[float], list[list[int]]]:
    """Seconds and answers: one by one, or all at once."""
    seconds, found = [], []
    for group in [questions] if batch else [[question] for question in questions]:
        started = time.perf_counter()
        found += system.ask(group)
        seconds.append(time.perf_counter() - started)
    return seconds, found


if __name__ == "__main__":
    {"build": build, "serve": serve}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
