"""Both texts side by side with the verb between them, and the fields that hold the quoted words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from html import escape

import streamlit as st

from workbench.domain.anchors import Anchor, TextPosition
from workbench.domain.findings import Verb
from workbench.domain.sentences import between, nth_of, sentences
from workbench.errors import ToetssteenError
from workbench.texts import say_error
from workbench.ui.finding_state import Form
from workbench.ui.finding_texts import Target, controls, draft_side, treaty_side
from workbench.ui.marking import plain, shortened
from workbench.ui.state import language, t
from workbench.ui.wording import text_language
from workbench.use_cases.finding_fields import Texts, quoted_measure, quoted_subject

LANGUAGES = ("nl", "en")


def show_quotes(form: Form, texts: Texts, norm: str) -> None:
    """Draft, verb, treaty."""
    anchors = [(a, "") for a in quoted_now(form, texts)]
    left, middle, right = st.columns([10, 4, 10], gap="medium")
    node = next(p for p in texts.draft.provisions if p.id == texts.carrier)
    with left:
        target = Target("draft", form.key("quote"), form.key("quote_nth"))
        st.html(draft_side(texts, anchors, target))
        st.html(controls(target.name))
        _fields(form, "quote", texts.draft.source.text, node.start, node.end)
    with middle:
        form.pick("verb", t("ui.finding.verb"), list(Verb), lambda verb: t(f"verb.{verb}"), horizontal=False)
    with right:
        _treaty(form, texts, norm, anchors)


def quoted_now(form: Form, texts: Texts) -> Iterator[Anchor]:
    """The anchors of the words that the form says now, as far as they stand in the texts."""
    with suppress(ToetssteenError):
        if form.get("quote"):
            yield quoted_subject(form.kept, form.seen, texts)
    with suppress(ToetssteenError):
        if form.get("measure") and (found := quoted_measure(form.kept, form.seen, texts)):
            yield found


def _treaty(form: Form, texts: Texts, norm: str, anchors: list[tuple[Anchor, str]]) -> None:
    target = Target("treaty", form.key("measure"), form.key("measure_nth"))
    st.html(treaty_side(texts, norm, anchors, target))
    if texts.treaty is None:
        return
    st.html(controls(target.name))
    _fields(form, "measure", texts.treaty.text, 0, len(texts.treaty.text))
    _choose_language(texts.treaty.language)
    said = t("ui.finding.quoted_in", language=text_language(texts.treaty.language))
    st.html(f'<p class="ts-source">{escape(said)}</p>')


def _fields(form: Form, name: str, text: str, low: int, high: int) -> None:
    """The quoted words, and a way to fill them without pointing."""
    form.area(name, t(f"ui.finding.{name}"), height=110)
    form.line(f"{name}_nth", t(f"ui.finding.nth.{name}"))
    with st.expander(t("ui.finding.by_hand"), expanded=False, key=f"{form.key(name)}-hand"):
        found = sentences(text, low, high)
        numbers = list(range(len(found)))

        def said(n: int) -> str:
            return plain(f"{n + 1}. {shortened(text[found[n].start : found[n].end], 90)}")

        choose = {"format_func": said, "index": None, "placeholder": t("ui.finding.choose")}
        st.selectbox(t("ui.finding.sentence_from"), numbers, key=f"{form.key(name)}-from", **choose)
        st.selectbox(t("ui.finding.sentence_to"), numbers, key=f"{form.key(name)}-to", **choose)
        st.button(
            t("ui.finding.take_sentences"), key=f"{form.key(name)}-sentences", on_click=_take_sentences,
            args=(form, name, text, low, high, found),
        )  # fmt: skip
        st.text_input(t("ui.finding.first_words"), key=f"{form.key(name)}-first")
        st.text_input(t("ui.finding.last_words"), key=f"{form.key(name)}-last")
        st.button(
            t("ui.finding.take_between"), key=f"{form.key(name)}-between", on_click=_take_between,
            args=(form, name, text, low, high),
        )  # fmt: skip
    if refused := st.session_state.pop(f"{form.key(name)}-refused", ""):
        st.error(refused)


def _take_sentences(form: Form, name: str, text: str, low: int, high: int, found: list[TextPosition]) -> None:
    first, last = (st.session_state.get(f"{form.key(name)}-{end}") for end in ("from", "to"))
    if first is None:
        return
    last = first if last is None else last
    start, end = min(first, last), max(first, last)
    _fill(form, name, text, TextPosition(found[start].start, found[end].end), low, high)


def _take_between(form: Form, name: str, text: str, low: int, high: int) -> None:
    first, last = (st.session_state.get(f"{form.key(name)}-{end}", "") for end in ("first", "last"))
    try:
        _fill(form, name, text, between(text, first, last or first, low, high), low, high)
    except ToetssteenError as error:
        st.session_state[f"{form.key(name)}-refused"] = say_error(language(), error)


def _fill(form: Form, name: str, text: str, place: TextPosition, low: int, high: int) -> None:
    form.put(name, " ".join(text[place.start : place.end].split()))
    nth = nth_of(text, place, low, high)
    form.put(f"{name}_nth", str(nth) if nth > 1 else "")


def _choose_language(shown: str) -> None:
    """The language of the treaty text; the address says it, and what was typed stays."""
    codes = list(dict.fromkeys((*LANGUAGES, shown)))
    st.session_state["finding_tl"] = shown
    st.radio(
        t("ui.search.text_language"), codes, key="finding_tl", horizontal=True, format_func=text_language, on_change=_remember
    )


def _remember() -> None:
    st.query_params["tl"] = st.session_state["finding_tl"]
