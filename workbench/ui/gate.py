"""The gate before every request and websocket of the app: who may pass, and until when.

Without people only this computer itself may pass; with people only an open session may, checked again with every message.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from urllib.parse import quote, urlsplit

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from workbench.bootstrap import Workbench
from workbench.config import read_settings
from workbench.errors import ToetssteenError
from workbench.texts import say, say_error
from workbench.ui.entry_page import PASSWORD, PROVIDER, SIGN_IN, SIGN_OUT, base_path, language_here, notice
from workbench.ui.state import SESSION_COOKIE
from workbench.use_cases.sign_in import Door, visit

LOGIN, CALLBACK, LOGOUT = "/auth/login", "/oauth2callback", "/auth/logout"  # Streamlit's own
HEALTH = "/_stcore/health"
OPEN_FOLDERS = ("/static/", "/toetssteen/")  # Streamlit's own scripts and styles, and ours
OPEN_ADDRESSES = frozenset({SIGN_IN, SIGN_OUT, PROVIDER, LOGIN, CALLBACK, "/favicon.png", HEALTH})
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOOK_EVERY = 15.0  # seconds between two looks whether the session behind an open page still stands
POLICY_VIOLATION = 1008


class Ruling(StrEnum):
    """What the gate decides."""

    PASS = "pass"
    NOT_HERE = "not_here"  # no accounts, and not from this computer
    FOREIGN = "foreign"  # another site asks in the visitor's name
    SIGN_IN = "sign_in"
    CHOOSE_PASSWORD = "choose_password"


@cache
def app_door() -> Door:
    """Accounts and sessions of the data folder that this server works with."""
    return Workbench(read_settings()).door


def own_path(path: str) -> str:
    """The path below the app's own place."""
    base = base_path()
    return path[len(base) :] or "/" if base and (path == base or path.startswith(base + "/")) else path


def loopback(connection: HTTPConnection) -> bool:
    """Whether somebody on this computer asks, by a name of this computer, with nothing in between."""
    hosts = connection.headers.getlist("host")
    origin = connection.headers.get("origin")
    named = [urlsplit(f"//{hosts[0]}").hostname if len(hosts) == 1 else None]
    named += [urlsplit(origin).hostname] if origin else []
    peer = connection.client.host if connection.client else None
    return _own_address(peer) and all(map(_own_name, named)) and not any(h in connection.headers for h in FORWARDED)


def _own_address(host: str | None) -> bool:
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _own_name(host: str | None) -> bool:
    return host == "localhost" or _own_address(host)


def foreign(connection: HTTPConnection) -> bool:
    """Whether another site makes the browser write, or open a websocket, in the visitor's name."""
    if connection.scope["type"] == "http" and connection.scope["method"] in SAFE:
        return False
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
    allowed = {str(known).strip() for known in st.get_option("server.corsAllowedOrigins") or ()}
    return urlsplit(origin).netloc != connection.headers.get("host") and origin not in allowed


def wants_page(connection: HTTPConnection) -> bool:
    """Whether a person opens an address, rather than a script asking for something."""
    reads = connection.scope["type"] == "http" and connection.scope["method"] in SAFE
    return reads and "text/html" in connection.headers.get("accept", "")


def judge(connection: HTTPConnection, door: Door, active: bool) -> Ruling:
    """Who may pass, as the store says now; `active`: a person did something. Raises StoreError."""
    path = own_path(connection.url.path)
    if foreign(connection):
        return Ruling.FOREIGN
    if path == HEALTH:
        return Ruling.PASS
    if not door.guarded():
        return Ruling.PASS if loopback(connection) else Ruling.NOT_HERE
    if path in OPEN_ADDRESSES or path.startswith(OPEN_FOLDERS):
        return Ruling.PASS
    here = visit(door, connection.cookies.get(SESSION_COOKIE, ""), active)
    if here is None:
        return Ruling.SIGN_IN
    return Ruling.CHOOSE_PASSWORD if here.must_choose and path != PASSWORD else Ruling.PASS


def by_person(data: bytes) -> bool:
    """Whether a message of the page comes from something that a person did, rather than from its own clock."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return False  # Streamlit itself refuses it
    return message.WhichOneof("type") == "rerun_script" and not message.rerun_script.is_auto_rerun


class Gate:
    """Lets a request or websocket through to the app, or answers with one sentence that says what to do."""

    def __init__(self, app: ASGIApp, door: Callable[[], Door] = app_door, look_every: float = LOOK_EVERY) -> None:
        self._app = app
        self._door = door
        self._look_every = look_every

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or one websocket until it closes."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            ruling = await self._ruling(connection, wants_page(connection))
        except ToetssteenError as error:
            await _refuse(connection, notice(connection, say_error(language_here(connection), error), 503), receive, send)
            return
        if ruling is not Ruling.PASS:
            await _refuse(connection, refusal(connection, ruling), receive, send)
        elif scope["type"] == "http":
            await self._app(scope, receive, _unkept(send) if own_path(connection.url.path).startswith("/media/") else send)
        else:
            await _Watched(self, connection, receive, send).serve(self._app, self._look_every)

    async def _ruling(self, connection: HTTPConnection, active: bool) -> Ruling:
        return await run_in_threadpool(lambda: judge(connection, self._door(), active))

    async def stands(self, connection: HTTPConnection, active: bool) -> bool:
        """Whether an open websocket may go on; a store in trouble lets nobody through."""
        try:
            return await self._ruling(connection, active) is Ruling.PASS
        except ToetssteenError:
            return False


def _unkept(send: Send) -> Send:
    """Files that somebody took out stay in no cache of a shared computer."""

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(raw=message["headers"])["Cache-Control"] = "private, no-store"
        await send(message)

    return tell


class _Watched:
    """A websocket that closes as soon as the session behind it has ended."""

    def __init__(self, gate: Gate, connection: HTTPConnection, receive: Receive, send: Send) -> None:
        self._gate = gate
        self._connection = connection
        self._receive = receive
        self._send = send
        self._opened = False
        self._closed = False

    async def serve(self, app: ASGIApp, look_every: float) -> None:
        watcher = asyncio.create_task(self._watch(look_every))
        try:
            await app(self._connection.scope, self._hear, self._tell)
        finally:
            watcher.cancel()

    async def _watch(self, look_every: float) -> None:
        while not self._closed:
            await asyncio.sleep(look_every)
            if self._opened and not await self._gate.stands(self._connection, active=False):
                await self._close()

    async def _hear(self) -> Message:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        if not self._closed and await self._gate.stands(self._connection, by_person(message.get("bytes") or b"")):
            return message
        await self._close()
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    async def _tell(self, message: Message) -> None:
        if self._closed:
            return
        self._opened = self._opened or message["type"] == "websocket.accept"
        self._closed = message["type"] == "websocket.close"
        await self._send(message)

    async def _close(self) -> None:
        await self._tell({"type": "websocket.close", "code": POLICY_VIOLATION})


def refusal(connection: HTTPConnection, ruling: Ruling) -> Response:
    """The answer to who may not pass: the way to the sign-in page, or one sentence."""
    if wants_page(connection) and ruling in (Ruling.SIGN_IN, Ruling.CHOOSE_PASSWORD):
        target = SIGN_IN if ruling is Ruling.SIGN_IN else PASSWORD
        query = connection.url.query
        back = quote(own_path(connection.url.path) + (f"?{query}" if query else ""), safe="/")
        return RedirectResponse(f"{base_path()}{target}?lang={language_here(connection)}&naar={back}", 303)
    return notice(connection, say(language_here(connection), f"ui.gate.{ruling}"), 401 if ruling is Ruling.SIGN_IN else 403)


async def _refuse(connection: HTTPConnection, answer: Response, receive: Receive, send: Send) -> None:
    if connection.scope["type"] == "http":
        await answer(connection.scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
