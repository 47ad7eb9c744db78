"""One draft: its parse report and its text."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from workbench.domain.drafts import Draft
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
    _download(shown)
    heading(t("ui.draft.text"))
    st.html(draft_html(shown))


def _download(shown: Draft) -> None:
    """The draft as Akoma Ntoso; written only when it is asked for."""
    from workbench.ingest.akoma_ntoso_writer import write_akoma_ntoso

    def content() -> bytes:
        return write_akoma_ntoso(shown, date.today().isoformat())

    st.download_button(t("ui.draft.akoma"), content, f"{shown.id}.akn.xml", "application/akn+xml", on_click="ignore")


if __name__ == "__main__":
    show()
