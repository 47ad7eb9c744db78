"""Reports that were asked for: how far they are, the file once it is there, and the ones of before."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.jobs import Job, JobKind, JobState
from workbench.domain.people import Action, may
from workbench.domain.report_request import ReportRequest, Wanted, request_of
from workbench.errors import ToetssteenError
from workbench.ui.frame import address, heading
from workbench.ui.job_panel import ending_words, job_panel
from workbench.ui.marking import bullets
from workbench.ui.state import errors_shown, me, person, t, workbench
from workbench.ui.wording import moment, number
from workbench.use_cases.ask_report import own_reports, take_report
from workbench.use_cases.read_dossier import list_dossiers

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonld": "application/ld+json",
    "json": "application/vnd.citationstyles.csl+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "zip": "application/zip",
}
SHOWN = 12


def show_report(job_id: str) -> None:
    """The report in the address: progress and stop while it is made, then the file for who asked for it."""
    job = workbench().jobs.get(job_id) if job_id else None
    if job is None or job.kind is not JobKind.MAKE_REPORT:
        return
    if job.asked_by != me():
        st.warning(t("error.report_unknown"))
        return
    with st.container(border=True):
        st.html(f"<h2>{report_words(job)}</h2>")
        if job.state is JobState.DONE:
            _file(job)
        job_panel(job)


def _file(job: Job) -> None:
    with errors_shown():
        name = take_report(workbench().actor(person()), job)
        content = workbench().outbox.read(job.id, name)
        if content is None:
            st.warning(t("ui.reports.gone"))
            return
        size = t("ui.reports.size", kilobytes=number(max(1, len(content) / 1024), 0))
        st.html(f'<p role="status">{escape(t("ui.reports.ready", file=name, size=size))}</p>')
        ending = name.rsplit(".", 1)[-1]
        st.download_button(
            t("ui.reports.download", file=name),
            content,
            name,
            TYPES[ending],
            on_click="ignore",
            type="primary",
            key=f"take-{job.id}",
        )


def show_own_reports() -> None:
    """What this person asked for lately."""
    if not may(person(), Action.EXPORT_DOSSIER):
        return
    heading(t("ui.reports.before"))
    jobs = own_reports(workbench().actor(person()), workbench().jobs)[:SHOWN]
    if not jobs:
        st.html(f'<p class="ts-note">{escape(t("ui.reports.none_before"))}</p>')
    st.html(bullets(map(_line, jobs)) or "<p></p>")


def _line(job: Job) -> str:
    place = escape(address("reports", job=job.id), quote=True)
    over = not job.open and job.state is not JobState.DONE
    state = ending_words(job) if over else t(f"jobstate.{job.state}")
    words = f"{moment(job.created)} · {state}"
    return f'<a href="{place}">{report_words(job)}</a><br><span class="ts-meta">{escape(words)}</span>'


def report_words(job: Job) -> str:
    """What was asked for, as HTML; the subject only for who may see it."""
    try:
        request = request_of(job.about)
    except ToetssteenError:
        return escape(t("job.make_report"))
    told = [t(f"wanted.{request.what}")]
    if job.asked_by == me():
        told += [*_subject(request), t(f"ui.reports.form.{request.form}")]
    return escape(" · ".join(filter(None, told)))


def _subject(request: ReportRequest) -> list[str]:
    if request.dossier:
        titles = {dossier.id: dossier.title for dossier in list_dossiers(workbench().actor(person()))}
        return [titles.get(request.dossier, "")]
    if request.what is Wanted.TREATY_BODY:
        return [request.body, t("ui.reports.period", start=request.start or "…", end=request.end or "…")]
    return []
