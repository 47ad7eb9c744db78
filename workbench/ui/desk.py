"""The two-text desk: the draft on the left, the treaty article on the right, the words they share marked on both sides."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.drafts import Draft
from workbench.domain.instruments import Provision
from workbench.domain.people import Action, may
from workbench.domain.search import Candidate, ScreenedUnit, Screening
from workbench.ui.draft_text import path_of
from workbench.ui.frame import link
from workbench.ui.marking import bullets, law, plain
from workbench.ui.norm_panel import show_norm
from workbench.ui.screening_list import order_asked, ordered
from workbench.ui.second_reader_panel import show_second_reader
from workbench.ui.shortcuts import on_key
from workbench.ui.state import person, t, workbench
from workbench.ui.tension_panel import judged, show_tension
from workbench.ui.treaty_text import missing_html, official, official_html
from workbench.ui.wording import (
    cited,
    first_upper,
    lane_ranks,
    number,
    own,
    place_line,
    ranks,
    reason_html,
    reasons,
    status,
    text_language,
)

TEXT_LANGUAGES = ("nl", "en")


def show_desk(draft: Draft, screening: Screening, provision: str) -> None:
    """One provision of the draft and the candidate in the address, or the best one."""
    units = ordered(screening, order_asked())
    position = next(n for n, unit in enumerate(units) if unit.provision == provision)
    unit = units[position]
    _moves(draft, units, position)
    left, right = st.columns(2, gap="large")
    candidate = _candidate(unit)
    text = official(candidate.provision, _text_language()) if candidate else None
    with left:
        _draft_side(draft, unit, text)
        _candidates(unit)
        if candidate is not None:
            show_tension(unit, candidate, _text_language())
    with right:
        _treaty_side(unit, candidate, text)
        if text is not None:
            _choose_text_language()
    show_norm(draft, unit.provision, candidate)
    if candidate is not None:
        show_second_reader(draft, screening, unit.provision, candidate)


def _text_language() -> str:
    asked = st.query_params.get("tl", "")
    return asked if asked in TEXT_LANGUAGES else TEXT_LANGUAGES[0]


def _choose_text_language() -> None:
    st.radio(
        t("ui.search.text_language"),
        TEXT_LANGUAGES,
        index=TEXT_LANGUAGES.index(_text_language()),
        key="desk_tl",
        horizontal=True,
        format_func=text_language,
        on_change=_remember_text_language,
    )


def _remember_text_language() -> None:
    st.query_params["tl"] = st.session_state["desk_tl"]


def _moves(draft: Draft, units: list[ScreenedUnit], position: int) -> None:
    kept = {"draft": draft.id, "order": order_asked()}
    if "tl" in st.query_params:
        kept["tl"] = _text_language()
    back, before, after = st.columns(3)
    with back, on_key("u", t("ui.desk.back")):
        link(t("ui.desk.back"), "screening", **kept)
    with before:
        if position > 0:
            with on_key("k", t("ui.desk.previous")):
                link(t("ui.desk.previous"), "screening", **kept, unit=units[position - 1].provision)
    with after:
        if position + 1 < len(units):
            with on_key("j", t("ui.desk.next")):
                link(t("ui.desk.next"), "screening", **kept, unit=units[position + 1].provision)


def _candidate(unit: ScreenedUnit) -> Candidate | None:
    asked = st.query_params.get("cand", "")
    first = next(iter(unit.candidates), None)
    return next((c for c in unit.candidates if c.provision == asked), first)


def _draft_side(draft: Draft, unit: ScreenedUnit, text: Provision | None) -> None:
    said = first_upper(unit.citation)
    words = workbench().shared_words(unit.text, text.text, text.language) if text else ()
    path = " › ".join(path_of(draft, unit.provision))
    place = f"{t('ui.desk.draft')}: {path}" if path else t("ui.desk.draft")
    head = f'<p class="ts-meta">{escape(place)}</p><h2 id="ts-arrive">{escape(said)}</h2>'
    boilerplate = ""
    if unit.boilerplate:
        boilerplate = f'<p class="ts-note">{escape(t("ui.screening.boilerplate", kind=t(unit.boilerplate)))}</p>'
    st.html(head + boilerplate + law(unit.text, "nl", words))
    st.html(f'<p class="ts-source">{escape(place_line(draft, unit))}</p>')
    if unit.reasons and not judged(_candidate(unit)):
        st.html(f"<h3>{escape(t('ui.desk.cues'))}</h3>{bullets(map(escape, reasons(unit.reasons)))}")


def _candidates(unit: ScreenedUnit) -> None:
    st.html(f'<h3>{escape(t("ui.desk.candidates"))}</h3><p class="ts-source">{escape(t("ui.screening.suggestions"))}</p>')
    if not unit.candidates:
        st.html(f'<p class="ts-note">{escape(t("ui.screening.no_candidates"))}</p>')
        return
    by_place = {c.provision: c for c in unit.candidates}
    chosen = _candidate(unit)
    places = list(by_place)
    key = f"cand-{unit.provision}"
    st.radio(
        t("ui.desk.choose"), places, index=places.index(chosen.provision) if chosen else 0, key=key,
        format_func=lambda place: _label(by_place[place]),
        captions=[t(f"status.{c.applicability.status}") for c in unit.candidates], on_change=_remember, args=(key,),
    )  # fmt: skip


def _label(candidate: Candidate) -> str:
    return plain(f"{cited(candidate.provision)} ({number(candidate.relevance)})")


def _remember(key: str) -> None:
    st.query_params["cand"] = st.session_state[key]


def _treaty_side(unit: ScreenedUnit, candidate: Candidate | None, text: Provision | None) -> None:
    if candidate is None:
        return
    entry = next(iter(workbench().loaded_register.register.of_article("/".join(candidate.provision.split("/")[:2]))), None)
    named = f" — {own(entry.title)}" if entry else ""
    said = cited(candidate.provision)
    st.html(f'<p class="ts-meta">{escape(t("ui.desk.treaty"))}</p><h2>{escape(first_upper(said) + named)}</h2>')
    if text is None:
        st.html(missing_html())
        if entry:
            st.html(f"<p><strong>{escape(t('ui.register.own_words'))}</strong> {escape(own(entry.protects))}</p>")
    else:
        words = workbench().shared_words(text.text, unit.text, text.language)
        note = "" if words or text.language == "nl" else f'<p class="ts-source">{escape(_not_marked(text.language))}</p>'
        st.html(official_html(text, words) + note)
    st.html(status(candidate.applicability))
    _why(candidate)
    if may(person(), Action.WRITE_FINDING):
        with on_key("b", t("ui.finding.begin")):
            here = {"draft": st.query_params.get("draft", ""), "unit": unit.provision, "cand": candidate.provision}
            link(t("ui.finding.begin"), "finding", **here)
    code, article = candidate.provision.split("/")[:2]
    link(plain(first_upper(t("ui.results.open", place=cited(f"{code}/{article}")))), "treaties", instrument=code, article=article)


def _not_marked(code: str) -> str:
    return t("ui.desk.not_marked", language=text_language(code))


def _why(candidate: Candidate) -> None:
    heading_words = escape(t("ui.desk.why"))
    said = [r for r in candidate.reasons if r.key != "reason.official"]
    facts = f"{t('ui.results.relevance', value=number(candidate.relevance))} · {ranks(candidate.ranks)}"
    lanes = bullets(map(escape, lane_ranks(candidate.ranks)))
    how = f'<details class="ts-aside"><summary>{escape(t("ui.results.how"))}</summary>{lanes}</details>'
    st.html(f'<h3>{heading_words}</h3>{bullets(reason_html(said))}<p class="ts-meta">{escape(facts)}</p>{how}')
