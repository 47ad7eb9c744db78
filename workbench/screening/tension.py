"""Tension, first version: how strongly a provision limits and how little it protects, weighed by how relevant a right is."""

from __future__ import annotations

import math

from workbench.domain.search import Reason
from workbench.screening.cues import Cue

POLICY = "cues-1"
BOILERPLATE_CAP = 0.05
_BASE, _SLOPE = -1.6, 1.1  # a provision without cues stays near 0.17 x relevance


def tension(found: list[Cue], relevance: float, boilerplate: bool) -> float:
    """0..1, for reading order only: relevance of the best candidate times a logistic over the cue weights."""
    if boilerplate:
        return min(BOILERPLATE_CAP, relevance)
    strength = 1 / (1 + math.exp(-(_BASE + _SLOPE * sum(cue.weight for cue in found))))
    return round(0.35 * relevance * strength + 0.65 * strength * math.sqrt(max(relevance, 0.0)), 6)


def reasons(text: str, found: list[Cue]) -> tuple[Reason, ...]:
    """The cues as reasons with the words that show them."""
    return tuple(Reason(cue.key, (text[cue.start : cue.end],), cue.weight) for cue in found)
