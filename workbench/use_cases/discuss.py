"""Notes and questions on exact words, replies, and setting aside."""

from __future__ import annotations

from dataclasses import replace

from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.ledger import Reader
from workbench.domain.notes import Note, NoteKind, NoteState, Reply
from workbench.domain.people import Action, may
from workbench.errors import AccessDenied, RuleError
from workbench.use_cases.acting import Actor, check_version, current, dossier_for, known, person_now, reason_given


def write_note(actor: Actor, note: Note) -> Note:
    """A new note or question of the actor; only a question can be weighty."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, note.dossier, Action.WRITE_NOTE)
        _check_place(pen, dossier, note)
        if not note.text.strip():
            raise RuleError("error.text_needed")
        weighty = note.weighty and note.kind is NoteKind.QUESTION
        fresh = replace(note, author=actor.person.id, state=NoteState.OPEN, replies=(), created="", version=0, weighty=weighty)
        return pen.put(fresh, "write_note")


def reply(actor: Actor, seen: Note, text: str, answers: bool = False) -> Note:
    """Answer below a note; `answers` closes a question."""
    with actor.write() as pen:
        note = _checked(pen, actor, seen)
        if not text.strip():
            raise RuleError("error.text_needed")
        replies = (*note.replies, Reply(actor.person.id, actor.now(), text.strip()))
        closes = answers and note.kind is NoteKind.QUESTION
        return pen.put(replace(note, replies=replies, state=NoteState.ANSWERED if closes else note.state), "reply")


def set_aside(actor: Actor, seen: Note, reason: str) -> Note:
    """Close a note without an answer; a weighty question only by who asked it or by a reviewer."""
    with actor.write() as pen:
        note = _checked(pen, actor, seen)
        asked = note.author == actor.person.id
        if note.weighty and not asked and not may(person_now(pen, actor), Action.REVIEW_FINDING):
            raise AccessDenied("error.question_not_yours")
        return pen.put(replace(note, state=NoteState.SET_ASIDE), "set_note_aside", reason_given(reason))


def reopen_note(actor: Actor, seen: Note, reason: str = "") -> Note:
    """An answer that does not satisfy: the question is open again."""
    with actor.write() as pen:
        return pen.put(replace(_checked(pen, actor, seen), state=NoteState.OPEN), "reopen_note", reason)


def reword_note(actor: Actor, seen: Note, text: str, weighty: bool) -> Note:
    """Change one's own note; the old words stay in the history."""
    with actor.write() as pen:
        note = _checked(pen, actor, seen)
        if note.author != actor.person.id:
            raise AccessDenied("error.note_not_yours")
        if not text.strip():
            raise RuleError("error.text_needed")
        weighty = weighty and note.kind is NoteKind.QUESTION
        return pen.put(replace(note, text=text.strip(), weighty=weighty), "reword_note")


def _check_place(reader: Reader, dossier: Dossier, note: Note) -> None:
    """A note speaks of a text or finding of its own dossier."""
    if note.draft:
        check_version(dossier, note.draft)
    if note.finding and known(reader, Finding, note.finding).dossier != dossier.id:
        raise RuleError("error.finding_other_text", title=dossier.title)


def _checked(reader: Reader, actor: Actor, seen: Note) -> Note:
    stored = known(reader, Note, seen.id)
    dossier_for(reader, actor, stored.dossier, Action.WRITE_NOTE)
    return current(reader, seen)
