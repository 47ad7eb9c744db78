"""What consolidation hands to a reader: the text after the change with the difference marked, and what was left to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What happened to a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Segment:
    """A run of characters with one fate."""

    text: str
    mark: Mark = Mark.KEPT


@dataclass(frozen=True)
class Row:
    """A paragraph of the article: how deep it lies, its number as it is cited (empty for running text), its words."""

    depth: int
    label: str
    segments: tuple[Segment, ...]

    @property
    def before(self) -> str:
        """The words before the change; empty for a new paragraph."""
        return "".join(s.text for s in self.segments if s.mark is not Mark.ADDED)

    @property
    def after(self) -> str:
        """The words after the change; empty for a paragraph that goes."""
        return "".join(s.text for s in self.segments if s.mark is not Mark.REMOVED)


class Why(StrEnum):
    """Why an instruction is left to the reader; `consolidation.why.*` in the catalogues."""

    SENTENCE = "sentence"  # not one of the forms that are read
    PLACE = "place"  # the place is not written in a form that is read
    NO_LAW = "no_law"  # the base text is not here
    NO_ARTICLE = "no_article"
    NOT_THERE = "not_there"  # the base text has no such paragraph, lid or point
    SEVERAL = "several"  # it has more than one
    NUMBERING = "numbering"  # an earlier change shifts the count
    WORDS_MISSING = "words_missing"
    WORDS_MANY = "words_many"
    WORDS_CHANGED = "words_changed"  # an earlier change touches the same words
    EXISTS = "exists"  # the new number is there already, or does not follow
    ENDING = "ending"  # where exactly the words come is not certain
    STRUCTURE = "structure"  # the base text could not be read with certainty


@dataclass(frozen=True)
class Refusal:
    """An instruction that could not be applied with certainty."""

    provision: str  # id in the draft
    why: Why
    detail: str = ""


@dataclass(frozen=True)
class Consolidation:
    """One article of the base text after what one article of the draft does to it; no rows: nothing can be shown."""

    carrier: str  # id of the draft's article
    law: str  # as the draft names it
    base: str  # id of the base law; empty when it is not here
    article: str  # number in the base law; empty when none is named
    rows: tuple[Row, ...]
    applied: tuple[str, ...]  # ids of the draft's provisions whose instruction is in `rows`
    refused: tuple[Refusal, ...]
    also: tuple[str, ...] = ()  # other articles of the draft that change the same article

    @property
    def complete(self) -> bool:
        """Whether every instruction was applied."""
        return bool(self.applied) and not self.refused


class CannotApply(Exception):
    """An instruction is not certain; carries the reason."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why = why
        self.detail = detail
