"""Notes and questions beside a finding: on the whole or on exact words of either text, with answers and weight."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.anchors import Anchor, Side, anchor_at, anchor_in_draft, anchor_in_treaty, overlaps
from workbench.domain.findings import Finding
from workbench.domain.identifiers import article_of
from workbench.domain.notes import Note, NoteKind, NoteState, Reply
from workbench.domain.people import Action, may
from workbench.errors import QuoteNotFound
from workbench.ui.finding_texts import asked_language, treaty_text
from workbench.ui.frame import heading
from workbench.ui.keeping import actor
from workbench.ui.state import draft, errors_shown, me, person, t
from workbench.ui.wording import cited, moment
from workbench.use_cases.discuss import reopen_note, reply, set_aside, write_note
from workbench.use_cases.propose_finding import carrier_of
from workbench.use_cases.read_dossier import DossierView

NOTE_FIELD = "note_words"
NOTE_TEXT = "note_text"


def show_notes(view: DossierView, finding: Finding, names: dict[str, str]) -> None:
    """What was asked and noted about these words, open questions first; and a place to write."""
    heading(t("ui.notes.title"))
    found = sorted((n for n in view.notes if about(n, finding)), key=lambda n: (n.state is not NoteState.OPEN, not n.blocks))
    if not found:
        st.html(f'<p class="ts-source">{escape(t("ui.notes.none"))}</p>')
    for note in found:
        with st.container(border=True, key=f"note-{note.id}"):
            _note(note, names)
    if may(person(), Action.WRITE_NOTE):
        with st.container(key="note_form"), st.expander(t("ui.notes.write"), expanded=False):
            _form(finding)


def about(note: Note, finding: Finding) -> bool:
    """Whether a note speaks of the finding, of its provision, or of its treaty article."""
    if note.finding or note.anchor is None:
        return note.finding == finding.id
    if note.anchor.side is Side.TREATY:
        return article_of(note.provision) == article_of(finding.norm_id)
    return note.anchor.source == finding.draft and overlaps(note.provision, finding.provision)


def _note(note: Note, names: dict[str, str]) -> None:
    weight = f" · {t('ui.notes.weighty')}" if note.weighty else ""
    facts = f"{t(f'note_kind.{note.kind}')} · {t(f'note_state.{note.state}')}{weight}"
    said = f"{names.get(note.author, note.author)}, {moment(note.created)}"
    quoted = ""
    if note.anchor is not None:
        where = cited(note.provision) if note.anchor.side is Side.TREATY else t("ui.finding.in.draft")
        words = escape(note.anchor.quote.exact)
        quoted = f'<p><q class="ts-words">{words}</q> <span class="ts-source">({escape(where)})</span></p>'
    replies = "".join(_reply(r, names) for r in note.replies)
    told = f'<ul class="ts-list">{replies}</ul>' if replies else ""
    place = escape(f"note-{note.id}", quote=True)
    st.html(f'<p class="ts-meta" id="{place}">{escape(facts)} · {escape(said)}</p>{quoted}<p>{escape(note.text)}</p>{told}')
    if may(person(), Action.WRITE_NOTE):
        _answer(note)


def _reply(said: Reply, names: dict[str, str]) -> str:
    who = f"{names.get(said.person, said.person)}, {moment(said.at)}"
    return f'<li>{escape(said.text)} <span class="ts-source">{escape(who)}</span></li>'


def _answer(note: Note) -> None:
    if note.state is not NoteState.OPEN:
        if st.button(t("ui.notes.reopen"), key=f"reopen-{note.id}"):
            with errors_shown():
                reopen_note(actor(), note)
                st.rerun()
        return
    question = note.kind is NoteKind.QUESTION
    with st.form(f"answer-{note.id}", border=False):
        text = st.text_area(t("ui.notes.answer"), key=f"answer-text-{note.id}", height=68)
        asked = st.checkbox(t("ui.notes.answers"), value=True, key=f"answers-{note.id}") if question else False
        left, right = st.columns(2)
        sent = left.form_submit_button(t("ui.notes.send"))
        aside = right.form_submit_button(t("ui.notes.set_aside"))
    if sent or aside:
        with errors_shown():
            set_aside(actor(), note, text) if aside else reply(actor(), note, text, answers=asked)
            st.rerun()


def _form(finding: Finding) -> None:
    st.html(f'<p class="ts-source">{escape(t("ui.words.help"))}</p>')
    with st.form("note", border=False, clear_on_submit=False):
        kind = st.radio(t("ui.notes.kind"), list(NoteKind), horizontal=True, format_func=lambda k: t(f"note_kind.{k}"))
        words = st.text_area(t("ui.notes.words"), key=NOTE_FIELD, height=68)
        text = st.text_area(t("ui.notes.text"), key=NOTE_TEXT, height=100)
        weighty = st.checkbox(t("ui.notes.weighty_question"), key="note_weighty")
        sent = st.form_submit_button(t("ui.notes.save"), type="primary")
    if sent:
        with errors_shown():
            anchor = _place(finding, words) if words.strip() else None
            note = Note(
                dossier=finding.dossier, kind=kind, text=text, draft=finding.draft, anchor=anchor, finding=finding.id,
                weighty=weighty, author=me(),
            )  # fmt: skip
            write_note(actor(), note)
            for name in (NOTE_FIELD, NOTE_TEXT, "note_weighty"):
                st.session_state.pop(name, None)
            st.session_state["finding_said"] = t("ui.notes.saved")
            st.rerun()


def _place(finding: Finding, words: str) -> Anchor:
    """The words in the draft's article, else in the treaty article that lies open; raises QuoteNotFound."""
    chosen = draft(finding.draft)
    text = treaty_text(finding.norm_id, asked_language(finding.measure.source.rpartition("@")[2] if finding.measure else "nl"))
    if chosen is not None:
        try:
            found = anchor_in_draft(chosen, carrier_of(chosen, finding.provision).id, words)
            return anchor_at(chosen, found.position)
        except QuoteNotFound:
            if text is None:
                raise
    if text is None:
        raise QuoteNotFound("error.no_official_text")
    return anchor_in_treaty(text, words)
