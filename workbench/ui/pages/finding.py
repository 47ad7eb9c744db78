"""A finding: read it, write it, or begin one on two places; without an address, the findings that may be seen."""

from __future__ import annotations

import streamlit as st

from workbench.domain.people import Action, may, require
from workbench.ui.finding_list import show_findings
from workbench.ui.finding_reading import show_finding
from workbench.ui.finding_writing import show_new, show_revision
from workbench.ui.frame import title
from workbench.ui.state import person, t


def show() -> None:
    """What the address asks for."""
    asked = st.query_params
    if "finding" in asked and "edit" in asked and may(person(), Action.WRITE_FINDING):
        show_revision(asked.get("dossier", ""), asked["finding"])
    elif "finding" in asked:
        show_finding(asked.get("dossier", ""), asked["finding"])
    elif "unit" in asked:
        require(person(), Action.WRITE_FINDING)
        show_new(asked.get("draft", ""), asked["unit"], asked.get("cand", ""))
    else:
        title(t("ui.findings.title"), t("ui.findings.lead"))
        show_findings()


if __name__ == "__main__":
    show()
