"""Ask two people to read the same provisions without seeing one another's work."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.dossiers import DossierState
from workbench.domain.people import Action
from workbench.ui.choosing_dossier import choose_version
from workbench.ui.draft_units import unit_names
from workbench.ui.frame import heading
from workbench.ui.keeping import actor, field, keeping
from workbench.ui.state import t
from workbench.ui.who import Names
from workbench.use_cases.read_dossier import DossierView
from workbench.use_cases.second_read import plan_second_reading

FORM = "plan"


def show_plan(view: DossierView, known: Names) -> None:
    """The form; where there are not two readers it says what to do."""
    if view.dossier.state is not DossierState.OPEN:
        return
    heading(t("ui.reading.plan"))
    able = known.able(Action.SECOND_READ)
    if len(able) < 2:
        st.html(f'<p class="ts-note">{escape(t("ui.reading.need_two"))}</p>')
        return
    version = choose_version(view, "reading_version")
    if version is None:
        return
    places = unit_names(version.draft)
    with st.form(FORM):
        left, right = st.columns(2)
        with left:
            first = st.selectbox(t("ui.reading.first"), able, key=field(FORM, "first"), format_func=lambda p: known[p])
        with right:
            second = st.selectbox(
                t("ui.reading.second"), able, index=1, key=field(FORM, "second"), format_func=lambda p: known[p]
            )
        provisions = st.multiselect(
            t("ui.reading.provisions"), list(places), key=field(FORM, "provisions"), format_func=lambda p: places[p],
            placeholder=t("ui.silence.whole"), select_all=False,
        )  # fmt: skip
        if st.form_submit_button(t("ui.reading.plan_button"), type="primary", key=f"send-{FORM}"):
            with keeping(t("ui.reading.planned", first=known[first], second=known[second]), FORM):
                plan_second_reading(actor(), view.dossier.id, version.draft, first, second, provisions)
