"""When to stop reading: how many relevant cards may still be unread, with a stated risk of being wrong.

Two bounds that do not rest on each other. `missed_at_most` is the hypergeometric test of Callaghan and Müller-Hansen (2020,
"Statistical stopping criteria for automated screening in systematic reviews"): the cards read last count as if they were drawn
at random from what was unread before them, which is cautious as long as the order is at least as good as chance. `bounds_of`
is Clopper and Pearson's interval on the random control drawer, which holds whatever the order is worth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LOOKS = 20  # the estimate is renewed at this many moments at most, so that looking often does not raise the risk
FEWEST = 10  # cards read before there is an estimate
SHARED = 4  # many windows are tried, so each is tested at a quarter of the risk: kept in the simulations of prove_stopping


@dataclass(frozen=True)
class Stop:
    """ "Met 95 % zekerheid mist u hoogstens `missed`"; it rests on the first `rests_on` cards that the queue served."""

    missed: int  # among the cards unread at that moment, and by now at most
    found: int
    unread: int
    confidence: float
    rests_on: int

    @property
    def recall(self) -> float:
        """The least share of all relevant cards that was found, with the same confidence."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


@dataclass(frozen=True)
class Bounds:
    """A share with Clopper and Pearson's interval; `of` is what it was counted over."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that was seen; 0 when there is nothing to count over."""
        return self.hits / self.of if self.of else 0.0


@lru_cache(maxsize=8)
def _log_factorials(most: int) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])


def chance_of_so_few(urn: int, relevant: int, drawn: int, seen: int) -> float:
    """P(X <= seen) when `drawn` cards are taken at random from `urn` of which `relevant` are relevant."""
    logs = _log_factorials(urn)
    low = max(0, drawn - (urn - relevant))
    hits = np.arange(low, min(seen, relevant, drawn) + 1)
    if not len(hits):
        return 0.0
    ways = _choose(logs, relevant, hits) + _choose(logs, urn - relevant, drawn - hits) - _choose(logs, urn, drawn)
    return float(min(1.0, np.exp(ways).sum()))


def _choose(logs: NDArray[np.float64], n: int, k: NDArray[np.int64] | int) -> NDArray[np.float64]:
    chosen: NDArray[np.float64] = logs[n] - logs[k] - logs[n - k]
    return chosen


def unseen_at_most(urn: int, drawn: int, seen: int, risk: float) -> int:
    """The largest number of relevant cards among the `urn - drawn` undrawn ones that the draw does not rule out at `risk`."""
    low, high = 0, urn - drawn
    while low < high:  # the chance falls as the number of relevant cards grows
        middle = (low + high + 1) // 2
        low, high = (middle, high) if chance_of_so_few(urn, seen + middle, drawn, seen) > risk else (low, middle - 1)
    return low


def looks_of(cards: int) -> tuple[int, ...]:
    """The numbers of cards read at which the estimate is renewed: evenly spread, never before FEWEST."""
    step = max(FEWEST, math.ceil(cards / LOOKS))
    return tuple(range(step, cards + 1, step))


def missed_at_most(labels: Sequence[bool], cards: int, confidence: float = 0.95) -> int:
    """How many of the unread cards are relevant at most, after reading `labels` in order from `cards` cards.

    Every window of cards read last that begins right after a relevant card is tried, and the whole; the sharpest one counts.
    """
    risk = (1 - confidence) / SHARED
    relevant = [n for n, label in enumerate(labels) if label]
    best = cards - len(labels)
    for number, start in enumerate([0, *(n + 1 for n in relevant)]):
        drawn = len(labels) - start
        if drawn > 0:
            best = min(best, unseen_at_most(cards - start, drawn, len(relevant) - number, risk))
    return best


def stop_of(labels: Sequence[bool], cards: int, confidence: float = 0.95, found: int | None = None) -> Stop | None:
    """The estimate at the newest look; None before the first one. `found` counts relevant cards that came another way too.

    What was found after that look can only have lowered the number, so it is taken off.
    """
    read = len(labels)
    look = read if read >= cards else max((n for n in looks_of(cards) if n <= read), default=0)
    if not look:
        return None
    since = sum(labels[look:])
    missed = max(0, missed_at_most(labels[:look], cards, confidence) - since)
    return Stop(min(missed, cards - read), sum(labels) if found is None else found, cards - read, confidence, look)


def bounds_of(hits: int, of: int, confidence: float = 0.95) -> Bounds:
    """Clopper and Pearson's interval for `hits` of `of`; 0..1 when there is nothing to count over."""
    tail = (1 - confidence) / 2
    low = 0.0 if not hits else _solve(lambda p: 1 - _at_most(hits - 1, of, p), tail)
    high = 1.0 if hits >= of else _solve(lambda p: 1 - _at_most(hits, of, p), 1 - tail)
    return Bounds(hits, of, low, high)


def drawer_misses(cards: int, found: int, drawn: int, relevant: int, confidence: float = 0.95) -> int:
    """How many relevant cards are still unread at most by the drawer alone: `relevant` of its `drawn` cards were."""
    risk = 1 - confidence
    among_the_rest = unseen_at_most(cards, drawn, relevant, risk) if drawn else cards
    return max(0, among_the_rest + relevant - found)


def _solve(rising: Callable[[float], float], target: float) -> float:
    """Where a rising function of p in 0..1 reaches the target."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < target else (low, middle)
    return (low + high) / 2


def _at_most(hits: int, of: int, p: float) -> float:
    """P(X <= hits) for a binomial count."""
    if p <= 0 or p >= 1:
        return 1.0 if p <= 0 or hits >= of else 0.0
    logs, k = _log_factorials(of), np.arange(hits + 1)
    return float(min(1.0, np.exp(_choose(logs, of, k) + k * math.log(p) + (of - k) * math.log1p(-p)).sum()))
