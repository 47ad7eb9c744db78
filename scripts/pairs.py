"""The minimal pairs that the team wrote, split into dev and test by theme.

tests/data/pairs/p*, w*, n3 (terse), n4 (verbose), n5 (close in wording), n6 (after real cases), n8 (amendments, definitions,
delegations): written so that no wording habit gives a side away; n1, n2, n7: written as they came, without that care;
register.tsv: repaired versions of phrases of our own register (article, phrase, repaired), for training only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

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


def read_rows(half: str = "") -> list[dict[str, Any]]:
    """The writers' rows of one half (dev or test), or of both, with all their fields."""
    files = sorted(FOLDER.glob("*.jsonl"))
    rows = [{"writer": f.stem, **json.loads(line)} for f in files for line in f.read_text("utf-8").splitlines() if line.strip()]
    return [row for row in rows if not half or half_of(row["theme"]) == half]


def read_pairs(half: str = "") -> list[Pair]:
    """All pairs of one half (dev or test), or of both."""
    return [Pair(*(row[f.name] for f in fields(Pair))) for row in read_rows(half)]


def register_pairs() -> list[Pair]:
    """The register's phrases with their repaired versions: they belong to the training side."""
    rows = [line.split("\t") for line in (FOLDER / "register.tsv").read_text(encoding="utf-8").splitlines() if line]
    return [Pair(f"r-{n}", "register", article, phrase, repaired) for n, (article, phrase, repaired) in enumerate(rows, start=1)]
