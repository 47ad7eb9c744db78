"""How a score comes about, and why no suggestion is no clearance."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.ui.frame import heading, title
from workbench.ui.marking import bullets
from workbench.ui.state import t

PARTS: dict[str, tuple[str, ...]] = {
    "search": ("lanes", "features", "relevance", "balance"),
    "tension": ("what", "twins", "order"),
    "clearance": ("silence", "limits", "yours"),
    "repeat": ("versions", "reasons"),
}


def show() -> None:
    """The explanation, part by part."""
    title(t("ui.page.scores"), t("ui.scores.lead"))
    for part, points in PARTS.items():
        heading(t(f"ui.scores.{part}"))
        st.html(bullets(escape(t(f"ui.scores.{part}.{point}")) for point in points))


if __name__ == "__main__":
    show()
