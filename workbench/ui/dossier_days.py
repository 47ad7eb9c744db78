"""The days that matter in a dossier: what is near, what is past, and a form per change."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.days import days_until, typed_day
from workbench.domain.dossiers import Deadline, Dossier, DossierState
from workbench.domain.people import Action, may
from workbench.errors import RuleError
from workbench.ui.frame import heading
from workbench.ui.keeping import actor, field, keeping, seen
from workbench.ui.state import person, t
from workbench.ui.tables import table_html
from workbench.ui.wording import day
from workbench.use_cases.open_dossier import set_deadlines


def show_deadlines(dossier: Dossier) -> None:
    """A table with the days to go, and the two forms: add, drop."""
    heading(t("ui.dossier.deadlines"))
    if dossier.deadlines:
        head = [t(f"ui.dossier.deadlines.{name}") for name in ("what", "day", "togo")]
        st.html(table_html(head, (_row(d) for d in sorted(dossier.deadlines, key=lambda d: d.day))))
    else:
        st.html(f'<p class="ts-note">{escape(t("ui.dossier.no_deadlines"))}</p>')
    if may(person(), Action.EDIT_DOSSIER) and dossier.state is DossierState.OPEN:
        _add(dossier)
        if dossier.deadlines:
            _drop(dossier)


def away(iso: str) -> str:
    """How far a day is: `over 12 dagen`, `vandaag`, `3 dagen geleden`."""
    days = days_until(iso, actor().now())
    if days == 0:
        return t("ui.dossier.today")
    return t("ui.dossier.days", days=days) if days > 0 else t("ui.dossier.days_past", days=-days)


def deadline_words(deadline: Deadline) -> str:
    """What and when."""
    return f"{deadline.what}, {day(deadline.day)}"


def _row(deadline: Deadline) -> list[str]:
    mark = f' <span class="ts-tag">{escape(t("ui.dossier.irreversible_tag"))}</span>' if deadline.irreversible else ""
    return [f"{escape(deadline.what)}{mark}", escape(day(deadline.day)), escape(away(deadline.day))]


def _add(dossier: Dossier) -> None:
    stood = seen("days", "day", dossier)
    with st.expander(t("ui.dossier.deadline_new")), st.form("days", border=False):
        when = st.text_input(t("ui.dossier.deadline_day"), key=field("days", "day"), placeholder=t("ui.dossier.day_form"))
        what = st.text_input(t("ui.dossier.deadline_what"), key=field("days", "what"), placeholder=t("ui.dossier.what_example"))
        irreversible = st.checkbox(t("ui.dossier.irreversible"), key=field("days", "irreversible"))
        if st.form_submit_button(t("ui.dossier.deadline_keep"), key="days-send"):
            with keeping(t("ui.dossier.deadlines_kept"), "days"):
                kept = typed_day(when)
                if not kept:
                    raise RuleError("error.day_needed")
                fresh = Deadline(kept, what.strip() or t("ui.dossier.deadline_plain"), irreversible)
                set_deadlines(actor(), stood, [*stood.deadlines, fresh])


def _drop(dossier: Dossier) -> None:
    stood = seen("drop", "which", dossier)
    with st.expander(t("ui.dossier.deadline_change")), st.form("drop", border=False):
        which = st.selectbox(
            t("ui.dossier.deadline_which"), list(stood.deadlines), key=field("drop", "which"),
            format_func=lambda d: deadline_words(d),
        )  # fmt: skip
        when = st.text_input(t("ui.dossier.deadline_moved"), key=field("drop", "day"), placeholder=t("ui.dossier.day_form"))
        reason = st.text_input(t("ui.dossier.reason"), key=field("drop", "reason"))
        if st.form_submit_button(t("ui.dossier.deadline_change_keep"), key="drop-send"):
            with keeping(t("ui.dossier.deadlines_kept"), "drop"):
                kept = typed_day(when)
                moved = [Deadline(kept, which.what, which.irreversible)] if kept else []
                set_deadlines(actor(), stood, [*(d for d in stood.deadlines if d != which), *moved], reason)
