"""Tension: how strongly a provision limits and how little it protects. For reading order only.

A linear model over features that each point at words (tension_features), trained on twins of contested and repaired rules
(scripts/train_tension.py). Safeguards that are present can only lower the score, denied ones can only raise it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.reason import Reason
from workbench.screening.tension_features import Seen

BOILERPLATE_CAP = 0.05
SHOWN = 6  # reasons for a provision
SMALLEST = 0.15  # a contribution under this is not worth a line


@dataclass(frozen=True)
class Contribution:
    """What one feature adds to the score, and where the text shows it."""

    feature: str
    weight: float
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class TensionModel:
    """Weights per feature, and the logistic that turns a score into a probability."""

    weights: Mapping[str, float]
    intercept: float
    slope: float
    offset: float
    version: str

    @classmethod
    def load(cls, path: Path) -> TensionModel:
        """Read the shipped weights."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(content["weights"], content["intercept"], content["slope"], content["offset"], content["version"])

    def contributions(self, features: Mapping[str, Seen]) -> list[Contribution]:
        """Every feature with a weight, strongest first."""
        known = [(name, seen) for name, seen in features.items() if name in self.weights]
        found = [Contribution(name, self.weights[name] * seen.value, seen.spans) for name, seen in known]
        return sorted(found, key=lambda c: (-abs(c.weight), c.feature))

    def probability(self, features: Mapping[str, Seen]) -> float:
        """0..1 on the calibrated scale of the twins."""
        score = self.intercept + sum(c.weight for c in self.contributions(features))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.offset))))

    def tension(self, features: Mapping[str, Seen], boilerplate: bool) -> float:
        """0..1, for reading order. Relevance stays out: weighing it in lowered the order of the demo draft (AUROC .74 -> .58)."""
        level = self.probability(features)
        return round(min(level, BOILERPLATE_CAP) if boilerplate else level, 6)

    def reasons(self, text: str, features: Mapping[str, Seen]) -> tuple[Reason, ...]:
        """The strongest readings, each with the words that show it."""
        told = [c for c in self.contributions(features) if abs(c.weight) >= SMALLEST and c.spans]
        return tuple(Reason(f"tension.{c.feature}", (text[slice(*c.spans[0])],), round(c.weight, 3)) for c in told[:SHOWN])
