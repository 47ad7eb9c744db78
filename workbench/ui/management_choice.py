"""Which part of the work management looks at: the address says it, a form changes it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.domain.days import written_day
from workbench.domain.dossiers import STAGES
from workbench.domain.findings import Severity
from workbench.domain.management import FILTERS, Facet, Selection, selection_of
from workbench.domain.period import Against, Period, typed_period, year_to
from workbench.errors import InputError
from workbench.reports.management_words import value_words
from workbench.ui.frame import address
from workbench.ui.state import language, t, workbench
from workbench.ui.voice import voice

FACETS = {
    "minister": Facet.MINISTER,
    "dom": Facet.DOMAIN,
    "instr": Facet.INSTRUMENT,
    "stage": Facet.STAGE,
    "sev": Facet.SEVERITY,
}
"""Filters by their name in the address."""


def read_selection(today: str) -> Selection:
    """The selection in the address; a period that cannot be read is said, and this year stands in its place."""
    asked = st.query_params
    try:
        period = typed_period(asked.get("from", ""), asked.get("to", ""), today)
    except InputError as error:
        st.warning(t(error.key, **error.params))
        period = year_to(today)
    filters = {name: asked.get_all(name) for name in FILTERS}
    return selection_of(period, asked.get("against", ""), filters, asked.get("conf", "") != "0")


def params(selection: Selection, today: str, **more: str) -> dict[str, str | list[str]]:
    """The address of a selection; what is as it is without saying so is left out."""
    said: dict[str, str | list[str]] = {}
    if selection.period != year_to(today):
        said |= {"from": selection.period.start, "to": selection.period.end}
    if selection.against is not Against.YEAR:
        said["against"] = str(selection.against)
    if not selection.confidential:
        said["conf"] = "0"
    return {**said, **selection.filters, **more}


def show_choice(selection: Selection, today: str, ministers: Sequence[str]) -> None:
    """Ready periods as links, and the form."""
    _ready(selection, today)
    _fill(selection)
    with st.expander(t("ui.management.filters"), expanded=selection.filtered), st.form("management"):
        left, middle, right = st.columns(3, gap="large")
        left.text_input(t("ui.management.from"), key="m_from")
        middle.text_input(t("ui.management.to"), key="m_to")
        right.selectbox(t("ui.management.against"), list(Against), key="m_against", format_func=_against)
        left, right = st.columns(2, gap="large")
        for n, (name, options) in enumerate(_options(ministers).items()):
            _choice(right if n % 2 else left, name, options)
        st.checkbox(t("ui.management.confidential"), key="m_conf")
        st.form_submit_button(t("ui.management.apply"), type="primary", on_click=_send, args=(today,))


def _ready(selection: Selection, today: str) -> None:
    links = []
    for name, period in _periods(today).items():
        here = ' aria-current="true"' if period == selection.period else ""
        said = dict(params(selection, today))
        said.pop("from", None)
        said.pop("to", None)
        if period != year_to(today):
            said |= {"from": period.start, "to": period.end}
        place = escape(address("management", **said), quote=True)
        links.append(f'<a href="{place}"{here}>{escape(t(f"ui.management.period.{name}"))}</a>')
    label = escape(t("ui.management.periods"), quote=True)
    st.html(f'<nav class="ts-parts" aria-label="{label}">{" ".join(links)}</nav>')


def _periods(today: str) -> dict[str, Period]:
    year, month = int(today[:4]), int(today[5:7])
    first = 3 * ((month - 1) // 3) + 1
    quarter = Period(f"{year}-{first:02}-01", today[:10])
    before = quarter.eve
    ends = int(before[5:7])
    return {
        "year": year_to(today),
        "quarter": quarter,
        "last_quarter": Period(f"{before[:4]}-{ends - 2:02}-01", before),
        "last_year": Period(f"{year - 1}-01-01", f"{year - 1}-12-31"),
    }


def _options(ministers: Sequence[str]) -> dict[str, Sequence[str]]:
    bench = workbench()
    return {
        "minister": ["", *ministers],
        "dom": ["", *bench.thesaurus.concepts.get("domain", {})],
        "instr": sorted(bench.catalogue.instruments),
        "stage": STAGES,
        "sev": [*reversed(Severity), ""],
    }


def _choice(place: st.delta_generator.DeltaGenerator, name: str, options: Sequence[str]) -> None:
    key, speaks = f"m_{name}", voice()
    st.session_state[key] = [value for value in st.session_state[key] if value in options]
    place.multiselect(
        t(f"management.facet.{FACETS[name]}"), options, key=key, placeholder=t("ui.search.any"),
        format_func=lambda value: value_words(speaks, FACETS[name], value), select_all=False,
    )  # fmt: skip


def _against(value: Against) -> str:
    return t(f"management.against.{value}")


def _fill(selection: Selection) -> None:
    """Put the selection of the address into the form, unless it is there."""
    state = st.session_state
    if state.get("management_shows") == (selection, language()) and "m_from" in state:
        return
    state["management_shows"] = (selection, language())
    state["m_from"], state["m_to"] = written_day(selection.period.start), written_day(selection.period.end)
    state["m_against"], state["m_conf"] = selection.against, selection.confidential
    for name in FILTERS:
        state[f"m_{name}"] = selection.filters.get(name, [])


def _send(today: str) -> None:
    """Put the form into the address."""
    state = st.session_state
    for name in ("from", "to", "against", "conf", "show", *FACETS):
        st.query_params.pop(name, None)
    said = {"from": state["m_from"].strip(), "to": state["m_to"].strip()}
    if [said["from"], said["to"]] != [written_day(day) for day in (year_to(today).start, today[:10])]:
        st.query_params.update({name: words for name, words in said.items() if words})
    if state["m_against"] is not Against.YEAR:
        st.query_params["against"] = str(state["m_against"])
    if not state["m_conf"]:
        st.query_params["conf"] = "0"
    for name in FACETS:
        if state[f"m_{name}"]:
            st.query_params[name] = list(state[f"m_{name}"])
