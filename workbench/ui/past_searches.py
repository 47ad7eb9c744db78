"""Searches that are kept under a name, and the history; both are the visitor's own."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st

from workbench.domain.search import Scope
from workbench.domain.searches import PastSearch
from workbench.ui.frame import heading, link
from workbench.ui.marking import plain, shortened
from workbench.ui.question import Question, question_of
from workbench.ui.state import me, t, workbench
from workbench.ui.wording import moment
from workbench.use_cases.jobs import new_id

SHOWN = 10
LONGEST_NAME = 120


def remember(asked: Question) -> None:
    """Put a question that was just sent into the history, once."""
    if st.session_state.pop("search_sent", False):
        workbench().searches.remember(_past(asked, ""))


def show_keep(asked: Question) -> None:
    """A small form to keep this search under a name."""
    with st.popover(t("ui.search.keep")), st.form("keep_search", border=False):
        name = st.text_input(t("ui.search.keep_name"), value=shortened(asked.text, 60), max_chars=LONGEST_NAME)
        if st.form_submit_button(t("ui.search.keep_button")) and name.strip():
            workbench().searches.keep(_past(asked, name.strip()))
            st.success(t("ui.search.keep_done", name=plain(name.strip())))


def show_past() -> None:
    """Kept searches and the history, each a link that searches again."""
    kept = workbench().searches.kept(me())
    history = workbench().searches.history(me(), SHOWN)
    left, right = st.columns(2, gap="large")
    with left:
        heading(t("ui.search.kept"))
        if not kept:
            st.html(f'<p class="ts-note">{escape(t("ui.search.kept_none"))}</p>')
        for past in kept:
            _kept(past)
    with right:
        heading(t("ui.search.history"))
        if not history:
            st.html(f'<p class="ts-note">{escape(t("ui.search.history_none"))}</p>')
        for past in history:
            link(plain(shortened(past.text, 90)), "search", **past.address)
            st.html(f'<p class="ts-meta ts-under">{escape(_described(past))}</p>')
        if history and st.button(t("ui.search.history_forget")):
            workbench().searches.forget_history(me())
            st.rerun()


def _kept(past: PastSearch) -> None:
    words, button = st.columns([4, 1])
    with words:
        link(plain(past.name), "search", **past.address)
        st.html(f'<p class="ts-meta ts-under">{escape(_described(past))}</p>')
    with button:
        if st.button(t("ui.search.drop"), key=f"drop-{past.id}", help=t("ui.search.drop_help", name=plain(past.name))):
            workbench().searches.drop(me(), past.id)
            st.rerun()


def _described(past: PastSearch) -> str:
    """Where and when, and whether it was narrowed."""
    asked = question_of(past.address)
    parts = [t(f"ui.search.scope.{asked.scope}"), moment(past.at)]
    if asked.filtered:
        parts.insert(1, t("ui.search.filtered"))
    return " · ".join(parts)


def _past(asked: Question, name: str) -> PastSearch:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return PastSearch(new_id(), me(), at, asked.address, name)


EXAMPLES = ("home", "school", "data")


def show_examples() -> None:
    """Questions to begin with, each a link."""
    heading(t("ui.search.examples"))
    for name in EXAMPLES:
        words = t(f"ui.search.example.{name}")
        link(plain(words), "search", **Question(words, Scope.TREATIES, "nl").address)
