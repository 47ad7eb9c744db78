"""The register as a task for an encoder alone: the rule of a case against the register's Dutch phrases."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from scripts.devset import Item, read_half
from workbench.bootstrap import Workbench
from workbench.config import read_settings

DEPTH = 20


@cache
def phrases() -> tuple[tuple[str, str], ...]:
    """Article and phrase, for every Dutch phrase of the register."""
    with tempfile.TemporaryDirectory() as folder:
        entries = Workbench(read_settings(Path(folder))).loaded_register.register.obligations.values()
    return tuple((o.article, words) for o in entries for words in o.as_written["nl"])


def decided(half: str) -> list[Item]:
    """The cases of one half with at least one decided article."""
    return [item for item in read_half(half) if 3 in item.relevant.values()]


def shares(matrix: Callable[[list[str], list[str]], np.ndarray], half: str) -> np.ndarray:
    """Per case the share of its decided articles among the first 20 articles by their best phrase."""
    items = decided(half)
    scores = matrix([item.text for item in items], [words for _, words in phrases()])
    found = []
    for item, row in zip(items, np.argsort(-scores, axis=1, kind="stable"), strict=True):
        first = list(dict.fromkeys(phrases()[n][0] for n in row[:3000]))[:DEPTH]
        wanted = [article for article, grade in item.relevant.items() if grade == 3]
        found.append(sum(article in first for article in wanted) / len(wanted))
    return np.array(found)
