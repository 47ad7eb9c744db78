"""The findings that somebody may see, dossier by dossier, each with where it stands."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.findings import Finding
from workbench.domain.workflow import FindingStatus
from workbench.ui.finding_state import unsaved
from workbench.ui.frame import address, heading, link
from workbench.ui.keeping import actor
from workbench.ui.marking import plain
from workbench.ui.state import t
from workbench.ui.tables import table_html
from workbench.ui.wording import cited
from workbench.use_cases.read_dossier import people, read_dossiers

HEAD = ("finding", "norm", "outcome", "status", "author")


def show_findings() -> None:
    """A table per dossier; says how a finding begins when there is none."""
    if waiting := unsaved():
        st.html(f'<p class="ts-note">{escape(t("ui.findings.unsaved"))}</p>')
        for name, place in waiting:
            link(plain(name), "finding", **place)
    names = {key: person.name for key, person in people(actor()).items()}
    shown = 0
    for view in reversed(read_dossiers(actor())):
        dossier, found = view.dossier, view.findings
        if not found:
            continue
        shown += 1
        heading(dossier.title)
        head = [t(f"ui.findings.{name}") for name in HEAD]
        order = list(FindingStatus)
        rows = sorted(found, key=lambda f: (order.index(f.status), f.norm_id))
        st.html(table_html(head, (_row(f, names) for f in rows), t("ui.findings.caption", title=dossier.title)))
    if not shown:
        st.html(f'<p class="ts-note">{escape(t("ui.findings.none"))}</p>')
        link(t("ui.findings.to_screening"), "screening")


def _row(finding: Finding, names: dict[str, str]) -> list[str]:
    where = escape(address("finding", dossier=finding.dossier, finding=finding.id), quote=True)
    outcome = t(f"outcome.{finding.outcome}") if finding.outcome else "–"
    told = (cited(finding.norm_id), outcome, t(f"finding_status.{finding.status}"), names.get(finding.author, finding.author))
    return [f'<a href="{where}">{escape(finding.title)}</a><br>{escape(finding.carrier)}', *map(escape, told)]
