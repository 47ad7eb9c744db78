"""How far the reading is, when one may stop, and how good the suggestions proved: sentences, a wave, and tables."""

from __future__ import annotations

from html import escape

import altair as alt
import streamlit as st

from workbench.domain.dossiers import Dossier
from workbench.domain.drafts import Draft
from workbench.domain.reading import CardState
from workbench.domain.search import Screening
from workbench.screening.own_measures import OwnMeasures
from workbench.screening.reading_order import DRAWER, SUGGESTED, Deck
from workbench.screening.stopping import Bounds
from workbench.ui.frame import address, heading
from workbench.ui.state import t
from workbench.ui.tables import table_html
from workbench.ui.wording import cited, first_upper, moment, number
from workbench.use_cases.read_cards import Reading


def show_progress(draft: Draft, screening: Screening, dossier: Dossier, cards: Deck, reading: Reading, own: OwnMeasures) -> None:
    """The numbers in words first; the rest is folded."""
    heading(t("ui.queue.progress"))
    st.progress(own.read / own.cards if own.cards else 0.0, text=_read_words(own))
    st.html(f'<p class="ts-note">{escape(stop_words(own))}</p>')
    with st.expander(t("ui.queue.measures")):
        _measures(own)
    if reading.decided:
        with st.expander(t("ui.queue.wave")):
            _wave(reading, own)
        with st.expander(t("ui.queue.decided_cards")):
            _decided(draft, screening, dossier, cards, reading)


def _read_words(own: OwnMeasures) -> str:
    counts = {"read": own.read, "cards": own.cards, "relevant": own.relevant, "doubt": own.doubt, "postponed": own.postponed}
    return t("ui.queue.read", **counts)


def stop_words(own: OwnMeasures) -> str:
    """The stop estimate as a sentence, with what it rests on and its risk."""
    if own.stop is None:
        return t("ui.queue.stop.early")
    sure = round(100 * own.stop.confidence)
    parts = [t("ui.queue.stop", sure=sure, missed=own.stop.missed, unread=own.cards - own.read, rests_on=own.stop.rests_on)]
    parts.append(t("ui.queue.stop.recall", share=percent(own.stop.recall)))
    parts.append(t("ui.queue.stop.contradicted" if own.drawer_contradicts else "ui.queue.stop.assumption"))
    return " ".join(parts)


def percent(share: float) -> str:
    """0.5 -> `50 %`."""
    return f"{number(100 * share, 0)} %".replace(",", "").replace(".", "")


def _measures(own: OwnMeasures) -> None:
    st.html(f"<p>{escape(t('ui.queue.measures.lead', every=DRAWER, cut=number(SUGGESTED)))}</p>")
    rows = [("precision", own.precision), ("recall", own.recall), ("prevalence", own.prevalence)]
    head = [t(f"ui.queue.measure.{name}") for name in ("name", "value", "counted")]
    cells = [(escape(t(f"ui.queue.measure.{name}")), escape(_bounds(b)), f"{b.hits} / {b.of}") for name, b in rows]
    st.html(table_html(head, cells))
    st.html(f"<p>{escape(t('ui.queue.measure.drawer', missed=own.drawer_misses))}</p>")


def _bounds(b: Bounds) -> str:
    if not b.of:
        return t("ui.queue.measure.nothing")
    return t("ui.queue.measure.interval", share=percent(b.share), low=percent(b.low), high=percent(b.high))


def _wave(reading: Reading, own: OwnMeasures) -> None:
    """Relevant cards found against cards read; a wave that flattens has little left to find."""
    found, rows = 0, []
    for n, one in enumerate(reading.decided, start=1):
        found += one.state in (CardState.RELEVANT, CardState.DOUBT)
        rows.append((n, found, one.at))
    values = [{"read": n, "found": hits} for n, hits, _ in rows]
    chart = alt.Chart(alt.Data(values=values)).mark_line(interpolate="step-after", strokeWidth=2)
    across = alt.Scale(domain=[0, max(own.cards, 1)])
    encoded = chart.encode(
        x=alt.X("read:Q", title=t("ui.queue.wave.read"), scale=across, axis=alt.Axis(tickMinStep=1)),
        y=alt.Y("found:Q", title=t("ui.queue.wave.found"), axis=alt.Axis(tickMinStep=1)),
    ).properties(height=220)
    st.altair_chart(encoded, width="stretch", alt=t("ui.queue.wave.alt", read=own.read, found=found))
    step = max(1, len(rows) // 12)
    shown = [row for n, row in enumerate(rows, start=1) if n % step == 0 or n == len(rows)]
    head = [t(f"ui.queue.wave.{name}") for name in ("read", "found", "when")]
    st.html(table_html(head, [(str(n), str(hits), escape(moment(at))) for n, hits, at in shown]))


def _decided(draft: Draft, screening: Screening, dossier: Dossier, cards: Deck, reading: Reading) -> None:
    """Every decided or postponed card, newest first, each with an address to change it."""
    way = {one.position: one.way for one in reading.decided}
    order = [one.position for one in reversed(reading.decided)]
    order += [n for n, state in enumerate(reading.states) if state is CardState.POSTPONED]
    rows = []
    citations = {unit.provision: first_upper(unit.citation) for unit in screening.units}
    for n in order:
        where = escape(address("queue", draft=draft.id, dossier=dossier.id, card=cards.cards[n].key), quote=True)
        came = t(f"ui.queue.way.{way[n]}") if n in way else ""
        state = t(f"cardstate.{reading.states[n]}")
        card = cards.cards[n]
        place = f" – {cited(card.norms[0])}" if len(card.norms) == 1 else ""
        named = f'<a href="{where}">{escape(citations[card.provision] + place)}</a>'
        rows.append((named, escape(state), escape(came)))
    st.html(table_html([t(f"ui.queue.decided.{name}") for name in ("card", "state", "way")], rows))
