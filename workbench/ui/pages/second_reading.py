"""Double reading: plan it, read without seeing the other's work, then compare and settle the differences."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.people import Action, may
from workbench.domain.verdicts import ReadingState, SecondReading
from workbench.errors import UnknownRecord
from workbench.ui.blind_reading import show_blind_reading
from workbench.ui.choosing_dossier import choose_dossier_view
from workbench.ui.dossier_findings import agreement_words
from workbench.ui.draft_units import place_name
from workbench.ui.frame import address, heading, link, title
from workbench.ui.keeping import tell_kept
from workbench.ui.marking import bullets, plain
from workbench.ui.reading_comparison import show_comparison
from workbench.ui.reading_plan import show_plan
from workbench.ui.state import me, person, t
from workbench.ui.who import Names, names
from workbench.use_cases.read_dossier import DossierView


def show() -> None:
    """One reading, or the list of a dossier."""
    title(t("ui.reading.title"), t("ui.reading.lead"))
    tell_kept()
    view = choose_dossier_view("second_reading")
    if view is None:
        return
    link(plain(view.dossier.title), "dossier", dossier=view.dossier.id)
    known = names()
    asked = st.query_params.get("reading", "")
    if asked:
        _one(view, asked, known)
    else:
        _list(view, known)


def _list(view: DossierView, known: Names) -> None:
    heading(t("ui.reading.here"))
    if not view.readings:
        st.html(f'<p class="ts-note">{escape(t("ui.reading.none"))}</p>')
    else:
        st.html(bullets(_row(view, reading, known) for reading in view.readings))
    if may(person(), Action.ASSIGN):
        show_plan(view, known)


def _row(view: DossierView, reading: SecondReading, known: Names) -> str:
    where = escape(address("second_reading", dossier=view.dossier.id, reading=reading.id), quote=True)
    said = t("ui.reading.of", first=known[reading.first], second=known[reading.second])
    state = f'<span class="ts-tag">{escape(t(f"reading_state.{reading.state}"))}</span>'
    facts = f"{scope_words(reading)}. {agreement_words(view, reading)}"
    return f'<a href="{where}">{escape(said)}</a> {state}<br><span class="ts-meta">{escape(facts)}</span>'


def scope_words(reading: SecondReading) -> str:
    """Which provisions are read twice."""
    return ", ".join(place_name(reading.draft, p) for p in reading.provisions) or t("ui.silence.whole")


def _one(view: DossierView, asked: str, known: Names) -> None:
    reading = next((r for r in view.readings if r.id == asked), None)
    if reading is None:
        raise UnknownRecord("error.reading_unknown")
    said = t("ui.reading.of", first=known[reading.first], second=known[reading.second])
    state = t(f"reading_state.{reading.state}")
    st.html(f'<p class="ts-lead">{escape(said)} · {escape(state)} · {escape(scope_words(reading))}</p>')
    if reading.state is not ReadingState.OPEN:
        show_comparison(view, reading, known)
    elif me() in reading.readers and me() not in reading.done:
        show_blind_reading(view, reading)
    else:
        done = t("ui.reading.you_are_done" if me() in reading.readers else "ui.reading.not_yours")
        st.html(f'<p class="ts-note">{escape(done)} {escape(agreement_words(view, reading))}</p>')


if __name__ == "__main__":
    show()
