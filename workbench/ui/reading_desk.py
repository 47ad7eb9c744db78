"""What the pages of the reading queue work with: dossier, deck, and an order that is renewed behind the reader's back."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from html import escape

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from workbench.bootstrap import Workbench
from workbench.domain.dossiers import Dossier, DossierState, Stage
from workbench.domain.drafts import Draft
from workbench.domain.reading import CardState, Per
from workbench.domain.search import Screening
from workbench.screening.reading_order import Deck, scores_after
from workbench.ui.keeping import actor
from workbench.ui.state import errors_shown, person, t, workbench
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.read_cards import deck_of
from workbench.use_cases.read_dossier import list_dossiers

LIKELY_STAGE = {"voorontwerp": Stage.FIRST_APPROVAL, "ontwerp": Stage.TABLED, "voorstel": Stage.TABLED}  # proposed, never taken
PATIENCE = 0.25  # seconds that a page waits for the new order before it goes on with the last one


def deck(screening: Screening, per: Per) -> Deck:
    """The cards of a screening; made once."""
    bench = workbench()
    rests_on = (str(bench.settings.data), screening.id, per, bench.loaded_register.register.version, bench.encoder.identity)
    return _deck(bench, screening, rests_on)


@st.cache_resource(max_entries=8, show_spinner=False)
def _deck(_bench: Workbench, _screening: Screening, rests_on: tuple[str, ...]) -> Deck:
    return deck_of(_screening, _bench.loaded_register.register, Per(rests_on[2]), _bench.encoder.encode_passages)


class Order:
    """Scores after what was read: a thread renews them, the page never waits longer than PATIENCE."""

    def __init__(self, cards: Deck) -> None:
        self._cards = cards
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="order")
        self._asked: tuple[CardState, ...] = ()
        self._future: Future[NDArray[np.float64]] | None = None
        self._newest = cards.prior

    def scores(self, states: tuple[CardState, ...]) -> NDArray[np.float64]:
        """The newest order there is for these states."""
        if self._future is None or states != self._asked:
            self._asked, self._future = states, self._pool.submit(scores_after, self._cards, states)
        try:
            self._newest = self._future.result(timeout=PATIENCE)
        except NotYet:
            return self._newest
        return self._newest


def order_of(cards: Deck, dossier: Dossier) -> Order:
    """This reader's order in this dossier."""
    return _order(cards, (str(workbench().settings.data), cards.screening, str(len(cards.cards)), dossier.id, person().id))


@st.cache_resource(max_entries=32, show_spinner=False)
def _order(_cards: Deck, whose: tuple[str, ...]) -> Order:
    return Order(_cards)


def choose_dossier(draft: Draft) -> Dossier | None:
    """The open dossier that follows this draft; offers to open one when there is none."""
    found = [d for d in list_dossiers(actor()) if d.state is DossierState.OPEN and any(v.draft == draft.id for v in d.versions)]
    if not found:
        st.html(f'<p class="ts-note">{escape(t("ui.queue.no_dossier"))}</p>')
        likely = list(Stage).index(LIKELY_STAGE.get(draft.kind, Stage.CONCEPT_NOTE))
        stage = st.selectbox(t("ui.dossier.stage"), list(Stage), index=likely, format_func=lambda s: t(f"stage.{s}"))
        if st.button(t("ui.queue.open_dossier"), type="primary"):
            with errors_shown():
                made = open_dossier(actor(), draft.title or draft.file_name, draft.id, draft.file_name, stage=stage)
                st.query_params["dossier"] = made.id
                st.rerun()
        return None
    by_id = {d.id: d for d in found}
    asked = st.query_params.get("dossier", "")
    chosen = asked if asked in by_id else found[-1].id
    if len(found) > 1:
        ids = list(by_id)
        chosen = st.selectbox(t("ui.queue.dossier"), ids, index=ids.index(chosen), format_func=lambda i: by_id[i].title)
    return by_id[chosen]
