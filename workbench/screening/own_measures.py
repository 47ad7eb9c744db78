"""What the tool reports of itself on the cards that a reader decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.reading import READ, CardState
from workbench.screening.reading_order import SUGGESTED, Deck, counts_as_relevant, sample_of
from workbench.screening.stopping import Bounds, Stop, bounds_of, drawer_misses, stop_of


@dataclass(frozen=True)
class OwnMeasures:
    """How good the screening's suggestions proved; recall comes from the drawer alone, since only chance sees what rank hides."""

    precision: Bounds  # of the suggested cards that were read, how many were relevant
    recall: Bounds  # of the drawer's relevant cards, how many had been suggested
    prevalence: Bounds  # of the drawer's cards, how many were relevant
    drawer_misses: int  # relevant cards still unread at most, by the drawer alone
    stop: Stop | None
    read: int
    relevant: int
    doubt: int
    postponed: int
    cards: int

    @property
    def drawer_contradicts(self) -> bool:
        """Whether the drawer saw more than the stop estimate allows for: then the order is worse than chance somewhere."""
        if self.stop is None or not self.prevalence.of:
            return False
        return self.prevalence.low * self.cards > self.relevant + self.doubt + self.stop.missed


def measure(deck: Deck, states: Sequence[CardState], sequence: Sequence[int], confidence: float = 0.95) -> OwnMeasures:
    """`sequence` holds the positions that queue and drawer served, in the order in which they were read."""
    read = [n for n, state in enumerate(states) if state in READ]
    found = sum(counts_as_relevant(states[n]) for n in read)
    suggested = [n for n in read if deck.cards[n].score >= SUGGESTED]
    sample = sample_of(deck, states)
    hits = [n for n in sample if counts_as_relevant(states[n])]
    beside = len(read) - len(sequence)  # read another way: out of the urn, so that a reader's own choice proves nothing
    labels = [counts_as_relevant(states[n]) for n in sequence]
    return OwnMeasures(
        precision=bounds_of(sum(counts_as_relevant(states[n]) for n in suggested), len(suggested), confidence),
        recall=bounds_of(sum(deck.cards[n].score >= SUGGESTED for n in hits), len(hits), confidence),
        prevalence=bounds_of(len(hits), len(sample), confidence),
        drawer_misses=drawer_misses(len(deck.cards), found, len(sample), len(hits), confidence),
        stop=stop_of(labels, len(deck.cards) - beside, confidence, found),
        read=len(read),
        relevant=sum(state is CardState.RELEVANT for state in states),
        doubt=sum(state is CardState.DOUBT for state in states),
        postponed=sum(state is CardState.POSTPONED for state in states),
        cards=len(deck.cards),
    )
