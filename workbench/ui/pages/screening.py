"""Screening: run it, read the list, open the two texts side by side."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.drafts import Draft
from workbench.domain.jobs import JobKind
from workbench.domain.repairs import Repair
from workbench.ui.choosing import choose_draft
from workbench.ui.desk import show_desk
from workbench.ui.frame import title
from workbench.ui.job_panel import job_panel, newest_job
from workbench.ui.screening_list import show_list
from workbench.ui.state import draft, latest_screening, me, t, workbench
from workbench.ui.wording import moment
from workbench.use_cases.jobs import ask


def show() -> None:
    """The screening of the draft in the address: one provision when the address names it, else the list."""
    if _show_provision():
        return
    title(t("ui.screening.title"), t("ui.screening.lead"))
    chosen = choose_draft()
    if chosen is None:
        return
    job = newest_job(JobKind.SCREEN, chosen.id)
    job_panel(job)
    if job and job.open:
        return
    screening = latest_screening(chosen.id)
    again = t("ui.screening.again" if screening else "ui.screening.run")
    if st.button(again, type="secondary" if screening else "primary"):
        _start(chosen)
        st.rerun()
    if screening is None:
        st.html(f'<p class="ts-note">{escape(t("ui.screening.none"))}</p>')
        return
    if any((repair.changed or repair.created) > screening.created for repair in workbench().ledger.find(Repair, draft=chosen.id)):
        st.warning(t("ui.screening.repaired_since"))
    made = t("ui.screening.made", when=moment(screening.created), units=len(screening.units))
    st.html(f'<p class="ts-meta">{escape(made)}</p>')
    show_list(chosen, screening)


def _show_provision() -> bool:
    """The two texts, with as little around them as can be; whether the address asks for them."""
    params = st.query_params
    if "unit" not in params:
        return False
    chosen = draft(params.get("draft", ""))
    screening = latest_screening(chosen.id) if chosen else None
    if chosen is None or screening is None:
        return False
    unit = _wanted([u.provision for u in screening.units], params["unit"])
    if unit:
        title(t("ui.screening.title"))
        st.html(f'<p class="ts-meta">{escape(chosen.title)}</p>')
        show_desk(chosen, screening, unit)
    return bool(unit)


def _wanted(units: list[str], asked: str) -> str:
    """The unit in the address; an article that was screened per paragraph opens at its first paragraph."""
    return next((u for u in units if asked and (u == asked or u.startswith(asked + "__"))), "")


def _start(chosen: Draft) -> None:
    bench = workbench()
    ask(JobKind.SCREEN, chosen.id, me(), bench.jobs, bench.queue)


if __name__ == "__main__":
    show()
