"""One card of the reading queue: the provision, the article beside it, and the decisions with their keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from workbench.domain.dossiers import Dossier
from workbench.domain.drafts import Draft
from workbench.domain.people import Action, may
from workbench.domain.reading import Card, CardState, Way
from workbench.domain.search import Candidate, ScreenedUnit, Screening
from workbench.domain.verdicts import VerdictAnswer
from workbench.screening.reading_order import Deck, Turn
from workbench.ui.frame import address, link
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets, law, plain
from workbench.ui.shortcuts import on_key
from workbench.ui.state import errors_shown, person, t, workbench
from workbench.ui.tension_panel import judged, show_tension
from workbench.ui.treaty_text import missing_html, official, official_html
from workbench.ui.wording import cited, first_upper, number, own, place_line, reason_html, reasons, status
from workbench.use_cases.read_cards import Reading, decide_card, take_back_card

TAGS = ("no_limit", "safeguarded", "formal", "elsewhere", "not_competent", "unclear")
ANSWERS = (VerdictAnswer.RELEVANT, VerdictAnswer.NOT_RELEVANT, VerdictAnswer.DOUBT, VerdictAnswer.POSTPONED)


@dataclass(frozen=True)
class _Shown:
    """What is on the table."""

    draft: Draft
    screening: Screening
    dossier: Dossier
    card: Card
    unit: ScreenedUnit
    candidate: Candidate
    way: Way
    page: str = "queue"  # where the cards are read
    place: Mapping[str, str] = field(default_factory=dict)

    def where(self, **more: str) -> tuple[str, dict[str, str]]:
        """The page with these cards, and its address."""
        known = self.place or {"draft": self.draft.id, "dossier": self.dossier.id}
        return self.page, {**known, **more}


def show_card(
    draft: Draft, screening: Screening, dossier: Dossier, cards: Deck, reading: Reading, turn: Turn, page: str = "queue",
    place: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """The card that is due, or the one in the address; `page` with `place` is where the reader comes back to."""
    card = cards.cards[turn.position]
    unit = next(u for u in screening.units if u.provision == card.provision)
    shown = _Shown(draft, screening, dossier, card, unit, _candidate(card, unit), turn.way, page, place or {})
    if said := st.session_state.pop("queue_said", ""):
        st.html(f'<p class="ts-meta ts-say" role="status">{escape(said)}</p>')
        _just_taken()
    left, right = st.columns(2, gap="large")
    with left:
        _provision(shown, reading.states[turn.position])
    with right:
        _treaty(shown)
    _decisions(shown, reading)
    seen, near = st.columns(2, gap="large")
    with seen:
        show_tension(unit, shown.candidate)
    with near:
        _alike(shown, cards, reading, turn.position)


def _just_taken() -> None:
    """After "relevant" or "doubt": the way to a finding on that pair, while the next card lies open already."""
    pair = st.session_state.pop("queue_pair", None)
    if pair and may(person(), Action.WRITE_FINDING):
        link(t("ui.finding.begin_on", place=plain(pair.pop("name"))), "finding", **pair)


def _candidate(card: Card, unit: ScreenedUnit) -> Candidate:
    asked = st.session_state.get(f"queue-{card.key}", card.norms[0])
    wanted = asked if asked in card.norms else card.norms[0]
    return next(c for c in unit.candidates if c.provision == wanted)


def _provision(shown: _Shown, state: CardState) -> None:
    unit = shown.unit
    text = official(shown.candidate.provision, "nl")
    words = workbench().shared_words(unit.text, text.text, text.language) if text else ()
    st.html(f'<h2 id="ts-arrive">{escape(first_upper(unit.citation))}</h2>')
    if state is not CardState.OPEN:
        st.html(f'<p class="ts-note">{escape(t("ui.queue.decided", state=t(f"cardstate.{state}")))}</p>')
    if unit.boilerplate:
        st.html(f'<p class="ts-note">{escape(t("ui.screening.boilerplate", kind=t(unit.boilerplate)))}</p>')
    st.html(law(unit.text, "nl", words))
    st.html(f'<p class="ts-source">{escape(place_line(shown.draft, unit))}</p>')
    if unit.reasons and not judged(shown.candidate):
        st.html(f"<h3>{escape(t('ui.desk.cues'))}</h3>{bullets(map(escape, reasons(unit.reasons)))}")


def _alike(shown: _Shown, cards: Deck, reading: Reading, position: int) -> None:
    """Nearly equal provisions: what was decided there is told, never copied."""
    others = sorted(cards.groups[position])
    if not others:
        return
    by_unit = {u.provision: u for u in shown.screening.units}
    rows = []
    for n in others:
        page, place = shown.where(card=cards.cards[n].key)
        where = address(page, **place)
        name = first_upper(by_unit[cards.cards[n].provision].citation)
        state = t(f"cardstate.{reading.states[n]}")
        rows.append(f'<a href="{escape(where, quote=True)}">{escape(name)}</a>: {escape(state)}')
    st.html(f"<h3>{escape(t('ui.queue.alike'))}</h3>{bullets(rows)}")


def _treaty(shown: _Shown) -> None:
    card, unit = shown.card, shown.unit
    by_place = {c.provision: c for c in unit.candidates}
    if len(card.norms) > 1:
        st.radio(
            t("ui.queue.candidates"), list(card.norms), key=f"queue-{card.key}",
            format_func=lambda place: plain(f"{cited(place)} ({number(by_place[place].relevance)})"),
        )  # fmt: skip
    candidate = shown.candidate
    entry = next(iter(workbench().loaded_register.register.of_article("/".join(candidate.provision.split("/")[:2]))), None)
    named = f" — {own(entry.title)}" if entry else ""
    text = official(candidate.provision, "nl")
    st.html(f"<h2>{escape(first_upper(cited(candidate.provision)) + named)}</h2>")
    if text is None:
        own_words = f"<p><strong>{escape(t('ui.register.own_words'))}</strong> {escape(own(entry.protects))}</p>" if entry else ""
        st.html(missing_html() + own_words)
    else:
        st.html(official_html(text, workbench().shared_words(text.text, unit.text, text.language)))
    said = [r for r in candidate.reasons if r.key != "reason.official"]
    st.html(status(candidate.applicability) + bullets(reason_html(said)))


def _decisions(shown: _Shown, reading: Reading) -> None:
    """Each button belongs to its card: a key pressed twice in haste never decides the next card unread."""
    st.html(f"<h2>{escape(t('ui.queue.decide'))}</h2>")
    for column, answer in zip(st.columns(len(ANSWERS)), ANSWERS, strict=True):
        key = t(f"ui.queue.key.{answer}")
        label = _label(shown, answer)
        with column, on_key(key, label):
            if st.button(
                plain(f"{label} ({key})"), key=f"decide-{answer}-{shown.card.key}", type=_weight(answer), width="stretch"
            ):
                _decide(shown, answer)
    undo, onward, desk = st.columns(3)
    with undo, on_key("z", t("ui.queue.undo")):
        if st.button(f"{t('ui.queue.undo')} (z)", key=f"undo-{shown.card.key}", disabled=not reading.latest):
            _undo(reading)
    with desk:
        link(t("ui.queue.to_desk"), "screening", draft=shown.draft.id, unit=shown.unit.provision, cand=shown.candidate.provision)
        _begin(shown)
    if shown.way is Way.HAND:
        with onward:
            page, place = shown.where()
            link(t("ui.queue.back" if page == "queue" else "ui.reading.back"), page, **place)
    with st.expander(t("ui.queue.why")):
        st.multiselect(
            t("ui.queue.tags"), TAGS, key="queue_tags", format_func=lambda tag: t(f"verdict.tag.{tag}"),
            placeholder=t("ui.queue.tags_none"), select_all=False,
        )  # fmt: skip
        st.text_area(t("ui.queue.remark"), key="queue_remark", height=68)


def _begin(shown: _Shown) -> None:
    """To a finding on this pair."""
    pair = {"draft": shown.draft.id, "unit": shown.unit.provision, "cand": shown.candidate.provision}
    if may(person(), Action.WRITE_FINDING):
        link(t("ui.finding.begin"), "finding", dossier=shown.dossier.id, **pair)


def _weight(answer: VerdictAnswer) -> str:
    return "primary" if answer is VerdictAnswer.RELEVANT else "secondary"


def _label(shown: _Shown, answer: VerdictAnswer) -> str:
    """Says for which places the answer counts, so that nothing is stored that the reader did not say."""
    if answer is VerdictAnswer.RELEVANT:
        return t("ui.queue.answer.relevant", place=cited(shown.candidate.provision))
    if answer is VerdictAnswer.NOT_RELEVANT and len(shown.card.norms) > 1:
        return t("ui.queue.answer.none", count=len(shown.card.norms))
    return t(f"ui.queue.answer.{answer}")


def _decide(shown: _Shown, answer: VerdictAnswer) -> None:
    one = answer in (VerdictAnswer.RELEVANT, VerdictAnswer.DOUBT)
    norms = (shown.candidate.provision,) if one else shown.card.norms
    tags = tuple(st.session_state.get("queue_tags", ()))
    remark = st.session_state.get("queue_remark", "").strip()
    with errors_shown():
        decide_card(
            actor(), shown.dossier.id, shown.draft.id, shown.screening, shown.card, answer, norms,
            way=shown.way, reasons=tags, remark=remark,
        )  # fmt: skip
        if one:
            place = {"draft": shown.draft.id, "dossier": shown.dossier.id, "unit": shown.unit.provision, "cand": norms[0]}
            st.session_state["queue_pair"] = {**place, "name": f"{first_upper(shown.unit.citation)} – {cited(norms[0])}"}
        st.session_state["queue_said"] = t(
            "ui.queue.kept", place=first_upper(shown.unit.citation), state=t(f"cardstate.{CardState(answer)}")
        )
        _fresh()


def _undo(reading: Reading) -> None:
    with errors_shown():
        taken = take_back_card(actor(), reading.latest)
        st.session_state["queue_said"] = t("ui.queue.undone", count=len(taken))
        _fresh()


def _fresh() -> None:
    """The next card begins without the tags and the remark of this one."""
    for name in ("queue_tags", "queue_remark"):
        st.session_state.pop(name, None)
    st.query_params.pop("card", None)
    st.rerun()
