"""The web side of the app: the page's language and the security headers, set on every answer of the server."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workbench.texts import say
from workbench.ui.entry import entry_routes
from workbench.ui.entry_page import base_path, language_here, visit_mark
from workbench.ui.gate import Gate
from workbench.ui.provider import ProviderAnswers
from workbench.ui.state import language

SCRIPT = b"\n".join((Path(__file__).resolve().parent / name).read_bytes() for name in ("page.js", "words.js"))
SCRIPT_PATH = f"/toetssteen/{hashlib.sha256(SCRIPT).hexdigest()[:12]}/page.js"
_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def content_policy(scripts: Iterable[bytes] = ()) -> str:
    """A policy that allows this server only; inline `scripts` of the page are allowed by their hash.

    Streamlit writes its styles into the page while it runs, so inline styles stay allowed.
    """
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)
    hashes = "".join(f" 'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


def localised(page: bytes, chosen: str, mark: str = "") -> bytes:
    """Streamlit's fixed page with our language and title in it, and the `mark` of the session that it was given to.

    Told where the server is, Streamlit does not first look for it below the page's own path (two 404 answers per visit).
    """
    root = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    where = f'window.__streamlit = {{BACKEND_BASE_URL: location.origin + "{root}"}};'
    where += "window.__streamlit.MAIN_PAGE_BASE_URL = window.__streamlit.BACKEND_BASE_URL"
    page = page.replace(b'<html lang="en">', f'<html lang="{chosen}" data-ts-visit="{mark}">'.encode(), 1)
    script = f'<script defer src="{root.rstrip("/")}{SCRIPT_PATH}"></script>'
    head = f"<title>Toetssteen</title><style>{_FIRST_STYLE}</style><script>{where}</script>{script}".encode()
    page = page.replace(b"<title>Streamlit</title>", head, 1)
    return _NOSCRIPT.sub(_before_root(chosen).encode(), page, count=1)


_FIRST_STYLE = (
    "#ts-live,.ts-skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
    ".ts-skip:focus{position:fixed;top:.5rem;left:.5rem;z-index:9999999;padding:.6rem 1rem;background:#fff;color:#000;"
    "font:1rem sans-serif;outline:3px solid #1f4e79}"
)


def _before_root(chosen: str) -> str:
    """What stands before the app itself: the way past the navigation, the place of announcements, and a word without scripts."""
    skip, scripts = (escape(say(chosen, key)) for key in ("ui.skip", "ui.noscript"))
    live = '<div id="ts-live" role="status" aria-live="polite"></div>'
    return f'<noscript><p>{scripts}</p></noscript><a class="ts-skip" href="#root">{skip}</a>{live}'


async def _page_script(request: Request) -> Response:
    """Our own script; its address changes with its content, so a browser may keep it."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(SCRIPT, media_type="text/javascript; charset=utf-8", headers=headers)


def routes() -> tuple[Route, ...]:
    """What our server answers beside Streamlit's own addresses."""
    return (Route(base_path() + SCRIPT_PATH, _page_script), *entry_routes())


class PageHeaders:
    """Adds the security headers to every answer and rewrites the language of HTML pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, language_here(Request(scope)), visit_mark(Request(scope)))
        if b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            scope = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k not in (b"accept-encoding", b"if-none-match")]}
        await self._app(scope, receive, answer)


class _Answer:
    """Passes an answer on; an HTML page is held back until it is whole."""

    def __init__(self, send: Send, chosen: str, mark: str) -> None:
        self._send = send
        self._mark = mark
        self._language = chosen
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(raw=message["headers"])
        for name, value in _HEADERS.items():
            headers[name] = value
        if "content-security-policy" in headers:  # a page of our own, with a stricter policy
            await self._send(message)
            return
        if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
            self._start = message
            return
        headers["Content-Security-Policy"] = content_policy()
        await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = localised(self._body, self._language, self._mark)
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Security-Policy"] = content_policy(_INLINE_SCRIPT.findall(body))
        headers["Content-Language"] = self._language
        headers["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


MIDDLEWARE = (Middleware(PageHeaders), Middleware(Gate), Middleware(ProviderAnswers))


def unexpected(error: Exception) -> bool:
    """Show one sentence for a mistake of ours; Streamlit writes the traceback to the log."""
    st.error(say(language(), "ui.error.unexpected", kind=type(error).__name__))
    return True
