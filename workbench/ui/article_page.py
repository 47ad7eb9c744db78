"""One treaty article: status for Belgium, the official text in two languages side by side, the register entry."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.instruments import Instrument
from workbench.domain.obligations import Obligation
from workbench.ui.frame import heading, link
from workbench.ui.interpretation import show_interpretation
from workbench.ui.marking import bullets, plain
from workbench.ui.state import t, workbench
from workbench.ui.treaty_text import missing_html, official_html, register_html
from workbench.ui.wording import cited, first_upper, own, short_status, status, text_language

SIDES = ("nl", "en")
ADDRESS = ("left", "right")  # what the two languages are called in the address


def show_article(instrument: Instrument, article: str) -> None:
    """Everything that is known of one article."""
    place = f"{instrument.code}/{article}"
    said = cited(place)
    heading(first_upper(said))
    st.html(f'<p class="ts-meta">{escape(own(instrument.names))}</p>' + status(instrument.applicability(place)))
    _paragraph_status(instrument, place)
    _texts(place)
    show_interpretation(place)
    entries = workbench().loaded_register.register.of_article(place)
    heading(t("ui.register.title"))
    if not entries:
        st.html(f'<p class="ts-note">{escape(t("ui.register.no_entry"))}</p>')
    for entry in entries:
        _entry(entry)


def _paragraph_status(instrument: Instrument, place: str) -> None:
    """What the catalogue states of single paragraphs."""
    rows = [row for row in instrument.article_status if row.id.startswith(place + "/")]
    if rows:
        items = (
            f"{escape(cited(row.id))} {short_status(row.applicability)} "
            f'<span class="ts-source">{escape(own(row.applicability.note))}</span>'
            for row in rows
        )
        with st.expander(t("ui.treaties.per_paragraph", count=len(rows))):
            st.html(bullets(items))


def _texts(place: str) -> None:
    """Two languages beside one another; the address says which."""
    heading(t("ui.treaty.official"))
    found = {p.language: p for p in workbench().corpus.at(place)}
    if not found:
        st.html(missing_html())
        return
    for side, column in enumerate(st.columns(2, gap="large")):
        with column:
            code = _side(side, sorted({*SIDES, *found}, key=lambda c: (c not in SIDES, SIDES.index(c) if c in SIDES else 0, c)))
            absent = f'<p class="ts-note">{escape(t("ui.treaty.not_in_language"))}</p>'
            st.html(official_html(found[code]) if code in found else absent)


def _side(side: int, codes: list[str]) -> str:
    """The language of one column."""
    name = ADDRESS[side]
    asked = st.query_params.get(name, SIDES[side])
    st.session_state[f"side_{name}"] = asked if asked in codes else SIDES[side]
    chosen: str = st.selectbox(
        t(f"ui.treaty.side.{side + 1}"),
        codes,
        key=f"side_{name}",
        format_func=text_language,
        on_change=_remember_side,
        args=(name,),
    )
    return chosen


def _remember_side(name: str) -> None:
    st.query_params[name] = st.session_state[f"side_{name}"]


def _entry(entry: Obligation) -> None:
    said = cited(entry.id)
    st.html(f"<h3>{escape(own(entry.title))} ({escape(said)})</h3>" + register_html(entry))
    if entry.analogues:
        st.html(f"<h4>{escape(t('ui.register.analogues'))}</h4>")
    for analogue in entry.analogues:
        code, article = analogue.id.split("/")[:2]
        label = t("ui.register.analogue", place=plain(cited(analogue.id)), relation=t(f"relation.{analogue.relation}"))
        link(label, "treaties", instrument=code, article=article)
