"""The journey of a reader through a screening: the draft from above, then card by card: decide by one key, undo, see the numbers."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import DRAFT
from workbench.bootstrap import Workbench
from workbench.config import Settings

OpenApp = Callable[..., AppTest]


def words(app: AppTest) -> str:
    parts = [*app.html, *app.markdown, *app.header, *app.title, *app.warning, *app.success, *app.error]
    return unescape(" ".join(str(part.value) for part in parts))


def press(app: AppTest, key: str) -> AppTest:
    next(b for b in app.button if b.key and b.key.startswith(key)).click().run()
    assert not app.exception
    return app


@pytest.fixture
def known(open_app: OpenApp, tmp_path: Path) -> str:
    """The fictitious draft, imported; its id."""
    file = tmp_path / "kampeer.txt"
    file.write_text(DRAFT, encoding="utf-8")
    return Workbench(Settings(tmp_path / "gegevens")).import_draft(file)[0].id


@pytest.fixture
def queue(open_app: OpenApp, known: str, tmp_path: Path) -> AppTest:
    """The queue of the fictitious draft, screened, in a dossier of its own."""
    bench = Workbench(Settings(tmp_path / "gegevens"))
    found = bench.drafts.get(known)
    assert found is not None
    bench.screen(found)
    app = open_app("queue", draft=known)
    assert "Er is nog geen open dossier dat dit ontwerp volgt." in words(app)
    next(b for b in app.button if b.label == "Dossier openen voor dit ontwerp").click().run()
    assert not app.exception
    return app


def heading(app: AppTest) -> str:
    card = next(part.value for part in app.html if 'id="ts-arrive"' in part.value)
    return unescape(card.split(">", 1)[1].split("<", 1)[0])


def test_a_draft_without_screening_is_sent_there(open_app: OpenApp, known: str) -> None:
    assert "Dit ontwerp is nog niet gescreend." in words(open_app("queue", draft=known))


def test_one_decision_keeps_the_card_and_brings_the_next(queue: AppTest) -> None:
    first = heading(queue)
    press(queue, "decide-not_relevant")
    assert heading(queue) != first
    assert f"Bewaard: {first}, niet relevant." in words(queue)
    assert "1 van 5 kaarten gelezen · 0 relevant · 0 twijfel · 0 later" in queue.get("progress")[0].proto.text
    press(queue, "decide-relevant")
    assert "2 van 5 kaarten gelezen · 1 relevant" in queue.get("progress")[0].proto.text


def test_after_relevant_the_way_to_a_finding_on_that_pair_stands_above_the_next_card(queue: AppTest) -> None:
    first = heading(queue)
    assert not [e for e in queue.get("page_link") if e.proto.label.startswith("Bevinding schrijven:")]
    press(queue, "decide-relevant")
    link = next(e for e in queue.get("page_link") if e.proto.label.startswith("Bevinding schrijven:"))
    assert first.split(",")[0] in link.proto.label
    assert "unit=chp_2__art_3" in link.proto.query_string and "cand=" in link.proto.query_string


def test_undo_brings_the_card_back_with_nothing_decided(queue: AppTest) -> None:
    first = heading(queue)
    press(press(queue, "decide-doubt"), "undo")
    assert heading(queue) == first
    assert "0 van 5 kaarten gelezen" in queue.get("progress")[0].proto.text
    assert next(b for b in queue.button if b.key and b.key.startswith("undo")).disabled


def test_reading_everything_says_so_and_the_last_numbers_are_exact(queue: AppTest) -> None:
    press(queue, "decide-postponed")
    for _ in range(4):
        press(queue, "decide-not_relevant")
    assert "1 later" in queue.get("progress")[0].proto.text
    press(queue, "decide-relevant")
    page = words(queue)
    assert "Alle 5 kaarten zijn gelezen." in page
    assert "Met 95 % zekerheid mist u hoogstens 0 van de 0 ongelezen kaarten" in page
    assert "minstens 100 % van de relevante kaarten" in page


def test_a_decided_card_has_an_address_where_it_can_be_changed(queue: AppTest, open_app: OpenApp, known: str) -> None:
    press(queue, "decide-not_relevant")
    again = open_app("queue", draft=known, card="chp_2__art_3__para_1")
    assert heading(again) == "Artikel 3, § 1"
    press(again, "decide-relevant")
    assert "1 relevant" in again.get("progress")[0].proto.text
    assert "zelf gekozen" in words(again) or "volgorde" in words(again)


def test_the_buttons_say_for_which_article_the_answer_counts(queue: AppTest, open_app: OpenApp, known: str) -> None:
    labels = [b.label for b in queue.button]
    assert any(label.startswith("Relevant\\: artikel") and label.endswith("\\(r\\)") for label in labels)
    assert "Geen van de 5 artikelen is relevant \\(n\\)" in labels
    pairs = open_app("queue", draft=known, per="pair")
    assert "Niet relevant \\(n\\)" in [b.label for b in pairs.button]
    assert "0 van 50 kaarten gelezen" in pairs.get("progress")[0].proto.text


def test_the_draft_from_above_shows_watches_map_groups_and_what_was_left_out(
    queue: AppTest, open_app: OpenApp, known: str
) -> None:
    app = open_app("overview", draft=known)
    titles = [e.label for e in app.expander]
    assert "Beoordelingsruimte zonder criteria (1)" in titles
    assert "Vaste formules: gescreend, achteraan gezet (2)" in titles
    page = words(app)
    assert "Rechten per artikel" in page
    assert '<th scope="row" role="rowheader"><a href="screening?draft=' in page  # the table beside the map
    assert "vakken; de tabel eronder bevat dezelfde paren" in app.get("vega_lite_chart")[0].proto.alt
    assert "elke kampeerwagen betreden zonder toestemming van de bewoner.</q>" in page
    next(b for b in app.button if b.label == "Screening herhalen en vergelijken").click().run()
    assert not app.exception
    assert "Alle 5 bepalingen komen hetzelfde uit." in words(app)
    assert "Geen enkele versie is veranderd." in words(app)
