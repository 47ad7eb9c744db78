"""Dossiers in the browser: open one, narrow the list, change it with a reason, discuss, record silence, write the advice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.acting import fill, press, words
from workbench.bootstrap import Workbench
from workbench.domain.advice import Advice
from workbench.domain.dossiers import Deadline, Dossier, Stage, Task
from workbench.domain.notes import Note, NoteState
from workbench.domain.verdicts import NoRemarks
from workbench.use_cases.open_dossier import describe_dossier, open_dossier
from workbench.use_cases.write_advice import advice_of, write_advice

OpenApp = Callable[..., AppTest]


@pytest.fixture
def dossier(bench: Workbench, known: str) -> Dossier:
    return open_dossier(bench.actor(), "Kampeerterreinen", known, "voorontwerp", stage=Stage.TABLED)


def stored(bench: Workbench, dossier: Dossier) -> Dossier:
    found = bench.ledger.get(Dossier, dossier.id)
    assert found is not None
    return found


def test_a_new_dossier_follows_a_draft_with_its_number_stage_and_vote(open_app: OpenApp, bench: Workbench, known: str) -> None:
    app = open_app("dossiers")
    assert "Er zijn nog geen dossiers." in words(app)
    app.selectbox(key="new-dossier-draft-0").set_value(known)
    app.text_input(key="new-dossier-label-0").set_value("voorontwerp")
    app.text_input(key="new-dossier-number-0").set_value("336 (2014-2015)")
    app.selectbox(key="new-dossier-stage-0").set_value(Stage.COMMITTEE)
    app.text_input(key="new-dossier-minister-0").set_value("minister van Toerisme")
    app.text_input(key="new-dossier-day-0").set_value("31/12/2099")
    app.text_input(key="new-dossier-what-0").set_value("stemming in de commissie")
    app.checkbox(key="new-dossier-irreversible-0").set_value(True)
    press(app, "Dossier openen")
    (made,) = bench.ledger.find(Dossier)
    assert (made.title, made.number, made.stage, made.minister) == (
        "Ontwerp van decreet over de Zandbergse kampeerterreinen",
        "336 (2014-2015)",
        Stage.COMMITTEE,
        "minister van Toerisme",
    )
    assert made.deadlines == (Deadline("2099-12-31", "stemming in de commissie", True),)
    assert [(v.draft, v.label) for v in made.versions] == [(known, "voorontwerp")]
    page = words(open_app("dossier", dossier=made.id))
    assert "stemming in de commissie, 31 december 2099" in page
    assert "dagen tot de volgende onomkeerbare stap" in page


def test_a_date_that_is_none_is_refused_in_one_sentence_and_what_was_typed_stays(open_app: OpenApp, bench: Workbench) -> None:
    app = open_app("dossiers")
    app.text_input(key="new-dossier-title-0").set_value("Zonder tekst")
    app.text_input(key="new-dossier-day-0").set_value("31/02/2027")
    press(app, "Dossier openen")
    assert [e.value for e in app.error] == ["“31/02/2027” is geen datum; schrijf dag/maand/jaar, bijvoorbeeld 31/12/2026."]
    assert app.text_input(key="new-dossier-title-0").value == "Zonder tekst"
    assert bench.ledger.find(Dossier) == []


def test_the_address_narrows_the_list_and_the_nearest_vote_comes_first(open_app: OpenApp, bench: Workbench) -> None:
    far, near = ((Deadline(day, "stemming", True),) for day in ("2099-02-01", "2098-01-01"))
    open_dossier(bench.actor(), "Verre stemming", deadlines=far, stage=Stage.COMMITTEE)
    open_dossier(bench.actor(), "Nabije stemming", deadlines=near, stage=Stage.TABLED)
    open_dossier(bench.actor(), "Geen stemming")
    page = words(open_app("dossiers"))
    assert page.index("Nabije stemming") < page.index("Verre stemming") < page.index("Geen stemming")
    assert "Aantal dossiers: 3" in page
    narrowed = words(open_app("dossiers", stage="committee"))
    assert "Verre stemming" in narrowed
    assert "Nabije stemming" not in narrowed
    assert "Geen dossier past bij deze filters." in words(open_app("dossiers", q="bestaat niet"))


def test_a_step_back_on_the_journey_needs_a_reason(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id)
    press(fill(app, stage__to=Stage.CONSULTATION), "Fase bewaren")
    assert len(app.error) == 1
    assert stored(bench, dossier).stage is Stage.TABLED
    press(fill(app, stage__reason="teruggetrokken na advies"), "Fase bewaren")
    assert stored(bench, dossier).stage is Stage.CONSULTATION
    assert bench.ledger.history(subject=dossier.id)[-1].reason == "teruggetrokken na advies"
    assert "Fase bewaard: adviesronde." in words(app)


def test_deadlines_are_added_and_moved_with_a_reason(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id)
    press(fill(app, days__day="01-02-2099", days__what="hoorzitting"), "Termijn bewaren")
    assert stored(bench, dossier).deadlines == (Deadline("2099-02-01", "hoorzitting"),)
    press(fill(app, drop__day="8/2/2099", drop__reason="agenda gewijzigd"), "Wijziging bewaren")
    assert stored(bench, dossier).deadlines == (Deadline("2099-02-08", "hoorzitting"),)
    assert "hoorzitting" in words(app)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id)
    describe_dossier(bench.actor(), dossier, minister="minister van Wonen")
    press(fill(app, stage__to=Stage.COMMITTEE), "Fase bewaren")
    assert "Iemand anders heeft dit intussen gewijzigd" in app.error[0].value
    kept = stored(bench, dossier)
    assert (kept.stage, kept.minister) == (Stage.TABLED, "minister van Wonen")


def test_ones_own_change_does_not_stand_in_the_way_of_the_next(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id)
    press(fill(app, stage__to=Stage.COMMITTEE), "Fase bewaren")
    press(fill(app, assign__task=Task.WRITE), "Taak geven")
    press(fill(app, describe__minister="minister van Wonen"), "Gegevens bewaren")
    assert len(app.error) == 0
    kept = stored(bench, dossier)
    assert (kept.stage, kept.minister, [a.task for a in kept.assignments]) == (
        Stage.COMMITTEE,
        "minister van Wonen",
        [Task.WRITE],
    )


def test_a_task_is_given_and_finished(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id)
    fill(app, assign__task=Task.REVIEW, assign__due="05/12/2099", assign__provisions=["chp_2__art_3__para_1"])
    press(app, "Taak geven")
    (task,) = stored(bench, dossier).assignments
    assert (task.person, task.task, task.due, task.provisions) == (
        "local",
        Task.REVIEW,
        "2099-12-05",
        ("chp_2__art_3__para_1",),
    )
    assert "Nakijken · Artikel 3, § 1 · tegen 5 december 2099" in words(app)
    press(app, "Klaar\\: nakijken \\(Lokale gebruiker\\)")
    assert stored(bench, dossier).assignments[0].done


def test_a_weighty_question_is_asked_answered_and_reopened(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id, part="talk")
    form = f"talk-{dossier.id}"
    press(fill(app, **{f"{form}__text": "Waarom zonder rechter?", f"{form}__weighty": True}), "Bewaren")
    (note,) = bench.ledger.find(Note)
    assert note.blocks
    assert "Zwaarwegende vraag van Lokale gebruiker" in words(app)
    thread = f"{form}-{note.id}"
    fill(app, **{f"{thread}__answer": "De rechter komt in artikel 4.", f"{thread}__settles": True})
    press(app, "Antwoorden")
    (note,) = bench.ledger.find(Note)
    assert (note.state, [r.text for r in note.replies]) == (NoteState.ANSWERED, ["De rechter komt in artikel 4."])
    press(fill(app, **{f"{thread}__reopen": "dat gaat over iets anders"}), "Opnieuw open")
    (note,) = bench.ledger.find(Note)
    assert (note.state, len(note.replies)) == (NoteState.OPEN, 1)


def test_silence_is_recorded_and_taken_back_with_a_reason(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id, part="silence")
    press(app, "Geen opmerkingen vastleggen")
    assert [e.value for e in app.error] == ["Noem minstens één verdrag waaraan u de tekst toetste."]
    fill(app, silence__provisions=["chp_1__art_1"], silence__against=["ECHR", "CRC"], silence__not_tested=["CMW"])
    press(app, "Geen opmerkingen vastleggen")
    (read,) = bench.ledger.find(NoRemarks)
    assert (read.provisions, read.instruments, read.not_tested) == (("chp_1__art_1",), ("ECHR", "CRC"), ("CMW",))
    assert "Artikel 1" in words(app)
    press(fill(app, **{f"silence-{read.id}__reason": "toch een punt"}), "Intrekken")
    assert bench.ledger.find(NoRemarks)[0].withdrawn


def test_the_words_of_the_advice_are_kept_and_the_summary_counted(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id, part="advice")
    assert "Nog leeg: Aan, Waarover gaat dit advies?" in words(app)
    form = f"advice-{dossier.current}"
    fill(app, **{f"{form}__summary": "De toezichthouder mag binnen. Dat raakt de woning.", f"{form}__about": "Over kamperen."})
    press(app, "Tekst bewaren")
    (kept,) = bench.ledger.find(Advice)
    assert (kept.about, kept.summary) == ("Over kamperen.", "De toezichthouder mag binnen. Dat raakt de woning.")
    assert "8 woorden, 2 zinnen, 50 tekens. Geen enkele zin is te lang." in words(app)


def test_two_writers_of_one_advice_are_told_and_nobody_loses_words(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    app = open_app("dossier", dossier=dossier.id, part="advice")
    write_advice(bench.actor(), advice_of(bench.actor(), dossier.id, dossier.current), about="Woorden van een ander.")
    form = f"advice-{dossier.current}"
    press(fill(app, **{f"{form}__about": "Mijn woorden."}), "Tekst bewaren")
    assert "Iemand anders wijzigde deze tekst" in words(app)
    assert "Iemand anders heeft dit intussen gewijzigd" in app.error[0].value
    assert app.text_area(key=f"{form}-about-0").value == "Mijn woorden."
    assert bench.ledger.find(Advice)[0].about == "Woorden van een ander."
    press(app, "Opnieuw beginnen van die tekst")
    assert app.text_area(key=f"{form}-about-1").value == "Woorden van een ander."


def test_the_history_says_who_changed_what_and_why(open_app: OpenApp, bench: Workbench, dossier: Dossier) -> None:
    describe_dossier(bench.actor(), dossier, minister="minister van Wonen")
    page = words(open_app("dossier", dossier=dossier.id, part="history"))
    assert "Dossiergegevens gewijzigd" in page
    assert "minister: <q>minister van Wonen</q>" in page
    assert "Aantal beslissingen: 2." in page


def test_a_dossier_without_a_text_says_on_every_part_what_to_do(open_app: OpenApp, bench: Workbench) -> None:
    made = open_dossier(bench.actor(), "Nog zonder tekst")
    for part in ("standing", "silence", "advice"):
        assert "Dit dossier heeft nog geen tekst." in words(open_app("dossier", dossier=made.id, part=part))
    assert "Er zijn nog geen bevindingen." in words(open_app("dossier", dossier=made.id, part="findings"))
    for page in ("signing", "second_reading"):
        assert "Nog zonder tekst" in [link.proto.label for link in open_app(page, dossier=made.id).get("page_link")]


def test_a_hostile_title_is_shown_as_it_is_written(open_app: OpenApp, bench: Workbench) -> None:
    made = open_dossier(bench.actor(), "<script>alert(1)</script> [klik](http://elders.test) *schuin*")
    page = open_app("dossier", dossier=made.id)
    assert page.title[0].value.startswith("\\<script\\>alert\\(1\\)\\<\\/script\\> \\[klik\\]")
    listed = next(part.value for part in open_app("dossiers").html if "elders.test" in part.value)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [klik](http://elders.test) *schuin*</a>" in listed


def test_an_unknown_dossier_gets_one_sentence(open_app: OpenApp) -> None:
    app = open_app("dossier", dossier="bestaat-niet")
    assert [e.value for e in app.error] == ["Er is geen dossier bestaat-niet; kies er een uit de lijst."]
