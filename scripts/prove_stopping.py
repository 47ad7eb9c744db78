"""Does the stated risk hold? Simulated readers stop where the tool says so; how often had they missed more than it said?

    python scripts/prove_stopping.py [--readers 400]

Every reader reads `cards` cards in an order by noise plus `signal` for relevant ones (0: the order is worth nothing, and AUROC
.50; 1: .76; 2: .92), one in eight drawn at random, and stops when "u mist er hoogstens N" is small enough. Printed per row:
how often a statement at any one look was wrong, how often a reader stopped wrongly, and the share of the reading that was saved.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workbench.screening.reading_order import DRAWER
from workbench.screening.stopping import drawer_misses, looks_of, stop_of

CONFIDENCE = 0.95
SIZES = ((160, 24), (400, 20), (1000, 50))
SIGNALS = (0.0, 1.0, 2.0)
TOLERANCES = (1, 3, 5, 10)


@dataclass(frozen=True)
class Outcome:
    """What one simulated reader met."""

    wrong_looks: float  # share of looks at which more was missed than stated
    wrong_drawer: float  # the same for the drawer's own bound
    stops: dict[int, tuple[bool, float]]  # tolerance -> (missed more than stated, share of cards not read)


def order_of(relevant: np.ndarray, signal: float, chance: np.random.Generator) -> tuple[list[int], list[int]]:
    """The order in which cards are read, and the drawer's own order."""
    ranked = list(np.argsort(-(chance.normal(size=len(relevant)) + signal * relevant)))
    drawn = list(chance.permutation(len(relevant)))
    waiting, order = dict.fromkeys(ranked), []
    while waiting:
        from_drawer = (len(order) + 1) % DRAWER == 0
        card = next(n for n in drawn if n in waiting) if from_drawer else next(iter(waiting))
        del waiting[card]
        order.append(card)
    return order, drawn


def read(cards: int, count: int, signal: float, chance: np.random.Generator) -> Outcome:
    """One reader, all looks."""
    relevant = np.arange(cards) < count
    order, drawn = order_of(relevant, signal, chance)
    labels = [bool(relevant[n]) for n in order]
    wrong, wrong_drawer, stops = [], [], {}
    for look in looks_of(cards):
        stop = stop_of(labels[:look], cards, CONFIDENCE)
        assert stop is not None
        missed = count - sum(labels[:look])
        wrong.append(missed > stop.missed)
        done = set(order[:look])
        sample = next((n for n, card in enumerate(drawn) if card not in done), cards)
        hits = int(relevant[drawn[:sample]].sum())
        wrong_drawer.append(missed > drawer_misses(cards, stop.found, sample, hits, CONFIDENCE))
        for tolerance in TOLERANCES:
            if stop.missed <= tolerance and tolerance not in stops and look < cards:
                stops[tolerance] = (missed > tolerance, 1 - look / cards)
    return Outcome(float(np.mean(wrong)), float(np.mean(wrong_drawer)), stops)


def rows(
    readers: int, sizes: tuple[tuple[int, int], ...] = SIZES, signals: tuple[float, ...] = SIGNALS
) -> Iterator[tuple[int, int, float, list[Outcome]]]:
    """Outcomes per size and signal; the seed is fixed, so that a run can be repeated."""
    for cards, count in sizes:
        for signal in signals:
            chance = np.random.default_rng([cards, int(10 * signal)])
            yield cards, count, signal, [read(cards, count, signal, chance) for _ in range(readers)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=400)
    readers = parser.parse_args().readers
    print(f"{readers} readers per row; stated risk {1 - CONFIDENCE:.2f}\n")
    print("| cards | relevant | signal | wrong at a look | drawer wrong |", end="")
    print("".join(f" stop at <= {t}: wrong / saved |" for t in TOLERANCES))
    print("|---" * (5 + len(TOLERANCES)) + "|")
    for cards, count, signal, found in rows(readers):
        look, drawer = (np.mean([getattr(o, name) for o in found]) for name in ("wrong_looks", "wrong_drawer"))
        told = []
        for tolerance in TOLERANCES:
            stops = [o.stops.get(tolerance, (False, 0.0)) for o in found]
            told.append(f" {np.mean([w for w, _ in stops]):.3f} / {np.mean([s for _, s in stops]):.2f} |")
        print(f"| {cards} | {count} | {signal:.0f} | {look:.3f} | {drawer:.3f} |{''.join(told)}", flush=True)


if __name__ == "__main__":
    main()
