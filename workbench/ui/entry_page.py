"""Pages that the server makes itself, before anybody has come in: they work without scripts."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from workbench.domain.accounts import token_id
from workbench.texts import LANGUAGES, say
from workbench.ui.state import SESSION_COOKIE

SIGN_IN, SIGN_OUT, PASSWORD, PROVIDER = "/aanmelden", "/afmelden", "/wachtwoord", "/aanmelden/organisatie"
SESSION = "/sessie"  # where an open page asks whether its session still stands
STYLE = (Path(__file__).resolve().parent / "entry.css").read_text(encoding="utf-8")
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}


def base_path() -> str:
    """Where the app stands on its host: empty, or `/name`."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def language_here(connection: HTTPConnection) -> str:
    """The language that the address asks for, else the configured one."""
    asked = connection.query_params.get("lang") or os.environ.get("TOETSSTEEN_LANGUAGE", LANGUAGES[0])
    return asked if asked in LANGUAGES else LANGUAGES[0]


def visit_mark(connection: HTTPConnection) -> str:
    """A word for the session that a request belongs to, of no use to anybody; empty without one."""
    return token_id(connection.cookies.get(SESSION_COOKIE, ""))[:16] if SESSION_COOKIE in connection.cookies else ""


def way_back(asked: str) -> str:
    """The place in the app that somebody came for; the first page when the address could lead elsewhere."""
    odd = "\\" in asked or any(ord(c) < 33 for c in asked) or asked.startswith("//") or not asked.startswith("/")
    return "/" if odd or asked.split("?")[0] in (SIGN_IN, SIGN_OUT, PASSWORD, PROVIDER) else asked


def let_in(request: Request, token: str, target: str) -> Response:
    """On to the app, with the session in a cookie that scripts and other sites cannot use."""
    answer = RedirectResponse(base_path() + target, 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(SESSION_COOKIE, token, path=base_path() or "/", httponly=True, samesite="lax", secure=secure)
    return answer


def page(connection: HTTPConnection, heading: str, body: str, status: int = 200) -> HTMLResponse:
    """A whole page around `body` (HTML, escaped by who made it), with its languages as links."""
    chosen = language_here(connection)
    title, icon = escape(heading), escape(f"{base_path()}/favicon.png", quote=True)
    html = (
        f'<!doctype html><html lang="{chosen}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} – Toetssteen</title>'
        f'<link rel="icon" href="{icon}">'
        f'<style>{STYLE}</style></head><body><header class="bar"><p>Toetssteen</p>{_languages(connection, chosen)}</header>'
        f"<main><h1>{title}</h1>{body}</main></body></html>"
    )
    return HTMLResponse(html, status, {**HEADERS, "Content-Language": chosen})


def _languages(connection: HTTPConnection, chosen: str) -> str:
    kept = [(key, value) for key, value in connection.query_params.multi_items() if key != "lang"]
    links = []
    for code in LANGUAGES:
        query = escape(urlencode([*kept, ("lang", code)]), quote=True)
        current = ' aria-current="true"' if code == chosen else ""
        links.append(
            f'<li><a href="?{query}" lang="{code}" hreflang="{code}"{current}>{escape(say(chosen, f"ui.switch.{code}"))}</a>'
        )
    label = escape(say(chosen, "ui.switch.label"), quote=True)
    return f'<nav aria-label="{label}"><ul>{"".join(links)}</ul></nav>'


def notice(connection: HTTPConnection, sentence: str, status: int) -> Response:
    """One sentence, as a page for people and as plain text for scripts."""
    if "text/html" not in connection.headers.get("accept", ""):
        return PlainTextResponse(sentence, status, {"Cache-Control": "no-store"})
    heading = say(language_here(connection), "ui.gate.heading")
    return page(connection, heading, told(sentence, bad=True), status)


def told(sentence: str, bad: bool = False) -> str:
    """A sentence that stands out; `bad`: something did not work, and a screen reader says so first."""
    if not sentence:
        return ""
    return (
        f'<p class="notice bad" role="alert" id="told">{escape(sentence)}</p>'
        if bad
        else f'<p class="notice">{escape(sentence)}</p>'
    )


def field(name: str, label: str, kind: str, complete: str, *, value: str = "", first: bool = False, bad: bool = False) -> str:
    """A labelled field; `first` has the focus when the page opens."""
    extra = (" autofocus" if first else "") + (' aria-describedby="told" aria-invalid="true"' if bad else "")
    plain = ' autocapitalize="none" spellcheck="false"' if kind == "text" else ""
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" type="{kind}" autocomplete="{complete}"'
        f' value="{escape(value, quote=True)}" maxlength="300" required{plain}{extra}>'
    )


def form(action: str, fields: Sequence[str], button: str, **hidden: str) -> str:
    """A form that posts to `action`."""
    kept = "".join(f'<input type="hidden" name="{name}" value="{escape(value, quote=True)}">' for name, value in hidden.items())
    inside = f"{kept}{''.join(fields)}<button>{escape(button)}</button>"
    return f'<form method="post" action="{escape(action, quote=True)}">{inside}</form>'
