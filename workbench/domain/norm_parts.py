"""How the machine reads a provision: the parts of the norm, each with the exact words that show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a stretch of words is in the norm."""

    ACTOR = "actor"  # who acts: an authority or a service
    ADDRESSEE = "addressee"  # whom the norm is about: a group of the thesaurus
    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    POWER = "power"
    ENTITLEMENT = "entitlement"
    EXCLUSION = "exclusion"
    ACTION = "action"  # what is to be done, may be done or may not be done
    CONDITION = "condition"
    EXCEPTION = "exception"
    INTERFERENCE = "interference"
    LIFTED = "lifted"  # an interference that the text itself rules out
    SAFEGUARD = "safeguard"
    DENIED = "denied"  # a safeguard that the text itself rules out
    DISCRETION = "discretion"
    DELEGATION = "delegation"
    CRITERIA = "criteria"
    DEFINITION = "definition"
    DEFINED_TERM = "defined_term"
    DURATION = "duration"
    REMOVED = "removed"  # words or places that an amendment takes away
    ADDED = "added"  # words that an amendment puts in their place
    DOMAIN = "domain"


class Degree(StrEnum):
    """How much is left open to whoever applies the norm."""

    NONE = "none"
    BOUND = "bound"  # criteria in the same provision
    OPEN = "open"  # nothing that binds


@dataclass(frozen=True)
class ReadPart:
    """One part: `code` is a thesaurus code or a defined term, [start, end) are characters of the provision."""

    part: Part
    code: str
    start: int
    end: int


@dataclass(frozen=True)
class ProvisionReading:
    """Everything read in one provision; what is absent was not read, which is not the same as not being there."""

    language: str
    parts: tuple[ReadPart, ...]
    discretion: Degree
    delegation: Degree
    domains: tuple[str, ...] = ()
    competence: tuple[str, ...] = ()  # flemish | shared | federal | local, per domain

    def of(self, part: Part) -> tuple[ReadPart, ...]:
        """The parts of one kind, in reading order."""
        return tuple(p for p in self.parts if p.part is part)

    def missing(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Which of the safeguards that an obligation asks for were not read (denied ones count as missing)."""
        there = {p.code for p in self.of(Part.SAFEGUARD)}
        return tuple(dict.fromkeys(code for code in asked if code not in there))
