"""Keyboard, focus, announcements, small screens, large text and paper, in a real Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Served
from tests.browser.test_pages import QUESTION, Visit, at_rest

pytestmark = pytest.mark.browser


def settled(page: Any) -> None:
    page.wait_for_timeout(150)  # a key that was just pressed has begun to change the page
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    at_rest(page)


def focused(page: Any) -> str:
    words: str = page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()")
    return words


def test_the_first_tab_jumps_past_the_navigation(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("search", "nl")
    settled(page)
    page.keyboard.press("Tab")
    assert focused(page) == "A Naar de inhoud"
    page.keyboard.press("Enter")
    assert focused(page) == "H1 Zoeken"


def test_after_a_link_the_focus_is_on_the_new_title(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("start", "nl")
    page.get_by_role("link", name="Ontwerp invoeren").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Invoeren')")
    settled(page)
    assert focused(page).startswith("H1 ")
    assert page.title() == "Invoeren – Toetssteen"


def test_a_choice_keeps_the_focus_through_the_rerun(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("screening", "nl")
    settled(page)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**order=tension**")
    settled(page)
    assert page.evaluate("document.activeElement.type + document.activeElement.value") == "radio1"


def test_one_key_goes_to_the_next_provision_and_back_until_keys_are_switched_off(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("desk", "nl")
    settled(page)
    page.keyboard.press("j")
    page.wait_for_selector("h2:has-text('Artikel 2, § 2')")
    settled(page)
    assert focused(page) == "H2 Artikel 2, § 2"
    page.keyboard.press("k")
    page.wait_for_selector("h2:has-text('Artikel 2, § 1')")
    settled(page)
    page.keyboard.press("?")
    page.locator(".ts-keys-switch").click()
    page.keyboard.press("j")
    page.wait_for_timeout(700)
    assert page.locator("h2:has-text('Artikel 2, § 1')").count() == 1
    assert page.locator(".ts-keys-switch").get_attribute("aria-pressed") == "true"


def test_a_letter_typed_in_a_field_is_only_a_letter(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("search-empty", "nl")
    settled(page)
    page.keyboard.press("/")
    page.keyboard.type("j/k?")
    assert page.get_by_role("textbox", name="Bepaling of vraag").input_value() == "j/k?"


def test_the_number_of_results_is_announced(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("search-empty", "nl")
    page.get_by_role("textbox", name="Bepaling of vraag").fill("De inspecteur betreedt de woning.")
    page.keyboard.press("Control+Enter")
    page.locator("#ts-live:has-text('20 artikelen gevonden, het dichtste eerst.')").wait_for(state="attached")


def test_the_groups_of_the_navigation_open_by_keyboard(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("start", "nl")
    settled(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        if "Onderzoek" in focused(page):
            break
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Screening").wait_for()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "A Screening"
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Screening')")


def test_who_asks_for_less_motion_gets_none(chromium: Any, served: Served) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.base + "zoeken?" + QUESTION)
    page.wait_for_selector(".ts-foot", timeout=60_000)
    slow = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0.01).length"
    assert page.evaluate(slow) == 0
    context.close()


def test_paper_gets_the_text_without_navigation(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("desk", "nl")
    page.emulate_media(media="print")
    assert not page.locator("header").first.is_visible()
    assert not page.locator(".ts-top").is_visible()
    assert page.locator("h2:has-text('Artikel 2, § 1')").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.stMain')).overflow") == "visible"
