"""Every job of everybody: what waits, what runs, how the last ones ended."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.jobs import Job, JobKind, JobState
from workbench.ui.frame import address, title
from workbench.ui.job_panel import POLL, ending_words, progress_words
from workbench.ui.report_list import report_words
from workbench.ui.state import errors_shown, me, t, workbench
from workbench.ui.wording import cited, moment
from workbench.use_cases.jobs import ask_again, clear_lost

SHOWN = 50


def show() -> None:
    """The list; it renews itself while something is open."""
    title(t("ui.jobs.title"), t("ui.jobs.lead"))
    clear_lost(workbench().jobs)
    jobs = workbench().jobs.recent(SHOWN)
    if not jobs:
        st.html(f'<p class="ts-note">{escape(t("ui.jobs.none"))}</p>')
    elif any(job.open for job in jobs):
        st.fragment(_list, run_every=2 * POLL)()
    else:
        _list()


def _list() -> None:
    clear_lost(workbench().jobs)
    for job in workbench().jobs.recent(SHOWN):
        words, button = st.columns([5, 1])
        with words:
            st.html(_row(job))
        with button:
            _button(job)


def _row(job: Job) -> str:
    state = f'<span class="ts-tag">{escape(t(f"jobstate.{job.state}"))}</span>'
    facts = t("ui.jobs.facts", when=moment(job.created), attempt=job.attempt)
    said = "" if not _open_to_me(job) else progress_words(job) if job.open else ending_words(job)
    head = f"<h2>{escape(t(f'job.{job.kind}'))}: {_about(job)}</h2>"
    return f'{head}<p class="ts-meta">{state} {escape(said)}<br>{escape(facts)}</p>'


def _open_to_me(job: Job) -> bool:
    """What a report is about, and why it failed, is only told to who asked for it."""
    return job.kind is not JobKind.MAKE_REPORT or job.asked_by == me()


def _about(job: Job) -> str:
    """What it works on, as a link where there is a page for it."""
    draft_id = job.result.get("draft", "") if job.kind is JobKind.IMPORT_DRAFT else job.about
    titles = {row.id: row.title for row in workbench().drafts.all()}
    if job.kind in (JobKind.SCREEN, JobKind.IMPORT_DRAFT) and draft_id in titles:
        page = "screening" if job.kind is JobKind.SCREEN else "draft"
        return f'<a href="{escape(address(page, draft=draft_id), quote=True)}">{escape(titles[draft_id])}</a>'
    if job.kind is JobKind.MAKE_REPORT:
        words = report_words(job)
        return f'<a href="{escape(address("reports", job=job.id), quote=True)}">{words}</a>' if _open_to_me(job) else words
    if job.kind is JobKind.BUILD_INDEX:
        return escape(t(f"ui.search.scope.{job.about}"))
    if job.kind is JobKind.OPINION:
        return escape(cited(job.about.split(" ")[3]))
    return escape(job.about)


def _button(job: Job) -> None:
    jobs, queue = workbench().jobs, workbench().queue
    name = t(f"job.{job.kind}")
    may_stop = _open_to_me(job) and job.open and not job.stop_asked
    may_start = _open_to_me(job) and not job.open and job.state is not JobState.DONE and not job.result.get("unusable")
    if may_stop and st.button(t("ui.job.stop"), key=f"stop-{job.id}", help=t("ui.jobs.stop_help", job=name)):
        jobs.ask_stop(job.id)
        st.rerun()
    if may_start and st.button(t("ui.job.again"), key=f"again-{job.id}", help=t("ui.jobs.again_help", job=name)):
        with errors_shown():
            ask_again(job.id, jobs, queue)
        st.rerun()


if __name__ == "__main__":
    show()
