"""Two versions of a draft beside one another: what became of every article, and where quoted words now stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.anchors import TextPosition


class Change(StrEnum):
    """What happened to an article; several may hold at once, SAME only alone."""

    SAME = "same"
    RENUMBERED = "renumbered"
    MOVED = "moved"  # another place in the order
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Pair:
    """Articles that belong together; one side is empty for a new or dropped one.

    `similarity` and `confidence` are 0..1: how much of the words is the same, and how sure it is that these belong together.
    """

    old: tuple[str, ...]  # eIds in reading order
    new: tuple[str, ...]
    changes: tuple[Change, ...]
    similarity: float
    confidence: float


@dataclass(frozen=True)
class TextMove:
    """Words that went from one article to another while both went on to exist."""

    old: str
    new: str
    words: int


@dataclass(frozen=True)
class Alignment:
    """Every article of both versions, each in exactly one pair, in the order of the new text."""

    old: str  # draft ids
    new: str
    pairs: tuple[Pair, ...]
    moves: tuple[TextMove, ...] = ()

    def of_old(self, article: str) -> Pair | None:
        """The pair that an article of the old version is in."""
        return next((pair for pair in self.pairs if article in pair.old), None)

    def of_new(self, article: str) -> Pair | None:
        """The pair that an article of the new version is in."""
        return next((pair for pair in self.pairs if article in pair.new), None)


class EditKind(StrEnum):
    """What a word-level difference does."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Edit:
    """A run of text that both versions have, or one of them."""

    kind: EditKind
    text: str


class PlaceKind(StrEnum):
    """How quoted words of the old version stand in the new one."""

    EXACT = "exact"  # the same words in the article that continues the old one
    MOVED = "moved"  # the same words elsewhere
    REWORDED = "reworded"
    GONE = "gone"  # deleted, and nothing stands in their stead
    UNPLACED = "unplaced"  # "niet te plaatsen": for a person, in the tray


@dataclass(frozen=True)
class Place:
    """Words in the new version where a quotation may stand; scores are 0..1."""

    provision: str  # eId of the smallest provision around the words
    position: TextPosition
    words: str
    similarity: float
    confidence: float


class Doubt(StrEnum):
    """Why a quotation could not be placed."""

    SEVERAL = "several"  # two places are about equally good
    WEAK = "weak"  # only words that look a little like it
    SPLIT = "split"  # the words now stand in several articles
    REPLACED = "replaced"  # other words came in their stead
    NOT_IN_OLD = "not_in_old"  # the quotation does not stand in the old version either


@dataclass(frozen=True)
class Placement:
    """Where a quotation went. `place` is set for EXACT, MOVED and REWORDED; `candidates` are suggestions for the tray."""

    kind: PlaceKind
    confidence: float
    place: Place | None = None
    doubt: Doubt | None = None
    candidates: tuple[Place, ...] = ()


def changed(edits: tuple[Edit, ...]) -> Iterator[Edit]:
    """Only what differs."""
    return (edit for edit in edits if edit.kind is not EditKind.EQUAL)
