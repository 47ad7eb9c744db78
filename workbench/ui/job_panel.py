"""A job on a page: how far it is, stop, start again; the page comes anew by itself when the job is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape

import streamlit as st

from workbench.domain.jobs import Job, JobKind, JobState
from workbench.errors import ToetssteenError
from workbench.texts import say_error
from workbench.ui.state import errors_shown, language, t, workbench
from workbench.use_cases.jobs import LOST_AFTER, ask_again, clear_lost

POLL = 0.8  # seconds between two looks at a running job
QUIET = timedelta(seconds=3)  # a job that waits longer than this may have no worker


def newest_job(kind: JobKind, about: str) -> Job | None:
    """The newest job of a kind about something; one whose worker is lost comes as interrupted."""
    clear_lost(workbench().jobs)
    return workbench().jobs.newest(kind, about)


def job_panel(job: Job | None) -> None:
    """Show a job while it is open, and why when it did not come to a good end."""
    if job is None or job.state is JobState.DONE:
        return
    if job.open:
        _running(job.id)
    else:
        _over(job)


@st.fragment(run_every=POLL)
def _running(job_id: str) -> None:
    clear_lost(workbench().jobs)
    job = workbench().jobs.get(job_id)
    if job is None or not job.open:
        st.rerun()
        return
    st.progress(job.share, text=progress_words(job))
    st.html(f'<p class="ts-say ts-hidden">{escape(t("ui.job.busy" if job.state is JobState.RUNNING else "ui.job.waiting"))}</p>')
    if job.stop_asked:
        st.html(f'<p class="ts-say">{escape(t("ui.job.stopping"))}</p>')
    elif st.button(t("ui.job.stop"), key=f"stop-{job.id}"):
        workbench().jobs.ask_stop(job.id)
        st.rerun(scope="fragment")
    if job.state is JobState.WAITING and _no_worker(job):
        st.warning(t("ui.job.no_worker"))


def progress_words(job: Job) -> str:
    """What the job does and how far it is, in one line."""
    if job.state is JobState.WAITING:
        return t("ui.job.waiting")
    step = t(job.step) if job.step else t("ui.job.starting")
    return t("ui.job.progress", step=step, done=job.done, total=job.total) if job.total else step


def _no_worker(job: Job) -> bool:
    """Whether a job has waited for a while and no worker was heard of lately."""
    now = datetime.now(UTC)
    if now - datetime.fromisoformat(job.changed) < QUIET:
        return False
    seen = (datetime.fromisoformat(at) for _, _, at in workbench().jobs.workers().values())
    return all(now - at > LOST_AFTER for at in seen)


def _over(job: Job) -> None:
    """Why it did not come to an end, and the way to start it again."""
    if job.result.get("unusable"):
        st.error(ending_words(job))
        return
    st.warning(ending_words(job))
    if st.button(t("ui.job.again"), key=f"again-{job.id}"):
        with errors_shown():
            ask_again(job.id, workbench().jobs, workbench().queue)
            st.rerun()


def ending_words(job: Job) -> str:
    """How a job that is over ended, as one sentence."""
    if job.state is JobState.FAILED:
        return say_error(language(), ToetssteenError(job.error, **job.details))
    return t(f"ui.job.ended.{job.state}")
