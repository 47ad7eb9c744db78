"""Rights by article: a heat map for the eye, and the same pairs as a table for everybody."""

from __future__ import annotations

from html import escape

import altair as alt
import streamlit as st

from workbench.domain.drafts import Draft
from workbench.domain.overview import Cell, Overview
from workbench.ui.frame import address, heading
from workbench.ui.overview_parts import place_link, words_html
from workbench.ui.state import language, t, workbench
from workbench.ui.tables import table_html
from workbench.ui.wording import cited, first_upper, number

RIGHTS = 14  # rows of the map: the rights with the strongest pairs
FLOOR = 0.1  # weaker pairs are left out of the map
ROWS = 40  # of the table; the rest is folded


def show_map(draft: Draft, overview: Overview) -> None:
    """Map and table; both hold the same pairs."""
    heading(t("ui.overview.map"))
    st.html(f"<p>{escape(t('ui.overview.map.lead', floor=number(FLOOR)))}</p>")
    cells = shown_cells(overview)
    if not cells:
        st.html(f"<p>{escape(t('ui.overview.nothing_seen'))}</p>")
        return
    st.altair_chart(_chart(draft, cells, overview), width="stretch", alt=t("ui.overview.map.alt", pairs=len(cells)))
    head = [t(f"ui.overview.map.{name}") for name in ("article", "right", "norm", "score", "words")]
    st.html(table_html(head, [_row(draft, cell) for cell in cells[:ROWS]]))
    if len(cells) > ROWS:
        rest = table_html(head, [_row(draft, cell) for cell in cells[ROWS:]])
        more = escape(t("ui.overview.more", count=len(cells) - ROWS))
        st.html(f'<details class="ts-aside"><summary>{more}</summary>{rest}</details>')


def shown_cells(overview: Overview) -> list[Cell]:
    """The pairs above the floor of the rights that have the strongest ones."""
    rights = list(dict.fromkeys(cell.right for cell in overview.cells if cell.score >= FLOOR))[:RIGHTS]
    return [cell for cell in overview.cells if cell.score >= FLOOR and cell.right in rights]


def _label(right: str) -> str:
    return first_upper(workbench().thesaurus.label("right", right, language()))


def _chart(draft: Draft, cells: list[Cell], overview: Overview) -> alt.Chart:
    wanted = {cell.article for cell in cells}
    short = {article: citation.split(" ", 1)[-1] for article, citation in overview.articles}
    order = [short[article] for article, _ in overview.articles if article in wanted]
    values = [
        {
            "article": short[cell.article],
            "right": _label(cell.right),
            "score": round(cell.score, 3),
            "norm": cited(cell.norm),
            "address": address("screening", draft=draft.id, unit=cell.quote.provision, cand=cell.norm),
        }
        for cell in cells
    ]
    names = list(dict.fromkeys(_label(cell.right) for cell in cells))
    across = alt.X("article:N", sort=order, title=t("ui.overview.map.article"), axis=alt.Axis(labelAngle=-90, labelOverlap=False))
    down = alt.Y("right:N", sort=names, title=None, axis=alt.Axis(labelLimit=260))
    scheme = alt.Scale(domain=[0, 1], range=["#e8e2d2", "#7a3b12"])
    colour = alt.Color("score:Q", scale=scheme, title=t("ui.overview.map.score"))
    chart: alt.Chart = alt.Chart(alt.Data(values=values)).mark_rect().encode(x=across, y=down, color=colour, tooltip=_tips())
    return chart.properties(height=28 * len(names) + 90)


def _tips() -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{name}:N", title=t(f"ui.overview.map.{name}")) for name in ("article", "right", "norm", "score")]


def _row(draft: Draft, cell: Cell) -> tuple[str, ...]:
    words = words_html(cell.quote)
    return place_link(draft, cell.quote), escape(_label(cell.right)), escape(cited(cell.norm)), number(cell.score), words
