"""A discussion as a thread: notes and questions on a dossier, a finding or words of the draft, with answers below each.

Another page shows it with `show_discussion(Topic(...), view.notes)`, where `view` comes from `read_dossier`: that keeps a
double reading blind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from workbench.domain.anchors import Side, anchor_in_draft, overlaps
from workbench.domain.notes import Note, NoteKind, NoteState
from workbench.domain.people import Action, may
from workbench.ui.draft_units import place_name
from workbench.ui.keeping import actor, field, keeping, seen
from workbench.ui.marking import paragraphs, plain, shortened
from workbench.ui.state import draft, me, person, t
from workbench.ui.who import Names, names
from workbench.ui.wording import cited, first_upper, moment
from workbench.use_cases.discuss import reopen_note, reply, reword_note, set_aside, write_note


@dataclass(frozen=True)
class Topic:
    """What is discussed: a dossier as a whole, or in it a finding, or a provision of one of its texts."""

    dossier: str
    draft: str = ""
    finding: str = ""
    provision: str = ""

    @property
    def key(self) -> str:
        """Tells the forms of several threads on one page apart."""
        return "-".join(filter(None, ("talk", self.dossier, self.finding, self.provision)))

    def holds(self, note: Note) -> bool:
        """Whether a note belongs to this thread: on the finding by name, on its words, or on the dossier as a whole."""
        if self.finding and note.finding:
            return note.finding == self.finding
        if self.provision:
            return note.draft == self.draft and bool(note.provision) and overlaps(note.provision, self.provision)
        return not (self.finding or note.finding or note.anchor)


def show_discussion(topic: Topic, notes: Iterable[Note]) -> None:
    """The thread, open questions first, and a form for a new note or question."""
    show_notes(sorted((n for n in notes if topic.holds(n)), key=_order), topic.key)
    if may(person(), Action.WRITE_NOTE):
        _new(topic)


def show_notes(notes: Sequence[Note], key: str) -> None:
    """Each note with its answers and what can be done with it."""
    if not notes:
        st.html(f'<p class="ts-note">{escape(t("ui.talk.none"))}</p>')
    known = names()
    for note in notes:
        with st.container(border=True):
            st.html(note_html(note, known))
            if may(person(), Action.WRITE_NOTE):
                _answers(note, known, key)


def _order(note: Note) -> tuple[bool, bool, str]:
    return (not note.blocks, note.state is not NoteState.OPEN, note.created)


def note_html(note: Note, known: Names) -> str:
    """The note and its answers as HTML."""
    head = t(f"ui.talk.head.{'weighty' if note.weighty else note.kind}", name=known[note.author])
    tag = "ts-tag" if note.state is NoteState.OPEN else "ts-tag ts-persuasive"
    state = f'<span class="{tag}">{escape(t(f"note_state.{note.state}"))}</span>'
    when = f'<p class="ts-meta">{escape(moment(note.created))}</p>'
    title = f'<h3 id="note-{escape(note.id, quote=True)}">{escape(head)} {state}</h3>'
    return f"{title}{when}{_quoted(note)}{paragraphs(note.text)}{_thread(note, known)}"


def _quoted(note: Note) -> str:
    if note.anchor is None:
        return ""
    in_draft = note.anchor.side is Side.DRAFT
    where = place_name(note.anchor.source, note.anchor.provision) if in_draft else first_upper(cited(note.provision))
    words = escape(shortened(note.anchor.quote.exact, 400))
    return f'<p class="ts-source">{escape(where)}</p><blockquote class="ts-law ts-quote" lang="nl">{words}</blockquote>'


def _thread(note: Note, known: Names) -> str:
    answers = "".join(
        f'<li><p class="ts-meta">{escape(known[r.person])}, {escape(moment(r.at))}</p>{paragraphs(r.text)}</li>'
        for r in note.replies
    )
    return f'<ol class="ts-thread" aria-label="{escape(t("ui.talk.answers"), quote=True)}">{answers}</ol>' if answers else ""


def _answers(note: Note, known: Names, key: str) -> None:
    """Answer, and folded: set aside or reword; or open again."""
    form = f"{key}-{note.id}"
    if note.state is not NoteState.OPEN:
        with st.expander(t("ui.talk.reopen")):
            _reopen(note, form)
        return
    with st.form(f"answer-{form}", border=False):
        text = st.text_area(plain(t("ui.talk.answer_to", name=known[note.author])), key=field(form, "answer"), height=68)
        closes = False
        if note.kind is NoteKind.QUESTION:
            closes = st.checkbox(t("ui.talk.settles"), key=field(form, "settles"))
        if st.form_submit_button(t("ui.talk.answer"), key=f"send-{form}"):
            with keeping(t("ui.talk.kept_answer"), form, note):
                reply(actor(), note, text, closes)
    with st.expander(t("ui.talk.more")):
        _set_aside(note, form)
        if note.author == me():
            _reword(note, form)


def _set_aside(note: Note, form: str) -> None:
    with st.form(f"aside-{form}", border=False):
        reason = st.text_input(t("ui.talk.aside_reason"), key=field(form, "aside"))
        if st.form_submit_button(t("ui.talk.aside"), key=f"put-{form}"):
            with keeping(t("ui.talk.kept_aside"), form, note):
                set_aside(actor(), note, reason)


def _reword(note: Note, form: str) -> None:
    stood = seen(form, "words", note)
    with st.form(f"reword-{form}", border=False):
        text = st.text_area(t("ui.talk.own_words"), value=stood.text, key=field(form, "words"), height=68)
        weighty = stood.weighty
        if note.kind is NoteKind.QUESTION:
            weighty = st.checkbox(t("ui.talk.weighty"), value=stood.weighty, key=field(form, "weighty"))
        if st.form_submit_button(t("ui.talk.reword"), key=f"change-{form}"):
            with keeping(t("ui.talk.kept_words"), form):
                reword_note(actor(), stood, text, weighty)


def _reopen(note: Note, form: str) -> None:
    with st.form(f"reopen-{form}", border=False):
        reason = st.text_input(t("ui.talk.reopen_reason"), key=field(form, "reopen"))
        if st.form_submit_button(t("ui.talk.reopen_button"), key=f"again-{form}"):
            with keeping(t("ui.talk.kept_open"), form, note):
                reopen_note(actor(), note, reason)


def _new(topic: Topic) -> None:
    form = topic.key
    with st.expander(t("ui.talk.new")), st.form(f"new-{form}", border=False):
        kind = st.radio(
            t("ui.talk.kind"), list(NoteKind), index=1, horizontal=True, key=field(form, "kind"),
            format_func=lambda k: first_upper(t(f"note_kind.{k}")),
        )  # fmt: skip
        text = st.text_area(t("ui.talk.text"), key=field(form, "text"))
        words = st.text_input(t("ui.talk.words"), key=field(form, "on")) if topic.provision else ""
        weighty = st.checkbox(t("ui.talk.weighty"), key=field(form, "weighty"))
        if st.form_submit_button(t("ui.talk.send"), type="primary", key=f"send-{form}"):
            with keeping(t("ui.talk.kept_new"), form):
                write_note(actor(), _note(topic, kind, text, words, weighty))


def _note(topic: Topic, kind: NoteKind, text: str, words: str, weighty: bool) -> Note:
    on_words = topic.provision and (words.strip() or not topic.finding)
    found = draft(topic.draft) if on_words else None
    anchor = anchor_in_draft(found, topic.provision, words) if found else None
    return Note(
        dossier=topic.dossier,
        kind=kind,
        text=text.strip(),
        draft=topic.draft,
        anchor=anchor,
        finding=topic.finding,
        weighty=weighty,
    )
