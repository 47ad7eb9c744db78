"""What a reader should know of a draft as a whole: watches, rights, groups, and what was not screened."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Watch(StrEnum):
    """What is easily overlooked in a draft."""

    REMOVAL = "removal"  # what it repeals or narrows
    DEFINITION = "definition"  # a definition that leaves people out, and where it works
    DELEGATION = "delegation"  # left to the government without criteria
    DISCRETION = "discretion"  # left to whoever decides


@dataclass(frozen=True)
class Quoted:
    """Exact words of one unit of the draft: characters [start, end) of the unit's text."""

    provision: str
    citation: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Watched:
    """One thing seen: `detail` is a catalogue key that says what."""

    watch: Watch
    detail: str
    quote: Quoted
    about: str = ""  # the law and place that change, or the term that is defined
    uses: tuple[Quoted, ...] = ()  # where a definition works
    tension: float = 0.0  # of the unit, for the order


class Skipped(StrEnum):
    """Why something was not screened, or only in part."""

    BOILERPLATE = "boilerplate"  # screened, but ranked last
    TOO_SHORT = "too_short"
    OTHER_LANGUAGE = "other_language"
    NO_CANDIDATE = "no_candidate"
    WORDS_ONLY = "words_only"  # only words change: what they mean stands in another law
    INTRODUCTION = "introduction"  # words of an article above its paragraphs
    SECTION = "section"  # memorandum, opinion, annex
    LEFTOVER = "leftover"  # text without a place
    EMPTY_PAGE = "empty_page"  # a page without text
    NO_TEXT = "no_text"  # an instrument whose official text is not there
    NO_REGISTER = "no_register"  # an instrument without register entries


@dataclass(frozen=True)
class NotScreened:
    """One thing that the screening did not read as it reads the rest."""

    why: Skipped
    what: str  # citation, section title, instrument code, or page number
    words: str = ""  # how it begins
    provision: str = ""
    detail: str = ""  # catalogue key that says more


@dataclass(frozen=True)
class Cell:
    """One field of the heat map: the strongest pair of an article of the draft and a right."""

    right: str
    article: str  # eId
    citation: str
    score: float  # 0..1
    norm: str
    quote: Quoted


@dataclass(frozen=True)
class Affected:
    """A group that the draft names, with the places; `strongest` orders the groups."""

    holder: str
    places: tuple[Quoted, ...]
    strongest: float


@dataclass(frozen=True)
class Overview:
    """Everything at the level of the draft; `screening` names what it rests on."""

    screening: str
    watches: tuple[Watched, ...]
    cells: tuple[Cell, ...]
    groups: tuple[Affected, ...]
    not_screened: tuple[NotScreened, ...]
    articles: tuple[tuple[str, str], ...] = field(default=())  # eId and citation of every article, in reading order
