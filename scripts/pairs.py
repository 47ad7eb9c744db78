"""The minimal pairs that the team wrote: tests/data/pairs/*.jsonl, split into dev and test by theme."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from scripts.devset import half_of

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "pairs"


@dataclass(frozen=True)
class Pair:
    """A contested rule and its repaired twin."""

    id: str
    writer: str
    theme: str
    contested: str
    repaired: str


def read_pairs(half: str = "") -> list[Pair]:
    """All pairs of one half (dev or test), or of both."""
    pairs = []
    for file in sorted(FOLDER.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                pairs.append(Pair(row["id"], file.stem, row["theme"], row["contested"], row["repaired"]))
    return [p for p in pairs if not half or half_of(p.theme) == half]
