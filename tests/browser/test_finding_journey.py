"""From a screened provision to a stored finding that quotes both texts, with the keyboard alone; and the same with the mouse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Served
from tests.browser.test_keyboard_journey import reach
from tests.browser.test_pages import Visit, unexplained

pytestmark = pytest.mark.browser
DRAFT_WORDS = "De toezichthouders kunnen op elk ogenblik elke woning betreden zonder toestemming van de bewoner."
TREATY_WORDS = "in zijn woning gerust"


def rest(page: Any) -> None:
    """The page has come to rest."""
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]", timeout=60_000)
    page.locator("[data-stale=true]").first.wait_for(state="detached", timeout=60_000)


def take(page: Any, box: str, keys: list[str], field: str, words: str) -> None:
    """Choose words in a box by keyboard and wait until they stand in the field and are marked in the text."""
    reach(page, "textbox", box)
    for key in keys:
        page.keyboard.press(key)
    page.locator(".ts-picked", has_text=words).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "([label, words]) => [...document.querySelectorAll('textarea')].some(e => e.ariaLabel === label && e.value === words)",
        arg=[field, words],
    )
    page.locator("mark:not([class])", has_text=words.split()[-1]).first.wait_for(timeout=20_000)
    rest(page)


def test_a_finding_is_written_with_the_keyboard_alone(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("desk", "nl")
    page.goto(page.url.split("&lang")[0] + "&cand=ECHR/8")
    page.wait_for_selector("h2:has-text('Artikel 8 EVRM')", timeout=60_000)
    rest(page)
    reach(page, "link", "Bevinding schrijven op deze woorden")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Nieuwe bevinding')", timeout=60_000)
    rest(page)
    place = page.get_by_role("textbox", name="Ontwerp, artikel 2", exact=True)
    assert place.get_attribute("aria-readonly") == "true"
    take(page, "Ontwerp, artikel 2", ["Home", "ArrowDown", "ArrowUp", "Control+Home", *["ArrowRight"] * 4, "Shift+ArrowDown"],
         "Geciteerde woorden van het ontwerp", DRAFT_WORDS)  # fmt: skip
    box = page.locator(".ts-pick").nth(1).get_attribute("aria-label")
    take(page, box, ["Control+Home", *["ArrowRight"] * 4, *["Shift+ArrowRight"] * 3],
         "Geciteerde woorden van het verdrag", TREATY_WORDS)  # fmt: skip
    reach(page, "textbox", "Titel in enkele woorden")
    page.keyboard.type("Woning zonder rechter")
    reach(page, "button", "Bewaren (s)")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Woning zonder rechter')", timeout=60_000)
    page.wait_for_function(
        "() => document.activeElement.tagName === 'H1' && document.activeElement.getBoundingClientRect().top >= 0"
    )
    assert page.locator("q.ts-words", has_text=DRAFT_WORDS).first.is_visible()
    assert page.locator("q.ts-words", has_text=TREATY_WORDS).first.is_visible()
    assert "finding=" in page.url
    assert visit.troubles == []


def test_words_dragged_over_by_mouse_are_taken_where_they_were_pointed_at(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("finding-edit", "nl")
    left, right, middle = page.locator(".ts-pick").first.evaluate(
        """box => {
           const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
           let node = walker.nextNode();
           while (!node.data.includes('de bewoner;')) node = walker.nextNode();
           node.parentElement.scrollIntoView({block: 'center'});
           const range = document.createRange();
           range.setStart(node, node.data.indexOf('de bewoner;'));
           range.setEnd(node, node.data.indexOf('de bewoner;') + 10);
           const spot = range.getBoundingClientRect();
           return [spot.left + 1, spot.right - 1, spot.top + spot.height / 2]; }"""
    )
    page.mouse.move(left, middle)
    page.mouse.down()
    page.mouse.move(right, middle, steps=4)
    page.mouse.up()
    page.locator(".ts-picked", has_text="Gekozen: de bewoner").first.wait_for()
    page.get_by_role("button", name="Gekozen woorden overnemen").first.click()
    page.wait_for_function("() => [...document.querySelectorAll('textarea')].some(e => e.value === 'de bewoner')")
    page.get_by_text("Nog niet bewaard: citaat uit het ontwerp").wait_for(timeout=20_000)
    which = page.get_by_label("Staan die woorden meer dan eens in het artikel: de hoeveelste keer?")
    assert which.input_value() == "2"  # the first time is in the paragraph before
    page.locator("p", has_text="1° de bewoner;").locator("mark:not([class])", has_text="de bewoner").wait_for(timeout=20_000)
    assert visit.troubles == []


def test_the_unfolded_form_passes_axe(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("finding-edit", "nl")
    page.get_by_role("radiogroup", name="1. Toepassingsgebied").get_by_text("ja", exact=True).click()
    page.get_by_label("Motivering (Toepassingsgebied").wait_for(timeout=20_000)
    page.get_by_text("Zonder aanwijzen").first.click()
    page.get_by_label("Eerste woorden").first.wait_for()
    page.get_by_role("button", name="Aanbeveling toevoegen").click()
    page.get_by_label("Aanbeveling 2: voorgestelde tekst").wait_for(timeout=20_000)
    rest(page)
    assert unexplained(page) == []
    assert visit.troubles == []
