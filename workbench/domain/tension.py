"""What the machine says of one pair, a draft provision and a treaty article: a suggestion with its grounds, never a judgment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.reason import Reason
from workbench.domain.trees import Tree


class Level(StrEnum):
    """How much tension the model expects; the last one is an answer too."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True)
class PairTension:
    """The expectation for one pair; `raises` and `lowers` answer "why not lower" and "why not higher"."""

    level: Level
    probability: float  # calibrated on the development set (scripts/train_pairs.py)
    tree: Tree
    raises: tuple[Reason, ...] = ()
    lowers: tuple[Reason, ...] = ()
    questions: tuple[str, ...] = ()  # catalogue keys: what a jurist must still answer
    treaty_words: str = ""  # the words on the other side: official text where it is there, else our register's
    because: str = ""  # catalogue key: why it cannot be assessed
