"""The journeys of the people, from dossier to follow-up: one suite over the fake, SQLite and PostgreSQL."""

from dataclasses import replace

import pytest

from tests.office import FROZEN, NORMS, Office
from tests.records import DRAFT, SUGGESTION, anchor, finding
from workbench.domain.dossiers import Assignment, Deadline, DossierState, Stage, Task
from workbench.domain.findings import Origin, Outcome, Severity
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.ledger import Ledger
from workbench.domain.notes import Note, NoteKind, NoteState
from workbench.domain.signing import SignOff, changed_since, moved_since
from workbench.domain.verdicts import ReadingState, VerdictAnswer
from workbench.domain.workflow import FindingStatus
from workbench.errors import AccessDenied, IllegalStep, NotReady, RuleError, StaleWrite
from workbench.use_cases.adjudicate import adjudicate, awaiting
from workbench.use_cases.decide_candidate import decide, take_back
from workbench.use_cases.discuss import reply, set_aside, write_note
from workbench.use_cases.no_remarks import record_no_remarks, withdraw_no_remarks
from workbench.use_cases.open_dossier import (
    add_version,
    assign,
    close_dossier,
    finish_assignment,
    reopen_dossier,
    set_deadlines,
)
from workbench.use_cases.publish import close_finding, publish, record_follow_up
from workbench.use_cases.read_dossier import history_of, read_dossier, read_dossiers
from workbench.use_cases.record_finding import record_finding, reopen_finding, revise, submit, take_up, withdraw
from workbench.use_cases.review_finding import request_changes, validate
from workbench.use_cases.second_read import finish_reading, plan_second_reading
from workbench.use_cases.sign_off import readiness, sign_off

PAIR = ("art_5", "ECHR/8")


@pytest.fixture
def office(ledger: Ledger) -> Office:
    return Office(ledger)


def test_a_finding_goes_from_draft_to_closed_and_every_step_is_remembered(office: Office) -> None:
    dossier = office.dossier()
    first = submit(office["rik"], office.finding(dossier))
    back = request_changes(office["leo"], first, "waarom ernstig?")
    better = submit(office["rik"], revise(office["rik"], replace(back, reasoning="Omdat er geen rechter is.")))
    signature = sign_off(office["mia"], dossier.id, [validate(office["leo"], better)], FROZEN, NORMS, "akkoord")
    shown = publish(office["ada"], office.again(better), "advies 2026/4")
    entry = FollowUp(
        finding=better.id, recommendation=1, day="2027-01-10", reply=ReplyVerdict.PARTLY, text=TextFate.PARTLY_AMENDED
    )
    kept = record_follow_up(office["ada"], shown, entry)
    closed = close_finding(office["ada"], office.again(better), "de tekst is aangepast")
    assert (closed.status, kept.reply, kept.dossier) == (FindingStatus.CLOSED, ReplyVerdict.PARTLY, dossier.id)
    told = [(d.who, d.action, d.reason) for d in history_of(office["ada"], dossier.id, better.id)]
    assert told == [
        ("rik", "record_finding", ""),
        ("rik", "submit_finding", ""),
        ("leo", "request_changes", "waarom ernstig?"),
        ("rik", "revise_finding", ""),
        ("rik", "submit_finding", ""),
        ("leo", "validate_finding", ""),
        ("mia", "sign_off_finding", ""),
        ("ada", "publish_finding", "advies 2026/4"),
        ("ada", "follow_up_finding", ""),
        ("ada", "close_finding", "de tekst is aangepast"),
    ]
    assert (signature.name, signature.four_eyes, signature.frozen) == ("Mia", True, FROZEN)
    assert list(office.ledger.verify()) == []


def test_a_second_verdict_does_not_erase_the_first(office: Office) -> None:
    dossier = office.dossier()
    first = decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT, reasons=["privéleven"], candidate=SUGGESTION)
    later = replace(SUGGESTION, score=9.0)
    second = decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.NOT_RELEVANT, remark="toch niet", candidate=later)
    assert (second.id, second.version, second.candidate) == (first.id, 2, SUGGESTION)
    made, changed = history_of(office["rik"], dossier.id, first.id)
    assert made.changes["answer"] == (None, "relevant")
    assert changed.changes["answer"] == ("relevant", "not_relevant")
    assert changed.changes["reasons"] == (["privéleven"], [])


def test_an_undone_verdict_falls_back_to_the_one_before(office: Office) -> None:
    dossier = office.dossier()
    first = decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.DOUBT, reasons=["grens"])
    decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.NOT_RELEVANT)
    undone = take_back(office["rik"], first.id)
    assert (undone.answer, undone.reasons, undone.version) == (VerdictAnswer.DOUBT, ("grens",), 3)
    other = decide(office["rik"], dossier.id, DRAFT, ("art_6", "ECHR/8"), VerdictAnswer.RELEVANT)
    assert take_back(office["rik"], other.id).answer is VerdictAnswer.TAKEN_BACK
    with pytest.raises(AccessDenied) as caught:
        take_back(office["ada"], first.id)
    assert caught.value.key == "error.verdict_not_yours"


def test_two_readers_each_have_their_own_verdict(office: Office) -> None:
    dossier = office.dossier()
    mine = decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT)
    yours = decide(office["ada"], dossier.id, DRAFT, PAIR, VerdictAnswer.NOT_RELEVANT)
    assert mine.id != yours.id
    assert [(v.author, v.answer) for v in read_dossier(office["mia"], dossier.id).verdicts] == [
        ("rik", VerdictAnswer.RELEVANT),
        ("ada", VerdictAnswer.NOT_RELEVANT),
    ]


def test_a_suggestion_becomes_a_finding_only_after_an_own_verdict_and_keeps_its_score(office: Office) -> None:
    dossier = office.dossier()
    with pytest.raises(RuleError) as caught:
        record_finding(office["rik"], finding(dossier.id, origin=Origin.SUGGESTION, suggestion=SUGGESTION))
    assert caught.value.key == "error.suggestion_needs_verdict"
    no = decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.NOT_RELEVANT, candidate=SUGGESTION)
    with pytest.raises(RuleError):
        take_up(office["rik"], no, finding(dossier.id))
    yes = decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT)
    with pytest.raises(RuleError):
        take_up(office["ada"], yes, finding(dossier.id))
    made = take_up(office["rik"], yes, finding(dossier.id))
    assert (made.origin, made.suggestion, made.status) == (Origin.SUGGESTION, SUGGESTION, FindingStatus.DRAFT)
    with pytest.raises(RuleError) as fixed:
        revise(office["rik"], replace(made, suggestion=None))
    assert fixed.value.key == "error.finding_fixed"


def test_a_finding_cannot_skip_or_repeat_a_step(office: Office) -> None:
    dossier = office.dossier()
    made = office.finding(dossier)
    for step in (
        lambda: validate(office["leo"], made),
        lambda: publish(office["ada"], made),
        lambda: reopen_finding(office["rik"], made, "x"),
    ):
        with pytest.raises(IllegalStep):
            step()
    with pytest.raises(IllegalStep) as caught:
        sign_off(office["mia"], dossier.id, [made], FROZEN, NORMS)
    assert caught.value.key == "error.step.signed_off"
    with pytest.raises(IllegalStep):
        close_finding(office["ada"], made, "klaar")
    assert office.again(made) == made


def test_a_withdrawn_finding_stays_with_its_reason_and_can_come_back(office: Office) -> None:
    dossier = office.dossier()
    gone = withdraw(office["rik"], office.finding(dossier), "dubbel")
    with pytest.raises(RuleError):
        revise(office["rik"], replace(gone, title="anders"))
    assert [f.status for f in read_dossier(office["ada"], dossier.id).findings] == [FindingStatus.WITHDRAWN]
    assert reopen_finding(office["rik"], gone, "toch niet dubbel").status is FindingStatus.DRAFT


def test_two_people_cannot_overwrite_each_other(office: Office) -> None:
    dossier = office.dossier()
    seen = office.finding(dossier)
    revise(office["ada"], replace(seen, severity=Severity.CRITICAL))
    with pytest.raises(StaleWrite):
        revise(office["rik"], replace(seen, severity=Severity.LOW))
    assert office.again(seen).severity is Severity.CRITICAL
    assert office.again(seen).writers == ("rik", "ada")


def test_changed_words_of_a_validated_finding_must_be_validated_again(office: Office) -> None:
    dossier = office.dossier()
    changed = revise(office["rik"], replace(office.validated(dossier), title="Scherper"))
    assert (changed.status, changed.validated_by) == (FindingStatus.SUBMITTED, "")


def test_nobody_validates_or_signs_the_own_work(office: Office) -> None:
    dossier = office.dossier()
    own = submit(office["leo"], office.finding(dossier, "leo"))
    with pytest.raises(AccessDenied) as caught:
        validate(office["leo"], own)
    assert caught.value.key == "error.own_work"
    by_advisor = validate(office["leo"], submit(office["ada"], office.finding(dossier, "ada")))
    with pytest.raises(NotReady) as waits:
        sign_off(office["ada"], dossier.id, [by_advisor], FROZEN, NORMS)
    assert [p.key for p in waits.value.problems] == ["ready.signer_wrote"]
    assert office.again(by_advisor).status is FindingStatus.VALIDATED


def test_a_signature_freezes_and_later_changes_show(office: Office) -> None:
    dossier = office.dossier()
    signature = sign_off(office["mia"], dossier.id, [office.validated(dossier)], FROZEN, NORMS)
    signed = read_dossier(office["ada"], dossier.id).findings[0]
    assert changed_since(signature, [signed]) == ()
    with pytest.raises(RuleError) as reason:
        revise(office["rik"], replace(signed, severity=Severity.LOW))
    assert reason.value.key == "error.reason_needed"
    changed = revise(office["rik"], replace(signed, severity=Severity.LOW), "nieuw cijfer")
    assert (changed.status, changed_since(signature, [changed])) == (FindingStatus.SIGNED_OFF, (signed.id,))
    with pytest.raises(RuleError) as caught:
        publish(office["ada"], changed)
    assert caught.value.key == "error.changed_after_signing"
    again = sign_off(office["mia"], dossier.id, [changed], FROZEN, NORMS)
    assert publish(office["ada"], office.again(changed)).status is FindingStatus.PUBLISHED
    assert changed_since(again, [office.again(changed)]) == ()
    assert len(office.ledger.find(SignOff, dossier=dossier.id)) == 2


def test_a_signature_tells_what_moved_under_it(office: Office) -> None:
    dossier = office.dossier()
    signature = sign_off(office["mia"], dossier.id, [office.validated(dossier)], FROZEN, NORMS)
    now = replace(FROZEN, text_hash="x", versions=replace(FROZEN.versions, register="reg2"))
    assert moved_since(signature, FROZEN) == ()
    assert moved_since(signature, now) == ("text", "register")


def test_a_weighty_open_question_blocks_the_signature_until_it_is_answered(office: Office) -> None:
    dossier = office.dossier()
    ready = office.validated(dossier)
    question = Note(
        dossier=dossier.id,
        kind=NoteKind.QUESTION,
        text="Ook 's nachts?",
        draft=DRAFT,
        anchor=anchor(provision="art_5__para_1"),
        weighty=True,
    )
    asked = write_note(office["lea"], question)
    with pytest.raises(NotReady) as waits:
        sign_off(office["mia"], dossier.id, [ready], FROZEN, NORMS)
    assert [(p.key, p.note) for p in waits.value.problems] == [("ready.weighty_question", asked.id)]
    with pytest.raises(AccessDenied) as caught:
        set_aside(office["rik"], asked, "niet van belang")
    assert caught.value.key == "error.question_not_yours"
    answered = reply(office["rik"], asked, "Ja, zie de memorie.", answers=True)
    assert (answered.state, answered.replies[0].person) == (NoteState.ANSWERED, "rik")
    assert sign_off(office["mia"], dossier.id, [ready], FROZEN, NORMS).findings[0].finding == ready.id


def test_an_unready_finding_says_everything_that_is_missing(office: Office) -> None:
    dossier = office.dossier()
    ready = office.validated(dossier, outcome=None, holders=(), steps=(), recommendations=())
    problems = readiness(office["mia"], dossier.id, [ready], FROZEN, NORMS)
    blocking = [(p.key, str(p.step)) for p in problems if p.blocking]
    steps = ["engagement", "interference", "legal_basis", "foreseeability", "legitimate_aim", "suitability", "necessity", "proportionality", "safeguards"]  # fmt: skip
    assert blocking == [
        ("ready.field_empty", "outcome"),
        ("ready.field_empty", "holders"),
        *(("ready.step_open", s) for s in steps),
    ]
    assert [p.key for p in problems if not p.blocking] == ["ready.no_treaty_quotation"]
    with pytest.raises(NotReady) as caught:
        sign_off(office["mia"], dossier.id, [ready], FROZEN, NORMS)
    assert caught.value.params == {"count": 11}


def test_readers_are_blind_until_both_are_done_and_then_see_where_they_differ(office: Office) -> None:
    dossier = office.dossier()
    reading = plan_second_reading(office["leo"], dossier.id, DRAFT, "rik", "ada", ["art_5"])
    decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT)
    decide(office["rik"], dossier.id, DRAFT, ("art_9", "ECHR/8"), VerdictAnswer.DOUBT)
    decide(office["ada"], dossier.id, DRAFT, PAIR, VerdictAnswer.NOT_RELEVANT)
    note = write_note(office["rik"], Note(dossier=dossier.id, kind=NoteKind.NOTE, text="zwaar", draft=DRAFT, anchor=anchor()))
    made = office.finding(dossier, subject=anchor(provision="art_5__para_1"))
    about = write_note(office["leo"], Note(dossier=dossier.id, kind=NoteKind.NOTE, text="mooi gevonden", finding=made.id))
    blind = read_dossier(office["ada"], dossier.id)
    assert [(v.author, v.provision) for v in blind.verdicts] == [("rik", "art_9"), ("ada", "art_5")]
    assert (blind.notes, blind.findings) == ((), ())
    assert not {note.id, made.id} & {d.subject for d in history_of(office["ada"], dossier.id)}
    assert len(read_dossier(office["leo"], dossier.id).verdicts) == 3
    half = finish_reading(office["rik"], reading)
    assert (half.state, awaiting(office.ledger, half)) == (ReadingState.OPEN, ())
    assert read_dossier(office["ada"], dossier.id).notes == ()
    both = finish_reading(office["ada"], half)
    assert (both.state, awaiting(office.ledger, both)) == (ReadingState.BOTH_DONE, (PAIR,))
    assert read_dossier(office["ada"], dossier.id).notes == (note, about)


def test_a_finished_reader_does_not_change_a_verdict_any_more(office: Office) -> None:
    dossier = office.dossier()
    reading = plan_second_reading(office["leo"], dossier.id, DRAFT, "rik", "ada")
    mine = decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT)
    finish_reading(office["rik"], reading)
    for change in (
        lambda: decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.DOUBT),
        lambda: take_back(office["rik"], mine.id),
    ):
        with pytest.raises(RuleError) as caught:
            change()
        assert caught.value.key == "error.reading_done"


def test_a_third_person_adjudicates_and_both_verdicts_stay(office: Office) -> None:
    dossier = office.dossier()
    reading = plan_second_reading(office["mia"], dossier.id, DRAFT, "rik", "leo")
    first = decide(office["rik"], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT)
    with pytest.raises(RuleError) as early:
        adjudicate(office["lea"], reading.id, PAIR, VerdictAnswer.RELEVANT, "te vroeg")
    assert early.value.key == "error.reading_open"
    finish_reading(office["leo"], finish_reading(office["rik"], reading))
    with pytest.raises(AccessDenied) as reads:
        adjudicate(office["leo"], reading.id, PAIR, VerdictAnswer.NOT_RELEVANT, "ik zag het niet")
    assert reads.value.key == "error.adjudicator_reads"
    settled = adjudicate(office["lea"], reading.id, PAIR, VerdictAnswer.RELEVANT, "het raakt de woning")
    assert (settled.first, settled.second, settled.answer) == (first.id, "", VerdictAnswer.RELEVANT)
    view = read_dossier(office["mia"], dossier.id)
    assert (view.readings[0].state, view.verdicts[0].answer) == (ReadingState.ADJUDICATED, VerdictAnswer.RELEVANT)
    again = adjudicate(office["lea"], reading.id, PAIR, VerdictAnswer.DOUBT, "bij nader inzien")
    assert (again.id, again.version) == (settled.id, 2)


def test_a_double_reading_without_difference_needs_no_adjudication(office: Office) -> None:
    dossier = office.dossier()
    reading = plan_second_reading(office["leo"], dossier.id, DRAFT, "rik", "ada")
    for who in ("rik", "ada"):
        decide(office[who], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT)
    done = finish_reading(office["ada"], finish_reading(office["rik"], reading))
    assert done.state is ReadingState.ADJUDICATED


def test_an_open_or_unsettled_double_reading_blocks_the_signature(office: Office) -> None:
    dossier = office.dossier()
    ready = office.validated(dossier)
    reading = plan_second_reading(office["leo"], dossier.id, DRAFT, "lea", "ada")
    decide(office["ada"], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT)
    assert [p.key for p in readiness(office["mia"], dossier.id, [ready], FROZEN, NORMS) if p.blocking] == ["ready.reading_open"]
    finish_reading(office["ada"], finish_reading(office["lea"], reading))
    assert [p.key for p in readiness(office["mia"], dossier.id, [ready], FROZEN, NORMS) if p.blocking] == [
        "ready.not_adjudicated"
    ]
    adjudicate(office["leo"], reading.id, PAIR, VerdictAnswer.RELEVANT, "ja")
    assert [p.key for p in readiness(office["mia"], dossier.id, [ready], FROZEN, NORMS) if p.blocking] == []


def test_silence_is_a_result_and_can_be_signed(office: Office) -> None:
    dossier = office.dossier()
    with pytest.raises(RuleError) as nothing:
        sign_off(office["mia"], dossier.id, [], FROZEN, NORMS)
    assert nothing.value.key == "error.nothing_to_sign"
    read = record_no_remarks(office["rik"], dossier.id, DRAFT, ["art_1", "art_2"], ["ECHR", "CRC"], not_tested=["CMW"])
    kept = read_dossier(office["mia"], dossier.id).no_remarks
    assert [(n.author, n.provisions, n.instruments, n.not_tested) for n in kept] == [
        ("rik", ("art_1", "art_2"), ("ECHR", "CRC"), ("CMW",))
    ]
    assert sign_off(office["mia"], dossier.id, [], FROZEN, NORMS).findings == ()
    assert withdraw_no_remarks(office["rik"], read, "artikel 2 raakt kinderen").withdrawn is True
    with pytest.raises(RuleError):
        sign_off(office["mia"], dossier.id, [], FROZEN, NORMS)


def test_a_dossier_keeps_its_versions_deadlines_and_tasks(office: Office) -> None:
    dossier = office.dossier(stage=Stage.FIRST_APPROVAL)
    dossier = add_version(office["ada"], dossier, "e" * 12, "Stuk 12 – Nr. 1", Stage.TABLED)
    with pytest.raises(RuleError):
        add_version(office["ada"], dossier, "e" * 12, "nog eens", Stage.TABLED)
    days = [Deadline("2027-02-01", "stemming commissie", True), Deadline("2026-12-01", "hoorzitting")]
    dossier = set_deadlines(office["ada"], dossier, days)
    dossier = assign(office["ada"], dossier, Assignment("rik", Task.FIRST_READING, "2026-12-05"))
    dossier = finish_assignment(office["rik"], dossier, dossier.assignments[0])
    assert [(v.draft, v.label, v.stage) for v in dossier.versions] == [
        (DRAFT, "voorontwerp", Stage.FIRST_APPROVAL),
        ("e" * 12, "Stuk 12 – Nr. 1", Stage.TABLED),
    ]
    assert (dossier.current, dossier.stage) == ("e" * 12, Stage.TABLED)
    assert [d.day for d in dossier.deadlines] == ["2026-12-01", "2027-02-01"]
    assert dossier.next_irreversible == Deadline("2027-02-01", "stemming commissie", True)
    assert [(a.person, a.done) for a in dossier.assignments] == [("rik", True)]


def test_a_closed_dossier_takes_no_new_work_until_it_is_reopened(office: Office) -> None:
    dossier = close_dossier(office["ada"], office.dossier(), "het ontwerp is ingetrokken")
    with pytest.raises(RuleError) as caught:
        office.finding(dossier)
    assert caught.value.key == "error.dossier_closed"
    reopen_dossier(office["ada"], dossier, "opnieuw ingediend")
    assert office.finding(dossier).version == 1


def test_a_finding_must_quote_a_text_of_its_own_dossier(office: Office) -> None:
    dossier = office.dossier()
    with pytest.raises(RuleError) as caught:
        office.finding(dossier, draft="z" * 12)
    assert caught.value.key == "error.finding_other_text"


def test_an_outcome_beyond_what_the_norm_bears_is_not_signed(office: Office) -> None:
    from workbench.domain.findings import Norm
    from workbench.domain.instruments import Status

    dossier = office.dossier()
    weak = office.validated(dossier, norm=Norm("RESC/31", Status.NOT_ACCEPTED, "2026-11-25", ("23",)))
    early = office.validated(dossier, outcome=Outcome.CONTRARY)
    absolute = office.validated(dossier, norm=Norm("ECHR/4/1/a", Status.BINDING, "2026-11-25", ("23",)))
    found = readiness(office["mia"], dossier.id, [weak, early, absolute], FROZEN, NORMS)
    assert [(p.key, p.finding) for p in found if p.blocking] == [
        ("ready.not_binding", weak.id),
        ("ready.contrary_before_adoption", early.id),
        ("ready.no_balancing", absolute.id),
    ]


def test_all_dossiers_read_at_once_show_what_each_shows_alone(office: Office) -> None:
    assert read_dossiers(office["rik"]) == []
    open_one, closed, hidden = office.dossier(), office.dossier(title="Klaar"), office.dossier(title="Geheim", confidential=True)
    for dossier in (open_one, closed, hidden):
        made = office.finding(dossier, "ada")
        asked = Note(dossier=dossier.id, kind=NoteKind.QUESTION, text="?", draft=DRAFT, finding=made.id)
        write_note(office["ada"], asked)
        decide(office["ada"], dossier.id, DRAFT, PAIR, VerdictAnswer.RELEVANT, candidate=SUGGESTION)
    plan_second_reading(office["ada"], open_one.id, DRAFT, "ada", "rik")
    close_dossier(office["ada"], closed, "af")
    for who in ("ada", "rik", "leo"):
        seen = read_dossiers(office[who])
        assert seen == [read_dossier(office[who], view.dossier.id) for view in seen]
        assert [view.dossier.title for view in seen] == ["Oefenontwerp", "Klaar", "Geheim"][: 3 if who == "ada" else 2]
    blind = read_dossiers(office["rik"])[0]
    assert (blind.findings, blind.notes, blind.verdicts) == ((), (), ())
    assert [view.dossier.title for view in read_dossiers(office["leo"], DossierState.CLOSED)] == ["Klaar"]
