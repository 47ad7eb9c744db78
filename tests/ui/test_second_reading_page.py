"""A double reading by two people with real sessions: planned, read blind, finished, compared and settled by a third."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.office import Office
from tests.ui.acting import fill, press, words
from workbench.bootstrap import Workbench
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.dossiers import Dossier
from workbench.domain.notes import Note, NoteKind
from workbench.domain.verdicts import Adjudication, ReadingState, SecondReading, Verdict, VerdictAnswer
from workbench.errors import AccessDenied
from workbench.use_cases.adjudicate import adjudicate
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.discuss import write_note
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.second_read import finish_reading, plan_second_reading

OpenApp = Callable[..., AppTest]
Enter = Callable[[str], None]
PLACE = "chp_2__art_3__para_1"


@pytest.fixture
def dossier(bench: Workbench, known: str, institute: Office) -> Dossier:
    return open_dossier(institute["ada"], "Kampeerterreinen", known, "voorontwerp")


def read_by(bench: Workbench, dossier: Dossier, institute: Office, **said: VerdictAnswer) -> SecondReading:
    """A reading that both finished; `rik` and `leo` each gave one answer on ECHR/8 and rik alone one on CRC/16."""
    reading = plan_second_reading(institute["ada"], dossier.id, dossier.current, "rik", "leo", [PLACE])
    for who, answer in said.items():
        decide(institute[who], dossier.id, dossier.current, (PLACE, "ECHR/8"), answer, remark=f"zegt {who}")
        reading = finish_reading(institute[who], reading)
    return reading


def test_a_reading_is_planned_and_both_readers_find_it_under_my_work(
    open_app: OpenApp, bench: Workbench, dossier: Dossier, institute: Office, enter: Enter
) -> None:
    enter("ada")
    app = open_app("second_reading", dossier=dossier.id)
    fill(app, plan__first="rik", plan__second="rik")
    press(app, "Dubbele lezing plannen")
    assert "twee verschillende lezers" in app.error[0].value
    press(fill(app, plan__second="leo", plan__provisions=[PLACE]), "Dubbele lezing plannen")
    (reading,) = bench.ledger.find(SecondReading)
    assert (reading.readers, reading.provisions) == (("rik", "leo"), (PLACE,))
    for who in ("rik", "leo"):
        enter(who)
        assert "Dubbele lezingen te doen (1)" in words(open_app("my_work"))


def test_each_reads_the_own_cards_without_the_others_answer_and_finishes(
    open_app: OpenApp, bench: Workbench, dossier: Dossier, institute: Office, enter: Enter
) -> None:
    draft = bench.drafts.get(dossier.current)
    assert draft is not None
    bench.screen(draft)
    reading = plan_second_reading(institute["ada"], dossier.id, dossier.current, "rik", "leo", [PLACE])
    norm = bench.screenings.latest(dossier.current).units[2].candidates[0].provision  # type: ignore[union-attr]
    decide(institute["leo"], dossier.id, dossier.current, (PLACE, norm), VerdictAnswer.NOT_RELEVANT, remark="volgens leo niets")
    enter("rik")
    app = open_app("second_reading", dossier=dossier.id, reading=reading.id)
    page = words(app)
    assert "volgens leo niets" not in page
    assert "Artikel 3, § 1" in page
    assert "0 van 1 kaarten gelezen" in app.get("progress")[0].proto.text
    next(b for b in app.button if b.key and b.key.startswith("decide-relevant")).click().run()
    assert "U hebt alle kaarten gelezen." in words(app)
    mine = [v for v in bench.ledger.find(Verdict) if v.author == "rik"]
    assert [(v.provision, v.answer, v.queued) for v in mine] == [(PLACE, VerdictAnswer.RELEVANT, False)]
    press(app, "Lezing afronden")
    assert [e.value for e in app.error] == ["Bevestig eerst dat u klaar bent."]
    press(fill(app, **{f"finish-{reading.id}__sure": True}), "Lezing afronden")
    assert "U bent klaar. De andere lezer nog niet" in words(app)
    assert "volgens leo niets" not in words(app)


def test_a_third_person_settles_the_difference_and_the_reader_sees_that_it_went_otherwise(
    open_app: OpenApp, bench: Workbench, dossier: Dossier, institute: Office, enter: Enter
) -> None:
    draft = bench.drafts.get(dossier.current)
    assert draft is not None
    note = Note(dossier=dossier.id, kind=NoteKind.NOTE, text="zie arrest X", draft=draft.id, anchor=anchor_in_draft(draft, PLACE))
    write_note(institute["rik"], note)
    reading = read_by(bench, dossier, institute, rik=VerdictAnswer.RELEVANT, leo=VerdictAnswer.NOT_RELEVANT)
    enter("leo")
    page = words(open_app("second_reading", dossier=dossier.id, reading=reading.id))
    assert "zegt rik" in page
    assert "Beslissen" not in [e.label for e in open_app("second_reading", dossier=dossier.id, reading=reading.id).expander]
    enter("lea")
    assert "Verschillen te beslechten (1)" in words(open_app("my_work"))
    app = open_app("second_reading", dossier=dossier.id, reading=reading.id)
    page = words(app)
    assert all(said in page for said in ("zegt rik", "zegt leo", "zie arrest X"))
    assert "Gelijk over 0 van de 1 paren die beiden beoordeelden; Cohens kappa 0,00" in page
    form = f"settle-{reading.id}-{PLACE}-ECHR/8"
    app.radio(key=f"{form}-answer-0").set_value(VerdictAnswer.RELEVANT)
    press(app, "Verschil beslechten")
    assert len(app.error) == 1  # a reason is needed
    assert bench.ledger.find(Adjudication) == []
    app.text_area(key=f"{form}-reason-0").set_value("De woning valt onder het recht.")
    press(app, "Verschil beslechten")
    (decided,) = bench.ledger.find(Adjudication)
    assert (decided.answer, decided.author, decided.reasoning) == (
        VerdictAnswer.RELEVANT,
        "lea",
        "De woning valt onder het recht.",
    )
    assert bench.ledger.find(SecondReading)[0].state is ReadingState.ADJUDICATED
    enter("leo")
    page = words(open_app("second_reading", dossier=dossier.id, reading=reading.id))
    assert "Paren waarop anders is beslist dan u zei: 1." in page
    enter("rik")
    assert "anders is beslist" not in words(open_app("second_reading", dossier=dossier.id, reading=reading.id))


def test_what_only_one_reader_judged_is_taken_over_together_for_one_reason(
    open_app: OpenApp, bench: Workbench, dossier: Dossier, institute: Office, enter: Enter
) -> None:
    for norm in ("CRC/16", "CRPD/22"):
        decide(institute["rik"], dossier.id, dossier.current, (PLACE, norm), VerdictAnswer.NOT_RELEVANT)
    reading = read_by(bench, dossier, institute, rik=VerdictAnswer.RELEVANT, leo=VerdictAnswer.RELEVANT)
    assert reading.state is ReadingState.BOTH_DONE
    enter("lea")
    app = open_app("second_reading", dossier=dossier.id, reading=reading.id)
    assert "Alleen Rik gaf een antwoord op 2 paren, alleen Leo op 0." in words(app)
    press(fill(app, **{f"one-sided-{reading.id}__reason": "Rik las ook deze artikelen."}), "Deze antwoorden overnemen")
    assert {(a.norm, a.answer) for a in bench.ledger.find(Adjudication)} == {
        ("CRC/16", VerdictAnswer.NOT_RELEVANT),
        ("CRPD/22", VerdictAnswer.NOT_RELEVANT),
    }
    assert bench.ledger.find(SecondReading)[0].state is ReadingState.ADJUDICATED


def test_who_reads_elsewhere_with_one_of_the_two_sees_no_half_comparison_and_settles_nothing(
    open_app: OpenApp, bench: Workbench, dossier: Dossier, institute: Office, enter: Enter
) -> None:
    reading = read_by(bench, dossier, institute, rik=VerdictAnswer.RELEVANT, leo=VerdictAnswer.NOT_RELEVANT)
    plan_second_reading(institute["ada"], dossier.id, dossier.current, "rik", "lea")
    enter("lea")
    app = open_app("second_reading", dossier=dossier.id, reading=reading.id)
    page = words(app)
    assert "zegt leo" not in page
    assert "U leest zelf nog mee in een andere dubbele lezing" in app.error[0].value
    with pytest.raises(AccessDenied) as caught:
        adjudicate(institute["lea"], reading.id, (PLACE, "ECHR/8"), VerdictAnswer.RELEVANT, "zo is het")
    assert caught.value.key == "error.adjudicator_blind"


def test_one_user_alone_is_told_what_a_double_reading_needs(open_app: OpenApp, bench: Workbench, known: str) -> None:
    made = open_dossier(bench.actor(), "Alleen", known, "voorontwerp")
    assert "Een dubbele lezing vraagt twee mensen" in words(open_app("second_reading", dossier=made.id))
