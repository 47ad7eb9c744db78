"""A dossier with two versions of the campsite draft and the words of the first under a finding."""

from __future__ import annotations

from typing import Any

from tests.office import Office
from tests.records import VERSIONS, finding
from tests.unit.versions.texts import ARTICLES, article, draft
from workbench.domain.anchors import anchor_in_draft, hash_of
from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.drafts import Draft
from workbench.domain.findings import Finding
from workbench.domain.signing import Frozen
from workbench.domain.trees import Answer, Quotation, Step, StepAnswer
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.screening.reading import CueReader
from workbench.use_cases.carry_over import Item, propose
from workbench.use_cases.carry_over import Step as VersionStep
from workbench.use_cases.open_dossier import add_version, open_dossier
from workbench.use_cases.record_finding import record_finding, submit
from workbench.use_cases.review_finding import validate
from workbench.use_cases.sign_off import sign_off

ENTRY = "op elk ogenblik elke kampeerwagen betreden zonder toestemming van de bewoner"


class Desk:
    """Two versions of one text, and the people at work on them."""

    def __init__(self, office: Office, new: Draft, reader: CueReader, **facts: Any) -> None:
        self.office = office
        self.reader = reader
        self.old, self.new = draft(*ARTICLES), new
        self.dossier = open_dossier(office["ada"], "Kampeerterreinen", self.old.id, "voorontwerp", **facts)

    def finding(self, words: str = ENTRY, number: int = 2, **changes: Any) -> Finding:
        anchor = anchor_in_draft(self.old, article(self.old, number), words)
        step = StepAnswer(Step.INTERFERENCE, Answer.YES, "betreden", Quotation(words, anchor=anchor))
        own = {"draft": self.old.id, "subject": anchor, "steps": (step,), "origin_note": "", **changes}
        return record_finding(self.office["rik"], finding(self.dossier.id, **own))

    def signed(self, **changes: Any) -> Finding:
        """A finding under a signature, its tree filled in from the records of the tests."""
        from tests.records import answers

        made = self.finding(steps=answers(), **changes)
        validated = validate(self.office["leo"], submit(self.office["rik"], made))
        frozen = Frozen(self.old.id, hash_of(self.old.source.text), VERSIONS, "corpus1")
        sign_off(self.office["ada"], self.dossier.id, [validated], frozen, _no_norms())
        return self.office.again(made)

    def arrives(self) -> Dossier:
        """The new version comes in."""
        self.dossier = add_version(self.office["ada"], self.dossier, self.new.id, "Stuk 12 – Nr. 1", Stage.TABLED)
        return self.dossier

    def step(self, who: str = "rik") -> VersionStep:
        return propose(self.office[who], self.dossier.id, self.old, self.new, self.reader)

    def item(self, subject: str, who: str = "rik") -> Item:
        return next(i for i in self.step(who).items if i.subject == subject)


def _no_norms() -> Any:
    from workbench.domain.readiness import Norms

    return Norms()


def reader(root: Any) -> CueReader:
    """The shipped thesaurus's reader."""
    return CueReader(read_thesaurus(root / "corpus"))
