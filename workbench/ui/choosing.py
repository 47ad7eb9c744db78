"""Choosing a draft: the address says which one is open."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.drafts import Draft
from workbench.domain.search import Screening
from workbench.ui.frame import link
from workbench.ui.state import draft, latest_screening, open_demo, t, workbench


def choose_draft() -> Draft | None:
    """A list to choose from; says what to do when there is nothing yet."""
    open_demo()
    titles = {row.id: row.title for row in workbench().drafts.all()}
    if not titles:
        st.html(f'<p class="ts-note">{escape(t("ui.start.no_drafts"))}</p>')
        link(t("ui.start.import_draft"), "importing")
        return None
    ids = list(titles)
    asked = st.query_params.get("draft", "")
    if asked and asked not in titles:
        st.warning(t("ui.draft.unknown", id=asked))
    st.session_state["chosen_draft"] = asked if asked in titles else ids[0]
    st.selectbox(t("ui.draft.choose"), ids, format_func=lambda i: titles.get(i, i), key="chosen_draft", on_change=_remember)
    return draft(st.session_state["chosen_draft"])


def choose_screening() -> tuple[Draft, Screening] | None:
    """A draft with its newest screening; says where to make one when there is none."""
    chosen = choose_draft()
    if chosen is None:
        return None
    screening = latest_screening(chosen.id)
    if screening is None:
        st.html(f'<p class="ts-note">{escape(t("ui.queue.no_screening"))}</p>')
        link(t("ui.queue.to_screening"), "screening", draft=chosen.id)
        return None
    return chosen, screening


def _remember() -> None:
    for name in ("unit", "cand", "page"):
        st.query_params.pop(name, None)
    st.query_params["draft"] = st.session_state["chosen_draft"]
