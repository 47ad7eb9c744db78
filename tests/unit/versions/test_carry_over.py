"""A new version comes in: what is proposed, who may confirm it, and what is kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fake_ledger import FakeLedger
from tests.office import Office
from tests.unit.versions.desk import ENTRY, Desk, reader
from tests.unit.versions.texts import ARTICLES, article, draft
from workbench.domain.anchors import Anchor, anchor_in_draft
from workbench.domain.carry_over import CarryOver, Development, Shift, Subject
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp, TextFate
from workbench.domain.impact import Effect
from workbench.domain.notes import Note, NoteKind
from workbench.domain.versions import PlaceKind
from workbench.domain.workflow import FindingStatus
from workbench.errors import AccessDenied, RuleError, StaleWrite, UnknownRecord
from workbench.use_cases.confirm_carry_over import confirm
from workbench.use_cases.discuss import write_note
from workbench.use_cases.impact import impact
from workbench.use_cases.publish import publish, record_follow_up
from workbench.use_cases.record_finding import submit
from workbench.use_cases.second_read import plan_second_reading

ONE, TWO, THREE, FOUR, FIVE, SIX = ARTICLES
REPAIRED = TWO.replace(
    "op elk ogenblik elke kampeerwagen betreden zonder toestemming", "overdag elke kampeerwagen betreden met toestemming"
)
SAME = (ONE, SIX, TWO, THREE, FOUR, FIVE)


@pytest.fixture
def desk(project_root: Path) -> Callable[..., Desk]:
    def make(*articles: str, **facts: object) -> Desk:
        return Desk(Office(FakeLedger()), draft(*articles), reader(project_root), **facts)

    return make


def quoted(anchor: Anchor | None) -> str:
    assert anchor is not None
    return anchor.quote.exact


def test_words_that_did_not_change_are_proposed_as_unchanged_and_go_on_under_their_new_number(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME)
    old = at.finding()
    at.arrives()
    item = at.item(old.id)
    assert (item.placement.kind, item.proposal.development) == (PlaceKind.EXACT, Development.UNCHANGED)
    assert [g.shift for g in item.proposal.grounds] == [Shift.KEPT]
    made = confirm(at.office["rik"], at.step(), item, Development.UNCHANGED)
    goes_on = at.office.ledger.get(Finding, made.continued_as)
    assert goes_on is not None
    assert (goes_on.draft, goes_on.carried_from, goes_on.carrier) == (at.new.id, old.id, "artikel 3, § 1")
    assert (quoted(goes_on.subject), goes_on.status, goes_on.version) == (ENTRY, FindingStatus.DRAFT, 1)
    assert (goes_on.title, goes_on.reasoning, goes_on.outcome) == (old.title, old.reasoning, old.outcome)
    quotation = goes_on.steps[0].quotation
    assert quotation is not None
    assert quotation.anchor is not None
    assert (quotation.words, quotation.anchor.source) == (ENTRY, at.new.id)
    assert at.office.again(old) == old


def test_a_safeguard_between_the_versions_is_proposed_as_resolved_with_the_words_that_show_it(desk: Callable[..., Desk]) -> None:
    at = desk(ONE, REPAIRED, *ARTICLES[2:])
    old = at.finding()
    at.arrives()
    item = at.item(old.id)
    assert item.proposal.development is Development.RESOLVED
    assert {(g.shift, g.feature, g.words) for g in item.proposal.grounds if g.shift is Shift.ADDED} == {
        (Shift.ADDED, "has.consent", "met toestemming")
    }
    assert confirm(at.office["rik"], at.step(), item, Development.RESOLVED).continued_as == ""


def test_a_safeguard_that_went_is_proposed_as_worsened(desk: Callable[..., Desk]) -> None:
    at = desk(
        *ARTICLES[:3],
        FOUR.replace("Ze hoort vooraf de uitbaters en hun verenigingen.", "Ze doet dat naar eigen oordeel."),
        FIVE,
        SIX,
    )
    old = at.finding("De gemeente legt per terrein het aantal plaatsen vast.", 4)
    at.arrives()
    assert at.item(old.id).proposal.development is Development.WORSENED


def test_a_dropped_article_is_proposed_as_text_gone(desk: Callable[..., Desk]) -> None:
    at = desk(ONE, *ARTICLES[2:])
    old = at.finding()
    at.arrives()
    assert at.item(old.id).proposal.development is Development.GONE


def test_new_words_that_limit_people_are_shown_as_new(desk: Callable[..., Desk]) -> None:
    new = "De uitbater kan een kampeerder naar eigen oordeel uitsluiten. Er staat geen beroep open."
    at = desk(*ARTICLES[:5], new, SIX)
    at.arrives()
    (item,) = [i for i in at.step().items if i.kind is Subject.TEXT]
    assert (item.subject, item.proposal.development) == (article(at.new, 6), Development.NEW)
    assert "norm.discretion_without_criteria" in {g.feature for g in item.proposal.grounds}
    made = confirm(at.office["rik"], at.step(), item, Development.NO_PROBLEM, remark="gelezen")
    assert (made.kind, made.decided, made.author) == (Subject.TEXT, Development.NO_PROBLEM, "rik")
    assert at.item(item.subject).decision == made


def test_what_cannot_be_placed_waits_in_the_tray_until_a_person_shows_the_place(desk: Callable[..., Desk]) -> None:
    at = desk(ONE, TWO, TWO, *ARTICLES[2:])
    old = at.finding()
    at.arrives()
    item = at.item(old.id)
    assert (item.in_tray, item.proposal.development, len(item.placement.candidates)) == (True, None, 2)
    with pytest.raises(RuleError) as caught:
        confirm(at.office["rik"], at.step(), item, Development.UNCHANGED)
    assert caught.value.key == "error.place_needed"
    chosen = anchor_in_draft(at.new, article(at.new, 3), ENTRY)
    made = confirm(at.office["rik"], at.step(), item, Development.UNCHANGED, at=chosen)
    assert made.anchor == chosen
    assert not at.item(old.id).in_tray


def test_a_second_decision_does_not_erase_the_first(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME)
    old = at.finding()
    at.arrives()
    first = confirm(at.office["rik"], at.step(), at.item(old.id), Development.UNCHANGED)
    with pytest.raises(RuleError) as caught:
        confirm(at.office["leo"], at.step(), at.item(old.id), Development.RESOLVED)
    assert caught.value.key == "error.reason_needed"
    second = confirm(
        at.office["leo"], at.step(), at.item(old.id), Development.RESOLVED, remark="de minister trok artikel 3 terug"
    )
    third = confirm(at.office["rik"], at.step(), at.item(old.id), Development.WORSENED, remark="toch niet")
    assert [first.id, first.continued_as] == [third.id, third.continued_as] == [second.id, second.continued_as]
    assert [d.changes.get("decided") for d in at.office.ledger.history(subject=first.id)] == [
        (None, "unchanged"),
        ("unchanged", "resolved"),
        ("resolved", "worsened"),
    ]
    steps = [d.changes.get("status") for d in at.office.ledger.history(subject=first.continued_as)]
    assert steps == [(None, "draft"), ("draft", "withdrawn"), ("withdrawn", "draft")]


def test_two_people_cannot_decide_over_one_another(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME)
    old = at.finding()
    at.arrives()
    seen_by_both = at.item(old.id)
    confirm(at.office["rik"], at.step(), seen_by_both, Development.UNCHANGED)
    with pytest.raises(StaleWrite):
        confirm(at.office["leo"], at.step(), seen_by_both, Development.RESOLVED)
    assert len(at.office.ledger.find(CarryOver)) == 1


def test_a_continued_finding_that_was_submitted_is_not_moved_behind_its_back(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME)
    old = at.finding()
    at.arrives()
    made = confirm(at.office["rik"], at.step(), at.item(old.id), Development.UNCHANGED)
    goes_on = at.office.ledger.get(Finding, made.continued_as)
    assert goes_on is not None
    submit(at.office["rik"], goes_on)
    with pytest.raises(RuleError) as caught:
        confirm(at.office["rik"], at.step(), at.item(old.id), Development.RESOLVED, remark="opgelost")
    assert caught.value.key == "error.carried_goes_on"


def test_a_step_whose_quotation_went_has_to_be_answered_again(desk: Callable[..., Desk]) -> None:
    at = desk(ONE, TWO.split("\n\n")[0], *ARTICLES[2:])
    old = at.finding()
    gone = anchor_in_draft(at.old, article(at.old, 2), "bewaart het in het register van de gemeente")
    step = old.steps[0]
    assert step.quotation is not None
    from workbench.use_cases.record_finding import revise

    old = revise(at.office["rik"], replace(old, steps=(replace(step, quotation=replace(step.quotation, anchor=gone)),)))
    at.arrives()
    made = confirm(at.office["rik"], at.step(), at.item(old.id), Development.UNCHANGED)
    goes_on = at.office.ledger.get(Finding, made.continued_as)
    assert goes_on is not None
    assert (goes_on.steps[0].quotation, goes_on.steps[0].reasoning) == (None, "betreden")


def test_a_question_follows_its_words_and_its_old_place_stays_readable(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME)
    anchor = anchor_in_draft(at.old, article(at.old, 3), "gedurende tien jaar")
    note = write_note(
        at.office["rik"],
        Note(dossier=at.dossier.id, kind=NoteKind.QUESTION, text="Waarom?", draft=at.old.id, anchor=anchor, weighty=True),
    )
    at.arrives()
    item = at.item(note.id)
    assert item.proposal.development is Development.UNCHANGED
    made = confirm(at.office["mia"], at.step(), item, Development.UNCHANGED)
    moved = at.office.ledger.get(Note, note.id)
    assert moved is not None
    assert (moved.draft, moved.provision, moved.text, moved.weighty) == (at.new.id, article(at.new, 4), "Waarom?", True)
    assert made.before == anchor
    assert at.item(note.id).decision == made


@pytest.mark.parametrize("who", ["mia", "bob"])
def test_who_may_not_write_findings_may_not_carry_them_over(desk: Callable[..., Desk], who: str) -> None:
    at = desk(*SAME)
    old = at.finding()
    at.arrives()
    with pytest.raises(AccessDenied):
        confirm(at.office[who], at.step(who), at.item(old.id), Development.UNCHANGED)
    assert at.office.ledger.find(CarryOver) == []


def test_a_confidential_dossier_shows_nothing_to_others(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME, confidential=True, members=("rik",))
    old = at.finding()
    at.arrives()
    item, step = at.item(old.id), at.step()
    with pytest.raises(UnknownRecord):
        at.step("leo")
    with pytest.raises(UnknownRecord):
        confirm(at.office["leo"], step, item, Development.UNCHANGED)
    with pytest.raises(UnknownRecord):
        impact(at.office["leo"], [at.dossier.id])
    assert impact(at.office["leo"]).counted == ()


def test_the_other_reader_of_a_double_reading_sees_no_finding_to_carry_over(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME)
    old = at.finding()
    plan_second_reading(at.office["ada"], at.dossier.id, at.old.id, "rik", "leo")
    at.arrives()
    assert [i.subject for i in at.step("rik").items] == [old.id]
    assert [i.subject for i in at.step("leo").items if i.kind is Subject.FINDING] == []


def test_only_versions_of_the_dossier_in_their_order_are_compared(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME)
    with pytest.raises(RuleError) as caught:
        at.step()
    assert caught.value.key == "error.versions_not_here"


def test_the_impact_figure_counts_each_finding_once_with_what_shows_it(desk: Callable[..., Desk]) -> None:
    at = desk(ONE, REPAIRED, *ARTICLES[2:])
    solved, stays, waits = (
        at.signed(),
        at.signed(words="gedurende tien jaar", number=3),
        at.signed(words="een boete van honderd euro", number=5),
    )
    at.finding("het aantal plaatsen", 4)  # never signed: no part of the figure
    at.arrives()
    first = confirm(at.office["rik"], at.step(), at.item(solved.id), Development.RESOLVED)
    second = confirm(at.office["rik"], at.step(), at.item(stays.id), Development.UNCHANGED)
    figure = impact(at.office["ada"], [at.dossier.id])
    told = {c.finding: (c.effect, c.latest, c.advice[0].evidence) for c in figure.counted}
    assert told == {
        solved.id: (Effect.FOLLOWED, solved.id, first.id),
        stays.id: (Effect.NOT_FOLLOWED, second.continued_as, second.id),
        waits.id: (Effect.OPEN, waits.id, ""),
    }
    assert [c.finding for c in figure.taken_up] == [solved.id]


def test_a_reply_per_recommendation_outweighs_the_carry_over(desk: Callable[..., Desk]) -> None:
    at = desk(ONE, REPAIRED, *ARTICLES[2:])
    finding = at.signed()
    publish(at.office["ada"], finding)
    at.arrives()
    step = at.step("ada")
    fates = {1: TextFate.PARTLY_AMENDED}
    made = confirm(at.office["ada"], step, at.item(finding.id, "ada"), Development.RESOLVED, fates=fates)
    (entry,) = at.office.ledger.find(FollowUp, finding=finding.id)
    assert (entry.text, entry.recommendation, entry.where, entry.draft) == (
        TextFate.PARTLY_AMENDED,
        1,
        "Stuk 12 – Nr. 1",
        at.new.id,
    )
    assert at.office.again(finding).status is FindingStatus.FOLLOW_UP
    (counted,) = impact(at.office["ada"]).counted
    assert (counted.effect, counted.advice[0].evidence, made.decided) == (Effect.PARTLY, entry.id, Development.RESOLVED)
    record_follow_up(
        at.office["ada"],
        at.office.again(finding),
        FollowUp(finding=finding.id, recommendation=1, day="2027-01-01", text=TextFate.AMENDED),
    )
    assert impact(at.office["ada"]).counted[0].effect is Effect.FOLLOWED


def test_follow_up_of_a_recommendation_needs_its_own_role(desk: Callable[..., Desk]) -> None:
    at = desk(*SAME)
    finding = at.signed()
    publish(at.office["ada"], finding)
    at.arrives()
    with pytest.raises(AccessDenied):
        confirm(at.office["rik"], at.step(), at.item(finding.id), Development.UNCHANGED, fates={0: TextFate.UNCHANGED})
    assert at.office.ledger.find(CarryOver) == []
