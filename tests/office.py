"""An institute for the tests: one person per role, a dossier with one text, and what a signature freezes."""

from __future__ import annotations

from typing import Any

from tests.records import DRAFT, TEXT, VERSIONS, finding, person
from workbench.domain.anchors import hash_of
from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.findings import Finding
from workbench.domain.ledger import Ledger
from workbench.domain.people import Person, Role
from workbench.domain.readiness import Norms
from workbench.domain.signing import Frozen
from workbench.use_cases.acting import Actor
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.record_finding import record_finding, submit
from workbench.use_cases.review_finding import validate

FROZEN = Frozen(DRAFT, hash_of(TEXT), VERSIONS, "corpus1")
NORMS = Norms(frozenset({"ECHR/3", "ECHR/4/1"}), {"ECHR/8": ("public-safety", "rights-others")})

STAFF = {
    "rik": (Role.RESEARCHER,),
    "ada": (Role.ADVISOR,),
    "leo": (Role.REVIEWER,),
    "lea": (Role.REVIEWER,),
    "mia": (Role.MANAGEMENT,),
    "bob": (Role.ADMINISTRATOR,),
    "niemand": (),
}


class Office:
    """People at work on one ledger: `office["ada"]` is an actor."""

    def __init__(self, ledger: Ledger, hire: bool = True) -> None:
        self.ledger = ledger
        if not hire:  # everybody is there already
            return
        with ledger.write("local") as pen:
            for name, roles in STAFF.items():
                pen.put(person(name, *roles), "add_person")

    def __getitem__(self, name: str) -> Actor:
        found = self.ledger.get(Person, name)
        assert found is not None
        return Actor(self.ledger, found, lambda: "2026-11-25T10:00:00+00:00")

    def dossier(self, who: str = "ada", **facts: Any) -> Dossier:
        return open_dossier(
            self[who], facts.pop("title", "Oefenontwerp"), DRAFT, "voorontwerp", **{"stage": Stage.TABLED, **facts}
        )

    def finding(self, dossier: Dossier, who: str = "rik", **changes: Any) -> Finding:
        return record_finding(self[who], finding(dossier.id, **changes))

    def validated(self, dossier: Dossier, **changes: Any) -> Finding:
        return validate(self["leo"], submit(self["rik"], self.finding(dossier, **changes)))

    def again(self, record: Finding) -> Finding:
        stored = self.ledger.get(Finding, record.id)
        assert stored is not None
        return stored
