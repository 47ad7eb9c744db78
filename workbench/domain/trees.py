"""The test trees: which questions a finding answers, step by step, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.anchors import Anchor


class Tree(StrEnum):
    """Which test is made; four trees, `geen afweging` for absolute rights, and procedure alone."""

    LIMITATION = "limitation"
    DIFFERENCE = "difference"  # difference in treatment
    POSITIVE = "positive"  # positive obligation
    STANDSTILL = "standstill"
    ABSOLUTE = "absolute"  # no balancing
    PROCEDURE = "procedure"


class Step(StrEnum):
    """One question of a tree; its words live in the catalogues under `step.<value>`."""

    ENGAGEMENT = "engagement"
    INTERFERENCE = "interference"
    LEGAL_BASIS = "legal_basis"
    FORESEEABILITY = "foreseeability"
    LEGITIMATE_AIM = "legitimate_aim"
    SUITABILITY = "suitability"
    NECESSITY = "necessity"
    PROPORTIONALITY = "proportionality"
    SAFEGUARDS = "safeguards"
    COMPARABILITY = "comparability"
    GROUND = "ground"
    INDIRECT = "indirect"
    ACCOMMODATION = "accommodation"
    DUTY = "duty"
    FRAMEWORK = "framework"
    MINIMUM_CORE = "minimum_core"
    RESOURCES = "resources"
    TIMETABLE = "timetable"
    VULNERABLE = "vulnerable"
    REDUCTION = "reduction"
    GENERAL_INTEREST = "general_interest"
    COMPENSATION = "compensation"
    THRESHOLD = "threshold"
    NO_BALANCING = "no_balancing"
    BEST_INTERESTS = "best_interests"
    HEARING_CHILD = "hearing_child"
    PARTICIPATION = "participation"
    REMEDY = "remedy"
    DATA_PROTECTION = "data_protection"
    COMPETENCE = "competence"


PROCEDURE = (
    *(Step.BEST_INTERESTS, Step.HEARING_CHILD, Step.PARTICIPATION),
    *(Step.REMEDY, Step.DATA_PROTECTION, Step.COMPETENCE),
)
"""Procedure checks: they may be added to any tree, and are the whole of the procedure tree."""

STEPS: dict[Tree, tuple[Step, ...]] = {
    Tree.LIMITATION: (
        *(Step.ENGAGEMENT, Step.INTERFERENCE, Step.LEGAL_BASIS, Step.FORESEEABILITY, Step.LEGITIMATE_AIM),
        *(Step.SUITABILITY, Step.NECESSITY, Step.PROPORTIONALITY, Step.SAFEGUARDS),
    ),
    Tree.DIFFERENCE: (
        *(Step.ENGAGEMENT, Step.COMPARABILITY, Step.GROUND, Step.INDIRECT, Step.LEGITIMATE_AIM),
        *(Step.SUITABILITY, Step.PROPORTIONALITY, Step.ACCOMMODATION),
    ),
    Tree.POSITIVE: (
        *(Step.ENGAGEMENT, Step.DUTY, Step.FRAMEWORK, Step.MINIMUM_CORE),
        *(Step.RESOURCES, Step.TIMETABLE, Step.VULNERABLE),
    ),
    Tree.STANDSTILL: (Step.ENGAGEMENT, Step.REDUCTION, Step.GENERAL_INTEREST, Step.PROPORTIONALITY, Step.COMPENSATION),
    Tree.ABSOLUTE: (Step.ENGAGEMENT, Step.THRESHOLD, Step.NO_BALANCING, Step.SAFEGUARDS),
    Tree.PROCEDURE: PROCEDURE,
}


class Answer(StrEnum):
    """The answer to a step."""

    YES = "yes"
    NO = "no"
    DOUBTFUL = "doubtful"
    NOT_ASSESSABLE = "not_assessable"  # niet te beoordelen omdat ...
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Quotation:
    """Words that carry an answer: anchored in one of the two texts, or from another source with its pinpoint."""

    words: str
    source: str = ""  # "memorie van toelichting", "GC 14"; empty when anchored
    pinpoint: str = ""
    anchor: Anchor | None = None


@dataclass(frozen=True)
class StepAnswer:
    """One answered question: an answer with reasoning and a quotation, or why it cannot be judged."""

    step: Step
    answer: Answer
    reasoning: str = ""
    quotation: Quotation | None = None
    because: str = ""  # "niet te beoordelen omdat": needed for NOT_ASSESSABLE and NOT_APPLICABLE
    aims: tuple[str, ...] = ()  # thesaurus grounds, from this treaty article's own list

    @property
    def complete(self) -> bool:
        """Whether the answer carries a quotation, or says why there is none."""
        if self.answer in (Answer.NOT_ASSESSABLE, Answer.NOT_APPLICABLE):
            return bool(self.because.strip())
        return self.quotation is not None and bool(self.quotation.words.strip())


def open_steps(tree: Tree, answers: Iterable[StepAnswer]) -> tuple[Step, ...]:
    """The steps of the tree that have no complete answer, in order."""
    answered = {a.step for a in answers if a.complete}
    return tuple(step for step in STEPS[tree] if step not in answered)
