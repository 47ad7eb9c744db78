"""Search over treaties and drafts; the whole question stands in the address."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.jobs import JobKind
from workbench.domain.search import Scope
from workbench.errors import InputError
from workbench.ui.frame import title
from workbench.ui.job_panel import job_panel, newest_job
from workbench.ui.question import Question, read_question
from workbench.ui.results import show_draft_hits, show_treaty_hits
from workbench.ui.state import draft_index, language, search_tools, stale_index, t, workbench
from workbench.ui.wording import text_language
from workbench.use_cases.search import search
from workbench.use_cases.search_drafts import search_drafts

STATUS_CHOICES = ("", "binding", "persuasive")


def show() -> None:
    """The form, then what was found."""
    title(t("ui.search.title"), t("ui.search.lead"))
    asked = read_question()
    _form(asked)
    if not asked.text:
        st.html(f'<p class="ts-note">{escape(t("ui.search.empty"))}</p>')
        return
    if asked.scope is Scope.DRAFTS:
        _in_drafts(asked)
    else:
        _in_treaties(asked)


def _in_treaties(asked: Question) -> None:
    tools = search_tools()
    _index_state("treaties")
    if tools is not None:
        hits = search([asked.text], tools, asked.top, asked.query_language, asked.filters)[0]
        show_treaty_hits(hits, asked, tools)


def _in_drafts(asked: Question) -> None:
    bench = workbench()
    if not bench.drafts.all():
        raise InputError("ui.start.no_drafts")
    index = draft_index()
    _index_state("drafts")
    if index is not None:
        show_draft_hits(search_drafts([asked.text], index, bench.encoder, asked.top, "nl")[0], asked.text)


def _index_state(name: str) -> None:
    """Tell that the index is behind and how far the worker is with the new one."""
    bench = workbench()
    if stale_index(bench, name):
        st.html(f'<p class="ts-note">{escape(t("ui.search.index_behind"))}</p>')
        job_panel(newest_job(JobKind.BUILD_INDEX, name))


def _form(asked: Question) -> None:
    bench = workbench()
    names = {code: f"{code} – {i.name('nl')}" for code, i in sorted(bench.catalogue.instruments.items())}
    domains = list(bench.thesaurus.concepts.get("domain", {}))
    with st.form("search"):
        st.text_area(t("ui.search.query"), value=asked.text, key="q", height=92)
        st.html(f'<p class="ts-source">{escape(t("ui.search.query_help"))}</p>')
        left, right = st.columns(2)
        scopes = list(Scope)
        left.radio(t("ui.search.scope"), scopes, index=scopes.index(asked.scope), key="in", horizontal=True, format_func=_scope)
        languages = ["nl", "en"]
        right.radio(
            t("ui.search.text_language"), languages, index=languages.index(asked.text_language), key="tl", horizontal=True,
            format_func=text_language,
        )  # fmt: skip
        with st.expander(t("ui.search.filters"), expanded=asked.filtered):
            _choice("ui.search.instruments", "instr", list(names), asked.instruments, names)
            labels = {code: bench.thesaurus.label("domain", code, language()) for code in domains}
            _choice("ui.search.domains", "dom", domains, asked.domains, labels)
            index = STATUS_CHOICES.index(asked.status)
            st.radio(
                t("ui.search.status"), STATUS_CHOICES, index=index, key="status", horizontal=True,
                format_func=lambda code: t(f"ui.search.status.{code or 'all'}"),
            )  # fmt: skip
        st.form_submit_button(t("ui.search.button"), type="primary", on_click=_remember)


def _choice(key: str, name: str, options: list[str], chosen: tuple[str, ...], labels: dict[str, str]) -> None:
    known = [code for code in chosen if code in options]
    st.multiselect(
        t(key), options, default=known, key=name, format_func=lambda code: labels.get(code, code), placeholder=t("ui.search.any"),
        select_all=False,
    )  # fmt: skip


def _scope(scope: Scope) -> str:
    return t(f"ui.search.scope.{scope}")


def _remember() -> None:
    """Put the question into the address."""
    state = st.session_state
    values: dict[str, str | list[str]] = {
        "q": state["q"].strip(),
        "in": "" if state["in"] is Scope.TREATIES else str(state["in"]),
        "tl": "" if state["tl"] == "nl" else state["tl"],
        "instr": list(state["instr"]),
        "dom": list(state["dom"]),
        "status": state["status"],
    }
    for name, value in values.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


if __name__ == "__main__":
    show()
