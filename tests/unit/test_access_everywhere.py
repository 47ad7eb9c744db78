"""No use case without a row in the access matrix, and nothing of a confidential dossier in what others get to see."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine

import workbench.use_cases
from tests.hashing import QuickHasher
from tests.office import FROZEN, NORMS
from tests.records import DRAFT, VERSIONS, finding
from tests.unit.test_access_matrix import IN_A_DOSSIER, ONE_OF_EACH, OUTSIDE, SOURCES, Empty, Scene, outcome, table
from tests.unit.versions.desk import Desk
from tests.unit.versions.desk import reader as cue_reader
from tests.unit.versions.texts import ARTICLES, draft
from workbench.domain.body_set import Reach
from workbench.domain.carry_over import Development
from workbench.domain.dossiers import DossierState
from workbench.domain.edits import DecisionEdits
from workbench.domain.findings import Finding
from workbench.domain.jobs import Job, JobKind, JobState
from workbench.domain.known_items import KnownItem
from workbench.domain.management import Selection
from workbench.domain.people import Action, Role
from workbench.domain.period import Period
from workbench.domain.repairs import Repair, RepairKind
from workbench.domain.report_request import ReportRequest
from workbench.domain.report_request import Wanted as WantedReport
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.errors import AccessDenied, RuleError, UnknownRecord
from workbench.storage.accounts import SqlAccounts
from workbench.storage.database import open_store
from workbench.use_cases.acting import Actor
from workbench.use_cases.adjudicate import adjudicate_all
from workbench.use_cases.all_findings import gather
from workbench.use_cases.ask_report import ask_report, check_export, own_reports, take_report
from workbench.use_cases.carry_over import propose
from workbench.use_cases.confirm_carry_over import confirm
from workbench.use_cases.decide_candidate import decide_all, take_back_all
from workbench.use_cases.find_dossiers import Wanted, find_dossiers
from workbench.use_cases.impact import impact
from workbench.use_cases.known_items import check_items, known_box, retire_item
from workbench.use_cases.list_unratified import list_unratified
from workbench.use_cases.log_export import log_gathered
from workbench.use_cases.manage_accounts import (
    add_member,
    close_access,
    give_roles,
    member_named,
    members,
    open_access,
    reset_password,
)
from workbench.use_cases.management import management, own_share
from workbench.use_cases.my_work import my_work
from workbench.use_cases.open_dossier import open_dossier, set_members
from workbench.use_cases.outside_reading import Pair, allow_outside, ask_outside
from workbench.use_cases.precedents import precedents
from workbench.use_cases.publish import publish_all
from workbench.use_cases.read_back_decisions import write_decisions
from workbench.use_cases.read_cards import Deck, decide_card, reading_of, take_back_card
from workbench.use_cases.read_dossier import list_dossiers, people, read_dossier, read_dossiers
from workbench.use_cases.record_finding import revise_in
from workbench.use_cases.repair_draft import carry_repairs, repair_draft, undo_repair
from workbench.use_cases.safekeeping import back_up, export_dossier, import_dossier, restore
from workbench.use_cases.search_findings import search_findings
from workbench.use_cases.select_for_body import BodySources, select_for_body
from workbench.use_cases.sight import hidden_drafts
from workbench.use_cases.sign_in import Door
from workbench.use_cases.signing_room import enter_signing
from workbench.use_cases.verify_audit import verify_audit

ROOT = Path(__file__).resolve().parents[2]
A = Action
EVER = Reach(Period("2000-01-01", "2099-12-31"), confidential=True)
YEAR = Selection(Period("2026-01-01", "2026-12-31"))
PASSWORD = "zes paarden op stal"
BODY = SimpleNamespace(code="x", instruments=("ECHR",), clusters=(), clusters_of=lambda provision: ())
FILES = SimpleNamespace(write=lambda dossier, target: {}, adopt=lambda file, who: (_SCENE[-1].dossier.id, {}))
SAFE = SimpleNamespace(back_up=lambda target: "", restore=lambda file, replace: "", holds_people=lambda: True)
_SCENE: list[Scene] = []
_STORE: list[Engine] = []


@pytest.fixture(autouse=True, scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> None:
    _STORE[:] = [open_store(f"sqlite:///{tmp_path_factory.mktemp('deur') / 'x.db'}")]


def door(s: Scene) -> Door:
    return Door(s.office.ledger, SqlAccounts(_STORE[0]), QuickHasher())


def verdict(s: Scene) -> Verdict:
    return Verdict(dossier=s.dossier.id, draft=DRAFT, provision="art_9", norm="ECHR/8", answer=VerdictAnswer.DOUBT)


def card(s: Scene, a: Actor) -> object:
    unit = SimpleNamespace(provision="art_9", candidates=(), tension=0.0)
    shown = SimpleNamespace(provision="art_9", norms=("ECHR/8",))
    screening = SimpleNamespace(id="s1", units=(unit,))
    return decide_card(a, s.dossier.id, DRAFT, screening, shown, VerdictAnswer.DOUBT, ["ECHR/8"])  # type: ignore[arg-type]


def arrived(s: Scene) -> Desk:
    """A second dossier with two versions, as confidential as the scene's first one."""
    at = Desk(s.office, draft(*ARTICLES[1:]), cue_reader(ROOT))
    at.finding()
    at.arrives()
    return at


def proposed(s: Scene, a: Actor) -> object:
    at = arrived(s)
    if s.seen.confidential:
        set_members(s.office["ada"], at.dossier.id, True, ["rik"])
    return propose(a, at.dossier.id, at.old, at.new, at.reader)


def confirmed(s: Scene, a: Actor) -> object:
    at = arrived(s)
    step = at.step()
    if s.seen.confidential:
        set_members(s.office["ada"], at.dossier.id, True, ["rik"])
    return confirm(a, step, step.items[0], Development.UNCHANGED)


def revised(s: Scene, a: Actor) -> object:
    with a.write() as pen:
        return revise_in(pen, a, replace(s.made, title="x"))


def exported(s: Scene, a: Actor) -> object:
    return export_dossier(a, FILES, s.dossier.id, Path("x"))  # type: ignore[arg-type]


def imported(s: Scene, a: Actor) -> object:
    _SCENE[:] = [s]
    return import_dossier(a, FILES, Path("x"))  # type: ignore[arg-type]


REPAIR = Repair(draft=DRAFT, provision="art_5", repair=RepairKind.RELABEL)


def undone(s: Scene, a: Actor) -> object:
    with s.office.ledger.write("rik") as pen:
        stored = pen.put(REPAIR, "repair_relabel")
    return undo_repair(a, stored)


def repaired(s: Scene, a: Actor) -> object:
    return repair_draft(a, Empty(), REPAIR)  # type: ignore[arg-type]


def kin(about: Finding, a: Actor) -> object:
    register = SimpleNamespace(of_article=lambda article: ())
    return precedents(a, about, register, lambda texts: np.ones((len(texts), 2), np.float32))  # type: ignore[arg-type]


def searched(a: Actor) -> object:
    return search_findings(a, "", None, None)  # type: ignore[arg-type]


def sent(s: Scene, a: Actor) -> object:
    def ask(texts: object, wait: object) -> object:
        raise RuleError("outside")  # it got that far

    outside = SimpleNamespace(host="host", model="m", prompt="p", ask=ask)
    pair = Pair(s.dossier.id, DRAFT, "art_5", "ECHR/8")
    return ask_outside(a, pair, None, outside, None, None)  # type: ignore[arg-type]


def retired(s: Scene, a: Actor) -> object:
    with s.office.ledger.write("rik") as pen:
        stored = pen.put(KnownItem(text="Een regel", norm="ECHR/8"), "keep_known_item")
    return retire_item(a, stored, "klaar")


def asked(s: Scene, a: Actor) -> object:
    jobs, queue = SimpleNamespace(add=lambda job: job), SimpleNamespace(put=lambda job: None)
    request = ReportRequest(WantedReport.ADVICE, "docx", a.person.id, dossier=s.dossier.id)
    return ask_report(a, request, jobs, queue)  # type: ignore[arg-type]


def taken(s: Scene, a: Actor) -> object:
    made = {"file": "advies.docx", "dossiers": [s.dossier.id]}
    return take_report(a, Job("j", JobKind.MAKE_REPORT, "x", a.person.id, "2026", JobState.DONE, result=made))


MORE_IN_A_DOSSIER: dict[str, tuple[Action, Any]] = {
    "decide_all": (A.DECIDE_CANDIDATE, lambda s, a: decide_all(a, [verdict(s)])),
    "take_back_all": (A.DECIDE_CANDIDATE, lambda s, a: take_back_all(a, [s.verdict.id])),
    "decide_card": (A.DECIDE_CANDIDATE, card),
    "take_back_card": (A.DECIDE_CANDIDATE, lambda s, a: take_back_card(a, [s.verdict.id])),
    "reading_of": (A.READ_DOSSIER, lambda s, a: reading_of(a, s.dossier.id, DRAFT, Deck("s1", (), ()))),
    "propose": (A.READ_DOSSIER, proposed),
    "confirm": (A.WRITE_FINDING, confirmed),
    "impact": (A.READ_DOSSIER, lambda s, a: impact(a, [s.dossier.id])),
    "log_gathered": (A.EXPORT_DOSSIER, lambda s, a: log_gathered(a, [s.dossier.id], "x")),
    "revise_in": (A.WRITE_FINDING, revised),
    "export_dossier": (A.EXPORT_DOSSIER, exported),
    "adjudicate_all": (A.ADJUDICATE, lambda s, a: adjudicate_all(a, s.reading.id, {}, "x")),
    "allow_outside": (A.EDIT_DOSSIER, lambda s, a: allow_outside(a, s.dossier.id, "host", allowed=False)),
    "ask_outside": (A.DECIDE_CANDIDATE, sent),
    "publish_all": (A.PUBLISH, lambda s, a: publish_all(a, [s.signed])),
    "enter_signing": (A.READ_DOSSIER, lambda s, a: enter_signing(a, read_dossier(s.office["ada"], s.dossier.id), FROZEN, NORMS)),
    "ask_report": (A.EXPORT_DOSSIER, asked),
    "take_report": (A.EXPORT_DOSSIER, taken),
    "check_export": (A.EXPORT_DOSSIER, lambda s, a: check_export(a, [s.dossier.id])),
}
MORE_OUTSIDE: dict[str, tuple[Action, Any]] = {
    "read_dossiers": (A.READ_DOSSIER, lambda s, a: read_dossiers(a)),
    "find_dossiers": (A.READ_DOSSIER, lambda s, a: find_dossiers(a, Wanted(state=None))),
    "gather": (A.EXPORT_DOSSIER, lambda s, a: gather(a, EVER, A.EXPORT_DOSSIER)),
    "select_for_body": (A.EXPORT_DOSSIER, lambda s, a: select_for_body(a, BODY, EVER, BodySources(Empty(), None))),  # type: ignore[arg-type]
    "list_unratified": (A.EXPORT_DOSSIER, lambda s, a: list_unratified(a, {}, confidential=True)),
    "known_box": (A.READ_DOSSIER, lambda s, a: known_box(a, VERSIONS)),
    "check_items": (A.READ_DOSSIER, lambda s, a: check_items(a, None, VERSIONS)),  # type: ignore[arg-type]
    "retire_item": (A.KEEP_KNOWN, retired),
    "my_work": (A.READ_DOSSIER, lambda s, a: my_work(a)),
    "precedents": (A.READ_DOSSIER, lambda s, a: kin(s.made, a)),
    "search_findings": (A.READ_DOSSIER, lambda s, a: searched(a)),
    "own_reports": (A.READ_DOSSIER, lambda s, a: own_reports(a, SimpleNamespace(recent=lambda limit: []))),  # type: ignore[arg-type]
    "repair_draft": (A.REPAIR_DRAFT, repaired),
    "undo_repair": (A.REPAIR_DRAFT, undone),
    "import_dossier": (A.IMPORT_DOSSIER, imported),
    "back_up": (A.BACK_UP, lambda s, a: back_up(a, SAFE, Path("x"))),
    "restore": (A.BACK_UP, lambda s, a: restore(a, SAFE, Path("x"), True)),
    "verify_audit": (A.READ_AUDIT, lambda s, a: verify_audit(a)),
    "members": (A.MANAGE_PEOPLE, lambda s, a: members(door(s), a)),
    "member_named": (A.MANAGE_PEOPLE, lambda s, a: member_named(door(s), a, "Rik")),
    "add_member": (A.MANAGE_PEOPLE, lambda s, a: add_member(door(s), a, "Cas", [Role.ADVISOR])),
    "reset_password": (A.MANAGE_PEOPLE, lambda s, a: reset_password(door(s), a, s.office["rik"].person, PASSWORD)),
    "give_roles": (A.MANAGE_PEOPLE, lambda s, a: give_roles(a, s.office["rik"].person, [Role.ADVISOR])),
    "close_access": (A.MANAGE_PEOPLE, lambda s, a: close_access(door(s), a, s.office["rik"].person)),
    "open_access": (A.MANAGE_PEOPLE, lambda s, a: open_access(a, s.office["rik"].person)),
}
WITHOUT_A_ROW = {
    "person_now": "tells who the actor is",
    "works_alone": "tells whether there are colleagues",
    "dossier_for": "is the check itself",
    "checked_request": "lets only the asker's own request through; what it takes out is checked by make",
    "write_decisions": "writes through decide_all",
    "carry_repairs": "does nothing for who may not repair: its own test below",
}


def use_cases() -> dict[str, Any]:
    """Every public function of a use case that somebody acts in."""
    found = {}
    for module in pkgutil.iter_modules(workbench.use_cases.__path__):
        inside = importlib.import_module(f"workbench.use_cases.{module.name}")
        for name, function in inspect.getmembers(inside, inspect.isfunction):
            acts = "Actor" in {str(p.annotation) for p in inspect.signature(function).parameters.values()}
            if acts and function.__module__ == inside.__name__ and not name.startswith("_"):
                found[name] = function
    return found


def test_every_use_case_has_a_row_so_that_a_new_one_cannot_be_forgotten() -> None:
    rows = IN_A_DOSSIER.keys() | OUTSIDE.keys() | MORE_IN_A_DOSSIER.keys() | MORE_OUTSIDE.keys()
    assert sorted(use_cases().keys() - rows - WITHOUT_A_ROW.keys()) == []
    assert sorted(WITHOUT_A_ROW.keys() - use_cases().keys()) == []


@pytest.mark.parametrize("name", MORE_IN_A_DOSSIER | MORE_OUTSIDE)
def test_these_too_let_exactly_the_roles_of_the_matrix_through(name: str) -> None:
    action, do = (MORE_IN_A_DOSSIER | MORE_OUTSIDE)[name]
    found = {who: outcome(Scene(), do, who) for who in ONE_OF_EACH}
    refused = f"error.denied.{action}"
    assert found == {who: "allowed" if role in table()[action] else refused for who, role in ONE_OF_EACH.items()}
    assert outcome(Scene(), do, "niemand") == refused


@pytest.mark.parametrize("name", MORE_IN_A_DOSSIER)
def test_in_a_confidential_dossier_these_too_find_nothing_for_others(name: str) -> None:
    action, do = MORE_IN_A_DOSSIER[name]
    for who in ("leo", "mia", "bob"):
        role = ONE_OF_EACH[who]
        expected = "error.dossier_unknown" if role in table()[action] else f"error.denied.{action}"
        assert (who, outcome(Scene(confidential=True), do, who)) == (who, expected)
    if Role.RESEARCHER in table()[action]:
        assert outcome(Scene(confidential=True), do, "rik") == "allowed"


OVER_ALL: dict[str, Any] = {
    "list_dossiers": list_dossiers,
    "read_dossiers": read_dossiers,
    "find_dossiers": lambda a: find_dossiers(a, Wanted(state=None)),
    "impact": impact,
    "gather": lambda a: gather(a, EVER, A.READ_DOSSIER),
    "list_unratified": lambda a: list_unratified(a, {}, confidential=True, action=A.READ_DOSSIER),
    "select_for_body": lambda a: select_for_body(a, BODY, EVER, BodySources(Empty(), None), A.READ_DOSSIER),  # type: ignore[arg-type]
    "management": lambda a: management(a, YEAR),
    "own_share": own_share,
    "my_work": my_work,
    "precedents": lambda a: kin(finding("elders", origin_note="x"), a),
    "search_findings": lambda a: searched(a),
    "people": people,
}
NAMES_NOTHING = {"people", "list_unratified", "impact"}
"""Whose answer has no dossier in it, for a member either; they may differ only in figures."""


@pytest.mark.parametrize("name", OVER_ALL)
def test_what_is_gathered_over_all_dossiers_is_the_same_as_if_the_confidential_one_did_not_exist(name: str) -> None:
    scene, empty = Scene(confidential=True), Scene.__new__(Scene)
    empty.office = type(scene.office)(type(scene.office.ledger)())
    outsider = repr(OVER_ALL[name](scene.office["mia"]))
    assert scene.dossier.id not in outsider and "Oefenontwerp" not in outsider and scene.made.id not in outsider
    without_people = repr(OVER_ALL[name](empty.office["mia"]))
    if name != "people":
        assert outsider == without_people
    if name not in NAMES_NOTHING and name not in ("own_share", "management"):
        assert "Oefenontwerp" in repr(OVER_ALL[name](scene.office["rik"]))


def test_a_text_that_only_a_closed_dossier_holds_is_unknown_until_an_open_one_holds_it_too() -> None:
    scene = Scene(confidential=True)
    ledger = scene.office.ledger
    assert hidden_drafts(ledger, scene.office["mia"].person) == {DRAFT}
    assert hidden_drafts(ledger, scene.office["bob"].person) == {DRAFT}
    for member in ("rik", "ada"):
        assert hidden_drafts(ledger, scene.office[member].person) == frozenset()
    with pytest.raises(RuleError) as caught:
        repaired(scene, scene.office["leo"])
    assert caught.value.key == "ui.draft.unknown"
    open_dossier(scene.office["leo"], "Openbaar", DRAFT, "voorontwerp")
    assert hidden_drafts(ledger, scene.office["mia"].person) == frozenset()


def test_an_unknown_and_a_closed_dossier_get_the_same_answer() -> None:
    scene = Scene(confidential=True)
    told = []
    for dossier in (scene.dossier.id, "f" * 32):
        with pytest.raises(UnknownRecord) as caught:
            impact(scene.office["mia"], [dossier])
        told.append((caught.value.key, set(caught.value.params)))
    assert told[0] == told[1] == ("error.dossier_unknown", {"id"})


def test_decisions_that_were_read_back_are_written_through_the_same_check() -> None:
    scene = Scene(confidential=True)
    assert write_decisions(scene.office["rik"], DecisionEdits(scene.dossier.id, (), ()), [], SOURCES) == 0


def test_repairs_are_carried_for_nobody_who_may_not_repair() -> None:
    class Kept:
        def all(self) -> list[Any]:
            return [SimpleNamespace(id="a" * 12, title="Ontwerp", kind="x", file_name="x", imported="2026", articles=1)]

        def get(self, key: str) -> Any:
            return replace(draft(*ARTICLES), id=key)

    scene = Scene()
    with scene.office.ledger.write("rik") as pen:
        pen.put(replace(REPAIR, draft="a" * 12), "repair_relabel")
    new = replace(draft(*ARTICLES), id="b" * 12)
    assert carry_repairs(scene.office["mia"], Kept(), new) == []  # type: ignore[arg-type]


def test_pages_and_commands_read_decisions_through_use_cases_only() -> None:
    allowed = {"find(Repair", "verdict_id(", "form.seen.id"}  # repairs of a text that the page was given; one's own verdict
    for folder in ("ui", "console"):
        for file in (ROOT / "workbench" / folder).rglob("*.py"):
            for line in file.read_text(encoding="utf-8").splitlines():
                if "ledger.find(" in line or "ledger.get(" in line or "ledger.history(" in line or "ledger.audit(" in line:
                    assert any(word in line for word in allowed), f"{file.name}: {line.strip()}"


def test_a_closed_dossier_stays_closed_for_who_lost_the_role() -> None:
    scene = Scene(confidential=True)
    assert scene.seen.state is DossierState.OPEN
    with pytest.raises(AccessDenied):
        read_dossiers(scene.office["niemand"])
