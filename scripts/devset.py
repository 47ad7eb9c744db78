"""The development set that the team wrote: tests/data/devset/*.jsonl, split into dev and test by theme."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "devset"
NEUTRAL = FOLDER.parent / "neutral"


@dataclass(frozen=True)
class Item:
    """A rule in one Dutch sentence with the articles that concern it (grades 1-3)."""

    id: str
    text: str
    theme: str
    domain: str
    kind: str  # case | neutral | hard
    relevant: dict[str, int]
    source: str


def half_of(theme: str) -> str:
    """dev or test: a whole theme goes to one side, by the hash of its name."""
    return "dev" if hashlib.sha256(theme.encode()).digest()[0] % 2 == 0 else "test"


def read_half(half: str) -> list[Item]:
    """All items of one half, by file and line."""
    return [item for item in _items(FOLDER) if half_of(item.theme) == half]


def training_neutral() -> list[Item]:
    """Neutral provisions of tests/data/neutral: for training only, whatever their theme."""
    return _items(NEUTRAL)


def _items(folder: Path) -> list[Item]:
    items = []
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                row["relevant"] = {a: g for a, g in row.get("relevant", {}).items() if g > 0}
                items.append(Item(**{"source": "", "domain": "", **row}))
    return items
