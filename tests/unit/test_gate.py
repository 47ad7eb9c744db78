"""Who comes through the gate: only this computer without accounts, only an open session with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.hashing import QuickHasher
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.accounts import token_id
from workbench.domain.people import Role
from workbench.errors import StoreError
from workbench.ui import entry, gate
from workbench.ui.entry import entry_routes, way_back
from workbench.ui.gate import Gate
from workbench.ui.state import SESSION_COOKIE
from workbench.ui.web import PageHeaders
from workbench.use_cases.manage_accounts import add_member, close_access, reset_password
from workbench.use_cases.sign_in import Door, sign_in, sign_out

GOOD = "zes paarden op stal"
PAGE = {"accept": "text/html"}


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class House:
    """A store with its door, and an app behind the gate that says `binnen`."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = Clock()
        bench = Workbench(Settings(folder))
        self.local = bench.actor()
        self.door = Door(bench.ledger, bench.door.accounts, QuickHasher(), clock=self.clock)
        monkeypatch.setattr(gate, "app_door", lambda: self.door)
        monkeypatch.setattr(entry, "app_door", lambda: self.door)

        async def inside(request: Request) -> PlainTextResponse:
            return PlainTextResponse("binnen")

        async def line(socket: WebSocket) -> None:
            await socket.accept()
            try:
                while True:
                    await socket.receive_bytes()
                    await socket.send_text("geschreven")
            except WebSocketDisconnect:
                pass

        routes = [
            *entry_routes(),
            WebSocketRoute("/_stcore/stream", line),
            Route("/{rest:path}", inside, methods=["GET", "PUT", "POST"]),
        ]
        layers = [Middleware(PageHeaders), Middleware(Gate, door=lambda: self.door, look_every=0.05)]
        self.app = Starlette(routes=routes, middleware=layers)

    def visitor(self, peer: str = "127.0.0.1", host: str = "http://localhost:8501") -> TestClient:
        return TestClient(self.app, base_url=host, client=(peer, 5000), follow_redirects=False)

    def people(self) -> None:
        bob = add_member(self.door, self.local, "Bob", [Role.ADMINISTRATOR], "bob@vmri.test", GOOD, temporary=False)
        self.bob = type(self.local)(self.local.ledger, bob)
        self.an = add_member(self.door, self.bob, "An Peeters", [Role.ADVISOR], "an@vmri.test", GOOD, temporary=False)

    def signed_in(self) -> TestClient:
        visitor = self.visitor()
        visitor.cookies.set(SESSION_COOKIE, sign_in(self.door, "an@vmri.test", GOOD))
        return visitor


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


def line_of(visitor: TestClient, **headers: str) -> WebSocketTestSession:
    return visitor.websocket_connect(f"ws://{visitor.base_url.netloc.decode()}/_stcore/stream", headers=headers)


@pytest.mark.parametrize("host", ["http://localhost:8501", "http://127.0.0.1:8501", "http://[::1]:8501"])
def test_without_accounts_this_computer_itself_comes_in(house: House, host: str) -> None:
    assert house.visitor(host=host).get("/zoeken", headers=PAGE).text == "binnen"
    with line_of(house.visitor(host=host)) as line:
        line.send_bytes(b"")
        assert line.receive_text() == "geschreven"


FROM_OUTSIDE: dict[str, dict[str, object]] = {
    "another computer": {"peer": "192.168.1.20", "host": "http://localhost:8501"},
    "another computer by this one's name": {"peer": "192.168.1.20", "host": "http://toetssteen.example"},
    "a name that only points here": {"host": "http://rebound.example:8501"},
    "no address": {"peer": "onbekend"},
}


@pytest.mark.parametrize("case", FROM_OUTSIDE)
@pytest.mark.parametrize("path", ["/", "/zoeken", "/static/js/index.js", "/media/abc.docx", "/_stcore/host-config"])
def test_without_accounts_everybody_else_is_told_what_to_do(house: House, case: str, path: str) -> None:
    answer = house.visitor(**FROM_OUTSIDE[case]).get(path)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert answer.text == (
        "Zolang er geen accounts zijn, werkt Toetssteen alleen op de computer waar het draait: "
        "open het daar via http://localhost, of maak daar eerst accounts met `toetssteen people add`."
    )
    english = house.visitor(**FROM_OUTSIDE[case]).get(path + "?lang=en").text  # type: ignore[arg-type]
    assert english.startswith("As long as there are no accounts, Toetssteen only works on the computer that it runs on")


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Real-IP", "Via", "X-Forwarded-Proto"])
def test_without_accounts_nothing_may_stand_between(house: House, name: str) -> None:
    assert house.visitor().get("/", headers={name: "1.2.3.4"}).status_code == 403


def refused(visitor: TestClient, **headers: str) -> bool:
    try:
        with line_of(visitor, **headers):
            return False
    except WebSocketDisconnect as closed:
        return closed.code == 1008


def test_another_site_opens_no_line_and_writes_nothing(house: House) -> None:
    assert refused(house.visitor(peer="192.168.1.20"))
    for origin in ("http://evil.example", "http://localhost:3000", "null"):
        assert refused(house.visitor(), origin=origin)
        assert house.visitor().put("/_stcore/upload_file/a/b", headers={"origin": origin}).status_code == 403
    assert not refused(house.visitor(), origin="http://localhost:8501")
    assert house.visitor().put("/_stcore/upload_file/a/b", headers={"origin": "http://localhost:8501"}).text == "binnen"
    assert house.visitor().post("/", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_with_accounts_nothing_of_the_app_is_served_without_a_session(house: House) -> None:
    house.people()
    visitor = house.visitor()
    for path in ("/media/abc.docx", "/_stcore/host-config", "/component/x", "/sessie", "/zoeken", "/wachtwoord"):
        assert (path, visitor.get(path).status_code) == (path, 401)
    assert visitor.put("/_stcore/upload_file/a/b").status_code == 401
    assert visitor.get("/media/../media/abc.docx").status_code == 401
    assert refused(visitor)
    assert visitor.get("/static/js/index.js").text == visitor.get("/_stcore/health").text == "binnen"
    way = visitor.get("/zoeken?q=kind&lang=en", headers=PAGE)
    assert (way.status_code, way.headers["location"]) == (303, "/aanmelden?lang=en&naar=/zoeken%3Fq%3Dkind%26lang%3Den")


def test_a_person_signs_in_comes_where_they_wanted_and_goes_out(house: House) -> None:
    house.people()
    visitor = house.visitor()
    form = {"naam": "an@vmri.test", "wachtwoord": GOOD, "naar": "/zoeken?q=kind"}
    answer = visitor.post("/aanmelden", data=form, headers={"origin": "http://localhost:8501"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/zoeken?q=kind")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie and "Max-Age" not in cookie
    token = visitor.cookies[SESSION_COOKIE]
    file = visitor.get("/media/abc.docx")
    assert (file.text, file.headers["cache-control"]) == ("binnen", "private, no-store")
    assert visitor.get("/sessie").text == token_id(token)[:16]
    assert visitor.get("/aanmelden", headers=PAGE).headers["location"] == "/"
    out = visitor.post("/afmelden", headers={"origin": "http://localhost:8501"})
    assert out.headers["location"] == "/aanmelden?lang=nl&waarom=af"
    assert SESSION_COOKIE not in visitor.cookies
    visitor.cookies.set(SESSION_COOKIE, token)
    assert visitor.get("/media/abc.docx").status_code == 401
    assert "Uw sessie is beëindigd" in visitor.get("/aanmelden", headers=PAGE).text


def test_over_https_the_cookie_is_secure(house: House) -> None:
    house.people()
    visitor = house.visitor(peer="10.0.0.4", host="https://toetssteen.example")
    answer = visitor.post("/aanmelden", data={"naam": "an@vmri.test", "wachtwoord": GOOD})
    assert "Secure" in answer.headers["set-cookie"]


def test_a_wrong_password_and_the_wait_after_too_many_are_told(house: House) -> None:
    house.people()
    visitor = house.visitor()
    wrong = {"naam": "an@vmri.test", "wachtwoord": "<script>alert(1)</script>"}
    answers = [visitor.post("/aanmelden", data=wrong, headers=PAGE) for _ in range(6)]
    assert [a.status_code for a in answers] == [403, 403, 403, 403, 429, 429]
    assert "Naam en wachtwoord passen niet bij elkaar" in answers[0].text
    assert "probeer opnieuw over 1 min" in answers[5].text
    assert 'value="an@vmri.test"' in answers[0].text and "<script" not in answers[0].text
    right = {"naam": "an@vmri.test", "wachtwoord": GOOD}
    assert visitor.post("/aanmelden?lang=en", data=right).text.count("too many failed attempts") == 1
    house.clock.now += timedelta(minutes=2)
    assert visitor.post("/aanmelden", data=right).status_code == 303


def test_another_site_cannot_sign_anybody_in_or_out(house: House) -> None:
    house.people()
    visitor = house.signed_in()
    for path in ("/aanmelden", "/afmelden", "/wachtwoord"):
        assert visitor.post(path, data={}, headers={"origin": "https://evil.example"}).status_code == 403
    assert visitor.get("/media/abc.docx").text == "binnen"
    assert visitor.get("/afmelden").status_code == 200
    assert visitor.get("/media/abc.docx").text == "binnen"


ENDS: dict[str, Callable[[House, str], object]] = {
    "signed out in another tab": lambda h, token: sign_out(h.door, token),
    "access closed by an administrator": lambda h, token: close_access(h.door, h.bob, h.an),
    "a new password by an administrator": lambda h, token: reset_password(h.door, h.bob, h.an, "acht koeien in de wei"),
    "two hours of silence": lambda h, token: setattr(h.clock, "now", h.clock.now + timedelta(hours=2)),
    "twelve hours in all": lambda h, token: setattr(h.clock, "now", h.clock.now + timedelta(hours=12)),
}


@pytest.mark.parametrize("how", ENDS)
def test_an_open_page_cannot_write_once_its_session_has_ended(house: House, how: str) -> None:
    house.people()
    visitor = house.signed_in()
    with line_of(visitor) as line:
        line.send_bytes(b"")
        assert line.receive_text() == "geschreven"
        ENDS[how](house, visitor.cookies[SESSION_COOKIE])
        line.send_bytes(b"")
        with pytest.raises(WebSocketDisconnect) as closed:
            line.receive_text()
    assert closed.value.code == 1008
    assert refused(visitor)


def test_an_open_page_closes_by_itself_when_its_session_ends(house: House) -> None:
    house.people()
    visitor = house.signed_in()
    with line_of(visitor) as line:
        sign_out(house.door, visitor.cookies[SESSION_COOKIE])
        with pytest.raises(WebSocketDisconnect):
            line.receive_text()


def test_the_local_page_closes_as_soon_as_there_are_people(house: House) -> None:
    with line_of(house.visitor()) as line:
        house.people()
        line.send_bytes(b"")
        with pytest.raises(WebSocketDisconnect):
            line.receive_text()


def seen(house: House, visitor: TestClient) -> datetime:
    session = house.door.accounts.session(token_id(visitor.cookies[SESSION_COOKIE]))
    assert session
    return session.seen


def test_only_what_a_person_does_keeps_a_session_open(house: House) -> None:
    house.people()
    visitor = house.signed_in()
    clicked, ticked = BackMsg(), BackMsg()
    clicked.rerun_script.query_string = ""
    clicked.rerun_script.SetInParent()
    ticked.rerun_script.is_auto_rerun = True
    with line_of(visitor) as line:
        start = house.clock.now
        house.clock.now += timedelta(minutes=30)
        line.send_bytes(ticked.SerializeToString())
        line.receive_text()
        assert seen(house, visitor) == start
        line.send_bytes(clicked.SerializeToString())
        line.receive_text()
        assert seen(house, visitor) == house.clock.now


def test_a_password_from_somebody_else_has_to_be_replaced_before_anything(house: House) -> None:
    house.people()
    reset_password(house.door, house.bob, house.an, GOOD)
    visitor = house.signed_in()
    assert visitor.get("/zoeken", headers=PAGE).headers["location"] == "/wachtwoord?lang=nl&naar=/zoeken"
    assert visitor.get("/media/x").status_code == 403
    assert refused(visitor)
    assert "kies eerst een eigen wachtwoord" in visitor.get("/wachtwoord", headers=PAGE).text
    own = {"huidig": GOOD, "nieuw": "acht koeien in de wei", "nogmaals": "acht koeien in de wei"}
    assert "niet gelijk" in visitor.post("/wachtwoord", data=own | {"nogmaals": "iets anders"}).text
    assert "minstens 12 tekens" in visitor.post("/wachtwoord", data=own | {"nieuw": "kort", "nogmaals": "kort"}).text
    assert visitor.post("/wachtwoord?naar=/zoeken", data=own).headers["location"] == "/zoeken"
    assert visitor.get("/zoeken", headers=PAGE).text == "binnen"
    assert sign_in(house.door, "an@vmri.test", "acht koeien in de wei")


def test_signing_in_again_ends_the_session_that_the_browser_had(house: House) -> None:
    house.people()
    visitor = house.signed_in()
    old = visitor.cookies[SESSION_COOKIE]
    visitor.post("/aanmelden", data={"naam": "bob@vmri.test", "wachtwoord": GOOD})
    stored = house.door.accounts.session(token_id(old))
    assert stored and stored.ended == house.clock.now


@pytest.mark.parametrize(
    "asked", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb", "/afmelden"]
)
def test_the_way_back_never_leads_elsewhere(asked: str) -> None:
    assert way_back(asked) == "/"


def test_the_way_back_keeps_a_place_in_the_app() -> None:
    assert way_back("/screening?draft=ab&lang=en") == "/screening?draft=ab&lang=en"


def test_the_sign_in_page_has_a_strict_policy_and_no_script(house: House) -> None:
    house.people()
    for language, heading in (("nl", "Aanmelden"), ("en", "Sign in")):
        answer = house.visitor().get(f"/aanmelden?lang={language}", headers=PAGE)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
        assert answer.headers["x-frame-options"] == "DENY" and answer.headers["cache-control"] == "no-store"
        assert f'<html lang="{language}">' in answer.text and f"<h1>{heading}</h1>" in answer.text
        assert "<script" not in answer.text and "http://" not in answer.text


def test_a_form_that_is_far_too_large_is_refused(house: House) -> None:
    house.people()
    assert house.visitor().post("/aanmelden", data={"naam": "a" * 20_000, "wachtwoord": "x"}).status_code == 400


class Full:
    """A store whose disk is full: it can be read, not written."""

    def __init__(self, accounts: object) -> None:
        self._accounts = accounts

    def __getattr__(self, name: str) -> object:
        return getattr(self._accounts, name)

    def touch(self, session_id: str, now: datetime) -> None:
        raise StoreError("error.store_full")


def test_a_full_disk_does_not_put_readers_out(house: House) -> None:
    house.people()
    visitor = house.signed_in()
    house.door = replace(house.door, accounts=Full(house.door.accounts))  # type: ignore[arg-type]
    house.clock.now += timedelta(minutes=30)
    assert visitor.get("/zoeken", headers=PAGE).text == "binnen"


def test_a_store_in_trouble_is_told_and_lets_nobody_in(house: House) -> None:
    class Away:
        def __getattr__(self, name: str) -> object:
            raise StoreError("error.store_busy")

    house.door = replace(house.door, accounts=Away())  # type: ignore[arg-type]
    for headers in (PAGE, {}):
        assert house.visitor().get("/zoeken", headers=headers).status_code == 503
    assert refused(house.visitor())
