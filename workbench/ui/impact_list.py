"""The impact figure, with every finding and its evidence under it."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.impact import Counted, Effect, Impact
from workbench.ui.frame import heading
from workbench.ui.keeping import actor
from workbench.ui.state import t
from workbench.ui.tables import table_html
from workbench.ui.version_choice import Chosen
from workbench.use_cases.impact import impact


def show_impact(chosen: Chosen) -> None:
    """Of this dossier's signed findings, what became of each."""
    heading(t("ui.impact.title"))
    if chosen.dossier is None:
        st.html(f'<p class="ts-note">{escape(t("ui.carry.no_dossier"))}</p>')
        return
    found = impact(actor(), [chosen.dossier.id])
    st.html(f'<p class="ts-lead">{escape(impact_sentence(found))}</p>')
    for effect in Effect:
        if rows := found.with_effect(effect):
            st.html(
                table_html(
                    [t("ui.impact.finding"), t("ui.impact.advice")], map(_row, rows), f"{t(f'effect.{effect}')}: {len(rows)}"
                )
            )


def impact_sentence(found: Impact) -> str:
    """ "Van 9 bevindingen zijn er 5 opgevolgd." """
    total, followed = len(found.counted), len(found.taken_up)
    if total == 1:
        return t("ui.impact.one_followed" if followed else "ui.impact.one_not")
    return t("ui.impact.sentence", total=total, followed=followed) if total else t("ui.impact.none")


def _row(counted: Counted) -> list[str]:
    told = []
    for advice in counted.advice:
        number = t("ui.impact.number", number=advice.number) if advice.number else t("ui.impact.whole")
        parts = [t(f"effect.{advice.effect}")]
        parts += [t(f"reply_verdict.{advice.reply}")] if advice.reply else []
        parts += [" ".join(filter(None, (t(f"text_fate.{advice.fate}"), advice.where)))] if advice.fate else []
        told.append(escape(f"{number}: {', '.join(parts)}"))
    return [escape(counted.title), "<br>".join(told)]
