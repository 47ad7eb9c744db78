"""Who is asked to do what in a dossier, and a form that asks somebody."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.days import typed_day
from workbench.domain.dossiers import Assignment, Dossier, DossierState, Task
from workbench.domain.people import Action, may
from workbench.ui.dossier_days import away
from workbench.ui.draft_units import unit_names
from workbench.ui.frame import heading
from workbench.ui.keeping import actor, field, keeping, seen
from workbench.ui.marking import plain
from workbench.ui.state import me, person, t
from workbench.ui.who import Names
from workbench.ui.wording import day, first_upper
from workbench.use_cases.open_dossier import assign, finish_assignment
from workbench.use_cases.read_dossier import DossierView


def show_tasks(view: DossierView, known: Names) -> None:
    """Open tasks first, each with a button for who may close it."""
    dossier = view.dossier
    heading(t("ui.dossier.tasks"))
    if not dossier.assignments:
        st.html(f'<p class="ts-note">{escape(t("ui.dossier.no_tasks"))}</p>')
    for n, task in sorted(enumerate(dossier.assignments), key=lambda row: (row[1].done, row[1].due or "9", row[0])):
        _task(dossier, n, task, known)
    if dossier.state is DossierState.OPEN and may(person(), Action.ASSIGN):
        _assign(dossier, known)


def task_words(dossier: Dossier, task: Assignment) -> str:
    """What is asked, of which provisions, by when."""
    parts = [first_upper(t(f"task.{task.task}"))]
    if task.provisions:
        places = unit_names(dossier.current)
        parts.append(", ".join(places.get(p, p) for p in task.provisions))
    if task.due:
        parts.append(t("ui.dossier.task_due", day=day(task.due), away=away(task.due)))
    return " · ".join(parts)


def _task(dossier: Dossier, n: int, task: Assignment, known: Names) -> None:
    done = f' <span class="ts-tag">{escape(t("ui.dossier.task_done"))}</span>' if task.done else ""
    said = f"<strong>{escape(known[task.person])}</strong>: {escape(task_words(dossier, task))}{done}"
    st.html(f'<p class="ts-row">{said}</p>')
    if task.done or dossier.state is not DossierState.OPEN:
        return
    if task.person == me() or may(person(), Action.ASSIGN):
        label = plain(t("ui.dossier.task_finish", task=t(f"task.{task.task}"), name=known[task.person]))
        if st.button(label, key=f"task-{n}-{dossier.version}"):
            with keeping(t("ui.dossier.task_finished"), changed=dossier):
                finish_assignment(actor(), dossier, task)


def _assign(dossier: Dossier, known: Names) -> None:
    stood = seen("assign", "who", dossier)
    able, places = known.able(Action.READ_DOSSIER), unit_names(dossier.current)
    with st.expander(t("ui.dossier.assign")), st.form("assign", border=False):
        who = st.selectbox(t("ui.dossier.assign_who"), able, key=field("assign", "who"), format_func=lambda p: known[p])
        task = st.selectbox(
            t("ui.dossier.assign_task"), list(Task), key=field("assign", "task"),
            format_func=lambda k: first_upper(t(f"task.{k}")),
        )  # fmt: skip
        due = st.text_input(t("ui.dossier.assign_due"), key=field("assign", "due"), placeholder=t("ui.dossier.day_form"))
        provisions = st.multiselect(
            t("ui.dossier.assign_provisions"), list(places), key=field("assign", "provisions"),
            format_func=lambda p: places[p], placeholder=t("ui.dossier.assign_all"), select_all=False,
        )  # fmt: skip
        if st.form_submit_button(t("ui.dossier.assign_keep"), key="assign-send"):
            with keeping(t("ui.dossier.assigned", name=known[who]), "assign"):
                assign(actor(), stood, Assignment(who, task, typed_day(due), tuple(provisions)))
