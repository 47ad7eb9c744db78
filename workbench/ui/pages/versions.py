"""Two versions of a draft: their texts side by side, what is carried over, and what became of the findings."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.ui.carry_list import show_carry_over
from workbench.ui.frame import address, title
from workbench.ui.impact_list import show_impact
from workbench.ui.state import t
from workbench.ui.version_choice import Chosen, aligned, choose_versions
from workbench.ui.version_texts import show_texts

PARTS = ("texts", "carry", "impact")


def show() -> None:
    """Choose two versions, then one of the three parts."""
    title(t("ui.versions.title"), t("ui.versions.lead"))
    chosen = choose_versions()
    if chosen is None:
        return
    part = st.query_params.get("part", PARTS[0])
    _parts(chosen, part)
    if part == "carry":
        show_carry_over(chosen)
    elif part == "impact":
        show_impact(chosen)
    else:
        show_texts(chosen, aligned(chosen).alignment())


def _parts(chosen: Chosen, current: str) -> None:
    links = []
    for part in PARTS:
        here = ' aria-current="page"' if part == current else ""
        place = escape(address("versions", **chosen.params(part=part)), quote=True)
        links.append(f'<a href="{place}"{here}>{escape(t(f"ui.versions.part.{part}"))}</a>')
    st.html(f'<nav class="ts-parts" aria-label="{escape(t("ui.versions.parts"), quote=True)}">{" ".join(links)}</nav>')


if __name__ == "__main__":
    show()
