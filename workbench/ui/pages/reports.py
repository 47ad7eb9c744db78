"""What leaves the workbench: reports and exports, made by the worker; and edited files read back."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from workbench.domain.people import Action, may
from workbench.ui.frame import address, title
from workbench.ui.read_back import show_read_back
from workbench.ui.report_forms import advice_form, body_form, export_form, management_form, unratified_form
from workbench.ui.report_list import show_own_reports, show_report
from workbench.ui.report_templates import show_templates
from workbench.ui.state import person, t

PARTS: dict[str, Callable[[], None]] = {
    "advice": advice_form,
    "treaty_body": body_form,
    "management": management_form,
    "unratified": unratified_form,
    "export": export_form,
    "read_back": show_read_back,
    "templates": show_templates,
}
"""What the address names as `part`; a further report is a further form here and in `workbench.ordering`."""


def show() -> None:
    """The report in the address, one of the parts, and what this person asked for before."""
    title(t("ui.reports.title"), t("ui.reports.lead"))
    show_report(st.query_params.get("job", ""))
    asked = st.query_params.get("part", "")
    part = asked if asked in PARTS else next(iter(PARTS))
    _parts(part)
    if part != "read_back" and not may(person(), Action.EXPORT_DOSSIER):
        st.html(f'<p class="ts-note">{escape(t("ui.reports.may_not"))}</p>')
    else:
        PARTS[part]()
    show_own_reports()


def _parts(current: str) -> None:
    kept = {name: st.query_params[name] for name in ("dossier",) if name in st.query_params}
    links = []
    for part in PARTS:
        here = ' aria-current="page"' if part == current else ""
        place = escape(address("reports", part=part, **kept), quote=True)
        links.append(f'<a href="{place}"{here}>{escape(t(f"ui.reports.part.{part}"))}</a>')
    st.html(f'<nav class="ts-parts" aria-label="{escape(t("ui.reports.parts"), quote=True)}">{" ".join(links)}</nav>')


if __name__ == "__main__":
    show()
