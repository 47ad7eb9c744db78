"""From a file on disk to a signed finding with the keyboard alone, through the real worker."""

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
STANDSTILL = (
    "Toepassingsgebied: welk recht, van wie?",
    "Aanzienlijke vermindering van het beschermingsniveau?",
    "Redenen van algemeen belang?",
    "Evenredigheid in enge zin",
    "Compenserende maatregelen?",
)


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


def go(page: Any, group: str, name: str) -> None:
    """Open a menu of the navigation and go down to one of its pages."""
    reach(page, "button", group)
    page.keyboard.press("Enter")
    wanted = page.get_by_role("menuitem", name=name, exact=True)
    wanted.wait_for(timeout=60_000)
    for _ in range(12):
        if wanted.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=name, exact=True).wait_for(timeout=60_000)
    at_rest(page)


def write(page: Any, role: str, name: str, words: str) -> None:
    """Reach a field and type."""
    reach(page, role, name)
    page.keyboard.type(words)


def pick(page: Any, question: str, answer: str) -> None:
    """Reach a question and go down its answers."""
    group = page.get_by_role("radiogroup", name=question, exact=True)
    tab_to(page, group.locator("input:checked"), question)
    wanted = group.get_by_role("radio", name=answer, exact=True)
    for _ in range(10):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
        at_rest(page)
    pytest.fail(f"{answer} is not reached in {question}")


def import_and_screen(page: Any, file: Path) -> None:
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


def decide(page: Any) -> None:
    """A dossier for the draft, and one key for the card on which nothing is to be said."""
    go(page, "Onderzoek", "Leeswachtrij")
    reach(page, "button", "Dossier openen voor dit ontwerp")
    page.keyboard.press("Enter")
    page.locator("#ts-arrive").wait_for(timeout=60_000)
    at_rest(page)
    while "Artikel 2" not in page.locator("#ts-arrive").inner_text():
        page.keyboard.press("n")
        page.get_by_text("Bewaard: Artikel 1").wait_for(timeout=60_000)
        at_rest(page)


def write_finding(page: Any) -> None:
    reach(page, "link", "Bevinding schrijven op deze woorden")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Nieuwe bevinding").wait_for(timeout=60_000)
    write(page, "textbox", "Geciteerde woorden van het ontwerp", "een leerling met een handicap weigeren zonder motivering")
    pick(page, "Wat doet het ontwerp met het verdrag?", "beperkt")
    write(page, "textbox", "Titel in enkele woorden", "Weigering zonder motivering")
    write(page, "textbox", "Wat doen deze woorden met het recht, en waarom?", "De leerling kent de reden niet.")
    pick(page, "Welke toets?", "standstill")
    for number, question in enumerate(STANDSTILL, start=1):
        pick(page, f"{number}. {question}", "niet van toepassing omdat")
        write(page, "textbox", f"Waarom niet? ({question})", "het gaat om een weigering")
    pick(page, "Uitkomst", "conform")
    pick(page, "Rechtszekerheid: hoe vast is de rechtspraak?", "vaste rechtspraak")
    pick(page, "Bevoegdheid", "Vlaams")
    write(page, "combobox", "Rechthebbenden", "handicap")
    page.keyboard.press("Enter")
    page.get_by_text("personen met een handicap").first.wait_for()
    page.keyboard.press("Escape")  # the list of answers stays open, and hides the rest of the page
    reach(page, "button", "Bewaren (s)")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Weigering zonder motivering").wait_for(timeout=60_000)


def hand_in_and_validate(page: Any) -> None:
    for button, status in (("Indienen", "ingediend"), ("Valideren", "gevalideerd")):
        reach(page, "button", button)
        page.keyboard.press("Enter")
        page.locator("p.ts-say", has_text=f"de bevinding is nu {status}.").wait_for(timeout=60_000)
        at_rest(page)


def sign(page: Any) -> None:
    go(page, "Werk", "Mijn werk")
    row = page.get_by_role("listitem").filter(has_text="over het toetsenbord")
    tab_to(page, row.get_by_role("link", name="Gevalideerde bevindingen: 1", exact=True), "what waits for a signature")
    page.keyboard.press("Enter")
    page.locator("p.ts-say", has_text="Niets houdt de handtekening tegen.").wait_for(timeout=60_000)
    reach(page, "checkbox", "Ik heb gelezen wat ik onderteken en onderteken in mijn eigen naam")
    page.keyboard.press("Space")
    reach(page, "button", "Ondertekenen")
    page.keyboard.press("Enter")
    page.locator("p.ts-say", has_text="Ondertekend. Bevindingen onder uw handtekening: 1.").wait_for(timeout=60_000)


def test_import_screening_decision_finding_and_signature_without_a_mouse(chromium: Any, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "toetsenbord.txt"
    file.write_text(TEXT, encoding="utf-8")
    visit = Visit(chromium, served)
    page = visit.open("importing", "nl")
    import_and_screen(page, file)
    decide(page)
    write_finding(page)
    hand_in_and_validate(page)
    sign(page)
    go(page, "Werk", "Dossiers")
    assert page.get_by_role("row").filter(has_text="over het toetsenbord").get_by_text("1 ondertekend").is_visible()
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
