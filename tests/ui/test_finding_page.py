"""An advisor's journey through a finding: begin on a suggestion, quote, save, be refused, meet somebody else's change, hand in, ask."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import DRAFT
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.findings import Finding, Origin, Outcome, Verb
from workbench.domain.instruments import Status
from workbench.domain.notes import Note
from workbench.domain.trees import Answer, Step
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.domain.workflow import FindingStatus
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.record_finding import revise

OpenApp = Callable[..., AppTest]
UNIT = "chp_2__art_3__para_1"
WORDS = "elke kampeerwagen betreden zonder toestemming van de bewoner"


def words(app: AppTest) -> str:
    parts = [*app.html, *app.markdown, *app.header, *app.title, *app.warning, *app.success, *app.error]
    return unescape(" ".join(str(part.value) for part in parts))


def by(elements: Any, end: str) -> Any:
    """The field of the form whose key ends so."""
    return next(e for e in elements if e.key and e.key.startswith("finding") and e.key.endswith(f"-{end}"))


def press(app: AppTest, end: str) -> AppTest:
    next(b for b in app.button if b.key and b.key.endswith(end)).click().run()
    assert not app.exception
    return app


@pytest.fixture(scope="session")
def screened(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data folder with the fictitious draft screened in a dossier of its own, and the address of a new finding in it."""
    folder = tmp_path_factory.mktemp("screened")
    shutil.copytree(built_index, folder / "indexes")
    (folder / "kampeer.txt").write_text(DRAFT, encoding="utf-8")
    bench = Workbench(Settings(folder))
    draft, _ = bench.import_draft(folder / "kampeer.txt")
    screening = bench.screen(draft)
    dossier = open_dossier(bench.actor(), "Kampeerterreinen", draft.id, "voorontwerp")
    assert "ECHR/8" in [c.provision for u in screening.units if u.provision == UNIT for c in u.candidates]
    bench.store.dispose()
    return folder, {"draft": draft.id, "unit": UNIT, "cand": "ECHR/8", "dossier": dossier.id}


@pytest.fixture
def pair(open_app: OpenApp, screened: tuple[Path, dict[str, str]], tmp_path: Path) -> dict[str, str]:
    """The address of a new finding on a suggestion of the screening, in a fresh copy of the folder."""
    shutil.copytree(screened[0], tmp_path / "gegevens", dirs_exist_ok=True)
    return screened[1]


@pytest.fixture
def bench(pair: dict[str, str], tmp_path: Path) -> Workbench:
    return Workbench(Settings(tmp_path / "gegevens"))


@pytest.fixture
def written(open_app: OpenApp, pair: dict[str, str]) -> AppTest:
    """A finding that was just saved, as it is read."""
    app = open_app("finding", **pair)
    by(app.text_area, "quote").set_value(WORDS)
    by(app.radio, "verb").set_value(Verb.RESTRICTS)
    by(app.text_input, "title").set_value("Kampeerwagen betreden").run()
    return press(app, "-save")


def stored(bench: Workbench) -> Finding:
    return bench.ledger.find(Finding)[0]


def test_a_suggestion_becomes_a_finding_by_the_person_who_saves_it(
    bench: Workbench, pair: dict[str, str], open_app: OpenApp
) -> None:
    app = open_app("finding", **pair)
    assert "Door de bevinding te bewaren noemt u de suggestie relevant." in words(app)
    assert "Voorstel op grond van register en tekst: beperking." in words(app)
    by(app.selectbox, "quote-from").set_value(0).run()
    press(app, "quote-sentences")
    assert by(app.text_area, "quote").value.endswith("zonder toestemming van de bewoner.")
    press(app, "-save")
    made = stored(bench)
    assert (made.origin, made.provision, made.norm_id) == (Origin.SUGGESTION, UNIT, "ECHR/8")
    assert made.suggestion is not None and made.suggestion.norm == "ECHR/8"
    assert [(v.answer, v.norm) for v in bench.ledger.find(Verdict)] == [(VerdictAnswer.RELEVANT, "ECHR/8")]
    assert app.query_params["finding"] in (made.id, [made.id])
    assert f"Bewaard: {made.title}." in words(app)


def test_words_that_do_not_stand_there_are_refused_and_stay_in_the_form(
    open_app: OpenApp, bench: Workbench, pair: dict[str, str]
) -> None:
    app = open_app("finding", **pair)
    by(app.text_area, "quote").set_value("elke boot betreden")
    by(app.text_area, "reasoning").set_value("Een lange redenering.").run()
    press(app, "-save")
    assert 'De woorden "elke boot betreden" staan niet in deze bepaling' in words(app)
    assert by(app.text_area, "reasoning").value == "Een lange redenering."
    assert "Nog niet bewaard: redenering, citaat uit het ontwerp." in words(app)
    assert bench.ledger.find(Finding) == []


def test_what_is_not_saved_is_still_there_after_another_page(open_app: OpenApp, pair: dict[str, str]) -> None:
    app = open_app("finding", **pair)
    by(app.text_area, "reasoning").set_value("Half af.").run()
    app.switch_page("workbench/ui/pages/glossary.py").run()
    app.switch_page("workbench/ui/pages/finding.py")
    app.query_params.clear()
    app.run()
    assert "Nog niet bewaard in dit bezoek:" in words(app)
    assert f"unit={UNIT}" in next(e for e in app.get("page_link") if e.proto.label == "Nieuwe bevinding").proto.query_string
    for name, value in pair.items():
        app.query_params[name] = value
    app.run()
    assert by(app.text_area, "reasoning").value == "Half af."


def test_a_change_of_somebody_else_is_told_and_ones_own_words_go_on_top(written: AppTest, bench: Workbench) -> None:
    app = written
    app.query_params["edit"] = "1"
    app.run()
    by(app.text_area, "reasoning").set_value("Mijn woorden.").run()
    theirs = stored(bench)
    revise(bench.actor(), replace(theirs, title="Hun titel", outcome=Outcome.RISK))
    press(app, "-save")
    page = words(app)
    assert "Iemand anders heeft dit intussen gewijzigd; er is niets bewaard." in page
    assert "Intussen gewijzigd door iemand anders: titel, uitkomst. Door u gewijzigd en nog niet bewaard: redenering." in page
    press(app, "-rebase")
    assert by(app.text_input, "title").value == "Hun titel"
    press(app, "-save")
    now = stored(bench)
    assert (now.title, now.outcome, now.reasoning, now.version) == ("Hun titel", Outcome.RISK, "Mijn woorden.", 3)


def test_a_step_is_answered_with_the_quoted_words_or_says_why_not(written: AppTest, bench: Workbench) -> None:
    app = written
    app.query_params["edit"] = "1"
    app.run()
    by(app.radio, "step-necessity-answer").set_value(Answer.NO)
    by(app.radio, "step-suitability-answer").set_value(Answer.NOT_ASSESSABLE).run()
    by(app.text_input, "step-suitability-because").set_value("de memorie zwijgt").run()
    press(app, "-save")
    said = {a.step: a for a in stored(bench).steps}
    quoted = said[Step.NECESSITY].quotation
    assert quoted is not None and quoted.words == WORDS
    assert said[Step.SUITABILITY].because == "de memorie zwijgt"
    assert "Beperking; 7 stappen zonder volledig antwoord" in words(app)


def test_another_treaty_article_opened_beside_it_becomes_the_norm(written: AppTest, bench: Workbench) -> None:
    app = written
    app.query_params["edit"] = "1"
    app.query_params["cand"] = "CRC/16"
    app.run()
    assert by(app.selectbox, "norm").value == "CRC/16"
    press(app, "-save")
    made = stored(bench)
    assert (made.norm_id, made.norm.status, made.provision) == ("CRC/16", Status.BINDING, UNIT)


def test_before_adoption_contrary_is_not_offered(written: AppTest) -> None:
    app = written
    app.query_params["edit"] = "1"
    app.run()
    assert "waarschijnlijk strijdig" in by(app.radio, "outcome").options
    assert "strijdig" not in by(app.radio, "outcome").options


def test_it_is_handed_in_and_a_weighty_question_stays_open_until_answered(written: AppTest, bench: Workbench) -> None:
    app = written
    next(b for b in app.button if b.label == "Indienen").click().run()
    assert stored(bench).status is FindingStatus.SUBMITTED
    assert "Bewaard: de bevinding is nu ingediend." in words(app)
    next(r for r in app.radio if r.label == "Soort").set_value("question")
    app.text_area(key="note_words").set_value("elke kampeerwagen")
    app.text_area(key="note_text").set_value("Ook 's nachts?")
    app.checkbox(key="note_weighty").check()
    next(b for b in app.button if b.label == "Notitie of vraag bewaren").click().run()
    note = bench.ledger.find(Note)[0]
    assert note.anchor is not None
    assert (note.blocks, note.anchor.quote.exact, note.provision) == (True, "elke kampeerwagen", UNIT)
    app.text_area(key=f"answer-text-{note.id}").set_value("Ja, ook dan.")
    next(b for b in app.button if b.label == "Antwoorden").click().run()
    answered = bench.ledger.find(Note)[0]
    assert (answered.blocks, [r.text for r in answered.replies]) == (False, ["Ja, ook dan."])


def test_the_search_finds_it_by_its_words_and_the_filters_stand_in_the_address(written: AppTest, open_app: OpenApp) -> None:
    found = open_app("search", **{"in": "findings", "q": "kampeerwagen"})
    assert "1. Kampeerwagen betreden" in words(found)
    none = open_app("search", **{"in": "findings", "q": "kampeerwagen", "out": "risk"})
    assert "Geen bevinding of notitie past bij deze vraag en filters" in words(none)
