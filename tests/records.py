"""Records for the tests: a complete finding and what belongs to it."""

from __future__ import annotations

from typing import Any

from workbench.domain.anchors import Anchor, Side, TextPosition, TextQuote, hash_of
from workbench.domain.findings import (
    Addressee,
    Authority,
    Certainty,
    Competence,
    Finding,
    Norm,
    Outcome,
    Recommendation,
    Remedy,
    Reversibility,
    Severity,
    Suggestion,
    Verb,
)
from workbench.domain.instruments import Status
from workbench.domain.people import Person, Role
from workbench.domain.reason import Reason
from workbench.domain.search import Versions
from workbench.domain.trees import STEPS, Answer, Quotation, Step, StepAnswer, Tree

TEXT = "Art. 5. De toezichthouder kan de woning op elk ogenblik betreden."
DRAFT = "d" * 12
VERSIONS = Versions("p1/r1", "enc:1", "idx1", "reg1", "cat1")
SUGGESTION = Suggestion("s1", "art_5", "ECHR/8", 3.25, 0.875, 0.5, VERSIONS, (Reason("reason.words", ("woning",), 0.5),))


def person(name: str, *roles: Role, active: bool = True) -> Person:
    return Person(id=name, author="local", name=name.capitalize(), roles=roles, active=active)


def anchor(words: str = "de woning op elk ogenblik betreden", provision: str = "art_5", text: str = TEXT) -> Anchor:
    start = text.index(words)
    quote = TextQuote(words, text[max(0, start - 32) : start], text[start + len(words) :][:32])
    return Anchor(Side.DRAFT, DRAFT, provision, quote, TextPosition(start, start + len(words)), hash_of(text), 1)


def answers(tree: Tree = Tree.LIMITATION) -> tuple[StepAnswer, ...]:
    return tuple(_answer(step) for step in STEPS[tree])


def _answer(step: Step) -> StepAnswer:
    if step is Step.SUITABILITY:
        return StepAnswer(step, Answer.NOT_ASSESSABLE, because="de memorie zwijgt over het doel")
    return StepAnswer(step, Answer.NO, "geen rechter", Quotation("op elk ogenblik", anchor=anchor("op elk ogenblik")))


def finding(dossier: str, **changes: Any) -> Finding:
    complete: dict[str, Any] = {
        "dossier": dossier,
        "title": "Woning betreden zonder rechter",
        "draft": DRAFT,
        "subject": anchor(),
        "norm": Norm("ECHR/8", Status.BINDING, "2026-11-25", ("15", "22"), (Authority("GC 16", "§ 8"),)),
        "carrier": "artikel 5",
        "verb": Verb.RESTRICTS,
        "tree": Tree.LIMITATION,
        "steps": answers(),
        "reasoning": "Er is geen machtiging nodig.",
        "competence": Competence.FLEMISH,
        "holders": ("everyone",),
        "outcome": Outcome.RISK,
        "severity": Severity.HIGH,
        "certainty": Certainty.SETTLED,
        "reversibility": Reversibility.HARD,
        "recommendations": (Recommendation(1, Remedy.ADD_SAFEGUARD, Addressee.MINISTER, "na machtiging van de rechter"),),
    }
    return Finding(**{**complete, **changes})
