"""Search over treaties, register and drafts; the whole question stands in the address."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.jobs import JobKind
from workbench.domain.search import Scope
from workbench.errors import InputError
from workbench.texts import say_error
from workbench.ui.finding_results import show_found
from workbench.ui.frame import title
from workbench.ui.interpretation import show_shelf_hits
from workbench.ui.job_panel import job_panel, newest_job
from workbench.ui.past_searches import remember, show_examples, show_keep, show_past
from workbench.ui.question import Question, read_question
from workbench.ui.results import show_draft_hits, show_treaty_hits
from workbench.ui.search_form import show_form
from workbench.ui.state import draft_index, language, search_tools, stale_index, t, workbench
from workbench.use_cases.search import search
from workbench.use_cases.search_drafts import search_drafts


def show() -> None:
    """The form, then what was found; without a question what can be asked."""
    title(t("ui.search.title"), t("ui.search.lead"))
    asked = read_question()
    show_form(asked)
    if not asked.text and asked.scope is not Scope.FINDINGS:
        show_examples()
        show_past()
        return
    if asked.text:
        remember(asked)
    show_keep(asked)
    if asked.scope is Scope.FINDINGS:
        show_found(asked)
    elif asked.scope is Scope.DRAFTS:
        _in_drafts(asked)
    elif asked.scope is Scope.SHELF:
        show_shelf_hits(asked.text, asked.top, asked.instruments)
    else:
        _in_treaties(asked)
    st.html(f'<span class="ts-asked" data-asked="{escape(asked.text, quote=True)}"></span>')
    with st.expander(t("ui.search.past")):
        show_past()


def _in_treaties(asked: Question) -> None:
    tools = search_tools()
    _index_state("treaties")
    if tools is not None:
        found = search([asked.text], tools, asked.top, asked.query_language, asked.filters, balance=asked.weight)
        show_treaty_hits(found[0], asked, tools)


def _in_drafts(asked: Question) -> None:
    bench = workbench()
    if not bench.drafts.all():
        raise InputError("ui.start.no_drafts")
    index = draft_index()
    _index_state("drafts")
    if index is not None:
        drafts = frozenset(asked.drafts)
        found = search_drafts([asked.text], index, bench.encoder, asked.top, "nl", drafts, asked.weight, bench.hidden_drafts())
        show_draft_hits(found[0], asked.text)


def _index_state(name: str) -> None:
    """Tell that the index is behind and how far the worker is with the new one."""
    bench = workbench()
    if stale_index(bench, name):
        st.html(f'<p class="ts-note">{escape(t("ui.search.index_behind"))}</p>')
        job_panel(newest_job(JobKind.BUILD_INDEX, name))
    if bench.vectors is not None and bench.vectors.trouble is not None:
        st.html(f'<p class="ts-note">{escape(say_error(language(), bench.vectors.trouble))}</p>')


if __name__ == "__main__":
    show()
