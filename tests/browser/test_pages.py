"""Every page in a real Chromium, in both languages and both themes: no error, no other host, nothing for axe to find."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlparse

import pytest
import streamlit
from axe_playwright_python.sync_playwright import Axe

from tests.browser.allowed import ALLOWED, STREAMLIT
from tests.browser.conftest import Served

pytestmark = pytest.mark.browser
QUESTION = "q=De+inspecteur+betreedt+de+woning+zonder+toestemming+van+de+bewoner."
PAGES = {
    "start": "?",
    "importing": "invoer?",
    "draft": "ontwerp?draft={draft}",
    "search-empty": "zoeken?",
    "search": "zoeken?" + QUESTION,
    "search-drafts": "zoeken?in=drafts&" + QUESTION,
    "screening": "screening?draft={draft}",
    "overview": "ontwerpbeeld?draft={draft}",
    "queue": "leeswachtrij?draft={draft}",
    "desk": "screening?draft={draft}&unit=chp_2__art_2__para_1",
    "findings": "bevinding?",
    "finding": "bevinding?dossier={dossier}&finding={finding}",
    "finding-new": "bevinding?draft={draft}&unit=chp_2__art_2__para_1&cand=ECHR/8",
    "finding-edit": "bevinding?dossier={dossier}&finding={finding}&edit=1",
    "search-findings": "zoeken?in=findings&q=kind+gehoord",
    "treaties": "verdragen?",
    "instrument": "verdragen?instrument=RESC",
    "rights": "verdragen?by=right",
    "right": "verdragen?by=right&right=private-life",
    "article": "verdragen?instrument=ECHR&article=8",
    "reports": "verslagen?dossier={dossier}",
    "reports-body": "verslagen?part=treaty_body",
    "reports-back": "verslagen?part=read_back&dossier={dossier}",
    "reports-templates": "verslagen?part=templates",
    "repair": "ontwerp?draft={draft}&repair=chp_2__art_2__para_1",
    "management": "beleidsoverzicht?",
    "known": "proefparen?",
    "management-list": "beleidsoverzicht?against=before&show=severity%3Ahigh",
    "my-work": "mijn-werk?",
    "dossiers": "dossiers?",
    "dossier": "dossier?dossier={dossier}",
    "dossier-findings": "dossier?dossier={dossier}&part=findings",
    "dossier-silence": "dossier?dossier={dossier}&part=silence",
    "dossier-talk": "dossier?dossier={dossier}&part=talk",
    "dossier-advice": "dossier?dossier={dossier}&part=advice",
    "dossier-history": "dossier?dossier={dossier}&part=history",
    "signing": "ondertekenen?dossier={dossier}",
    "signing-public": "ondertekenen?dossier={dossier}&part=public",
    "second-reading": "dubbele-lezing?dossier={dossier}",
    "jobs": "taken?",
    "people": "mensen?",
    "tour": "rondleiding?",
    "scores": "scores?",
    "glossary": "begrippen?",
    "accessibility": "toegankelijkheid?",
}
DARK = "rgb(20, 24, 29)"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Visit:
    """A page that remembers what went wrong while it opened."""

    def __init__(self, browser: Any, served: Served, theme: str = "light") -> None:
        self.served = served
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=theme)
        self.page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        self.page.on("request", self._watch)
        self.page.on("response", lambda r: self.troubles.append(f"{r.status} {r.url}") if r.status >= 400 else None)

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text}")

    def _watch(self, request: Any) -> None:
        host = urlparse(request.url).netloc
        if host and host != urlparse(self.served.base).netloc:
            self.troubles.append(f"asked another host: {request.url}")

    def open(self, name: str, language: str) -> Any:
        address = PAGES[name].format(**asdict(self.served)) + f"&lang={language}"
        self.page.goto(self.served.base + address)
        self.page.wait_for_selector(".ts-foot", timeout=120_000)
        self.page.wait_for_selector(".stApp[data-test-script-state=notRunning]", timeout=60_000)
        self.page.locator("[data-testid=stStatusWidget]").wait_for(state="detached", timeout=60_000)
        at_rest(self.page)
        return self.page


def at_rest(page: Any) -> None:
    """Wait until nothing on the page is stale and nothing changed for a while: Streamlit mounts buttons after the foot."""
    page.locator("[data-stale=true]").first.wait_for(state="detached", timeout=60_000)
    page.wait_for_selector("html[data-ts-rest=yes]", state="attached", timeout=60_000)


@pytest.fixture(scope="module")
def reader(chromium: Any, served: Served) -> Visit:
    """One visitor who goes from page to page."""
    return Visit(chromium, served)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", list(PAGES))
def test_every_page_opens_quietly_fits_and_axe_finds_nothing_in_either_theme(reader: Visit, name: str, language: str) -> None:
    visit = reader
    visit.troubles.clear()
    visit.page.emulate_media(color_scheme="light")
    page = visit.open(name, language)
    assert visit.troubles == []
    assert page.get_attribute("html", "lang") == language
    assert page.title().endswith("Toetssteen")
    assert page.locator("h1").count() == 1
    assert page.locator("[data-testid=stException]").count() == 0
    assert unexplained(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector(".stApp >> css=header", state="attached")
    page.wait_for_timeout(250)
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == DARK
    assert unexplained(page) == []
    if language == "nl":
        assert fits(page)


def fits(page: Any) -> bool:
    """Whether nothing needs sideways scrolling at 320 pixels wide, nor with text at 200 %."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.wait_for_timeout(700)  # charts are drawn anew for the new width
    small: int = page.evaluate("document.querySelector('.stMain').scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.add_style_tag(content="html { font-size: 200% !important; }")
    page.wait_for_timeout(700)
    large: int = page.evaluate("document.querySelector('.stMain').scrollWidth")
    return small <= 320 and large <= 1280


def unexplained(page: Any) -> list[str]:
    """What axe finds and no entry of the allow-list explains."""
    found = (
        Axe()
        .run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
        .response["violations"]
    )
    return [
        f"{violation['id']}: {node['html'][:300]}"
        for violation in found
        for node in violation["nodes"]
        if not any(entry.rule == violation["id"] and entry.where in node["html"] for entry in ALLOWED)
    ]


def test_the_allow_list_belongs_to_this_streamlit() -> None:
    assert not ALLOWED or streamlit.__version__ == STREAMLIT


def test_the_headers_let_nothing_in_from_elsewhere(chromium: Any, served: Served) -> None:
    answer = Visit(chromium, served).page.goto(served.base)
    headers = answer.headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]


def test_the_language_link_changes_the_page_and_keeps_the_place(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("desk", "nl")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("text=Why this article")
    assert page.get_attribute("html", "lang") == "en"
    assert "unit=chp_2__art_2__para_1" in page.url
    assert visit.troubles == []


def test_the_next_provision_has_its_own_address_for_another_reader(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("desk", "nl")
    page.get_by_role("link", name="Volgende bepaling").click()
    page.wait_for_selector("h2:has-text('Artikel 2, § 2')")
    assert "unit=chp_2__art_2__para_2" in page.url
    other = Visit(chromium, served).page
    other.goto(page.url)
    other.wait_for_selector("h2:has-text('Artikel 2, § 2')")


def test_the_keyboard_reaches_the_search_and_its_result(chromium: Any, served: Served) -> None:
    page = Visit(chromium, served).open("search-empty", "nl")
    page.get_by_role("textbox", name="Bepaling of vraag").focus()
    page.keyboard.type("De inspecteur betreedt de woning.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("h3:has-text('1. ')", timeout=60_000)
    assert "q=De+inspecteur" in page.url
    assert page.locator("h3").first.inner_text().startswith("1. ")
