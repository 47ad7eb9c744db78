"""The advice's own words: what it is about, where it fits, and the summary in plain language with its length."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.advice import LONG_SENTENCE, Advice, length_of
from workbench.domain.dossiers import DossierState
from workbench.domain.people import Action, may
from workbench.ui.choosing_dossier import choose_version
from workbench.ui.frame import heading, link
from workbench.ui.keeping import actor, begin_anew, field, keeping, seen
from workbench.ui.marking import paragraphs
from workbench.ui.state import person, t
from workbench.use_cases.read_dossier import DossierView
from workbench.use_cases.write_advice import advice_of, write_advice

LINES = ("number", "addressed_to")
TEXTS = {"about": 130, "framework": 130, "opening": 110, "summary": 200}  # heights in pixels
FORM = "advice"


def show_advice(view: DossierView) -> None:
    """The fields, or their words for who may not write; what is still empty is told."""
    heading(t("ui.advice.title"))
    st.html(f'<p class="ts-note">{escape(t("ui.advice.lead"))}</p>')
    version = choose_version(view, "advice_version")
    if version is None:
        return
    stored = advice_of(actor(), view.dossier.id, version.draft)
    _empty(stored)
    if may(person(), Action.WRITE_FINDING) and view.dossier.state is DossierState.OPEN:
        _form(stored, f"{FORM}-{version.draft}")
    else:
        for name in (*LINES, *TEXTS):
            st.html(f"<h3>{escape(t(f'ui.advice.{name}'))}</h3>{paragraphs(getattr(stored, name)) or '<p>–</p>'}")
    link(t("ui.advice.to_reports"), "reports", dossier=view.dossier.id)


def _empty(stored: Advice) -> None:
    missing = [t(f"ui.advice.{name}") for name in ("addressed_to", "about", "framework", "summary") if not getattr(stored, name)]
    if missing:
        st.html(f'<p class="ts-status">{escape(t("ui.advice.missing", fields=", ".join(missing)))}</p>')


def _form(stored: Advice, form: str) -> None:
    stood = seen(form, "summary", stored)
    if stood.version != stored.version:
        _others(stored, form)
    with st.form(form):
        words = {n: st.text_input(t(f"ui.advice.{n}"), value=getattr(stood, n), key=field(form, n)) for n in LINES}
        for name, height in TEXTS.items():
            words[name] = st.text_area(t(f"ui.advice.{name}"), value=getattr(stood, name), key=field(form, name), height=height)
            if name == "summary":
                st.html(f'<p class="ts-meta">{escape(_length(stood.summary))}</p>')
        if st.form_submit_button(t("ui.advice.keep"), type="primary", key=f"send-{form}"):
            with keeping(_kept(words["summary"]), form):
                write_advice(actor(), stood, **{n: w.strip() for n, w in words.items()})


def _others(stored: Advice, form: str) -> None:
    """Somebody else wrote meanwhile: their words, and the choice to begin again from them; what is typed stays until then."""
    st.warning(t("ui.advice.others"))
    with st.expander(t("ui.advice.others_words")):
        for name in (*LINES, *TEXTS):
            st.html(f"<h3>{escape(t(f'ui.advice.{name}'))}</h3>{paragraphs(getattr(stored, name)) or '<p>–</p>'}")
    if st.button(t("ui.advice.take_theirs"), key=f"theirs-{form}"):
        begin_anew(form)
        st.rerun()


def _length(text: str) -> str:
    size = length_of(text)
    if not size.words:
        return t("ui.advice.length_none", limit=LONG_SENTENCE)
    said = t("ui.advice.length", words=size.words, sentences=size.sentences, characters=size.characters)
    long = t("ui.advice.long", count=size.long_sentences, limit=LONG_SENTENCE) if size.long_sentences else t("ui.advice.short")
    return f"{said} {long}"


def _kept(summary: str) -> str:
    return f"{t('ui.advice.kept')} {_length(summary)}"
