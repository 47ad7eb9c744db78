"""The parts of a page that holds more than one screen: each has its address, so that another person can open it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.ui.frame import address
from workbench.ui.state import t


def part_asked(parts: Sequence[str]) -> str:
    """The part in the address, else the first."""
    asked: str = st.query_params.get("part", "")
    return asked if asked in parts else parts[0]


def show_parts(page: str, parts: Sequence[str], counts: dict[str, int] | None = None, **params: str) -> None:
    """Links to the parts, `ui.<page>.part.<part>` in words; a part with a count shows it."""
    here, links = part_asked(parts), []
    for part in parts:
        current = ' aria-current="page"' if part == here else ""
        count = f" ({counts[part]})" if counts and counts.get(part) else ""
        place = escape(address(page, **params, part=part), quote=True)
        links.append(f'<a href="{place}"{current}>{escape(t(f"ui.{page}.part.{part}"))}{count}</a>')
    st.html(f'<nav class="ts-parts" aria-label="{escape(t("ui.parts"), quote=True)}">{" ".join(links)}</nav>')
