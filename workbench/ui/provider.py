"""The organisation's own sign-in (OpenID Connect), over the settings and routes of Streamlit's `st.login`.

Streamlit's cookie of 30 days never reaches the browser: at the way back it is turned into a session of our own, once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode

from anyio.to_thread import run_sync
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from workbench.domain.accounts import Identity
from workbench.errors import SignInRefused
from workbench.ui.entry_page import SIGN_IN, SIGN_OUT, base_path, let_in, way_back
from workbench.ui.gate import CALLBACK, LOGIN, LOGOUT, app_door, own_path
from workbench.use_cases.sign_in import sign_in_through

BACK_COOKIE = "toetssteen_back"  # where somebody was going, kept while they are at their organisation
BACK_SECONDS = 600
REASONS = frozenset({"away", "stopped", "unknown", "unverified", "closed"})


def provider_set_up() -> bool:
    """Whether `[auth]` in the secrets names a provider."""
    return bool(get_secrets_auth_section().get("server_metadata_url"))


def to_provider(request: Request) -> Response:
    """What `st.login` does for a page that runs: on to the provider, with a short-lived token of this server."""
    query = urlencode({"provider": encode_provider_token("default")})
    answer = RedirectResponse(f"{base_path()}{LOGIN}?{query}", 303)
    kept = urlencode({"lang": request.query_params.get("lang", ""), "naar": request.query_params.get("naar", "/")})
    secure = request.url.scheme == "https"
    answer.set_cookie(BACK_COOKIE, kept, BACK_SECONDS, path=base_path() or "/", httponly=True, samesite="lax", secure=secure)
    return answer


def identity_of(cookies: Iterable[str]) -> Identity | None:
    """Who the provider says this is, from the `Set-Cookie` lines with which Streamlit answers; nothing when it failed."""
    jar: dict[str, str] = {}
    for line in cookies:
        jar |= {name: morsel.value for name, morsel in SimpleCookie(line).items() if morsel.value}

    def signed(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, jar[name].encode("latin-1")) if name in jar else None

    found = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    claims = json.loads(found) if found else {}
    if not claims.get("sub"):
        return None
    return Identity(str(claims["sub"]), str(claims.get("email") or ""), claims.get("email_verified") in (True, "true"))


class ProviderAnswers:
    """Stands between the gate and Streamlit's own sign-in routes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        path = own_path(scope["path"]) if scope["type"] == "http" else ""
        if path == LOGOUT:
            await RedirectResponse(base_path() + SIGN_OUT, 303)(scope, receive, send)
        elif path in (LOGIN, CALLBACK):
            request = Request(scope)
            heard = _Heard()
            await self._app(scope, receive, heard)
            answer = _login(request, heard) if path == LOGIN else await _callback(request, heard)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class _Heard:
    """An answer of Streamlit's, kept instead of sent."""

    def __init__(self) -> None:
        self.status = 500
        self.raw: list[tuple[bytes, bytes]] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.raw = message["status"], list(message["headers"])

    @property
    def headers(self) -> MutableHeaders:
        return MutableHeaders(raw=self.raw)


def _login(request: Request, heard: _Heard) -> Response:
    target = heard.headers.get("location", "")
    if heard.status >= 400:
        return back_to_sign_in(request, "away")
    if not target.startswith(("http://", "https://")):
        return back_to_sign_in(request, "stopped")
    return _with_cookies(RedirectResponse(target, 302), heard)


async def _callback(request: Request, heard: _Heard) -> Response:
    identity = identity_of(heard.headers.getlist("set-cookie"))
    if identity is None:
        return _with_cookies(back_to_sign_in(request, "stopped"), heard)
    try:
        token = await run_sync(sign_in_through, app_door(), identity)
    except SignInRefused as error:
        return _with_cookies(back_to_sign_in(request, error.key.rsplit(".")[-1]), heard)
    return _with_cookies(let_in(request, token, way_back(_kept(request).get("naar", "/"))), heard)


def back_to_sign_in(request: Request, why: str) -> Response:
    """The sign-in page, which tells why."""
    query = urlencode({**_kept(request), "waarom": why})
    return RedirectResponse(f"{base_path()}{SIGN_IN}?{query}", 303)


def _kept(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.cookies.get(BACK_COOKIE, "")))


def _with_cookies(answer: Response, heard: _Heard) -> Response:
    """The answer with Streamlit's short-lived cookies, without the one that says who somebody is."""
    for line in heard.headers.getlist("set-cookie"):
        if not line.startswith(USER_COOKIE_NAME):
            answer.headers.append("set-cookie", line)
    return answer
