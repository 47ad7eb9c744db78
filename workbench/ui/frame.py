"""The frame around every page: navigation, language switch, styles, and the edge where errors become sentences."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from workbench.domain.people import Action, may
from workbench.errors import ToetssteenError
from workbench.ui.finding_state import unsaved
from workbench.ui.shortcuts import begin, shortcuts_html
from workbench.ui.state import DEFAULT_LANGUAGE, errors_shown, language, open_workbench, person, t
from workbench.ui.top_line import top_line

FOLDER = Path(__file__).resolve().parent
ADDRESSES = {
    "start": "",
    "my_work": "mijn-werk",
    "dossiers": "dossiers",
    "dossier": "dossier",
    "second_reading": "dubbele-lezing",
    "signing": "ondertekenen",
    "importing": "invoer",
    "draft": "ontwerp",
    "search": "zoeken",
    "screening": "screening",
    "queue": "leeswachtrij",
    "overview": "ontwerpbeeld",
    "finding": "bevinding",
    "versions": "versies",
    "treaties": "verdragen",
    "management": "beleidsoverzicht",
    "known": "proefparen",
    "reports": "verslagen",
    "jobs": "taken",
    "people": "mensen",
    "tour": "rondleiding",
    "scores": "scores",
    "glossary": "begrippen",
    "accessibility": "toegankelijkheid",
}
GROUPS: dict[str, tuple[str, ...]] = {
    "": ("start",),
    "work": ("my_work", "dossiers", "dossier", "second_reading", "signing", "reports"),
    "texts": ("importing", "draft", "versions", "treaties"),
    "research": ("search", "screening", "overview", "queue", "finding", "known"),
    "management": ("management",),
    "help": ("tour", "scores", "glossary", "jobs", "people", "accessibility"),
}
"""The navigation: a page outside the groups is reached by links only; a group without a name stands open."""


def page(name: str) -> st.Page:
    """The page called `name`, with its title in the reader's language."""
    path = FOLDER / "pages" / f"{name}.py"
    seen = "hidden" if name == "people" and not _administers() else "visible"
    return st.Page(
        path, title=t(f"ui.page.{name}"), url_path=ADDRESSES[name] or None, default=not ADDRESSES[name], visibility=seen
    )


def _administers() -> bool:
    try:
        return may(person(), Action.MANAGE_PEOPLE)
    except ToetssteenError:
        return False


def show() -> None:
    """Run the page that the address names."""
    groups = {t(f"ui.group.{group}") if group else "": [page(name) for name in names] for group, names in GROUPS.items()}
    current = st.navigation(groups, position="top")
    st.set_page_config(page_title=f"{current.title} – Toetssteen", layout="wide", initial_sidebar_state="collapsed")
    _settle_address()
    _styles()
    begin()
    with errors_shown():
        open_workbench()
        top_line()
        current.run()
    _foot()


def link(label: str, name: str, **params: str | list[str]) -> None:
    """A link to another place in the app that keeps the language."""
    st.page_link(page(name), label=label, query_params=with_language(params))


def with_language(params: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """The parameters with the language, when it is not the default one."""
    return dict(params) if language() == DEFAULT_LANGUAGE else {**params, "lang": language()}


def address(name: str, **params: str | list[str]) -> str:
    """The address of a place in the app, for a link in text."""
    query = urlencode(with_language(params), doseq=True)
    return f"{ADDRESSES[name] or '.'}?{query}" if query else ADDRESSES[name] or "."


def title(words: str, lead: str = "") -> None:
    """The page's first heading and one sentence under it."""
    st.title(words, anchor=False)
    if lead:
        st.html(f'<p class="ts-lead">{escape(lead)}</p>')


def heading(words: str) -> None:
    """A heading of the second level."""
    st.header(words, anchor=False)


def _settle_address() -> None:
    """Make the browser's address say what the page shows.

    Moving to another page empties the address, so the language is put back; and a link within one page changes what the
    server sees but not the browser's address (Streamlit 1.67), so it is sent once more.
    """
    params = {key: st.query_params.get_all(key) for key in st.query_params}
    if language() != DEFAULT_LANGUAGE:
        params["lang"] = [language()]
    st.query_params.from_dict(params)


def _styles() -> None:
    words = {name: t(f"ui.upload.{name}") for name in ("choose", "folder", "limit")}
    variables = "".join(f'--ts-{name}: "{value}";' for name, value in words.items())
    st.html(f"<style>:root{{{variables}}}{(FOLDER / 'style.css').read_text(encoding='utf-8')}</style>")


def _foot() -> None:
    """What holds on every page: no suggestion is no clearance, the keys, the statement."""
    why, statement = (escape(address(name), quote=True) for name in ("scores", "accessibility"))
    links = f'<a href="{why}">{escape(t("ui.page.scores"))}</a> · <a href="{statement}">{escape(t("ui.page.accessibility"))}</a>'
    waiting = '<span class="ts-unsaved" hidden></span>' if unsaved() else ""  # the browser asks before it reloads
    st.html(f'{shortcuts_html()}{waiting}<p class="ts-foot">{escape(t("ui.no_clearance"))} {links}</p>')
