"""The findings of a dossier by status, what stands in the way of a signature, and how far its double readings agree."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.domain.agreement import agreement_of
from workbench.domain.findings import Finding
from workbench.domain.readiness import Problem
from workbench.domain.verdicts import ReadingState, SecondReading, reads_along
from workbench.domain.workflow import FindingStatus
from workbench.texts import say_problem
from workbench.ui.choosing_dossier import version_words
from workbench.ui.finding_links import finding_link, pair_words
from workbench.ui.frame import heading, link
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets
from workbench.ui.state import draft, language, me, t, workbench
from workbench.ui.tables import table_html
from workbench.ui.who import Names
from workbench.ui.wording import first_upper, number
from workbench.use_cases.read_dossier import DossierView
from workbench.use_cases.sign_off import readiness


def show_findings(view: DossierView, known: Names) -> None:
    """By status in the order of the work; then readiness and agreement."""
    heading(t("ui.dossier.findings"))
    if not view.findings:
        st.html(f'<p class="ts-note">{escape(t("ui.dossier.no_findings"))}</p>')
        for name in ("queue", "screening"):
            link(t(f"ui.page.{name}"), name, **({"draft": view.dossier.current} if view.dossier.current else {}))
    for status in FindingStatus:
        rows = [f for f in view.findings if f.status is status]
        if rows:
            head = [t(f"ui.dossier.finding.{name}") for name in ("title", "place", "outcome", "writers", "version")]
            caption = f"{first_upper(t(f'finding_status.{status}'))}: {len(rows)}"
            st.html(table_html(head, (_row(view, f, known) for f in rows), caption))
    _blocks(view)
    _agreement(view)


def _row(view: DossierView, finding: Finding, known: Names) -> list[str]:
    version = next((version_words(v) for v in view.dossier.versions if v.draft == finding.draft), finding.draft)
    outcome = t(f"outcome.{finding.outcome}") if finding.outcome else "–"
    severity = f", {t(f'severity.{finding.severity}')}" if finding.severity else ""
    writers = ", ".join(known[w] for w in finding.writers)
    return [finding_link(finding), *map(escape, (pair_words(finding), outcome + severity, writers, version))]


def problems_in(view: DossierView, findings: Sequence[Finding], draft_id: str) -> tuple[Problem, ...]:
    """What stands in the way of this person's signature under these findings on one version."""
    text = draft(draft_id)
    if text is None:
        return ()
    bench = workbench()
    return readiness(actor(), view.dossier.id, findings, bench.frozen(text), bench.norms)


def _blocks(view: DossierView) -> None:
    here = [f for f in view.findings if f.draft == view.dossier.current and f.status is not FindingStatus.WITHDRAWN]
    if not here:
        return
    heading(t("ui.dossier.blocks"))
    found = problems_in(view, here, view.dossier.current)
    blocking = [p for p in found if p.blocking]
    said = t("ui.dossier.blocks_count", count=len(blocking)) if blocking else t("ui.dossier.blocks_none")
    st.html(f"<p>{escape(said)}</p>{problems_html(here, blocking)}")
    link(t("ui.dossier.to_signing"), "signing", dossier=view.dossier.id)


def problems_html(findings: Sequence[Finding], problems: Sequence[Problem]) -> str:
    """Problems per finding, each finding a link to where it is mended."""
    rows = []
    for finding in findings:
        own = [say_problem(language(), p) for p in problems if p.finding == finding.id]
        if own:
            rows.append(f"{finding_link(finding)}{bullets(map(escape, dict.fromkeys(own)))}")
    return bullets(rows)


def _agreement(view: DossierView) -> None:
    if not view.readings:
        return
    heading(t("ui.dossier.agreement"))
    for reading in view.readings:
        st.html(f"<p>{escape(agreement_words(view, reading))}</p>")
    link(t("ui.dossier.to_reading"), "second_reading", dossier=view.dossier.id)


def agreement_words(view: DossierView, reading: SecondReading) -> str:
    """The figures in one sentence; nothing of them while a reader is still blind."""
    if reading.state is ReadingState.OPEN:
        return t("ui.reading.still_blind", done=len(reading.done))
    if reads_along(me(), reading, view.readings):
        return t("ui.reading.reads_along")
    found = agreement_of(reading, view.verdicts)
    kappa, alpha = (number(v) if v is not None else t("ui.reading.undefined") for v in (found.kappa, found.alpha))
    return t("ui.reading.figures", equal=found.equal, both=found.both, kappa=kappa, alpha=alpha)
