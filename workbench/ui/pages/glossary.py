"""The words of Toetssteen, explained."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.ui.frame import title
from workbench.ui.state import t

TERMS = (
    "anchor", "applicability", "authority", "boilerplate", "candidate", "catalogue", "corpus", "dossier", "encoder", "finding",
    "follow_up", "index", "interference", "lane", "no_remarks", "note", "obligation", "parse_report", "persuasive", "provision",
    "recommendation", "register", "relevance", "repair", "reservation", "right_holder", "safeguard", "screening",
    "second_reading", "sign_off", "standstill", "tension", "verdict", "version",
)  # fmt: skip


def show() -> None:
    """All terms in the order of the reader's alphabet, each with a place to link to."""
    title(t("ui.page.glossary"), t("ui.glossary.lead"))
    rows = sorted(((t(f"glossary.{name}"), name) for name in TERMS), key=lambda row: row[0].casefold())
    items = "".join(
        f'<dt id="begrip-{name}">{escape(word)}</dt><dd>{escape(t(f"glossary.{name}.text"))}</dd>' for word, name in rows
    )
    st.html(f'<dl class="ts-terms">{items}</dl>')


if __name__ == "__main__":
    show()
