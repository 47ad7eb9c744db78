"""A dossier with one of everything, on a real small draft, for reports and exports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.fake_ledger import FakeLedger
from tests.office import Office
from tests.records import VERSIONS, finding
from workbench.domain.anchors import anchor_in_draft, hash_of
from workbench.domain.dossier_set import Choice, DossierSet
from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.drafts import Draft
from workbench.domain.findings import Finding
from workbench.domain.instruments import Applicability, Status
from workbench.domain.obligations import Thesaurus
from workbench.domain.people import Action
from workbench.domain.search import Candidate, Reason, ScreenedUnit, Screening
from workbench.domain.signing import Frozen
from workbench.ingest import read_draft
from workbench.knowledge.catalogue import read_catalogue
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.reports.voice import Voice
from workbench.texts import say
from workbench.use_cases.draft_units import units
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.record_finding import record_finding, submit
from workbench.use_cases.review_finding import validate
from workbench.use_cases.select_dossier import Sources, select

TEXT = """Ontwerp van decreet over de {name} kampeerterreinen

Artikel 1. Dit decreet regelt een gewestaangelegenheid.

Art. 2. De naam van het terrein staat op het bord.

Art. 3. § 1. De toezichthouders kunnen op elk ogenblik elke kampeerwagen betreden zonder toestemming van de bewoner.

§ 2. De bewoner wordt vooraf gehoord.

Art. 4. De Vlaamse Regering bepaalt de nadere regels.

Art. 5. Dit decreet treedt in werking op 1 januari 2030.
"""


class Kept:
    """Drafts and screenings in memory."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self.screenings: dict[str, Screening] = {}

    def get(self, key: str) -> Draft | None:
        return self.drafts.get(key)

    def latest(self, key: str) -> Screening | None:
        return self.screenings.get(key)


@dataclass
class Desk:
    """The institute at work on a dossier over a draft."""

    office: Office
    kept: Kept
    voice: Voice
    folder: Path

    @property
    def sources(self) -> Sources:
        return Sources(self.kept, self.kept, self.voice.instruments)  # type: ignore[arg-type]

    def open(self, name: str = "Zandbergse", **facts: object) -> Dossier:
        file = self.folder / f"{name}.txt"
        file.write_text(TEXT.format(name=name), encoding="utf-8")
        draft = read_draft(file)
        self.kept.drafts[draft.id] = draft
        self.kept.screenings[draft.id] = screening(draft)
        stage = {"stage": Stage.TABLED, **facts}
        return open_dossier(self.office["ada"], f"Dossier {name}", draft.id, "voorontwerp", **stage)

    def finding(self, dossier: Dossier, provision: str = "art_3__para_1", words: str = "", **changes: object) -> Finding:
        draft = self.kept.drafts[dossier.current]
        subject = anchor_in_draft(draft, provision, words)
        return record_finding(
            self.office["rik"],
            finding(dossier.id, **{"draft": draft.id, "subject": subject, "carrier": "", "steps": (), **changes}),
        )

    def validated(self, dossier: Dossier, provision: str = "art_3__para_1", words: str = "", **changes: object) -> Finding:
        complete = finding(dossier.id).steps
        made = self.finding(dossier, provision, words, **{"steps": complete, **changes})
        return validate(self.office["leo"], submit(self.office["rik"], made))

    def frozen(self, dossier: Dossier) -> Frozen:
        return Frozen(dossier.current, hash_of(self.kept.drafts[dossier.current].source.text), VERSIONS, "corpus1")

    def select(self, dossier: Dossier, who: str = "ada", action: Action = Action.EXPORT_DOSSIER, **choice: object) -> DossierSet:
        return select(self.office[who], dossier.id, Choice(**choice), self.sources, action)  # type: ignore[arg-type]


def screening(draft: Draft) -> Screening:
    """What the machine would say: every unit with two candidates."""
    told = Applicability(Status.BINDING)

    def candidates(text: str) -> tuple[Candidate, ...]:
        why = (Reason("reason.words", (text.split()[-1].strip("."),), 0.5),)
        return tuple(Candidate(place, score, score / 4, why, told) for place, score in (("ECHR/8", 3.25), ("CRC/12", 1.5)))

    screened = tuple(ScreenedUnit(u.provision, u.citation, u.text, u.page, 0.5, (), candidates(u.text)) for u in units(draft))
    return Screening(f"s-{draft.id}", draft.id, "2026-11-20T10:00:00+00:00", VERSIONS, screened)


@pytest.fixture(scope="session")
def voice(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Voice:
    corpus = project_root / "corpus"
    thesaurus: Thesaurus = read_thesaurus(corpus)
    return Voice("nl", say, read_catalogue(corpus, tmp_path_factory.mktemp("cache")).instruments, thesaurus)


@pytest.fixture
def desk(voice: Voice, tmp_path: Path) -> Desk:
    return Desk(Office(FakeLedger()), Kept(), voice, tmp_path)


@pytest.fixture
def english(voice: Voice) -> Voice:
    return replace(voice, language="en")
