"""What waits for whom, over a small institute at work."""

from dataclasses import replace

from tests.fake_ledger import FakeLedger
from tests.office import FROZEN, NORMS, Office
from tests.records import DRAFT, anchor, finding
from workbench.domain.days import days_until, typed_day, written_day
from workbench.domain.dossiers import Assignment, Deadline, Task
from workbench.domain.findings import Finding
from workbench.domain.notes import Note, NoteKind
from workbench.domain.verdicts import SecondReading, VerdictAnswer
from workbench.use_cases.acting import Actor
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.discuss import reply, write_note
from workbench.use_cases.find_dossiers import Wanted, find_dossiers
from workbench.use_cases.my_work import MyWork, Waiting, my_work
from workbench.use_cases.open_dossier import assign, open_dossier, set_deadlines
from workbench.use_cases.record_finding import record_finding, revise, submit
from workbench.use_cases.review_finding import request_changes
from workbench.use_cases.second_read import finish_reading, plan_second_reading
from workbench.use_cases.sign_off import sign_off


def told(work: MyWork) -> dict[str, int]:
    return {str(reason): len(items) for reason, items in work.waiting.items() if items}


def of(office: Office, who: str) -> MyWork:
    return my_work(office[who])


def test_nothing_waits_for_a_newcomer() -> None:
    office = Office(FakeLedger())
    office.dossier()
    assert told(of(office, "lea")) == {}
    assert of(office, "lea").count == 0


def test_a_submitted_finding_waits_for_reviewers_and_not_for_its_writer() -> None:
    office = Office(FakeLedger())
    dossier = office.dossier()
    begun = office.finding(dossier)
    assert told(of(office, "rik")) == {"draft": 1}
    sent = submit(office["rik"], begun)
    assert told(of(office, "rik")) == {}
    assert told(of(office, "leo")) == {"validate": 1}
    assert told(of(office, "mia")) == {}
    request_changes(office["leo"], sent, "waarom ernstig?")
    assert told(of(office, "rik")) == {"changes": 1}
    assert told(of(office, "leo")) == {}


def test_who_can_sign_sees_what_is_validated_and_what_changed_afterwards() -> None:
    office = Office(FakeLedger())
    dossier = office.dossier()
    ready = office.validated(dossier)
    assert told(of(office, "mia")) == {"sign": 1}
    sign_off(office["mia"], dossier.id, [ready], FROZEN, NORMS)
    assert told(of(office, "mia")) == {"publish": 1}
    revise(office["rik"], replace(office.again(ready), reasoning="toch anders"), "nieuw arrest")
    assert told(of(office, "mia")) == {"sign_again": 1}


def test_a_question_waits_for_who_wrote_the_finding_and_its_answer_for_who_asked() -> None:
    office = Office(FakeLedger())
    dossier = office.dossier()
    made = submit(office["rik"], office.finding(dossier))
    asked = Note(dossier=dossier.id, kind=NoteKind.QUESTION, text="?", draft=DRAFT, finding=made.id)
    note = write_note(office["mia"], asked)
    assert told(of(office, "rik")) == {"question": 1}
    assert told(of(office, "ada")) == {}
    note = reply(office["rik"], note, "omdat")
    assert told(of(office, "rik")) == {}
    assert told(of(office, "mia")) == {"answer": 1}
    reply(office["mia"], note, "dank", answers=True)
    assert told(of(office, "mia")) == {}


def test_a_question_on_words_of_the_text_waits_for_who_opened_the_dossier() -> None:
    office = Office(FakeLedger())
    dossier = office.dossier("ada")
    write_note(office["leo"], Note(dossier=dossier.id, kind=NoteKind.QUESTION, text="?", draft=DRAFT, anchor=anchor()))
    assert told(of(office, "ada")) == {"question": 1}
    assert told(of(office, "rik")) == {}


def test_a_double_reading_waits_for_its_readers_then_for_an_adjudicator_who_did_not_read() -> None:
    office = Office(FakeLedger())
    dossier = office.dossier()
    reading = plan_second_reading(office["ada"], dossier.id, DRAFT, "rik", "leo", ["art_5"])
    decide(office["rik"], dossier.id, DRAFT, ("art_5", "ECHR/8"), VerdictAnswer.RELEVANT)
    decide(office["leo"], dossier.id, DRAFT, ("art_5", "ECHR/8"), VerdictAnswer.NOT_RELEVANT)
    assert told(of(office, "rik")) == {"reading": 1}
    reading = finish_reading(office["rik"], reading)
    assert told(of(office, "rik")) == {}
    assert told(of(office, "leo")) == {"reading": 1}
    assert told(of(office, "lea")) == {}
    finish_reading(office["leo"], reading)
    assert told(of(office, "leo")) == {}
    (item,) = of(office, "lea").waiting[Waiting.ADJUDICATE]
    assert (item.count, isinstance(item.about, SecondReading)) == (1, True)
    plan_second_reading(office["ada"], dossier.id, DRAFT, "rik", "lea")
    assert Waiting.ADJUDICATE not in {reason for reason, items in of(office, "lea").waiting.items() if items}


def test_the_nearest_task_and_day_come_first() -> None:
    office = Office(FakeLedger())
    far, near = office.dossier(title="Ver"), office.dossier(title="Nabij")
    far = set_deadlines(office["ada"], far, [Deadline("2027-03-01", "stemming", True), Deadline("2026-01-01", "voorbij")])
    near = set_deadlines(office["ada"], near, [Deadline("2026-12-01", "stemming", True)])
    assign(office["ada"], far, Assignment("rik", Task.WRITE, "2026-12-20"))
    assign(office["ada"], near, Assignment("rik", Task.FIRST_READING, "2026-11-20"))
    work = of(office, "rik")
    assert [(i.dossier.title, i.days) for i in work.waiting[Waiting.TASK]] == [("Nabij", -5), ("Ver", 25)]
    assert [(d.dossier.title, d.days) for d in work.days] == [("Nabij", 6), ("Ver", 96)]
    assert of(office, "leo").days == ()
    rows = find_dossiers(office["leo"], Wanted(within=30))
    assert [(r.dossier.title, r.days) for r in rows] == [("Nabij", 6)]
    assert [r.dossier.title for r in find_dossiers(office["leo"], Wanted(who="rik"))] == ["Nabij", "Ver"]
    assert find_dossiers(office["leo"], Wanted(words="nabij ver")) == []


def test_one_user_alone_validates_and_signs_the_own_work() -> None:
    alone = Actor(FakeLedger())
    dossier = open_dossier(alone, "Oefenontwerp", DRAFT, "voorontwerp")
    made: Finding = record_finding(alone, finding(dossier.id))
    assert told(my_work(alone)) == {"draft": 1}
    submit(alone, made)
    assert told(my_work(alone)) == {"validate": 1}


def test_days_are_read_as_they_are_written_here() -> None:
    assert [typed_day(words) for words in ("31/12/2026", "1-2-2027", " 2026-12-31 ", "")] == [
        "2026-12-31",
        "2027-02-01",
        "2026-12-31",
        "",
    ]
    assert written_day("2026-12-31") == "31/12/2026"
    assert days_until("2026-12-31", "2026-12-01T23:59:00+00:00") == 30
