"""A team in a real Chromium: come in, work, go out; what was open elsewhere cannot write any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread

from tests.browser.conftest import CHROMIUM, free_port, serving
from tests.browser.test_pages import unexplained
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.people import Person, Role
from workbench.use_cases.acting import Actor
from workbench.use_cases.manage_accounts import add_member
from workbench.use_cases.sign_in import Door

pytestmark = pytest.mark.browser
GOOD = "zes paarden op stal"
REST = "html[data-ts-rest=yes] .stApp[data-test-script-state=notRunning]"


@dataclass(frozen=True)
class Team:
    """Where the app answers, and its data."""

    base: str
    bench: Workbench


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Iterator[Team]:
    """An app with an administrator and an advisor, beside an organisation that knows the advisor too."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed: apt-get install chromium")
    folder = tmp_path_factory.mktemp("team")
    bench = Workbench(Settings(folder))
    _people(bench.door, bench.actor())
    port, secrets = free_port(), folder / "secrets.toml"
    known = (User(sub="s-an", claims={"email": "an@vmri.test", "email_verified": True}),)
    with run_server_in_thread(user_claims=known) as organisation:
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "een lang geheim voor de test"\n'
            f'client_id = "toetssteen"\nclient_secret = "geheim"\n'
            f'server_metadata_url = "http://localhost:{organisation.server_port}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        with serving(folder, project_root, port, STREAMLIT_SECRETS_FILES=str(secrets)) as base:
            yield Team(base, bench)


def _people(door: Door, local: Actor) -> None:
    bob = add_member(door, local, "Bob", [Role.ADMINISTRATOR], "bob@vmri.test", GOOD, temporary=False)
    add_member(door, Actor(local.ledger, bob), "An Peeters", [Role.ADVISOR], "an@vmri.test", GOOD, temporary=False)


@pytest.fixture
def visitor(chromium: Any) -> Iterator[Any]:
    """A browser of somebody who was never here."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def come_in(page: Any, team: Team, place: str = "", name: str = "an") -> None:
    page.goto(team.base + place)
    page.fill("#naam", f"{name}@vmri.test")
    page.fill("#wachtwoord", GOOD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".ts-me", timeout=60_000)
    page.wait_for_selector(REST, timeout=60_000)


def keep_search(page: Any, name: str) -> None:
    page.get_by_role("textbox", name="Naam").fill(name)
    page.get_by_role("button", name="Bewaren", exact=True).click()


def kept(team: Team) -> list[str]:
    an = next(p for p in team.bench.ledger.find(Person) if p.name == "An Peeters")
    return [past.name for past in team.bench.searches.kept(an.id)]


def test_an_old_tab_cannot_write_after_signing_out_in_another(team: Team, visitor: Any) -> None:
    page = visitor.new_page()
    come_in(page, team, "zoeken?q=kind")
    assert page.url == team.base + "zoeken?q=kind"
    cookie = next(c for c in visitor.cookies() if c["name"] == "toetssteen_session")
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Lax", -1)
    page.get_by_role("button", name="Zoekopdracht bewaren").click()
    keep_search(page, "eerste")
    page.get_by_text("eerste").first.wait_for()
    page.wait_for_selector(REST)
    assert kept(team) == ["eerste"]

    page.get_by_role("textbox", name="Naam").fill("tweede")
    page.route("**/sessie", lambda route: route.abort())  # this tab is not told that it is out
    other = visitor.new_page()
    other.goto(team.base)
    other.locator(".ts-me summary").click()
    other.get_by_role("button", name="Afmelden").click()
    other.get_by_text("U bent afgemeld.").wait_for()

    page.get_by_role("button", name="Bewaren", exact=True).dispatch_event("click")
    page.wait_for_selector(".stApp:not([data-test-connection-state=CONNECTED])", timeout=60_000)
    assert kept(team) == ["eerste"]
    page.unroute("**/sessie")
    page.wait_for_selector("#naam", timeout=60_000)
    assert page.url.startswith(team.base + "aanmelden?lang=nl&naar=/zoeken")
    assert kept(team) == ["eerste"]
    stolen = httpx.get(team.base + "sessie", cookies={"toetssteen_session": cookie["value"]})
    assert stolen.status_code == 401


def test_a_tab_of_before_becomes_the_next_persons_and_keeps_nothing(team: Team, visitor: Any) -> None:
    page = visitor.new_page()
    come_in(page, team, "zoeken")
    page.get_by_role("textbox", name="Bepaling of vraag").fill("iets van An")
    page.keyboard.press("Tab")
    other = visitor.new_page()
    other.goto(team.base + "afmelden")
    other.get_by_role("button", name="Afmelden").click()
    other.get_by_text("U bent afgemeld.").wait_for()
    come_in(other, team, "", "bob")
    page.wait_for_selector(".ts-who:has-text('Bob')", timeout=60_000)
    page.wait_for_selector(REST, timeout=60_000)
    assert page.get_by_role("textbox", name="Bepaling of vraag").input_value() == ""


def test_without_a_session_uploads_media_and_pages_are_closed_and_static_files_open(team: Team) -> None:
    with httpx.Client(base_url=team.base) as client:
        for path in (
            "_stcore/host-config",
            "media/abc.docx",
            "component/x/y",
            "_stcore/upload_file/a/b",
            "_stcore/metrics",
            "sessie",
        ):
            assert (path, client.get(path).status_code) == (path, 401)
        assert client.put("_stcore/upload_file/a/b", content=b"x").status_code == 401
        assert client.put("_stcore/upload_file/a/b", headers={"origin": "https://elders.example"}).status_code == 403
        assert client.get("_stcore/health").status_code == 200
        page = client.get("zoeken", headers={"accept": "text/html"})
        assert (page.status_code, page.headers["location"]) == (303, "/aanmelden?lang=nl&naar=/zoeken")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_before_the_app_and_they_fit(team: Team, chromium: Any, language: str, theme: str) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 700}, color_scheme=theme, java_script_enabled=True)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    page.goto(f"{team.base}aanmelden?lang={language}&naar=/zoeken")
    assert page.get_attribute("html", "lang") == language
    assert page.evaluate("document.activeElement.id") == "naam"
    assert troubles == []
    assert unexplained(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.fill("#naam", "niemand")
    page.fill("#wachtwoord", "fout")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.evaluate("document.activeElement.id") == "wachtwoord"
    assert unexplained(page) == []
    page.goto(f"{team.base}afmelden?lang={language}")
    assert unexplained(page) == []
    context.close()


def test_the_organisation_brings_a_person_in_and_the_way_out_works_without_a_mouse(team: Team, visitor: Any) -> None:
    page = visitor.new_page()
    page.goto(team.base + "zoeken?q=kind&lang=en")
    page.get_by_role("link", name="Sign in through your organisation").click()
    page.get_by_role("button", name="an@vmri.test").or_(page.get_by_placeholder("sub")).first.wait_for()
    page.get_by_placeholder("sub").fill("s-an")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_selector(".ts-me", timeout=60_000)
    page.wait_for_selector(REST, timeout=60_000)
    assert page.url == team.base + "zoeken?q=kind&lang=en"
    assert not [c["name"] for c in visitor.cookies() if c["name"].startswith("_streamlit_user")]
    page.locator(".ts-me summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("You are signed out.").wait_for()
