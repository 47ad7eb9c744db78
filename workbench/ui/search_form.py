"""The search form: it shows the question of the address, and sending it puts the new question there."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from workbench.domain.findings import Outcome, Severity
from workbench.domain.search import Scope
from workbench.domain.workflow import FindingStatus
from workbench.ui.question import BALANCES, NAMES, STATUSES, TEXT_LANGUAGES, Question, question_of
from workbench.ui.shortcuts import on_key
from workbench.ui.state import language, t, workbench
from workbench.ui.wording import text_language

STATUS_CHOICES = ("", *STATUSES)


def show_form(asked: Question) -> None:
    """The form with the question in it."""
    _fill(asked)
    with st.form("search"):
        with on_key("/", t("ui.search.query")):
            st.text_area(t("ui.search.query"), key="q", height=92)
        st.html(f'<p class="ts-source">{escape(t("ui.search.query_help"))}</p>')
        left, right = st.columns(2, gap="large")
        left.radio(t("ui.search.scope"), list(Scope), key="in", horizontal=True, format_func=_scope)
        right.select_slider(t("ui.search.balance"), BALANCES, key="bal", format_func=_balance)
        with st.expander(t("ui.search.filters"), expanded=asked.filtered or asked.text_language != "nl"):
            _filters()
        st.form_submit_button(t("ui.search.button"), type="primary", on_click=_send)


def _filters() -> None:
    """What may be found; each filter says for which scope it counts."""
    bench = workbench()
    instruments = {code: f"{code} – {i.name(language())}" for code, i in sorted(bench.catalogue.instruments.items())}
    domains = {code: bench.thesaurus.label("domain", code, language()) for code in bench.thesaurus.concepts.get("domain", {})}
    drafts = {row.id: f"{row.title} ({row.id})" for row in bench.drafts.all()}
    left, right = st.columns(2, gap="large")
    with left:
        _choice("ui.search.instruments", "instr", instruments)
        _choice("ui.search.domains", "dom", domains)
        st.radio(t("ui.search.status"), STATUS_CHOICES, key="status", format_func=_status)
    with right:
        _choice("ui.search.languages", "lt", {code: text_language(code) for code in TEXT_LANGUAGES})
        _choice("ui.search.in_drafts", "drafts", drafts)
        _choice("ui.search.outcomes", "out", {o: t(f"outcome.{o}") for o in Outcome})
        _choice("ui.search.severities", "sev", {o: t(f"severity.{o}") for o in Severity})
        _choice("ui.search.steps", "step", {o: t(f"finding_status.{o}") for o in FindingStatus})
        st.radio(t("ui.search.text_language"), ["nl", "en"], key="tl", horizontal=True, format_func=text_language)


def _choice(key: str, name: str, labels: Mapping[str, str]) -> None:
    st.session_state[name] = [code for code in st.session_state[name] if code in labels]
    st.multiselect(
        t(key), list(labels), key=name, format_func=lambda code: labels.get(code, code), placeholder=t("ui.search.any"),
        select_all=False,
    )  # fmt: skip


def _scope(scope: Scope) -> str:
    return t(f"ui.search.scope.{scope}")


def _balance(value: int) -> str:
    return t(f"ui.search.balance.{value}")


def _status(code: str) -> str:
    return t(f"ui.search.status.{code or 'all'}")


def _fill(asked: Question) -> None:
    """Put the question of the address into the form, unless it is there: a link or the browser's back button may have come."""
    state = st.session_state
    if state.get("form_shows") == asked and "q" in state:
        return
    state["form_shows"] = asked
    fields: dict[str, Any] = {
        "q": asked.text, "in": asked.scope, "bal": asked.balance, "tl": asked.text_language, "lt": list(asked.languages),
        "instr": list(asked.instruments), "dom": list(asked.domains), "status": asked.status, "drafts": list(asked.drafts),
        "out": list(asked.outcomes), "sev": list(asked.severities), "step": list(asked.steps),
    }  # fmt: skip
    for name, value in fields.items():
        state[name] = value


def _send() -> None:
    """Put the question into the address; the page remembers it in the history once it has an answer."""
    said = {name: st.session_state[name] for name in NAMES}
    address = {name: list(map(str, value)) if isinstance(value, list) else [str(value)] for name, value in said.items()}
    sent = question_of(address)
    for name in NAMES:
        st.query_params.pop(name, None)
    for name, value in sent.address.items():
        st.query_params[name] = value
    st.session_state["form_shows"] = sent
    st.session_state["search_sent"] = True
