"""The organisation's own sign-in, against a real (mock) OpenID provider and Streamlit's own routes of `st.login`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

from tests.hashing import QuickHasher
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.people import Person, Role
from workbench.ui import entry, gate, provider
from workbench.ui.entry import entry_routes
from workbench.ui.gate import Gate
from workbench.ui.provider import ProviderAnswers
from workbench.ui.state import SESSION_COOKIE
from workbench.use_cases.acting import Actor
from workbench.use_cases.manage_accounts import add_member, close_access
from workbench.use_cases.sign_in import Door, visit

APP = "http://localhost:8501"
PAGE = {"accept": "text/html"}
USERS = (
    User(sub="s-an", claims={"email": "An@VMRI.test", "email_verified": True, "name": "An Peeters"}),
    User(sub="s-els", claims={"email": "els@vmri.test", "email_verified": False}),
    User(sub="s-piet", claims={"email": "piet@elders.test", "email_verified": True}),
    User(sub="s-thief", claims={"email": "an@vmri.test", "email_verified": True}),
)


@pytest.fixture(scope="module")
def organisation() -> Iterator[str]:
    """The address of an OpenID provider that knows four people."""
    with run_server_in_thread(user_claims=USERS) as server:
        yield f"http://localhost:{server.server_port}"


class Team:
    """A store with an administrator and An, and the sign-in side of the app."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bench = Workbench(Settings(folder))
        self.door = Door(bench.ledger, bench.door.accounts, QuickHasher())
        self.local = bench.actor()
        bob = add_member(self.door, self.local, "Bob", [Role.ADMINISTRATOR], "bob@vmri.test", "zes paarden op stal")
        self.bob = Actor(bench.ledger, bob)
        self.an = add_member(self.door, self.bob, "An Peeters", [Role.ADVISOR], "an@vmri.test")
        for module in (gate, entry, provider):
            monkeypatch.setattr(module, "app_door", lambda: self.door)

        async def inside(request: Request) -> PlainTextResponse:
            return PlainTextResponse("binnen")

        routes = [*entry_routes(), *create_auth_routes(""), Route("/{rest:path}", inside)]
        layers = [
            Middleware(Gate, door=lambda: self.door),
            Middleware(ProviderAnswers),
            Middleware(SessionMiddleware, secret_key="geheim", same_site="lax"),
        ]
        app = Starlette(routes=routes, middleware=layers)
        self.visitor = TestClient(app, base_url=APP, client=("127.0.0.1", 5000), follow_redirects=False)

    def come_back(
        self, subject: str | None, start: str = "/aanmelden/organisatie?lang=en&naar=/zoeken%3Fq%3Dx"
    ) -> httpx.Response:
        """Follow the way to the organisation, say who one is there (or refuse), and follow the way back into the app."""
        login = self.visitor.get(start)
        away = self.visitor.get(login.headers["location"])
        said = {"action": "deny"} if subject is None else {"sub": subject}
        back = httpx.post(away.headers["location"], data=said)
        assert back.status_code == 302, back.text
        address = back.headers["location"]
        assert address.startswith(f"{APP}/oauth2callback?")
        return self.visitor.get(address.removeprefix(APP))

    def told(self, answer: httpx.Response) -> str:
        page = self.visitor.get(answer.headers["location"], headers=PAGE).text
        found = re.search(r'role="alert"[^>]*>([^<]*)<', page)
        assert found, page
        return found[1].replace("&#x27;", "'")

    def stored(self, person: Person) -> Person:
        found = self.door.ledger.get(Person, person.id)
        assert found
        return found


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    return Team(tmp_path, monkeypatch)


def set_up(organisation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    auth = {
        "redirect_uri": f"{APP}/oauth2callback",
        "cookie_secret": "een lang geheim voor de test",
        "client_id": "toetssteen",
        "client_secret": "geheim",
        "server_metadata_url": f"{organisation}/.well-known/openid-configuration",
    }
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": auth})


@pytest.fixture
def joined(organisation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(organisation, monkeypatch)


def test_the_sign_in_page_offers_the_organisation_only_when_it_is_set_up(
    team: Team, organisation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets_singleton, "_secrets", {})
    assert "organisatie</a>" not in team.visitor.get("/aanmelden", headers=PAGE).text
    assert team.visitor.get("/aanmelden/organisatie").headers["location"] == "/aanmelden"
    set_up(organisation, monkeypatch)
    page = team.visitor.get("/aanmelden?naar=/zoeken", headers=PAGE).text
    assert (
        '<a class="button plain" href="/aanmelden/organisatie?lang=nl&amp;naar=%2Fzoeken">Aanmelden via uw organisatie</a>'
        in page
    )


@pytest.mark.usefixtures("joined")
def test_a_verified_address_opens_a_session_of_our_own_where_the_person_was_going(team: Team) -> None:
    answer = team.come_back("s-an")
    assert (answer.status_code, answer.headers["location"]) == (303, "/zoeken?q=x")
    assert not [line for line in answer.headers.get_list("set-cookie") if line.startswith("_streamlit_user")]
    here = visit(team.door, team.visitor.cookies[SESSION_COOKIE])
    assert here and (here.person.name, here.session.way, here.must_choose) == ("An Peeters", "provider", False)
    assert team.visitor.get("/zoeken").text == "binnen"
    assert team.stored(team.an).subject == "s-an"
    assert [e.action for e in team.door.ledger.audit()][-2:] == ["bind_identity", "sign_in"]


@pytest.mark.usefixtures("joined")
def test_afterwards_the_subject_counts_and_the_address_alone_opens_nothing(team: Team) -> None:
    team.come_back("s-an")
    team.visitor.cookies.clear()
    refused = team.come_back("s-thief")
    assert team.told(refused).startswith("Your organisation knows you, but Toetssteen does not yet")
    assert SESSION_COOKIE not in team.visitor.cookies
    assert team.come_back("s-an").headers["location"] == "/zoeken?q=x"


@pytest.mark.usefixtures("joined")
def test_somebody_who_is_unknown_here_is_told_whom_to_ask(team: Team) -> None:
    answer = team.come_back("s-piet")
    assert team.told(answer) == (
        "Your organisation knows you, but Toetssteen does not yet; ask an administrator to add you with this e-mail address."
    )
    assert team.visitor.get("/zoeken").status_code == 401
    assert [e.action for e in team.door.ledger.audit()][-1] == "sign_in_unknown"


@pytest.mark.usefixtures("joined")
def test_an_address_that_nobody_vouches_for_opens_nothing(team: Team) -> None:
    els = add_member(team.door, team.bob, "Els", [Role.ADVISOR], "els@vmri.test")
    assert team.told(team.come_back("s-els")).startswith("Your organisation does not confirm your e-mail address")
    assert team.stored(els).subject == ""


@pytest.mark.usefixtures("joined")
def test_closed_access_stays_closed(team: Team) -> None:
    close_access(team.door, team.bob, team.an)
    assert team.told(team.come_back("s-an")).startswith("Your access to Toetssteen has been closed")


@pytest.mark.usefixtures("joined")
def test_refusing_at_the_organisation_and_a_stale_way_back_are_told(team: Team) -> None:
    stopped = "The sign-in through your organisation was not completed; start again."
    assert team.told(team.come_back(None)) == stopped
    assert team.told(team.visitor.get("/oauth2callback?state=oud&code=x")) == stopped
    assert team.told(team.visitor.get("/auth/login?provider=verzonnen")) == stopped
    team.come_back("s-an")
    assert team.visitor.get("/auth/logout").headers["location"] == "/afmelden"


def test_a_provider_that_is_away_is_told_in_one_sentence(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up("http://localhost:9", monkeypatch)
    login = team.visitor.get("/aanmelden/organisatie")
    assert team.told(team.visitor.get(login.headers["location"])) == (
        "De aanmelding van uw organisatie antwoordt niet; probeer het over enkele minuten opnieuw of waarschuw uw beheerder."
    )
    assert urlsplit(login.headers["location"]).path == "/auth/login"
