"""Who may do what: the matrix as a table, and every use case held against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fake_ledger import FakeLedger
from tests.office import FROZEN, NORMS, Office
from tests.records import DRAFT, anchor, finding
from workbench.domain.advice import Advice, advice_id
from workbench.domain.body_set import Reach
from workbench.domain.dossier_set import Choice
from workbench.domain.dossiers import Assignment, Dossier, Stage, Task
from workbench.domain.edits import AdviceEdits
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.jobs import Job
from workbench.domain.machine_opinion import MachineOpinion
from workbench.domain.management import Selection
from workbench.domain.notes import Note, NoteKind
from workbench.domain.obligations import Register
from workbench.domain.people import LOCAL_PERSON, MATRIX, Action, Person, Role
from workbench.domain.period import Period
from workbench.domain.report_request import ReportRequest, Wanted
from workbench.domain.treaty_bodies import TreatyBody
from workbench.domain.verdicts import VerdictAnswer
from workbench.errors import AccessDenied, RuleError, StaleWrite, UnknownRecord
from workbench.use_cases.acting import Actor
from workbench.use_cases.adjudicate import adjudicate
from workbench.use_cases.all_findings import gather
from workbench.use_cases.ask_report import ask_report, own_reports
from workbench.use_cases.decide_candidate import decide, take_back
from workbench.use_cases.discuss import reopen_note, reply, reword_note, set_aside, write_note
from workbench.use_cases.find_dossiers import Wanted as WantedDossiers
from workbench.use_cases.find_dossiers import find_dossiers
from workbench.use_cases.known_items import keep_item
from workbench.use_cases.list_unratified import list_unratified
from workbench.use_cases.log_export import log_export, log_gathered
from workbench.use_cases.manage_people import add_person, change_person
from workbench.use_cases.management import management, own_share
from workbench.use_cases.my_work import my_work
from workbench.use_cases.no_remarks import record_no_remarks, withdraw_no_remarks
from workbench.use_cases.open_dossier import (
    add_version,
    assign,
    close_dossier,
    describe_dossier,
    finish_assignment,
    move_to_stage,
    open_dossier,
    reopen_dossier,
    set_deadlines,
    set_members,
)
from workbench.use_cases.outside_reading import Pair, allow_outside, check_outside, opinions_on, outside_reading
from workbench.use_cases.publish import close_finding, publish, record_follow_up
from workbench.use_cases.read_back_advice import compare_advice, write_edits
from workbench.use_cases.read_back_decisions import compare_decisions
from workbench.use_cases.read_dossier import history_of, list_dossiers, people, read_dossier, read_dossiers
from workbench.use_cases.record_finding import record_finding, reopen_finding, revise, submit, take_up, withdraw
from workbench.use_cases.review_finding import request_changes, validate
from workbench.use_cases.second_read import finish_reading, plan_second_reading
from workbench.use_cases.select_dossier import Sources, select
from workbench.use_cases.select_for_body import BodySources, select_for_body
from workbench.use_cases.sign_off import readiness, sign_off
from workbench.use_cases.write_advice import advice_of, write_advice

TABLE = """
                   researcher advisor reviewer management administrator
read_dossier       x          x       x        x          x
open_dossier       x          x       x        x          .
edit_dossier       x          x       x        x          .
manage_members     .          x       .        x          x
assign             .          x       x        x          .
repair_draft       x          x       x        .          .
decide_candidate   x          x       x        .          .
record_no_remarks  x          x       x        .          .
write_note         x          x       x        x          .
write_finding      x          x       x        .          .
keep_known         x          x       x        .          .
review_finding     .          .       x        .          .
second_read        x          x       x        .          .
adjudicate         .          .       x        .          .
sign_off           .          x       .        x          .
publish            .          x       .        x          .
follow_up          .          x       .        x          .
export_dossier     .          x       x        x          x
import_dossier     .          .       .        x          x
read_management    .          .       .        x          x
read_audit         .          .       .        x          x
back_up            .          .       .        .          x
manage_people      .          .       .        .          x
"""


def table() -> dict[Action, frozenset[Role]]:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return {Action(r[0]): frozenset(Role(name) for name, mark in zip(head, r[1:], strict=True) if mark == "x") for r in rows}


def test_the_matrix_is_the_one_that_the_institute_agreed() -> None:
    assert table() == MATRIX


class Scene:
    """A dossier with one of everything, each in the state that its use case needs."""

    def __init__(self, confidential: bool = False) -> None:
        self.office = Office(FakeLedger())
        o = self.office
        self.dossier = o.dossier()
        self.made = o.finding(self.dossier)
        self.submitted = submit(o["rik"], o.finding(self.dossier))
        self.validated = o.validated(self.dossier)
        signed = [o.validated(self.dossier), o.validated(self.dossier), o.validated(self.dossier)]
        sign_off(o["mia"], self.dossier.id, signed, FROZEN, NORMS)
        self.signed, public, followed = (o.again(f) for f in signed)
        self.public, followed = publish(o["ada"], public), publish(o["ada"], followed)
        record_follow_up(o["ada"], followed, FollowUp(finding=followed.id))
        self.followed = o.again(followed)
        self.withdrawn = withdraw(o["rik"], o.finding(self.dossier), "dubbel")
        self.note = write_note(o["rik"], Note(dossier=self.dossier.id, kind=NoteKind.QUESTION, text="?", anchor=anchor()))
        self.verdict = decide(o["rik"], self.dossier.id, DRAFT, ("art_5", "ECHR/8"), VerdictAnswer.RELEVANT)
        self.silence = record_no_remarks(o["rik"], self.dossier.id, DRAFT, ["art_1"], ["ECHR"])
        self.reading = plan_second_reading(o["leo"], self.dossier.id, DRAFT, "rik", "leo", ["art_7"])
        allow_outside(o["ada"], self.dossier.id, "host", allowed=True)
        self.seen = self.dossier
        if confidential:
            set_members(o["ada"], self.dossier.id, True, ["rik"])
            self.seen = read_dossier(o["ada"], self.dossier.id).dossier


def question(s: Scene) -> Note:
    return Note(dossier=s.dossier.id, kind=NoteKind.NOTE, text="kijk", anchor=anchor())


class Empty:
    """No drafts and no screenings."""

    def get(self, key: str) -> None:
        return None

    latest = get


class Opinions:
    """No answers yet."""

    def save(self, opinion: MachineOpinion) -> None:
        raise AssertionError("nothing is asked here")

    def about(self, *_: str) -> list[MachineOpinion]:
        return []


class Jobs:
    """Takes a job and forgets it."""

    def add(self, job: Job) -> Job:
        return job

    def put(self, job_id: str) -> None:
        pass

    def recent(self, limit: int) -> list[Job]:
        return []


BODY = TreatyBody("CRC", {"nl": "x"}, ("CRC",), "", True, ())
REACH = Reach(Period("2026-01-01", "2026-12-31"))
SOURCES = Sources(Empty(), Empty(), {})  # type: ignore[arg-type]
DO = Callable[[Scene, Actor], object]
IN_A_DOSSIER: dict[str, tuple[Action, DO]] = {
    "read_dossier": (Action.READ_DOSSIER, lambda s, a: read_dossier(a, s.dossier.id)),
    "history_of": (Action.READ_DOSSIER, lambda s, a: history_of(a, s.dossier.id)),
    "readiness": (Action.READ_DOSSIER, lambda s, a: readiness(a, s.dossier.id, [s.validated], FROZEN, NORMS)),
    "select": (Action.EXPORT_DOSSIER, lambda s, a: select(a, s.dossier.id, Choice(), SOURCES)),
    "select to look at": (Action.READ_DOSSIER, lambda s, a: select(a, s.dossier.id, Choice(), SOURCES, Action.READ_DOSSIER)),
    "log_export": (Action.EXPORT_DOSSIER, lambda s, a: log_export(a, s.dossier.id, "advice.docx")),
    "advice_of": (Action.READ_DOSSIER, lambda s, a: advice_of(a, s.dossier.id, DRAFT)),
    "compare_advice": (Action.WRITE_FINDING, lambda s, a: compare_advice(a, s.dossier.id, {})),
    "write_edits": (Action.WRITE_FINDING, lambda s, a: write_edits(a, AdviceEdits(s.dossier.id, ()), [], "x")),
    "compare_decisions": (Action.DECIDE_CANDIDATE, lambda s, a: compare_decisions(a, s.dossier.id, [], SOURCES)),
    "write_advice": (
        Action.WRITE_FINDING,
        lambda s, a: write_advice(a, Advice(id=advice_id(s.dossier.id, DRAFT), dossier=s.dossier.id, draft=DRAFT), about="x"),
    ),
    "outside_reading": (Action.READ_DOSSIER, lambda s, a: outside_reading(a, s.dossier.id)),
    "forbid_outside": (Action.EDIT_DOSSIER, lambda s, a: allow_outside(a, s.dossier.id, "host", allowed=False)),
    "opinions_on": (Action.READ_DOSSIER, lambda s, a: opinions_on(a, Pair(s.dossier.id, DRAFT, "a", "b"), Opinions())),
    "check_outside": (
        Action.DECIDE_CANDIDATE,
        lambda s, a: check_outside(a, Pair(s.dossier.id, DRAFT, "art_5", "ECHR/8"), "host"),
    ),
    "add_version": (Action.EDIT_DOSSIER, lambda s, a: add_version(a, s.seen, "e" * 12, "Nr. 2", Stage.COMMITTEE)),
    "move_to_stage": (Action.EDIT_DOSSIER, lambda s, a: move_to_stage(a, s.seen, Stage.PLENARY)),
    "set_deadlines": (Action.EDIT_DOSSIER, lambda s, a: set_deadlines(a, s.seen, [])),
    "describe_dossier": (Action.EDIT_DOSSIER, lambda s, a: describe_dossier(a, s.seen, minister="x")),
    "close_dossier": (Action.EDIT_DOSSIER, lambda s, a: close_dossier(a, s.seen, "klaar")),
    "reopen_dossier": (Action.EDIT_DOSSIER, lambda s, a: reopen_dossier(a, s.seen, "toch")),
    "assign": (Action.ASSIGN, lambda s, a: assign(a, s.seen, Assignment("rik", Task.WRITE))),
    "finish_assignment": (Action.ASSIGN, lambda s, a: finish_assignment(a, s.seen, Assignment("x", Task.WRITE))),
    "plan_second_reading": (Action.ASSIGN, lambda s, a: plan_second_reading(a, s.dossier.id, DRAFT, "rik", "rik")),
    "decide": (Action.DECIDE_CANDIDATE, lambda s, a: decide(a, s.dossier.id, DRAFT, ("a", "b"), VerdictAnswer.DOUBT)),
    "take_back": (Action.DECIDE_CANDIDATE, lambda s, a: take_back(a, s.verdict.id)),
    "record_no_remarks": (Action.RECORD_NO_REMARKS, lambda s, a: record_no_remarks(a, s.dossier.id, DRAFT, [], ["CRC"])),
    "withdraw_no_remarks": (Action.RECORD_NO_REMARKS, lambda s, a: withdraw_no_remarks(a, s.silence, "toch")),
    "write_note": (Action.WRITE_NOTE, lambda s, a: write_note(a, question(s))),
    "reply": (Action.WRITE_NOTE, lambda s, a: reply(a, s.note, "ja")),
    "set_aside": (Action.WRITE_NOTE, lambda s, a: set_aside(a, s.note, "nee")),
    "reopen_note": (Action.WRITE_NOTE, lambda s, a: reopen_note(a, s.note)),
    "reword_note": (Action.WRITE_NOTE, lambda s, a: reword_note(a, s.note, "anders", False)),
    "record_finding": (Action.WRITE_FINDING, lambda s, a: record_finding(a, finding(s.dossier.id))),
    "take_up": (Action.WRITE_FINDING, lambda s, a: take_up(a, s.verdict, finding(s.dossier.id))),
    "revise": (Action.WRITE_FINDING, lambda s, a: revise(a, replace(s.made, title="x"))),
    "submit": (Action.WRITE_FINDING, lambda s, a: submit(a, s.made)),
    "withdraw": (Action.WRITE_FINDING, lambda s, a: withdraw(a, s.made, "weg")),
    "reopen_finding": (Action.WRITE_FINDING, lambda s, a: reopen_finding(a, s.withdrawn, "toch")),
    "validate": (Action.REVIEW_FINDING, lambda s, a: validate(a, s.submitted)),
    "request_changes": (Action.REVIEW_FINDING, lambda s, a: request_changes(a, s.submitted, "scherper")),
    "finish_reading": (Action.SECOND_READ, lambda s, a: finish_reading(a, s.reading)),
    "adjudicate": (Action.ADJUDICATE, lambda s, a: adjudicate(a, s.reading.id, ("art_7", "b"), VerdictAnswer.DOUBT, "x")),
    "sign_off": (Action.SIGN_OFF, lambda s, a: sign_off(a, s.dossier.id, [s.validated], FROZEN, NORMS)),
    "publish": (Action.PUBLISH, lambda s, a: publish(a, s.signed)),
    "record_follow_up": (Action.FOLLOW_UP, lambda s, a: record_follow_up(a, s.public, FollowUp(finding=s.public.id))),
    "close_finding": (Action.FOLLOW_UP, lambda s, a: close_finding(a, s.followed, "klaar")),
}
OUTSIDE: dict[str, tuple[Action, DO]] = {
    "list_dossiers": (Action.READ_DOSSIER, lambda s, a: list_dossiers(a)),
    "read_dossiers": (Action.READ_DOSSIER, lambda s, a: read_dossiers(a)),
    "my_work": (Action.READ_DOSSIER, lambda s, a: my_work(a)),
    "find_dossiers": (Action.READ_DOSSIER, lambda s, a: find_dossiers(a, WantedDossiers())),
    "people": (Action.READ_DOSSIER, lambda s, a: people(a)),
    "management": (Action.READ_MANAGEMENT, lambda s, a: management(a, Selection(Period("2026-01-01", "2026-12-31")))),
    "keep_item": (Action.KEEP_KNOWN, lambda s, a: keep_item(a, "Een regel.", "ECHR/8")),
    "select_for_body": (
        Action.EXPORT_DOSSIER,
        lambda s, a: select_for_body(a, BODY, REACH, BodySources(Empty(), Register({}, ""))),
    ),  # type: ignore[arg-type]
    "list_unratified": (Action.EXPORT_DOSSIER, lambda s, a: list_unratified(a, {})),
    "gather to look at": (Action.READ_DOSSIER, lambda s, a: gather(a, REACH, Action.READ_DOSSIER)),
    "log_gathered": (Action.EXPORT_DOSSIER, lambda s, a: log_gathered(a, [], "unratified.pdf")),
    "ask_report": (
        Action.EXPORT_DOSSIER,
        lambda s, a: ask_report(a, ReportRequest(Wanted.UNRATIFIED, "pdf", a.person.id), Jobs(), Jobs()),
    ),  # type: ignore[arg-type]
    "own_reports": (Action.READ_DOSSIER, lambda s, a: own_reports(a, Jobs())),  # type: ignore[arg-type]
    "own_share": (Action.READ_DOSSIER, lambda s, a: own_share(a)),
    "open_dossier": (Action.OPEN_DOSSIER, lambda s, a: open_dossier(a, "nieuw")),
    "set_members": (Action.MANAGE_MEMBERS, lambda s, a: set_members(a, s.dossier.id, True, [])),
    "add_person": (Action.MANAGE_PEOPLE, lambda s, a: add_person(a, "Cas", [Role.ADVISOR])),
    "change_person": (Action.MANAGE_PEOPLE, lambda s, a: change_person(a, a.person)),
}
ONE_OF_EACH = {
    "rik": Role.RESEARCHER,
    "ada": Role.ADVISOR,
    "leo": Role.REVIEWER,
    "mia": Role.MANAGEMENT,
    "bob": Role.ADMINISTRATOR,
}
OWN = {
    "error.verdict_not_yours",
    "error.no_remarks_not_yours",
    "error.note_not_yours",
    "error.not_a_reader",
    "error.adjudicator_reads",
    "error.second_reader_not_allowed",  # a permission ends when the dossier becomes confidential
}


def outcome(scene: Scene, do: DO, who: str) -> str:
    """`allowed`, or the key of the refusal; what only the maker may do counts as allowed by role."""
    try:
        do(scene, scene.office[who])
    except AccessDenied as error:
        return "allowed" if error.key in OWN else error.key
    except UnknownRecord as error:
        return error.key
    except RuleError:
        return "allowed"
    return "allowed"


@pytest.mark.parametrize("name", IN_A_DOSSIER | OUTSIDE)
def test_every_use_case_lets_exactly_the_roles_of_the_matrix_through(name: str) -> None:
    action, do = (IN_A_DOSSIER | OUTSIDE)[name]
    found = {who: outcome(Scene(), do, who) for who in ONE_OF_EACH}
    refused = f"error.denied.{action}"
    assert found == {who: "allowed" if role in table()[action] else refused for who, role in ONE_OF_EACH.items()}
    assert outcome(Scene(), do, "niemand") == refused


@pytest.mark.parametrize("name", IN_A_DOSSIER)
def test_a_confidential_dossier_is_unknown_to_everybody_but_its_members(name: str) -> None:
    action, do = IN_A_DOSSIER[name]
    for who in ("leo", "mia", "bob"):
        scene = Scene(confidential=True)
        before = scene.office.ledger.head()
        known = ONE_OF_EACH[who] in table()[action]
        assert (who, outcome(scene, do, who)) == (who, "error.dossier_unknown" if known else f"error.denied.{action}")
        assert scene.office.ledger.head() == before
    if Role.RESEARCHER in table()[action]:
        assert outcome(Scene(confidential=True), do, "rik") == "allowed"


def test_a_confidential_dossier_is_not_even_listed() -> None:
    scene = Scene(confidential=True)
    assert [d.title for d in list_dossiers(scene.office["rik"])] == ["Oefenontwerp"]
    assert list_dossiers(scene.office["mia"]) == []


def test_the_figures_do_not_count_a_confidential_dossier_for_who_may_not_see_it() -> None:
    year = Selection(Period("2026-01-01", "2026-12-31"))
    found = management(Scene(confidential=True).office["mia"], year)
    assert (found.dossiers, found.now.recorded, found.now.signed, found.load, found.team, found.to_sign) == (
        (),
        (),
        (),
        (),
        (),
        (),
    )
    assert [c.dossier.title for c in management(Scene().office["mia"], year).now.signed] == ["Oefenontwerp"] * 3


def test_an_administrator_opens_a_locked_dossier_for_others_without_reading_it() -> None:
    scene = Scene(confidential=True)
    assert set_members(scene.office["bob"], scene.dossier.id, True, ["mia"]) is None
    assert read_dossier(scene.office["mia"], scene.dossier.id).dossier.members == ("mia",)
    with pytest.raises(UnknownRecord):
        read_dossier(scene.office["bob"], scene.dossier.id)


def test_a_withdrawn_role_counts_at_once_even_in_an_open_session() -> None:
    scene = Scene()
    session = scene.office["rik"]
    bob = scene.office["bob"]
    change_person(bob, replace(session.person, roles=(Role.MANAGEMENT,)), "andere functie")
    with pytest.raises(AccessDenied) as caught:
        record_finding(session, finding(scene.dossier.id))
    assert caught.value.key == "error.denied.write_finding"
    stored = scene.office.ledger.get(Person, "rik")
    assert stored is not None
    change_person(bob, replace(stored, active=False), "uit dienst")
    with pytest.raises(AccessDenied) as closed:
        list_dossiers(session)
    assert closed.value.key == "error.person_inactive"


def test_a_stranger_is_refused_whatever_roles_the_session_claims() -> None:
    scene = Scene()
    stranger = Actor(scene.office.ledger, Person(id="eve", name="Eve", roles=tuple(Role)))
    with pytest.raises(AccessDenied) as caught:
        list_dossiers(stranger)
    assert caught.value.key == "error.person_unknown"


def test_the_last_administrator_stays() -> None:
    office = Office(FakeLedger())
    bob = office["bob"]
    with pytest.raises(RuleError) as caught:
        change_person(bob, replace(bob.person, roles=(Role.ADVISOR,)))
    assert caught.value.key == "error.last_administrator"
    assert office["bob"].person.roles == (Role.ADMINISTRATOR,)
    with pytest.raises(StaleWrite):
        change_person(bob, replace(bob.person, version=7))


def test_one_user_on_an_own_machine_has_every_role_and_four_eyes_are_recorded_as_missing() -> None:
    alone = Actor(FakeLedger())
    dossier: Dossier = open_dossier(alone, "Oefenontwerp", DRAFT, "voorontwerp")
    assert (dossier.author, LOCAL_PERSON.roles) == ("local", tuple(Role))
    ready: Finding = validate(alone, submit(alone, record_finding(alone, finding(dossier.id))))
    signature = sign_off(alone, dossier.id, [ready], FROZEN, NORMS)
    assert (signature.four_eyes, signature.name) == (False, "lokale gebruiker")
    assert signature.notes == ("ready.no_treaty_quotation", "ready.signer_wrote", "ready.reviewer_wrote")


def test_the_local_user_loses_the_exception_once_there_are_colleagues() -> None:
    office = Office(FakeLedger())
    local = Actor(office.ledger)
    dossier = open_dossier(local, "Oefenontwerp", DRAFT, "voorontwerp")
    with pytest.raises(AccessDenied) as caught:
        validate(local, submit(local, record_finding(local, finding(dossier.id))))
    assert caught.value.key == "error.own_work"
