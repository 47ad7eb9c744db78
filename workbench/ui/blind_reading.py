"""Reading in a double reading: one's own cards in the order of the text, and the sentence that one is done."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.reading import READ, CardState, Per, Way
from workbench.domain.search import Screening
from workbench.domain.verdicts import SecondReading
from workbench.errors import RuleError
from workbench.screening.reading_order import Deck, Turn, part_of
from workbench.ui.draft_units import place_name
from workbench.ui.frame import heading, link
from workbench.ui.keeping import actor, field, keeping
from workbench.ui.marking import bullets
from workbench.ui.reading_card import show_card
from workbench.ui.reading_desk import deck
from workbench.ui.state import draft, latest_screening, t
from workbench.use_cases.read_cards import Reading, reading_of
from workbench.use_cases.read_dossier import DossierView
from workbench.use_cases.second_read import finish_reading


def show_blind_reading(view: DossierView, reading: SecondReading) -> None:
    """The next card, how far one is, and the form that closes one's own reading."""
    st.html(f'<p class="ts-note">{escape(t("ui.reading.blind"))}</p>')
    text, screening = draft(reading.draft), latest_screening(reading.draft)
    if text is None or screening is None:
        st.html(f'<p class="ts-note">{escape(t("ui.queue.no_screening"))}</p>')
        link(t("ui.queue.to_screening"), "screening", draft=reading.draft)
        return
    cards = _cards(screening, reading, (screening.id, reading.id))
    own = reading_of(actor(), view.dossier.id, reading.draft, cards)
    position = _next(cards, own)
    _progress(own)
    if position is None:
        st.html(f'<p class="ts-note ts-say" role="status">{escape(t("ui.reading.all_read"))}</p>')
    else:
        place = {"dossier": view.dossier.id, "reading": reading.id}
        show_card(text, screening, view.dossier, cards, own, Turn(position, Way.HAND), "second_reading", place)
    _finish(reading, cards, own)


@st.cache_resource(max_entries=8, show_spinner=False)
def _cards(_screening: Screening, _reading: SecondReading, rests_on: tuple[str, ...]) -> Deck:
    """The cards that both read, in the order of the text."""
    whole = deck(_screening, Per.PROVISION)
    order = {unit.provision: n for n, unit in enumerate(_screening.units)}
    covered = [n for n, card in enumerate(whole.cards) if _reading.covers(_reading.draft, card.provision)]
    return part_of(whole, sorted(covered, key=lambda n: order[whole.cards[n].provision]))


def _next(cards: Deck, own: Reading) -> int | None:
    """The card in the address, else the first without an answer, those put off last."""
    asked = cards.place.get(st.query_params.get("card", ""))
    if asked is not None:
        return asked
    for state in (CardState.OPEN, CardState.POSTPONED):
        if state in own.states:
            return own.states.index(state)
    return None


def _progress(own: Reading) -> None:
    read = sum(state in READ for state in own.states)
    st.progress(read / len(own.states) if own.states else 1.0, text=t("ui.reading.progress", read=read, cards=len(own.states)))


def _finish(reading: SecondReading, cards: Deck, own: Reading) -> None:
    heading(t("ui.reading.finish"))
    left = [card for card, state in zip(cards.cards, own.states, strict=True) if state not in READ]
    if left:
        st.html(f"<p>{escape(t('ui.reading.unread', count=len(left)))}</p>")
        with st.expander(t("ui.reading.which")):
            st.html(bullets(escape(place_name(reading.draft, card.provision)) for card in left))
    form = f"finish-{reading.id}"
    with st.form(form):
        sure = st.checkbox(t("ui.reading.sure"), key=field(form, "sure"))
        if st.form_submit_button(t("ui.reading.finish_button"), key=f"send-{form}"):
            with keeping(t("ui.reading.finished"), form):
                if not sure:
                    raise RuleError("error.confirm_finish")
                finish_reading(actor(), reading)
