"""What a model outside Toetssteen says of one pair, when the site asks it: quotations checked, never a finding."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from workbench.domain.anchors import Side
from workbench.domain.dossiers import Dossier
from workbench.domain.records import Record


class Leaning(StrEnum):
    """How the outside reader leans; the last one is an answer too."""

    NONE = "none"
    POSSIBLE = "possible"
    LIKELY = "likely"
    CANNOT_TELL = "cannot_tell"


class Dropped(StrEnum):
    """Why a sentence of the answer is not shown."""

    NO_QUOTE = "no_quote"  # it rests on no words of either text
    NOT_FOUND = "not_found"  # it quotes words that stand in neither
    VERDICT = "verdict"  # it calls something a violation, which only a court can


@dataclass(frozen=True)
class PairTexts:
    """All that is sent, and nothing else: both texts with their citations, and the language of the answer."""

    citation: str
    provision: str
    treaty_citation: str
    treaty: str
    language: str = "nl"
    treaty_language: str = "nl"  # of the official text, for those who hear it read aloud


@dataclass(frozen=True)
class RawQuote:
    """Words that the answer says it quotes."""

    side: Side
    words: str


@dataclass(frozen=True)
class RawSentence:
    """One sentence of the answer; `raises`: it speaks for tension, else against."""

    words: str
    raises: bool
    quotes: tuple[RawQuote, ...]


@dataclass(frozen=True)
class RawOpinion:
    """The answer as it came, of the right form but not yet checked against the texts."""

    leaning: Leaning
    sentences: tuple[RawSentence, ...]
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundQuote:
    """Quoted words with their place in the text that was sent."""

    side: Side
    start: int
    end: int


@dataclass(frozen=True)
class OpinionSentence:
    """A sentence whose every quotation stands in the texts."""

    words: str
    raises: bool
    quotes: tuple[FoundQuote, ...]


@dataclass(frozen=True)
class MachineOpinion:
    """The checked answer with the texts that were sent, the model and the version of the question."""

    id: str
    dossier: str
    draft: str
    provision: str
    norm: str
    asked_by: str
    created: str  # ISO time, UTC
    host: str
    model: str
    prompt: str  # version of the question
    texts: PairTexts
    leaning: Leaning
    sentences: tuple[OpinionSentence, ...]
    questions: tuple[str, ...] = ()
    dropped: dict[str, int] = field(default_factory=dict)  # Dropped -> how many


@dataclass(frozen=True, kw_only=True)
class OutsideReading(Record):
    """Whether texts of a dossier may go to an outside reader, and to which one; a person's decision."""

    host: str
    allowed: bool
    confidential: bool = False  # said while the dossier was confidential


def outside_id(dossier: str) -> str:
    """One decision per dossier; its history keeps the former ones."""
    return hashlib.sha256(f"outside\n{dossier}".encode()).hexdigest()[:32]


def permitted(dossier: Dossier, said: OutsideReading | None, host: str) -> bool:
    """Whether texts may go to `host`: allowed for that very host, and for a confidential dossier said as such."""
    return said is not None and said.allowed and said.host == host and (said.confidential or not dossier.confidential)


Patience = Callable[[], None]  # called while waiting; raises Cancelled to stop


class OutsideReader(Protocol):
    """A model outside Toetssteen."""

    @property
    def host(self) -> str:
        """Where texts go: host and port, without path or key."""

    @property
    def model(self) -> str:
        """Its name there."""

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way can read along."""

    @property
    def prompt(self) -> str:
        """The version of the question."""

    def ask(self, texts: PairTexts, wait: Patience) -> RawOpinion:
        """Its answer; raises OutsideReaderError in its kinds, or what `wait` raises."""


class OpinionRepository(Protocol):
    """Answers of outside readers: kept apart from human decisions."""

    def save(self, opinion: MachineOpinion) -> None:
        """Keep an answer."""

    def about(self, dossier: str, draft: str, provision: str, norm: str) -> list[MachineOpinion]:
        """Answers on one pair in one dossier, newest first."""
