"""The provisions of a screened draft, in reading order or by tension."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from workbench.domain.drafts import Draft
from workbench.domain.search import ScreenedUnit, Screening
from workbench.ui.frame import heading, link
from workbench.ui.marking import plain, shortened
from workbench.ui.state import t
from workbench.ui.wording import cited, first_upper, number

PER_PAGE = 20
_NUMBER = re.compile(r"^\s*(?:Art(?:ikel|\.)\s*\S+\s+)?(?:§\s*\S+\s+)?")  # the citation above says it already
ORDERS = ("reading", "tension")


def ordered(screening: Screening, order: str) -> list[ScreenedUnit]:
    """The units in the order that was asked for; boilerplate comes last by tension."""
    units = list(screening.units)
    return units if order == "reading" else sorted(units, key=lambda unit: -unit.tension)


def order_asked() -> str:
    """The order in the address."""
    asked = st.query_params.get("order", ORDERS[0])
    return asked if asked in ORDERS else ORDERS[0]


def show_list(draft: Draft, screening: Screening) -> None:
    """One page of the list, with what the machine suggests per provision."""
    heading(t("ui.screening.list"))
    st.html(f'<p class="ts-note">{escape(t("ui.screening.suggestions"))}</p>')
    chosen = st.radio(
        t("ui.screening.order"), ORDERS, index=ORDERS.index(order_asked()), key="order_choice", horizontal=True,
        format_func=lambda order: t(f"ui.screening.order.{order}"), on_change=_remember_order,
    )  # fmt: skip
    units = ordered(screening, chosen)
    pages = max(1, -(-len(units) // PER_PAGE))
    page = _page(pages)
    first = (page - 1) * PER_PAGE
    for unit in units[first : first + PER_PAGE]:
        _row(draft, unit, chosen)
    if pages > 1:
        _pager(draft, page, pages, chosen)


def _row(draft: Draft, unit: ScreenedUnit, order: str) -> None:
    said = first_upper(unit.citation)
    link(f"**{plain(said)}**", "screening", draft=draft.id, unit=unit.provision, order=order)
    words = shortened(_NUMBER.sub("", unit.text), 170)
    st.html(f'<p class="ts-meta ts-under">{escape(words)}<br>{_facts(unit)}</p>')


def _facts(unit: ScreenedUnit) -> str:
    if unit.boilerplate:
        return f'<span class="ts-tag ts-persuasive">{escape(t("ui.screening.boilerplate", kind=t(unit.boilerplate)))}</span>'
    parts = [t("ui.screening.tension", value=number(unit.tension))]
    if unit.candidates:
        best = unit.candidates[0]
        parts.append(t("ui.screening.best", place=cited(best.provision), value=number(best.relevance)))
    else:
        parts.append(t("ui.screening.no_candidates"))
    return escape(" · ".join(parts))


def _page(pages: int) -> int:
    asked = st.query_params.get("page", "1")
    return min(max(int(asked), 1), pages) if asked.isdecimal() else 1


def _pager(draft: Draft, page: int, pages: int, order: str) -> None:
    left, middle, right = st.columns(3)
    with left:
        if page > 1:
            link(t("ui.pager.previous"), "screening", draft=draft.id, order=order, page=str(page - 1))
    middle.html(f'<p class="ts-meta">{escape(t("ui.pager.page", page=page, pages=pages))}</p>')
    with right:
        if page < pages:
            link(t("ui.pager.next"), "screening", draft=draft.id, order=order, page=str(page + 1))


def _remember_order() -> None:
    st.query_params.pop("page", None)
    st.query_params["order"] = st.session_state["order_choice"]
