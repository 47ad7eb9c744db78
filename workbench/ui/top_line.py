"""The line above every page: who you are, with the way out, and the languages."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from workbench.domain.accounts import Visit, Way
from workbench.domain.people import Action, may
from workbench.texts import LANGUAGES
from workbench.ui.entry_page import PASSWORD, SIGN_OUT, base_path
from workbench.ui.state import language, t, visit_now


def top_line() -> None:
    """Who this is, and the languages as real links, so that the page comes anew in the right one for a screen reader."""
    here = visit_now()
    who = _person(here) if here else f'<span class="ts-who">{escape(t("ui.who.local"))}</span>'
    label = escape(t("ui.switch.label"), quote=True)
    st.html(f'<div class="ts-top">{who}<nav class="ts-languages" aria-label="{label}">{_languages()}</nav></div>')


def _languages() -> str:
    here = [(k, v) for k in st.query_params for v in st.query_params.get_all(k) if k != "lang"]
    links = []
    for code in LANGUAGES:
        name = escape(t(f"ui.switch.{code}"))
        query = escape(urlencode([*here, ("lang", code)]), quote=True)
        current = ' aria-current="true"' if code == language() else ""
        links.append(f'<a href="?{query}" lang="{code}" hreflang="{code}"{current}>{name}</a>')
    return " ".join(links)


def _person(here: Visit) -> str:
    """The name and roles, which open to the password and the way out."""
    roles = ", ".join(t(f"role.{role}") for role in here.person.roles) or t("ui.who.no_role")
    query = f"?{urlencode({'lang': language()})}"
    links = []
    if may(here.person, Action.MANAGE_PEOPLE):
        links.append(f'<a href="{base_path()}/mensen{query}">{escape(t("ui.page.people"))}</a>')
    if here.session.way is Way.PASSWORD:
        links.append(f'<a href="{base_path()}{PASSWORD}{query}">{escape(t("ui.entry.choose"))}</a>')
    out = f'<form method="post" action="{base_path()}{SIGN_OUT}{query}"><button>{escape(t("ui.entry.sign_out"))}</button></form>'
    summary = (
        f'<summary><span class="ts-who">{escape(here.person.name)}</span> <span class="ts-role">{escape(roles)}</span></summary>'
    )
    return f'<details class="ts-me">{summary}<div>{"".join(links)}{out}</div></details>'
