"""Tension: how strongly a provision limits and how little it protects. For reading order only.

One linear score over readings that each point at words (tension_features) and over the wording (wording), trained on twins of
contested and repaired rules (scripts/train_tension.py). Safeguards that are present and words that bound or give can only
lower the score; denied safeguards and interferences can only raise it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.reason import Reason
from workbench.screening.tension_features import Seen
from workbench.screening.wording import Evidence, Wording

BOILERPLATE_SHARE = 0.05  # of the level that the same words would have in a norm
SHOWN = 6  # reasons for a provision
SMALLEST = 0.15  # a contribution under this is not worth a line
WORDS_SHOWN = 3


@dataclass(frozen=True)
class Contribution:
    """What one feature adds to the score, and where the text shows it."""

    feature: str
    weight: float
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class TensionModel:
    """Weights per reading, the wording, and the logistic that turns a score into a probability.

    `slope` and `offset` hold where contested and calm provisions are equally many; `share` is the share of contested
    provisions in the drafts that are read, and shifts the probability to it (prior shift, Elkan 2001). It may be changed in
    tension.json for other drafts: the order stays the same.
    """

    weights: Mapping[str, float]
    intercept: float
    slope: float
    offset: float
    share: float
    version: str
    wording: Wording

    @classmethod
    def load(cls, folder: Path) -> TensionModel:
        """Read the shipped weights: tension.json and wording.npz."""
        content = json.loads((folder / "tension.json").read_text(encoding="utf-8"))
        return cls(**content, wording=Wording.load(folder / "wording.npz"))

    def contributions(self, text: str, features: Mapping[str, Seen]) -> list[Contribution]:
        """Every reading with a weight and the two sides of the wording, strongest first."""
        known = [(name, seen) for name, seen in features.items() if name in self.weights]
        found = [Contribution(name, self.weights[name] * seen.value, seen.spans) for name, seen in known]
        found += _sides(self.wording.evidence(text))
        return sorted(found, key=lambda c: (-abs(c.weight), c.feature))

    def probability(self, contributions: list[Contribution]) -> float:
        """0..1 in a draft with `share` of contested provisions."""
        score = self.intercept + sum(c.weight for c in contributions)
        odds = self.slope * score + self.offset + math.log(self.share / (1 - self.share))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def tension(self, contributions: list[Contribution], boilerplate: bool) -> float:
        """0..1, for reading order. Relevance stays out: weighing it in lowered the order of the demo draft (AUROC .74 -> .58)."""
        level = self.probability(contributions)
        return round(level * BOILERPLATE_SHARE if boilerplate else level, 6)

    def reasons(self, text: str, contributions: list[Contribution]) -> tuple[Reason, ...]:
        """The strongest contributions, each with the words that show it."""
        told = [c for c in contributions if abs(c.weight) >= SMALLEST and c.spans]
        return tuple(
            Reason(f"tension.{c.feature}", tuple(text[a:b] for a, b in c.spans[:WORDS_SHOWN]), round(c.weight, 3), c.spans)
            for c in told[:SHOWN]
        )


def _sides(evidence: Evidence) -> list[Contribution]:
    """The wording that raises and the wording that lowers, each with the words that weigh most."""
    found = []
    for name, sign in (("wording.contested", 1.0), ("wording.repaired", -1.0)):
        shares = sorted(((sign * share, start, end) for share, start, end in evidence.shares if sign * share > 0), reverse=True)
        spans = tuple(sorted((start, end) for _, start, end in shares[:WORDS_SHOWN]))
        found.append(Contribution(name, sign * sum(share for share, _, _ in shares), spans))
    return found
