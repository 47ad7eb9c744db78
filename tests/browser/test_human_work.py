"""The human work in a real Chromium: a link to a question lands on it, and what was kept is said aloud."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Served
from tests.browser.test_pages import Visit, at_rest

pytestmark = pytest.mark.browser


def test_a_link_to_a_question_puts_the_focus_on_it(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("dossier-talk", "nl")
    note = page.locator("[id^=note-]").first.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{served.base}dossier?dossier={served.dossier}&part=talk#{note}")
    page.locator(f"#{note}:focus").wait_for(timeout=60_000)
    assert visit.troubles == []


def test_a_note_is_kept_and_the_screen_reader_hears_it(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("dossier-talk", "nl")
    at_rest(page)
    page.locator("summary", has_text="Nieuwe vraag of notitie").click()
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Zie het verslag van de commissie.")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.get_by_role("heading", name="Vraag van Lokale gebruiker").first.wait_for()
    page.locator("#ts-live", has_text="Bewaard.").wait_for(state="attached")
    assert page.get_by_text("Zie het verslag van de commissie.").first.is_visible()
    assert visit.troubles == []
