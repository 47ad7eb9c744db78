"""From a file on disk to a screened provision with the keyboard alone, through the real worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Served
from tests.browser.test_pages import Visit, at_rest

pytestmark = pytest.mark.browser
TEXT = """Ontwerp van decreet over het toetsenbord

Artikel 1. Dit decreet regelt een gemeenschapsaangelegenheid.

Art. 2. De directie kan een leerling met een handicap weigeren zonder motivering.
"""


def reach(page: Any, role: str, name: str) -> None:
    """Tab until the control has the focus."""
    tab_to(page, page.get_by_role(role, name=name, exact=True).first, f"{role} {name}")


def tab_to(page: Any, target: Any, called: str) -> None:
    """Tab until `target` has the focus and keeps it when the page has come to rest (a rerun makes new controls)."""
    target.wait_for(timeout=60_000)
    for _ in range(150):
        at_rest(page)
        if target.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{called} is not reached by Tab")


def ignore(_chooser: Any) -> None:
    """Listens only."""


def test_import_screening_and_provision_without_a_mouse(chromium: Any, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "toetsenbord.txt"
    file.write_text(TEXT, encoding="utf-8")
    visit = Visit(chromium, served)
    page = visit.open("importing", "nl")
    page.on("filechooser", ignore)  # from here on Chromium hands choosers over; asked for at the key itself, it may come late
    tab_to(page, page.locator(".st-key-draft_file button").first, "the upload button")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file)
    page.remove_listener("filechooser", ignore)
    page.get_by_text("toetsenbord.txt").wait_for()
    reach(page, "button", "Ontwerp lezen")
    page.keyboard.press("Enter")
    page.get_by_text("Ingevoerd: Ontwerp van decreet over het toetsenbord").wait_for(timeout=60_000)
    reach(page, "link", "Dit ontwerp screenen")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Screening')")
    reach(page, "button", "Screening starten")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Artikel 2").wait_for(timeout=60_000)
    reach(page, "link", "Artikel 2")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ts-arrive:has-text('Artikel 2')")
    assert page.get_by_text("De directie kan een leerling met een handicap weigeren").first.is_visible()
    assert visit.troubles == []


def test_a_file_of_another_kind_is_not_taken(chromium: Any, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "programma.exe"
    file.write_bytes(b"MZ" * 100)
    page = Visit(chromium, served).open("importing", "nl")
    page.locator(".st-key-draft_file input[type=file]").set_input_files(file)
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Ontwerp lezen").click()
    page.get_by_text("Kies eerst").or_(
        page.get_by_text("programma.exe heeft geen extensie die hier gelezen wordt")
    ).first.wait_for()
