"""The reading queue: cards, what a reader decided on them, and how each came before the reader's eyes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.verdicts import Verdict, VerdictAnswer


class Per(StrEnum):
    """What one card holds."""

    PROVISION = "provision"  # a draft provision with all its candidates
    PAIR = "pair"  # a draft provision with one of them


class Way(StrEnum):
    """How a card came to the reader; only `queue` and `drawer` count in the estimates."""

    QUEUE = "queue"
    DRAWER = "drawer"  # drawn at random
    GROUP = "group"  # nearly equal to the card before it
    HAND = "hand"  # the reader went there


class CardState(StrEnum):
    """Where a card stands for one reader."""

    OPEN = "open"
    RELEVANT = "relevant"
    NOT_RELEVANT = "not_relevant"
    DOUBT = "doubt"
    POSTPONED = "postponed"


READ = frozenset({CardState.RELEVANT, CardState.NOT_RELEVANT, CardState.DOUBT})


@dataclass(frozen=True)
class Card:
    """A draft provision with the treaty places that the machine suggests for it, best first."""

    provision: str
    norms: tuple[str, ...]
    text: str
    score: float  # 0..1 by the screening alone

    @property
    def key(self) -> str:
        """Unique within a queue."""
        return f"{self.provision} {self.norms[0]}" if len(self.norms) == 1 else self.provision


def state_of(card: Card, verdicts: Mapping[tuple[str, str], Verdict]) -> CardState:
    """A card's state from the reader's verdicts by pair: not relevant only once that was said of every candidate."""
    answers = [verdicts[card.provision, norm].answer if (card.provision, norm) in verdicts else None for norm in card.norms]
    for answer in (VerdictAnswer.RELEVANT, VerdictAnswer.DOUBT, VerdictAnswer.POSTPONED):
        if answer in answers:
            return CardState(answer)
    refused = answers and all(answer is VerdictAnswer.NOT_RELEVANT for answer in answers)
    return CardState.NOT_RELEVANT if refused else CardState.OPEN
