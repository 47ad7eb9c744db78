"""What readers decide on the machine's candidates, second readings, adjudications, and "geen opmerkingen"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.anchors import overlaps
from workbench.domain.findings import Suggestion
from workbench.domain.records import Record


class VerdictAnswer(StrEnum):
    """A reader's decision on one candidate pair."""

    RELEVANT = "relevant"
    NOT_RELEVANT = "not_relevant"
    DOUBT = "doubt"
    POSTPONED = "postponed"
    TAKEN_BACK = "taken_back"  # undone: no answer stands


DECIDED = frozenset({VerdictAnswer.RELEVANT, VerdictAnswer.NOT_RELEVANT, VerdictAnswer.DOUBT})


@dataclass(frozen=True, kw_only=True)
class Verdict(Record):
    """One reader's decision on one pair of draft provision and treaty place; the author is the reader."""

    draft: str
    provision: str
    norm: str
    answer: VerdictAnswer
    reasons: tuple[str, ...] = ()  # tags
    remark: str = ""
    candidate: Suggestion | None = None  # None: the reader added the pair
    drawer: bool = False  # from the random control drawer
    queued: bool = False  # served by the reading queue by rank or from the drawer: counts in the stop estimate

    @property
    def pair(self) -> tuple[str, str]:
        """Draft provision and treaty place."""
        return self.provision, self.norm


def verdict_id(dossier: str, draft: str, provision: str, norm: str, reader: str) -> str:
    """One verdict per reader and pair: a second decision is a new version of the first, never a second record."""
    return hashlib.sha256("\n".join((dossier, draft, provision, norm, reader)).encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class NoRemarks(Record):
    """ "Geen opmerkingen": the author read these provisions against these treaties and found nothing."""

    draft: str
    provisions: tuple[str, ...]  # eIds; empty: the whole text
    instruments: tuple[str, ...]  # treaty codes read against
    not_tested: tuple[str, ...] = ()  # "niet getoetst aan"
    remark: str = ""
    withdrawn: bool = False


class ReadingState(StrEnum):
    """How far a double reading is."""

    OPEN = "open"
    BOTH_DONE = "both_done"
    ADJUDICATED = "adjudicated"


@dataclass(frozen=True, kw_only=True)
class SecondReading(Record):
    """Two readers of the same provisions, blind to one another until both are done."""

    draft: str
    first: str  # person id
    second: str
    provisions: tuple[str, ...] = ()  # empty: the whole text
    done: tuple[str, ...] = ()  # who finished
    state: ReadingState = ReadingState.OPEN

    @property
    def readers(self) -> tuple[str, str]:
        """Both readers."""
        return self.first, self.second

    def covers(self, draft: str, provision: str) -> bool:
        """Whether a provision of a draft, or something inside or around it, is read twice here."""
        return draft == self.draft and (not self.provisions or any(overlaps(provision, own) for own in self.provisions))


def hidden_from(person: str, author: str, draft: str, provision: str, readings: tuple[SecondReading, ...]) -> bool:
    """Whether `author`'s work on this provision stays hidden from `person`: both read it and not both are done."""
    return any(
        r.state is ReadingState.OPEN and person != author and {person, author} == set(r.readers) and r.covers(draft, provision)
        for r in readings
    )


def reads_along(person: str, reading: SecondReading, readings: Iterable[SecondReading]) -> bool:
    """Whether somebody still reads, in another double reading with one of these readers, provisions of this one: then that
    reader's answers are hidden from them, and what they would see of this reading is only half of it."""
    return any(
        r.state is ReadingState.OPEN
        and r.id != reading.id
        and r.draft == reading.draft
        and person in r.readers
        and bool(set(r.readers) & set(reading.readers) - {person})
        and (not r.provisions or not reading.provisions or any(r.covers(r.draft, place) for place in reading.provisions))
        for r in readings
    )


@dataclass(frozen=True, kw_only=True)
class Adjudication(Record):
    """The decision on a pair where two readers differ; what each said and noted stays beside it."""

    reading: str
    draft: str
    provision: str
    norm: str
    first: str  # verdict id; empty: that reader gave none
    second: str
    answer: VerdictAnswer
    reasoning: str
