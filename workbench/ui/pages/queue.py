"""The reading queue: one card at a time, one key per decision, and a number that says when to stop."""

from __future__ import annotations

import streamlit as st

from workbench.domain.dossiers import Dossier
from workbench.domain.drafts import Draft
from workbench.domain.reading import Per, Way
from workbench.domain.search import Screening
from workbench.screening.own_measures import measure
from workbench.screening.reading_order import Deck, Turn, next_turn
from workbench.ui.choosing import choose_screening
from workbench.ui.frame import title
from workbench.ui.keeping import actor
from workbench.ui.reading_card import show_card
from workbench.ui.reading_desk import choose_dossier, deck, order_of
from workbench.ui.reading_progress import show_progress
from workbench.ui.state import t
from workbench.use_cases.read_cards import Reading, reading_of


def show() -> None:
    """Choose draft and dossier, then read."""
    title(t("ui.queue.title"), t("ui.queue.lead"))
    found = choose_screening()
    if found is None:
        return
    chosen, screening = found
    dossier = choose_dossier(chosen)
    if dossier is not None:
        _read(chosen, screening, dossier)


def _read(draft: Draft, screening: Screening, dossier: Dossier) -> None:
    cards = deck(screening, _per())
    reading = reading_of(actor(), dossier.id, draft.id, cards)
    measures = measure(cards, reading.states, reading.sequence)
    turn = _turn(cards, reading, dossier)
    if turn is None:
        st.success(t("ui.queue.all_read", cards=len(cards.cards)))
    else:
        show_card(draft, screening, dossier, cards, reading, turn)
    show_progress(draft, screening, dossier, cards, reading, measures)
    st.radio(
        t("ui.queue.per"), list(Per), index=list(Per).index(_per()), key="queue_per", horizontal=True,
        format_func=lambda per: t(f"ui.queue.per.{per}"), on_change=_remember_per,
    )  # fmt: skip


def _turn(cards: Deck, reading: Reading, dossier: Dossier) -> Turn | None:
    """The card in the address, else the next one."""
    asked = cards.place.get(st.query_params.get("card", ""))
    if asked is not None:
        return Turn(asked, Way.HAND)
    scores = order_of(cards, dossier).scores(reading.states)
    return next_turn(cards, reading.states, scores, len(reading.sequence), reading.last)


def _per() -> Per:
    asked = st.query_params.get("per", "")
    return Per(asked) if asked in list(Per) else Per.PROVISION


def _remember_per() -> None:
    st.query_params.pop("card", None)
    st.query_params["per"] = st.session_state["queue_per"]


if __name__ == "__main__":
    show()
