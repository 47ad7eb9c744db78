"""Which card comes next: by rank, from the random control drawer, or because it is nearly equal to the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.domain.reading import READ, Card, CardState, Way
from workbench.screening.learner import Matrix, learn, rows_of
from workbench.screening.near_equal import groups_of

DRAWER = 8  # every eighth card is drawn at random
SUGGESTED = 0.24  # from this score on the machine points at a card (scripts/train_tension.py); its own measures use this cut


@dataclass(frozen=True)
class Deck:
    """The cards of one screening, and what the learner knows of each; positions count in `cards`."""

    screening: str
    cards: tuple[Card, ...]
    codes: tuple[tuple[str, ...], ...]
    vectors: Matrix | None = field(default=None, compare=False)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Position by card key."""
        return {card.key: n for n, card in enumerate(self.cards)}

    @cached_property
    def rows(self) -> Matrix:
        """The learner's view, made once."""
        return rows_of([card.text for card in self.cards], self.codes, self.vectors)

    @cached_property
    def prior(self) -> NDArray[np.float64]:
        """The screening's own scores."""
        return np.array([card.score for card in self.cards], np.float64)

    @cached_property
    def groups(self) -> tuple[frozenset[int], ...]:
        """Per card the others that are nearly equal: the same candidates' place, nearly the same words."""
        texts = list(dict.fromkeys(card.text for card in self.cards))
        number = dict(zip(texts, groups_of(texts), strict=True))
        together: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        names = [(number[card.text], card.norms if len(card.norms) == 1 else ()) for card in self.cards]
        for n, name in enumerate(names):
            together.setdefault(name, []).append(n)
        return tuple(frozenset(together[name]) - {n} for n, name in enumerate(names))

    @cached_property
    def drawn(self) -> tuple[int, ...]:
        """All cards in the drawer's order: chance, but the same each time for the same screening."""
        return tuple(sorted(range(len(self.cards)), key=lambda n: _lot(self.screening, self.cards[n].key)))


def part_of(deck: Deck, positions: Sequence[int]) -> Deck:
    """The deck with these cards alone."""
    cards, codes = tuple(deck.cards[n] for n in positions), tuple(deck.codes[n] for n in positions)
    vectors = deck.vectors[list(positions)] if deck.vectors is not None else None
    return Deck(deck.screening, cards, codes, vectors)


def _lot(screening: str, key: str) -> str:
    return hashlib.sha256(f"{screening}\n{key}".encode()).hexdigest()


@dataclass(frozen=True)
class Turn:
    """The card that comes next and how it came."""

    position: int
    way: Way


def scores_after(deck: Deck, states: Sequence[CardState]) -> NDArray[np.float64]:
    """Every card's score after what was read; doubt counts as half an answer and teaches nothing."""
    told = [n for n, state in enumerate(states) if state in (CardState.RELEVANT, CardState.NOT_RELEVANT)]
    return learn(deck.rows, deck.prior, told, [states[n] is CardState.RELEVANT for n in told])


def next_turn(deck: Deck, states: Sequence[CardState], scores: NDArray[np.float64], served: int, last: int | None) -> Turn | None:
    """The next card; None when everything was read. `served` cards came from queue and drawer so far, `last` was just read.

    Postponed cards come back once nothing else is left.
    """
    waiting = [n for n, state in enumerate(states) if state is CardState.OPEN]
    if not waiting:
        later = [n for n, state in enumerate(states) if state is CardState.POSTPONED]
        return Turn(_best(later, scores), Way.QUEUE) if later else None
    like_last = sorted(deck.groups[last] & set(waiting)) if last is not None and states[last] in READ else []
    if like_last:
        return Turn(like_last[0], Way.GROUP)
    if (served + 1) % DRAWER == 0:
        return Turn(next(n for n in deck.drawn if states[n] is CardState.OPEN), Way.DRAWER)
    return Turn(_best(waiting, scores), Way.QUEUE)


def _best(positions: Sequence[int], scores: NDArray[np.float64]) -> int:
    return max(positions, key=lambda n: (scores[n], -n))


def sample_of(deck: Deck, states: Sequence[CardState]) -> tuple[int, ...]:
    """The drawer's sample: its cards in order up to the first that was not read, however each came to be read.

    A beginning of a random order is a random sample of all cards, whatever made the reader read them.
    """
    read = []
    for n in deck.drawn:
        if states[n] not in READ:
            break
        read.append(n)
    return tuple(read)


def counts_as_relevant(state: CardState) -> bool:
    """Doubt counts as relevant in every estimate: cautious."""
    return state in (CardState.RELEVANT, CardState.DOUBT)
