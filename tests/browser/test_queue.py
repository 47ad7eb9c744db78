"""The reading queue by keyboard in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Served
from tests.browser.test_pages import Visit, at_rest, unexplained

pytestmark = pytest.mark.browser


def card(page: Any) -> str:
    return str(page.inner_text("#ts-arrive"))


def cards_read(page: Any) -> int:
    """How many of the four cards were decided; a finding that another test wrote on a suggestion counts too."""
    said = page.inner_text("[data-testid=stProgress]")
    assert " van 4 kaarten gelezen" in said
    return int(said.split(" van ")[0])


def press(page: Any, key: str) -> str:
    """Press a key on the card and wait for another one."""
    before = card(page)
    page.locator(f".st-key-key_{key} button:enabled").wait_for()  # Streamlit mounts buttons after the foot of the page
    page.keyboard.press(key)
    page.wait_for_function("before => document.querySelector('#ts-arrive')?.innerText !== before", arg=before, timeout=20_000)
    at_rest(page)
    return card(page)


def test_one_key_decides_and_another_takes_it_back(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("queue", "nl")
    first, before = card(page), cards_read(page)
    second = press(page, "n")
    assert page.locator(".ts-say").inner_text() == f"Bewaard: {first}, niet relevant."
    assert cards_read(page) == before + 1
    assert press(page, "z") == first
    assert press(page, "l") == second
    assert press(page, "z") == first
    page.get_by_text("Reden of opmerking erbij").click()
    page.get_by_label("Opmerking").fill("niet nu")
    assert card(page) == first  # letters typed in a field decide nothing
    assert visit.troubles == []


def test_the_folded_numbers_pass_axe_once_something_was_decided(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("queue", "nl")
    press(page, "n")
    for name in ("Hoe goed waren de suggesties?", "Verloop van het lezen", "Wat u besliste"):
        page.get_by_text(name).click()
    page.get_by_role("columnheader", name="Hoe de kaart kwam").wait_for()
    page.wait_for_timeout(1000)
    found = unexplained(page)
    press(page, "z")
    assert found == []
    assert visit.troubles == []
