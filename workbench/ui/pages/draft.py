"""One draft: its parse report and its text."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.ui.choosing import choose_draft
from workbench.ui.consolidation import show_consolidation
from workbench.ui.draft_text import draft_html
from workbench.ui.frame import heading, link, title
from workbench.ui.parse_report import show_report
from workbench.ui.repairing import show_repairs
from workbench.ui.state import t


def show() -> None:
    """The draft in the address, or the newest one."""
    title(t("ui.draft.title"), t("ui.draft.lead"))
    shown = choose_draft()
    if shown is None:
        return
    facts = [t(f"draftkind.{shown.kind}"), shown.file_name, *shown.identifiers]
    st.html(f'<p class="ts-meta">{escape(" · ".join(facts))}</p>')
    link(t("ui.import.screen"), "screening", draft=shown.id)
    show_report(shown)
    show_repairs(shown)
    show_consolidation(shown)
    heading(t("ui.draft.text"))
    st.html(draft_html(shown))


if __name__ == "__main__":
    show()
