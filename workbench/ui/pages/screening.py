"""Screening: run it, read the list, open the two texts side by side."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.bootstrap import Workbench
from workbench.domain.drafts import Draft
from workbench.domain.ports import Progress
from workbench.texts import say_error
from workbench.ui import jobs
from workbench.ui.choosing import choose_draft
from workbench.ui.desk import show_desk
from workbench.ui.frame import title
from workbench.ui.screening_list import show_list
from workbench.ui.state import draft, language, latest_screening, t, workbench
from workbench.ui.wording import moment

POLL = 0.8  # seconds between two looks at a running screening


def show() -> None:
    """The screening of the draft in the address: one provision when the address names it, else the list."""
    if _show_provision():
        return
    title(t("ui.screening.title"), t("ui.screening.lead"))
    chosen = choose_draft()
    if chosen is None:
        return
    name = f"screening-{workbench().settings.data}-{chosen.id}"
    job = jobs.running(name)
    if job and not job.finished:
        _progress(name)
        return
    if job and job.error:
        st.warning(say_error(language(), job.error))
    screening = latest_screening(chosen.id)
    again = t("ui.screening.again" if screening else "ui.screening.run")
    if st.button(again, type="secondary" if screening else "primary"):
        _start(name, chosen)
        st.rerun()
    if screening is None:
        st.html(f'<p class="ts-note">{escape(t("ui.screening.none"))}</p>')
        return
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


def _start(name: str, chosen: Draft) -> None:
    bench: Workbench = workbench()

    def work(progress: Progress) -> None:
        bench.screen(chosen, progress)

    jobs.start(name, work)


@st.fragment(run_every=POLL)
def _progress(name: str) -> None:
    job = jobs.running(name)
    if job is None or job.finished:
        st.rerun()
        return
    step = t(job.step) if job.step else t("ui.screening.starting")
    said = t("ui.screening.progress", step=step, done=job.done, total=job.total) if job.total else step
    st.progress(job.share, text=said)
    if st.button(t("ui.screening.stop")):
        job.stopping.set()
    if job.stopping.is_set():
        st.html(f'<p role="status">{escape(t("ui.screening.stopping"))}</p>')


if __name__ == "__main__":
    show()
