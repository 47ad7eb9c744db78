"""The forms that ask for a report or an export."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from workbench.domain.days import typed_day, written_day
from workbench.domain.dossiers import Dossier
from workbench.domain.period import Against, typed_period
from workbench.domain.report_request import FORMS, ReportRequest, Wanted
from workbench.reports.management_words import filter_words
from workbench.ui.frame import heading, link
from workbench.ui.keeping import actor
from workbench.ui.management_choice import read_selection
from workbench.ui.marking import plain
from workbench.ui.state import errors_shown, language, me, t, workbench
from workbench.ui.voice import voice
from workbench.use_cases.acting import utc_now
from workbench.use_cases.ask_report import ask_report
from workbench.use_cases.read_dossier import list_dossiers


def choose_dossier() -> Dossier | None:
    """The dossier in the address, or another one from the list; says what to do when there is none."""
    known = {dossier.id: dossier for dossier in reversed(list_dossiers(actor()))}
    if not known:
        st.html(f'<p class="ts-note">{escape(t("ui.reports.no_dossier"))}</p>')
        link(t("ui.reports.to_versions"), "versions")
        return None
    asked = st.query_params.get("dossier", "")
    if asked and asked not in known:
        st.warning(t("ui.reports.dossier_unknown"))
    st.session_state["report_dossier"] = asked if asked in known else next(iter(known))
    chosen = st.selectbox(
        t("ui.reports.dossier"),
        list(known),
        format_func=lambda key: known[key].title,
        key="report_dossier",
        on_change=_remember_dossier,
    )
    return known[chosen]


def _remember_dossier() -> None:
    st.query_params["dossier"] = st.session_state["report_dossier"]


def advice_form() -> None:
    """The advice on one version of a text."""
    heading(t("ui.reports.part.advice"))
    st.html(f"<p>{escape(t('ui.reports.advice.help'))}</p>")
    _dossier_form(Wanted.ADVICE)


def export_form() -> None:
    """A dossier as data."""
    heading(t("ui.reports.part.export"))
    st.html(f"<p>{escape(t('ui.reports.export.help'))}</p>")
    _dossier_form(Wanted.EXPORT)


def _dossier_form(what: Wanted) -> None:
    dossier = choose_dossier()
    if dossier is None:
        return
    with st.form(f"report-{what}"):
        draft = _version(dossier)
        form = _form(what)
        signed = st.checkbox(t("ui.reports.signed"), help=t("ui.reports.signed_help"))
        if st.form_submit_button(t("ui.reports.make"), type="primary"):
            _ask(what, form, dossier=dossier.id, draft=draft, signed=signed)


def _version(dossier: Dossier) -> str:
    """The version of the text; nothing when there is none."""
    labels = {v.draft: f"{v.label or v.draft} ({t(f'stage.{v.stage}')})" for v in reversed(dossier.versions)}
    if not labels:
        st.html(f'<p class="ts-note">{escape(t("ui.reports.no_version"))}</p>')
        return ""
    chosen: str = st.selectbox(t("ui.reports.version"), list(labels), format_func=lambda d: labels[d])
    return chosen


def _form(what: Wanted) -> str:
    chosen: str = st.radio(t("ui.reports.form"), FORMS[what], format_func=lambda form: t(f"ui.reports.form.{form}"))
    return chosen


def body_form() -> None:
    """The dossier for a treaty body over a period."""
    heading(t("ui.reports.part.treaty_body"))
    st.html(f"<p>{escape(t('ui.reports.treaty_body.help'))}</p>")
    bodies = workbench().treaty_bodies
    today = utc_now()[:10]
    with st.form("report-treaty_body"):
        body = st.selectbox(
            t("ui.reports.body"), list(bodies), format_func=lambda code: f"{code}: {plain(bodies[code].name(language()))}"
        )
        left, right = st.columns(2)
        with left:
            start = st.text_input(t("ui.reports.from"), value=f"01/01/{int(today[:4]) - 4}", help=t("ui.reports.day_help"))
        with right:
            end = st.text_input(t("ui.reports.to"), value=written_day(today), help=t("ui.reports.day_help"))
        public = st.checkbox(t("ui.reports.public"))
        confidential = st.checkbox(t("ui.reports.confidential"))
        form = _form(Wanted.TREATY_BODY)
        if st.form_submit_button(t("ui.reports.make"), type="primary"):
            _ask(Wanted.TREATY_BODY, form, body=body, start=start, end=end, public=public, confidential=confidential)


def management_form() -> None:
    """The figures over a period; the filters of the management page come along in the address."""
    heading(t("ui.reports.part.management"))
    st.html(f"<p>{escape(t('ui.reports.management.help'))}</p>")
    today = utc_now()[:10]
    selection = read_selection(today)
    if said := filter_words(voice(), selection):
        st.html(f'<p class="ts-note">{escape(t("ui.reports.management.filters", filters="; ".join(said)))}</p>')
    with st.form("report-management"):
        left, right = st.columns(2)
        with left:
            start = st.text_input(t("ui.management.from"), value=written_day(selection.period.start))
        with right:
            end = st.text_input(t("ui.management.to"), value=written_day(selection.period.end))
        against = st.selectbox(
            t("ui.management.against"), list(Against), index=list(Against).index(selection.against),
            format_func=lambda value: t(f"management.against.{value}"),
        )  # fmt: skip
        confidential = st.checkbox(t("ui.reports.confidential"), value=st.query_params.get("conf") == "1")
        form = _form(Wanted.MANAGEMENT)
        if st.form_submit_button(t("ui.reports.make"), type="primary"):
            kept = {"against": str(against), "filters": urlencode(selection.filters, doseq=True)}
            _ask_period(form, start, end, confidential=confidential, **kept)


def _ask_period(form: str, start: str, end: str, **facts: Any) -> None:
    with errors_shown():
        period = typed_period(start, end, utc_now())
        _ask(Wanted.MANAGEMENT, form, start=period.start, end=period.end, **facts)


def unratified_form() -> None:
    """The treaties that Belgium did not ratify."""
    heading(t("ui.reports.part.unratified"))
    st.html(f"<p>{escape(t('ui.reports.unratified.help'))}</p>")
    with st.form("report-unratified"):
        confidential = st.checkbox(t("ui.reports.confidential"))
        form = _form(Wanted.UNRATIFIED)
        if st.form_submit_button(t("ui.reports.make"), type="primary"):
            _ask(Wanted.UNRATIFIED, form, confidential=confidential)


def _ask(what: Wanted, form: str, start: str = "", end: str = "", **facts: Any) -> None:
    """Hand it to the worker; its number goes into the address, so that it is there again after a reload."""
    with errors_shown():
        facts |= {"start": typed_day(start), "end": typed_day(end)}
        request = ReportRequest(what, form, me(), language(), **facts)
        job = ask_report(actor(), request, workbench().jobs, workbench().queue)
        st.query_params["job"] = job.id
        st.rerun()
