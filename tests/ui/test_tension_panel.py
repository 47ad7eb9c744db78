"""What the machine expects of a pair and how it read the provision, on the queue card and on the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import DRAFT
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.search import Screening
from workbench.domain.tension import PairTension
from workbench.screening.pair_tension import not_assessable

OpenApp = Callable[..., AppTest]
UNIT = "chp_2__art_3__para_1"


@pytest.fixture
def screened(open_app: OpenApp, tmp_path: Path) -> Screening:
    file = tmp_path / "kampeer.txt"
    file.write_text(DRAFT, encoding="utf-8")
    bench = Workbench(Settings(tmp_path / "gegevens"))
    return bench.screen(bench.import_draft(file)[0])


def words(app: AppTest) -> str:
    return unescape(" ".join(str(part.value) for part in app.html))


def test_the_desk_shows_grounds_before_the_expectation_and_marks_the_words(open_app: OpenApp, screened: Screening) -> None:
    page = words(open_app("screening", draft=screened.draft, unit=UNIT))
    assert page.index("Waarom niet lager") < page.index("Waarom niet hoger") < page.index("Verwachting: waarschijnlijk spanning.")
    assert "Een suggestie van een rekenmodel, geen oordeel." in page
    assert '<mark>zonder</mark><sup class="ts-ref">' in page
    assert "Toets om mee te beginnen: beperking." in page
    assert "Bestaat er een minder ingrijpend middel?" in page
    assert "Staan de niet gelezen waarborgen elders in het ontwerp of in andere regels? (voorafgaande machtiging door" in page


def test_the_desk_shows_how_the_provision_was_read(open_app: OpenApp, screened: Screening) -> None:
    page = words(open_app("screening", draft=screened.draft, unit=UNIT))
    assert "<summary>Hoe de bepaling gelezen is</summary>" in page
    assert '3. Bevoegdheid</th><td role="cell" data-column="Woorden"><q lang="nl">De toezichthouders kunnen</q></td>' in page
    assert '<q lang="nl">betreden</q> (binnentreden van een woning of erf)' in page
    assert "Waarborgen die het register bij artikel 8 EVRM vraagt, niet gelezen</span> voorafgaande machtiging door" in page
    assert "Beoordelingsruimte</span> open: geen criteria gelezen in dezelfde bepaling" in page


def test_the_queue_card_shows_the_same_expectation(open_app: OpenApp, screened: Screening) -> None:
    app = open_app("queue", draft=screened.draft)
    next(b for b in app.button if b.label == "Dossier openen voor dit ontwerp").click().run()
    again = open_app("queue", draft=screened.draft, card=UNIT)
    page = words(again)
    assert "Wat de machine bij Artikel 8 EVRM ziet" in page
    assert "Waarom niet lager" in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (None, "Screen het ontwerp opnieuw om de verwachting per paar te zien."),
        (not_assessable("tension.because.too_short", "x"), "Niet te beoordelen: de bepaling is te kort om los te lezen."),
    ],
)
def test_no_expectation_says_why(
    open_app: OpenApp, screened: Screening, tmp_path: Path, said: PairTension | None, told: str
) -> None:
    bench = Workbench(Settings(tmp_path / "gegevens"))
    units = tuple(replace(u, candidates=tuple(replace(c, tension=said) for c in u.candidates)) for u in screened.units)
    bench.screenings.save(replace(screened, id="f" * 32, created="2999-01-01T00:00:00.000000+00:00", units=units))
    page = words(open_app("screening", draft=screened.draft, unit=UNIT))
    assert told in page
    assert "Waarom niet lager" not in page
