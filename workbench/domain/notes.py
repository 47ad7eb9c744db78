"""Notes and questions on exact words; a weighty open question blocks sign-off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.anchors import Anchor
from workbench.domain.records import Record


class NoteKind(StrEnum):
    """Whether it asks for an answer."""

    NOTE = "note"
    QUESTION = "question"


class NoteState(StrEnum):
    """A note is open until it is set aside; a question until it is answered or set aside."""

    OPEN = "open"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Reply:
    """What somebody answered, and when."""

    person: str
    at: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """A note or question; `anchor` None: on the dossier or finding as a whole."""

    kind: NoteKind
    text: str
    draft: str = ""
    anchor: Anchor | None = None
    finding: str = ""  # the finding that it speaks of; empty: the text itself
    weighty: bool = False  # only a question can be
    state: NoteState = NoteState.OPEN
    replies: tuple[Reply, ...] = ()

    @property
    def provision(self) -> str:
        """The provision that it is anchored in; empty for the whole."""
        return self.anchor.provision if self.anchor else ""

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of a signature."""
        return self.kind is NoteKind.QUESTION and self.weighty and self.state is NoteState.OPEN
