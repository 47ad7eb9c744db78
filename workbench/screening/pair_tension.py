"""Tension of a pair: a monotone, calibrated logistic over features that can be shown, trained by scripts/train_pairs.py."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.obligations import Force, Obligation
from workbench.domain.reason import Reason
from workbench.domain.tension import Level, PairTension
from workbench.domain.trees import Tree
from workbench.screening.pair_features import PairFeature

SHOWN = 5  # reasons on each side
SMALLEST = 0.1  # a contribution under this is not worth a line
UNEQUAL = frozenset(
    {"exclusion-group", "different-treatment", "indirect-discrimination", "nationality-condition", "language-condition",
     "age-limit", "residence-condition", "segregation", "accommodation-denied", "stereotyping"}
)  # fmt: skip
FAILING = frozenset({"omission", "waiting-list", "inaccessible", "no-participation"})
PROGRESSIVE = ("progressive", "mixed")


@dataclass(frozen=True)
class PairModel:
    """Weights per feature with the means they are measured from, the intercept, and the cuts between the levels."""

    weights: Mapping[str, float]
    means: Mapping[str, float]
    intercept: float
    medium: float
    high: float
    version: str

    @classmethod
    def load(cls, path: Path) -> PairModel:
        """Read the shipped weights."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def probability(self, features: Mapping[str, PairFeature]) -> float:
        """0..1; raising a RAISING feature never lowers it, raising a LOWERING one never raises it."""
        score = self.intercept + sum(weight * features[name].value for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def level(self, probability: float) -> Level:
        """The level that a probability stands for."""
        if probability >= self.high:
            return Level.HIGH
        return Level.MEDIUM if probability >= self.medium else Level.LOW

    def judge(self, text: str, features: Mapping[str, PairFeature], obligations: Sequence[Obligation], words: str) -> PairTension:
        """The expectation with its grounds; `words` are those of the treaty side."""
        probability = self.probability(features)
        tree = proposed_tree(features, obligations)
        grounds = self._grounds(text, features)
        return PairTension(
            self.level(probability),
            round(probability, 6),
            tree,
            tuple(r for r in grounds if r.weight > 0)[:SHOWN],
            tuple(r for r in grounds if r.weight < 0)[:SHOWN],
            questions(tree, features),
            words,
        )

    def _grounds(self, text: str, features: Mapping[str, PairFeature]) -> list[Reason]:
        """What lifts or lowers this pair above or below the mean pair of the development set, strongest first."""
        found = []
        for name, weight in self.weights.items():
            feature = features[name]
            moved = weight * (feature.value - self.means[name])
            if abs(moved) >= SMALLEST:
                side = "more" if feature.value > self.means[name] else "less"
                shown = tuple(text[start:end] for start, end in feature.spans)
                found.append(Reason(f"pair.{name}.{side}", feature.codes or shown, round(moved, 3), feature.spans))
        return sorted(found, key=lambda r: (-abs(r.weight), r.key))


def not_assessable(because: str, words: str) -> PairTension:
    """The answer "niet te beoordelen", with the catalogue key of its reason."""
    return PairTension(Level.NOT_ASSESSABLE, 0.0, Tree.LIMITATION, treaty_words=words, because=because)


def proposed_tree(features: Mapping[str, PairFeature], obligations: Sequence[Obligation]) -> Tree:
    """Which test a jurist starts with; a proposal that the jurist may change."""
    first = obligations[0] if obligations else None
    seen = frozenset(features["interference"].codes)
    if first and first.duty.force is Force.ABSOLUTE:
        return Tree.ABSOLUTE
    if (first and "equality" in first.rights) or (seen & UNEQUAL and not seen - UNEQUAL):
        return Tree.DIFFERENCE
    if features["retrogression"].value and first and first.duty.timing in PROGRESSIVE:
        return Tree.STANDSTILL
    if seen & FAILING or (first and first.duty.force is Force.PROGRAMMATIC):
        return Tree.POSITIVE
    return Tree.LIMITATION


STEPS = {
    Tree.LIMITATION: ("legal_basis", "aim", "suitable", "necessary", "proportionate"),
    Tree.DIFFERENCE: ("comparable", "ground", "aim", "proportionate", "accommodation"),
    Tree.POSITIVE: ("known_need", "reasonable_steps", "vulnerable", "remedy"),
    Tree.STANDSTILL: ("level_before", "significant", "public_interest", "compensation"),
    Tree.ABSOLUTE: ("falls_within", "severity", "no_balancing"),
}


def questions(tree: Tree, features: Mapping[str, PairFeature]) -> tuple[str, ...]:
    """Catalogue keys of what must still be answered: the steps of the tree, then what the text leaves open."""
    asked = [f"question.{tree}.{step}" for step in STEPS[tree]]
    if features["missing"].codes:
        asked.append("question.missing_safeguards")
    if features["open"].value:
        asked.append("question.open_norm")
    if not features["binds"].value:
        asked.append("question.not_binding")
    return tuple(asked)
