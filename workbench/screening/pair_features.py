"""What the model for pairs sees: each feature is about both texts and points at the words that show it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.instruments import Applicability
from workbench.domain.obligations import Force, Obligation
from workbench.screening.tension_features import Seen

# Name -> the sign that its weight must keep.
RAISING = ("unit", "relevance", "interference", "holder", "absolute", "missing", "denied", "retrogression", "open", "binds")
LOWERING = ("present", "lifted")
FEATURES = (*RAISING, *LOWERING)
BESIDE = 0.3  # how much of nearness is beside the nearest article: a calm provision close to a treaty is calm still
RETROGRESSIVE = ("does.repeal-protection", "does.benefit-reduction", "norm.repeal")
OPEN = ("norm.delegation_without_criteria", "norm.discretion_without_criteria")


@dataclass(frozen=True)
class PairFeature:
    """A feature's value, the thesaurus codes it rests on and the places in the provision."""

    value: float
    codes: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Relevance:
    """How near an article is (0..1), and how near the nearest one that was found for the same provision."""

    own: float
    nearest: float


@dataclass(frozen=True)
class Asked:
    """What the register says of one article, its paragraphs taken together."""

    interferences: frozenset[str]
    safeguards: tuple[str, ...]
    holders: frozenset[str]
    force: Force | None

    @classmethod
    def of(cls, obligations: Sequence[Obligation]) -> Asked:
        """Put an article's entries together; the first entry's force counts."""
        return cls(
            frozenset(code for o in obligations for code in o.interferences),
            tuple(dict.fromkeys(code for o in obligations for code in o.safeguards)),
            frozenset(code for o in obligations for code in o.holders),
            obligations[0].duty.force if obligations else None,
        )


def pair_features(
    seen: Mapping[str, Seen], holders: Mapping[str, str], unit: float, relevance: Relevance, asked: Asked, applies: Applicability
) -> dict[str, PairFeature]:
    """Every feature of FEATURES; `unit` is a probability, `holders` the codes read in the provision."""
    found = {
        "unit": PairFeature(logit(unit)),
        "relevance": PairFeature(logit(relevance.own) - BESIDE * logit(relevance.nearest)),
        "binds": PairFeature(float(applies.binds)),
        "interference": _codes(seen, "does", asked.interferences, 2),
        "lifted": _codes(seen, "lifted", asked.interferences, 2),
        "present": _codes(seen, "has", asked.safeguards, 2),
        "denied": _codes(seen, "denied", asked.safeguards, 2),
        "missing": _missing(seen, asked.safeguards),
        "retrogression": _any(seen, RETROGRESSIVE),
        "open": _any(seen, OPEN),
    }
    shared = tuple(sorted(code for code in holders if code in asked.holders))
    found["holder"] = PairFeature(float(bool(shared)), shared)
    hit = found["interference"]
    found["absolute"] = PairFeature(hit.value if asked.force is Force.ABSOLUTE else 0.0, hit.codes, hit.spans)
    return found


def logit(share: float) -> float:
    """ln(p / (1 - p)), kept within what a probability of 0.001 gives."""
    kept = min(max(share, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def _codes(seen: Mapping[str, Seen], group: str, wanted: Iterable[str], enough: int) -> PairFeature:
    hits = [(code, seen[f"{group}.{code}"]) for code in sorted(wanted) if f"{group}.{code}" in seen]
    spans = tuple(span for _, s in hits for span in s.spans[:1])
    return PairFeature(min(len(hits), enough) / enough, tuple(code for code, _ in hits), spans)


def _missing(seen: Mapping[str, Seen], safeguards: Sequence[str]) -> PairFeature:
    codes = tuple(code for code in safeguards if f"has.{code}" not in seen)
    return PairFeature(len(codes) / len(safeguards) if safeguards else 0.0, codes)


def _any(seen: Mapping[str, Seen], names: Sequence[str]) -> PairFeature:
    hits = [name for name in names if name in seen]
    return PairFeature(float(bool(hits)), (), tuple(span for name in hits for span in seen[name].spans[:1]))
