"""How far readers agree beyond chance: Cohen's kappa for two, Krippendorff's alpha for any number with gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from workbench.domain.verdicts import DECIDED, SecondReading, Verdict


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Cohen (1960) for two readers over the same units; None when chance agreement is complete or there are no units."""
    if len(first) != len(second):
        raise ValueError("both readers need a value for every unit")
    n = len(first)
    if not n:
        return None
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    left, right = Counter(first), Counter(second)
    chance = sum(left[value] * right[value] for value in left) / n**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def krippendorff_alpha(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's nominal alpha; one row per unit with a value per reader, None for a gap.

    None when no unit has two values or only one value was ever used.
    """
    weights: dict[tuple[Hashable, Hashable], float] = {}
    for unit in units:
        values = [v for v in unit if v is not None]
        if len(values) < 2:
            continue
        pairs = Counter(permutations(values, 2))  # ordered pairs of values of different readers
        for pair, count in pairs.items():
            weights[pair] = weights.get(pair, 0.0) + count / (len(values) - 1)
    totals: dict[Hashable, float] = {}
    for (value, _), weight in weights.items():
        totals[value] = totals.get(value, 0.0) + weight
    n = sum(totals.values())
    expected = n * n - sum(t * t for t in totals.values())
    if not expected:
        return None
    observed = sum(weight for (a, b), weight in weights.items() if a != b)
    return 1 - (n - 1) * observed / expected


@dataclass(frozen=True)
class Agreement:
    """What two readers' verdicts say of one another; measures are None where they are undefined."""

    both: int  # pairs that both decided
    equal: int
    only_first: int
    only_second: int
    kappa: float | None
    alpha: float | None
    differing: tuple[tuple[str, str], ...]  # pairs (provision, norm) that await adjudication


def agreement_of(reading: SecondReading, verdicts: Sequence[Verdict]) -> Agreement:
    """Agreement over the pairs of one double reading; a postponed pair counts as not decided."""
    first, second = (_answers(reading, person, verdicts) for person in reading.readers)
    both = sorted(first.keys() & second.keys())
    differing = tuple(pair for pair in sorted(first.keys() | second.keys()) if first.get(pair) != second.get(pair))
    rows = [(first.get(pair), second.get(pair)) for pair in sorted(first.keys() | second.keys())]
    return Agreement(
        len(both),
        sum(first[pair] == second[pair] for pair in both),
        len(first.keys() - second.keys()),
        len(second.keys() - first.keys()),
        cohen_kappa([first[p] for p in both], [second[p] for p in both]),
        krippendorff_alpha(rows),
        differing,
    )


def _answers(reading: SecondReading, person: str, verdicts: Sequence[Verdict]) -> Mapping[tuple[str, str], Hashable]:
    return {
        v.pair: v.answer for v in verdicts if v.author == person and v.answer in DECIDED and reading.covers(v.draft, v.provision)
    }
