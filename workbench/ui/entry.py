"""Coming in and leaving: the sign-in page, the organisation's own sign-in, another password, signing out."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, urlencode

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from workbench.domain.accounts import Way
from workbench.errors import InputError, RuleError, SignInRefused, ToetssteenError
from workbench.texts import say, say_error
from workbench.ui.entry_page import (
    PASSWORD,
    PROVIDER,
    SESSION,
    SIGN_IN,
    SIGN_OUT,
    base_path,
    field,
    form,
    language_here,
    let_in,
    notice,
    page,
    told,
    visit_mark,
    way_back,
)
from workbench.ui.gate import app_door
from workbench.ui.provider import REASONS, provider_set_up, to_provider
from workbench.ui.state import SESSION_COOKIE
from workbench.use_cases.sign_in import choose_password, known_token, sign_in, sign_out, visit

LARGEST_FORM = 8192  # bytes
_SLOW = CapacityLimiter(2)  # passwords that are checked at once: each takes much memory on purpose


def entry_routes() -> tuple[Route, ...]:
    """The addresses that the gate leaves open, and that of one's own password."""
    base = base_path()
    return (
        Route(base + SIGN_IN, _sign_in, methods=["GET", "POST"]),
        Route(base + SIGN_OUT, _sign_out, methods=["GET", "POST"]),
        Route(base + PASSWORD, _password, methods=["GET", "POST"]),
        Route(base + PROVIDER, _provider, methods=["GET"]),
        Route(base + SESSION, _session, methods=["GET"]),
    )


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise InputError("error.form_large")
    return {key: values[-1] for key, values in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()}


async def _sign_in(request: Request) -> Response:
    door = app_door()
    if not await run_sync(door.guarded):
        return RedirectResponse(base_path() + "/", 303)
    token = request.cookies.get(SESSION_COOKIE, "")
    if request.method == "GET":
        if await run_sync(visit, door, token):
            return RedirectResponse(base_path() + way_back(request.query_params.get("naar", "/")), 303)
        return _sign_in_page(request, await _greeting(request, token))
    name = ""
    try:
        given = await _form(request)
        name = given.get("naam", "")
        new = await run_sync(sign_in, door, name, given.get("wachtwoord", ""), limiter=_SLOW)
        if token:
            await run_sync(sign_out, door, token)  # who was here before, in this browser
        return let_in(request, new, way_back(given.get("naar", "/")))
    except ToetssteenError as error:
        waits = error.key in ("error.sign_in_wait", "error.sign_in_refused_wait")
        status = 429 if waits else 403 if isinstance(error, SignInRefused) else 400 if isinstance(error, InputError) else 503
        return _sign_in_page(request, told(say_error(language_here(request), error), bad=True), name, status)


async def _greeting(request: Request, token: str) -> str:
    """Why somebody is asked to sign in, when there is a reason to tell."""
    language, why = language_here(request), request.query_params.get("waarom", "")
    if why in REASONS:
        return told(say(language, f"error.provider.{why}"), bad=True)
    if why == "af":
        return told(say(language, "ui.entry.signed_out"))
    was_here: bool = await run_sync(known_token, app_door(), token)
    return told(say(language, "ui.entry.ended")) if was_here else ""


def _sign_in_page(request: Request, above: str, name: str = "", status: int = 200) -> Response:
    language, bad = language_here(request), status != 200
    back = request.query_params.get("naar", "/")
    address = f"{base_path()}{SIGN_IN}?{urlencode({'lang': language, 'naar': back})}"
    fields = [
        field("naam", say(language, "ui.entry.name"), "text", "username", value=name, first=not bad, bad=bad),
        field("wachtwoord", say(language, "ui.entry.password"), "password", "current-password", first=bad, bad=bad),
    ]
    body = above
    if provider_set_up():
        query = escape(urlencode({"lang": language, "naar": back}), quote=True)
        words = escape(say(language, "ui.entry.provider"))
        body += f'<p><a class="button plain" href="{base_path()}{PROVIDER}?{query}">{words}</a></p>'
    body += form(address, fields, say(language, "ui.entry.sign_in"), naar=back)
    body += f'<p class="small">{escape(say(language, "ui.entry.help"))}</p>'
    return page(request, say(language, "ui.entry.sign_in"), body, status)


async def _provider(request: Request) -> Response:
    """On to the organisation's own sign-in."""
    if not provider_set_up():
        return RedirectResponse(base_path() + SIGN_IN, 303)
    return to_provider(request)


async def _session(request: Request) -> Response:
    """Which session stands, so that a page of another one notices; that it comes through the gate says that one does."""
    return PlainTextResponse(visit_mark(request), headers={"Cache-Control": "no-store"})


async def _sign_out(request: Request) -> Response:
    language = language_here(request)
    if request.method == "GET":
        button = form(base_path() + f"{SIGN_OUT}?lang={language}", [], say(language, "ui.entry.sign_out"))
        return page(request, say(language, "ui.entry.sign_out"), button)
    try:
        await run_sync(sign_out, app_door(), request.cookies.get(SESSION_COOKIE, ""))
    except ToetssteenError as error:
        return notice(request, say_error(language, error), 503)
    answer = RedirectResponse(f"{base_path()}{SIGN_IN}?lang={language}&waarom=af", 303)
    answer.delete_cookie(SESSION_COOKIE, path=base_path() or "/")
    return answer


async def _password(request: Request) -> Response:
    """Another password for oneself; asked of everybody whose password was given by somebody else."""
    door, token = app_door(), request.cookies.get(SESSION_COOKIE, "")
    here = await run_sync(visit, door, token) if token else None
    if here is None or here.session.way is not Way.PASSWORD:
        return RedirectResponse(base_path() + "/", 303)
    why = told(say(language_here(request), "ui.entry.must_choose")) if here.must_choose else ""
    if request.method == "GET":
        return _password_page(request, why)
    try:
        given = await _form(request)
        if given.get("nieuw", "") != given.get("nogmaals", ""):
            raise RuleError("error.passwords_differ")
        await run_sync(choose_password, door, token, given.get("huidig", ""), given.get("nieuw", ""), limiter=_SLOW)
    except ToetssteenError as error:
        return _password_page(request, told(say_error(language_here(request), error), bad=True), 403)
    return RedirectResponse(base_path() + way_back(request.query_params.get("naar", "/")), 303)


def _password_page(request: Request, above: str, status: int = 200) -> Response:
    language, bad = language_here(request), status != 200
    back = request.query_params.get("naar", "/")
    address = f"{base_path()}{PASSWORD}?{urlencode({'lang': language, 'naar': back})}"
    rule = f'<p class="small">{escape(say(language, "ui.entry.password_rule"))}</p>'
    fields = [
        field("huidig", say(language, "ui.entry.current"), "password", "current-password", first=True, bad=bad),
        field("nieuw", say(language, "ui.entry.new"), "password", "new-password", bad=bad) + rule,
        field("nogmaals", say(language, "ui.entry.again"), "password", "new-password", bad=bad),
    ]
    return page(request, say(language, "ui.entry.choose"), above + form(address, fields, say(language, "ui.entry.keep")), status)
