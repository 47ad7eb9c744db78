"""The figures for management, over real records in a ledger, held against values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from tests.fake_ledger import FakeLedger
from tests.office import FROZEN, NORMS, Office
from tests.records import DRAFT, SUGGESTION, anchor, answers, finding
from workbench.domain.behind import behind, figure
from workbench.domain.carry_over import CarryOver
from workbench.domain.dossiers import Assignment, Deadline, Dossier, Stage, Task
from workbench.domain.findings import Finding, Norm, Outcome, Severity, Verb
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.impact import Effect
from workbench.domain.instruments import Status
from workbench.domain.management import Facet, ManagementSet, Reading, Selection, grouped
from workbench.domain.notes import Note, NoteKind
from workbench.domain.period import Against, Period
from workbench.domain.recurrent import DefectKind
from workbench.domain.trees import Answer, Step, StepAnswer
from workbench.domain.verdicts import VerdictAnswer
from workbench.domain.workload import Work
from workbench.errors import AccessDenied
from workbench.use_cases.adjudicate import adjudicate
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.discuss import write_note
from workbench.use_cases.management import management, own_share
from workbench.use_cases.no_remarks import record_no_remarks
from workbench.use_cases.open_dossier import assign, close_dossier, set_deadlines
from workbench.use_cases.publish import publish, record_follow_up
from workbench.use_cases.record_finding import record_finding, revise, submit, take_up, withdraw
from workbench.use_cases.review_finding import request_changes, validate
from workbench.use_cases.second_read import finish_reading, plan_second_reading
from workbench.use_cases.sign_off import sign_off
from workbench.use_cases.standing import Standing

YEAR = Selection(Period("2026-01-01", "2026-11-25"))


class Institute(Office):
    """An office whose calendar the test turns."""

    def __init__(self) -> None:
        self.day, ticks = "2026-03-02", count()
        super().__init__(FakeLedger(lambda: f"{self.day}T09:00:00.{next(ticks):06}+00:00"))

    def figures(self, selection: Selection = YEAR, who: str = "mia") -> ManagementSet:
        return management(self[who], selection)

    def sign(self, dossier: Dossier, *findings: Finding) -> list[Finding]:
        sign_off(self["mia"], dossier.id, findings, FROZEN, NORMS)
        return [self.again(f) for f in findings]

    def followed(self, finding: Finding, fate: TextFate | None, reply: ReplyVerdict = ReplyVerdict.ACCEPTED) -> None:
        if finding.status != "follow_up":
            finding = publish(self["ada"], finding)
        record_follow_up(self["ada"], finding, FollowUp(finding=finding.id, day=self.day, text=fate, reply=reply, where="Nr. 2"))


@pytest.fixture
def house() -> Institute:
    return Institute()


def titles(cases: object) -> list[str]:
    return [c.finding.title for c in cases]  # type: ignore[attr-defined]


def test_of_nine_signed_findings_five_are_followed(house: Institute) -> None:
    dossier = house.dossier()
    signed = house.sign(dossier, *(house.validated(dossier, title=f"b{n}") for n in range(9)))
    fates = [TextFate.AMENDED, TextFate.DELETED, TextFate.IN_ORDER, TextFate.PARTLY_AMENDED, TextFate.EXPLANATION_AMENDED]
    for each, fate in zip(signed, [*fates, TextFate.UNCHANGED, TextFate.UNCHANGED], strict=False):
        house.followed(each, fate)
    house.followed(signed[7], None, ReplyVerdict.MOOT)
    flow = house.figures().now
    assert (titles(flow.asking), titles(flow.followed)) == ([f"b{n}" for n in range(9)], ["b0", "b1", "b2", "b3", "b4"])
    effects = {g.value: titles(g.cases) for g in grouped(flow.asking, Facet.EFFECT)}
    assert effects == {
        Effect.FOLLOWED: ["b0", "b1", "b2"],
        Effect.PARTLY: ["b3", "b4"],
        Effect.NOT_FOLLOWED: ["b5", "b6"],
        Effect.MOOT: ["b7"],
        Effect.OPEN: ["b8"],
    }


def test_findings_by_severity_treaty_domain_minister_and_stage(house: Institute) -> None:
    housing = house.dossier(title="Wonen", minister="Minister A", domains=("housing", "welfare"), stage=Stage.COMMITTEE)
    care = house.dossier(title="Zorg", domains=("health",), stage=Stage.TABLED)
    norm = Norm("CRPD/19/a", Status.BINDING, "2026-11-25")
    house.finding(housing, title="een", severity=Severity.CRITICAL)
    house.finding(housing, title="twee", severity=Severity.LOW, norm=norm)
    house.finding(care, title="drie", severity=None, norm=norm)
    recorded = house.figures().now.recorded

    def by(facet: Facet) -> list[tuple[str, list[str]]]:
        return [(g.value, titles(g.cases)) for g in grouped(recorded, facet)]

    assert by(Facet.SEVERITY) == [("critical", ["een"]), ("low", ["twee"]), ("", ["drie"])]
    assert by(Facet.INSTRUMENT) == [("CRPD", ["twee", "drie"]), ("ECHR", ["een"])]
    assert by(Facet.DOMAIN) == [("housing", ["een", "twee"]), ("welfare", ["een", "twee"]), ("health", ["drie"])]
    assert by(Facet.MINISTER) == [("Minister A", ["een", "twee"]), ("", ["drie"])]
    assert by(Facet.STAGE) == [("tabled", ["drie"]), ("committee", ["een", "twee"])]
    assert titles(house.figures().now.serious) == ["een"]


def test_a_filter_restricts_findings_and_dossiers_alike(house: Institute) -> None:
    housing = house.dossier(title="Wonen", minister="Minister A")
    care = house.dossier(title="Zorg")
    house.finding(housing, title="een", severity=Severity.HIGH)
    house.finding(housing, title="twee", norm=Norm("CRC/3", Status.BINDING, "2026-11-25"))
    house.finding(care, title="drie")
    found = house.figures(replace(YEAR, ministers=frozenset({"Minister A"}), instruments=frozenset({"ECHR"})))
    assert titles(found.now.recorded) == ["een"]
    assert [(line.dossier.title, titles(line.cases)) for line in found.dossiers] == [("Wonen", ["een"])]
    assert [line.dossier.title for line in house.figures(replace(YEAR, ministers=frozenset({""}))).dossiers] == ["Zorg"]


def test_days_to_the_next_irreversible_step_and_nothing_made_up_where_none_is_known(house: Institute) -> None:
    soon, later, past, unknown = (house.dossier(title=name) for name in ("straks", "later", "voorbij", "onbekend"))
    vote = Deadline("2026-12-04", "stemming in commissie", True)
    hearing = Deadline("2026-11-26", "hoorzitting")
    set_deadlines(house["ada"], soon, [Deadline("2026-06-01", "eerste goedkeuring", True), hearing, vote])
    set_deadlines(house["ada"], later, [Deadline("2027-01-20", "plenaire stemming", True)])
    set_deadlines(house["ada"], past, [Deadline("2026-10-01", "plenaire stemming", True)])
    set_deadlines(house["ada"], unknown, [hearing])
    lines = {line.dossier.title: line for line in house.figures().dossiers}
    assert list(lines) == ["straks", "later", "onbekend", "voorbij"]
    assert [(lines[t].step, lines[t].days, lines[t].urgent) for t in ("straks", "onbekend")] == [
        (vote, 9, True),
        (None, None, False),
    ]
    assert (lines["later"].days, lines["later"].urgent) == (56, False)
    assert (lines["voorbij"].step, lines["voorbij"].days, lines["voorbij"].passed) == (
        None, None, Deadline("2026-10-01", "plenaire stemming", True),
    )  # fmt: skip
    assert lines["straks"].passed is None


def test_nobody_asked_for_a_first_reading_is_unknown_not_unfinished(house: Institute) -> None:
    nobody, asked, whole = (house.dossier(title=name) for name in ("niemand", "gevraagd", "gelezen"))
    assign(house["ada"], asked, Assignment("rik", Task.FIRST_READING))
    record_no_remarks(house["rik"], whole.id, DRAFT, [], ["ECHR"])
    found = house.figures()
    states = {line.dossier.id: line.reading for line in found.dossiers}
    assert states == {nobody.id: Reading.UNKNOWN, asked.id: Reading.OPEN, whole.id: Reading.DONE}
    assert [line.dossier.title for line in found.reading(Reading.OPEN)] == ["gevraagd"]


def test_candidates_and_withdrawn_findings_enter_no_figure(house: Institute) -> None:
    dossier = house.dossier()
    decide(house["rik"], dossier.id, DRAFT, ("art_5", "ECHR/8"), VerdictAnswer.RELEVANT, candidate=SUGGESTION)
    withdraw(house["rik"], house.finding(dossier), "dubbel")
    found = house.figures()
    assert (found.now.recorded, found.now.signed, found.defects, found.load, found.team) == ((), (), (), (), ())


def test_a_finding_carried_over_to_a_new_version_counts_once_with_its_newest_words(house: Institute) -> None:
    dossier = house.dossier()
    (old,) = house.sign(dossier, house.validated(dossier, title="oud", severity=Severity.LOW))
    house.day = "2026-05-04"
    new = record_finding(house["rik"], replace(old, id="nieuw", title="nieuw", severity=Severity.HIGH, carried_from=old.id))
    found = house.figures()
    assert titles(found.now.recorded) == ["nieuw"]
    assert [(c.finding.id, c.recorded, c.signed) for c in found.now.signed] == [(new.id, "2026-03-02", "2026-03-02")]
    assert titles(house.figures(replace(YEAR, period=Period("2026-05-01", "2026-05-31"))).now.recorded) == []
    withdraw(house["rik"], new, "toch niet")
    assert titles(house.figures().now.recorded) == ["oud"]
    assert house.ledger.find(CarryOver) == []


def test_a_period_is_compared_with_the_same_days_a_year_before_or_with_the_days_just_before() -> None:
    quarter = Period("2026-04-01", "2026-06-30")
    assert quarter.earlier(Against.YEAR) == Period("2025-04-01", "2025-06-30")
    assert quarter.earlier(Against.BEFORE) == Period("2025-12-31", "2026-03-31")
    assert quarter.earlier(Against.NONE) is None
    assert Period("2024-02-29", "2024-02-29").earlier(Against.YEAR) == Period("2023-02-28", "2023-02-28")
    assert Period("2026-06-30", "2026-04-01") == quarter


def test_the_earlier_period_counts_its_own_records(house: Institute) -> None:
    dossier = house.dossier()
    house.day = "2025-02-10"
    (first,) = house.sign(dossier, house.validated(dossier, title="vorig jaar"))
    house.day = "2026-02-10"
    house.finding(dossier, title="dit jaar")
    house.followed(first, TextFate.AMENDED)
    found = house.figures()
    assert found.before is not None
    assert (titles(found.now.recorded), titles(found.before.recorded)) == (["dit jaar"], ["vorig jaar"])
    assert (titles(found.now.followed), titles(found.before.followed)) == ([], ["vorig jaar"])
    assert house.figures(replace(YEAR, against=Against.NONE)).before is None


def test_what_each_minister_took_up(house: Institute) -> None:
    taken, ignored = house.dossier(title="een", minister="Minister A"), house.dossier(title="twee", domains=("housing",))
    first, second = house.sign(taken, house.validated(taken), house.validated(taken, title="open"))
    (third,) = house.sign(ignored, house.validated(ignored))
    house.followed(first, TextFate.AMENDED)
    house.followed(third, TextFate.UNCHANGED)
    found = house.figures()
    assert found.now.answered(Facet.MINISTER) == (("Minister A", 2, 1), ("", 1, 0))
    assert found.now.answered(Facet.DOMAIN) == (("housing", 1, 0), ("", 2, 1))
    listed = behind(found, "followed:minister:Minister A")
    assert listed is not None and [c.finding.id for c in listed.cases] == [first.id]
    assert figure(found, "asking:minister:Minister A") == 2
    assert [behind(found, name) for name in ("niets", "niets:x", "before.niets")] == [None, None, None]
    assert second.id not in {c.finding.id for c in found.now.followed}


def test_the_time_to_a_first_signature_runs_from_the_first_version(house: Institute) -> None:
    quick, slow = house.dossier(title="vlug"), house.dossier(title="traag")  # the office's actors open them on 25 November
    house.day = "2026-12-05"
    house.sign(quick, house.validated(quick))
    house.day = "2026-12-25"
    house.sign(slow, house.validated(slow))
    house.sign(quick, house.validated(quick, title="later"))
    flow = house.figures(replace(YEAR, period=Period("2026-12-01", "2026-12-31"))).now
    assert [(a.dossier.title, a.day, a.days) for a in flow.advised] == [("vlug", "2026-12-05", 10), ("traag", "2026-12-25", 30)]
    assert flow.median_days == 20
    assert house.figures().now.median_days is None


def test_load_counts_what_each_person_still_has_to_do(house: Institute) -> None:
    dossier = house.dossier()
    dossier = assign(house["ada"], dossier, Assignment("rik", Task.FIRST_READING, "2026-11-20"))
    assign(house["ada"], dossier, Assignment("ada", Task.FOLLOW_UP, "2026-12-20"))
    house.finding(dossier, title="ontwerp")
    request_changes(house["leo"], submit(house["rik"], house.finding(dossier, title="terug")), "scherper")
    submit(house["rik"], house.finding(dossier, title="ingediend"))
    house.validated(dossier, title="gevalideerd")
    plan_second_reading(house["leo"], dossier.id, DRAFT, "rik", "lea", ["art_9"])
    found = house.figures()
    listed = {load.person: [(i.work, i.finding.title if i.finding else i.task) for i in load.items] for load in found.load}
    assert listed == {
        "rik": [(Work.TASK, Task.FIRST_READING), (Work.WRITE, "ontwerp"), (Work.CHANGES, "terug"), (Work.READING, None)],
        "ada": [(Work.TASK, Task.FOLLOW_UP)],
        "lea": [(Work.READING, None)],
    }
    assert [(load.person, len(load.overdue("2026-11-25"))) for load in found.load] == [("rik", 1), ("ada", 0), ("lea", 0)]
    assert [(i.work, i.finding and i.finding.title) for i in found.team] == [
        (Work.REVIEW, "ingediend"),
        (Work.SIGN, "gevalideerd"),
    ]
    close_dossier(house["ada"], found.dossiers[0].dossier, "klaar")
    assert (house.figures().load, house.figures().team, house.figures().dossiers) == ((), (), ())


def test_my_signature_is_awaited_only_where_other_eyes_wrote_and_validated(house: Institute) -> None:
    dossier = house.dossier()
    by_rik = house.validated(dossier, title="van Rik")
    validate(house["leo"], submit(house["ada"], house.finding(dossier, "ada", title="van Ada")))
    (signed,) = house.sign(dossier, house.validated(dossier, title="gewijzigd"))
    house.finding(dossier, title="ontwerp")
    revise(house["rik"], replace(signed, reasoning="Anders."), "nieuw arrest")
    assert titles(house.figures().to_sign) == ["van Rik", "van Ada", "gewijzigd"]
    assert titles(own_share(house["ada"]).to_sign) == ["van Rik", "gewijzigd"]
    assert own_share(house["rik"]).to_sign == ()
    assert by_rik.validated_by == "leo"


def test_others_get_their_own_share_and_what_their_role_may_take(house: Institute) -> None:
    dossier = house.dossier()
    house.finding(dossier, title="ontwerp")
    submit(house["leo"], house.finding(dossier, "leo", title="van Leo"))
    submit(house["rik"], house.finding(dossier, title="van Rik"))
    mine = own_share(house["rik"])
    assert [(i.work, i.finding and i.finding.title) for i in mine.items] == [(Work.WRITE, "ontwerp")]
    assert mine.team == ()
    assert [i.finding and i.finding.title for i in own_share(house["leo"]).team] == ["van Rik"]
    with pytest.raises(AccessDenied) as caught:
        management(house["rik"], YEAR)
    assert caught.value.key == "error.denied.read_management"


def test_a_defect_recurs_when_two_dossiers_show_it_and_doubt_never_counts_as_missing(house: Institute) -> None:
    one, two, three = (house.dossier(title=name) for name in ("een", "twee", "drie"))
    none = (StepAnswer(Step.LEGAL_BASIS, Answer.NO), StepAnswer(Step.ENGAGEMENT, Answer.NO))
    doubt = (StepAnswer(Step.LEGAL_BASIS, Answer.DOUBTFUL), StepAnswer(Step.SAFEGUARDS, Answer.NOT_ASSESSABLE, because="?"))
    paragraph = Norm("ECHR/8/2", Status.BINDING, "2026-11-25")
    house.finding(one, title="a", steps=none, verb=None, tags=("geen hardheidsclausule",))
    house.finding(two, title="b", steps=none, verb=Verb.RESTRICTS, norm=paragraph, tags=("Geen  hardheidsclausule",))
    house.finding(three, title="c", steps=doubt, verb=Verb.RESTRICTS)
    house.finding(three, title="d", steps=none, verb=Verb.RESTRICTS, outcome=Outcome.CONFORM)
    found = house.figures().defects
    assert [(d.article, d.kind, d.what, [f.title for f in d.findings]) for d in found] == [
        ("ECHR/8", DefectKind.STEP, "legal_basis", ["a", "b"]),
        ("ECHR/8", DefectKind.TAG, "geen hardheidsclausule", ["a", "b"]),
        ("ECHR/8", DefectKind.VERB, "restricts", ["b", "c"]),
    ]


def test_the_oversight_dial_tells_accepted_unedited_overruled_and_read_twice(house: Institute) -> None:
    dossier = house.dossier()

    def judge(who: str, place: str, answer: VerdictAnswer, relevance: float = 0.9, **more: object):  # type: ignore[no-untyped-def]
        pointed = replace(SUGGESTION, provision=place, relevance=relevance)
        return decide(house[who], dossier.id, DRAFT, (place, "ECHR/8"), answer, candidate=pointed, **more)  # type: ignore[arg-type]

    reading = plan_second_reading(house["lea"], dossier.id, DRAFT, "rik", "ada", ["art_1", "art_2"])
    judge("rik", "art_1", VerdictAnswer.RELEVANT)
    judge("rik", "art_2", VerdictAnswer.NOT_RELEVANT)
    judge("ada", "art_1", VerdictAnswer.RELEVANT, remark="ook het gezinsleven")
    judge("ada", "art_2", VerdictAnswer.RELEVANT, reasons=("woning",))
    assert len(house.figures().now.oversight.decided) == 4  # management is no reader: nothing is hidden from it
    assert len(management(house["mia"], YEAR).now.oversight.differing) == 1
    for who in ("rik", "ada"):
        reading = finish_reading(house[who], reading)
    adjudicate(house["leo"], reading.id, ("art_2", "ECHR/8"), VerdictAnswer.RELEVANT, "de woning is beschermd")
    exact = judge("rik", "art_5", VerdictAnswer.RELEVANT)
    take_up(house["rik"], exact, taken(dossier, "art_5", "ECHR/8"))
    narrowed = judge("rik", "art_6", VerdictAnswer.RELEVANT)
    take_up(house["rik"], narrowed, taken(dossier, "art_6", "ECHR/8/2"))
    judge("rik", "art_7", VerdictAnswer.NOT_RELEVANT, drawer=True)
    judge("rik", "art_8", VerdictAnswer.NOT_RELEVANT, relevance=0.2)
    judge("rik", "art_9", VerdictAnswer.POSTPONED)
    dial = house.figures().now.oversight

    def places(name: str) -> tuple[list[str], int]:
        share = dial.shares[name]
        return [f"{v.provision} {v.author}" for v in share.part], len(share.whole)

    assert places("unedited") == (["art_1 rik", "art_5 rik"], 5)
    assert places("overruled") == (["art_2 rik"], 6)
    assert places("read_twice") == (["art_1 rik", "art_2 rik"], 6)
    assert (places("differing"), dial.settled) == ((["art_2 rik"], 2), 1)
    empty = house.figures(replace(YEAR, period=Period("2020-01-01", "2020-12-31"))).now.oversight
    assert {name: share.ratio for name, share in empty.shares.items()} == dict.fromkeys(dial.shares, None)


def taken(dossier: Dossier, place: str, norm: str) -> Finding:
    return finding(dossier.id, subject=anchor(provision=place), norm=Norm(norm, Status.BINDING, "2026-11-25"), steps=answers())


def test_a_reader_in_an_open_double_reading_sees_no_figure_of_the_other(house: Institute) -> None:
    dossier = house.dossier()
    with house.ledger.write("local") as pen:
        person = house["mia"].person
        pen.put(replace(person, roles=(*person.roles, *house["rik"].person.roles)), "change_person")
    house.finding(dossier, title="van Rik")
    plan_second_reading(house["leo"], dossier.id, DRAFT, "rik", "mia")
    assert titles(house.figures().now.recorded) == []
    assert titles(house.figures(who="bob").now.recorded) == ["van Rik"]


def test_a_weighty_question_shows_at_its_dossier(house: Institute) -> None:
    dossier = house.dossier()
    write_note(house["rik"], Note(dossier=dossier.id, kind=NoteKind.QUESTION, text="Waarom?", weighty=True))
    write_note(house["rik"], Note(dossier=dossier.id, kind=NoteKind.QUESTION, text="En dit?"))
    assert [line.questions for line in house.figures().dossiers] == [1]


def test_what_stands_in_memory_is_brought_up_to_date_and_thrown_away_when_another_store_stands_there(house: Institute) -> None:
    standing = Standing(house.ledger)
    dossier = house.dossier()
    first = house.finding(dossier, title="een")
    assert titles(management(house["mia"], YEAR, standing).now.recorded) == ["een"]
    revise(house["rik"], replace(first, title="een, herzien"))
    house.finding(dossier, title="twee")
    kept = management(house["mia"], YEAR, standing)
    assert titles(kept.now.recorded) == ["een, herzien", "twee"]
    assert kept == management(house["mia"], YEAR)
    other = Institute()
    other.finding(other.dossier(), title="elders")
    house.ledger.state = other.ledger.state  # type: ignore[attr-defined]
    assert titles(management(house["mia"], YEAR, standing).now.recorded) == ["elders"]
