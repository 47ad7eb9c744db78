"""Carrying human work over to a new version: what the tool proposes with its grounds, and what a person decided."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.anchors import Anchor
from workbench.domain.records import Record
from workbench.domain.versions import PlaceKind


class Development(StrEnum):
    """What became of a problem in the new version."""

    RESOLVED = "resolved"  # opgelost
    UNCHANGED = "unchanged"  # ongewijzigd
    WORSENED = "worsened"  # verergerd
    GONE = "gone"  # tekst verdwenen
    NEW = "new"  # a problem that the old version did not have
    NO_PROBLEM = "no_problem"  # new text that a person read and found nothing in


CONTINUES = frozenset({Development.UNCHANGED, Development.WORSENED})
"""With these a finding goes on, on the words of the new version."""

SOLVED = frozenset({Development.RESOLVED, Development.GONE})


class Subject(StrEnum):
    """What is carried over."""

    FINDING = "finding"
    NOTE = "note"
    TEXT = "text"  # a provision of the new version; the subject is its eId


class Shift(StrEnum):
    """Whether a sign came into the text or went out of it."""

    ADDED = "added"
    REMOVED = "removed"
    KEPT = "kept"  # the words did not change at all


@dataclass(frozen=True)
class Ground:
    """One reason for a proposal: a sign that came or went (a feature of the tension reading), with the words that show it."""

    shift: Shift
    feature: str = ""  # `has.hearing`, `does.home-search`, `norm.exclusion`; empty for KEPT
    words: str = ""
    better: bool = True  # for the people concerned


@dataclass(frozen=True)
class Proposal:
    """What the tool proposes; None: the signs point both ways or the words could not be placed, a person has to read."""

    development: Development | None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CarryOver(Record):
    """A person's decision on one finding, note or text; the author decided. Nothing of the older version changes by it."""

    old: str  # draft ids
    new: str
    kind: Subject
    subject: str  # id of the finding or note, or eId of the text
    proposed: Development | None
    decided: Development
    placed: PlaceKind
    confidence: float = 0.0
    before: Anchor | None = None  # the words in the old version
    anchor: Anchor | None = None  # the words in the new version
    grounds: tuple[Ground, ...] = ()
    remark: str = ""
    continued_as: str = ""  # id of the finding on the new version


def carry_over_id(dossier: str, old: str, new: str, kind: Subject, subject: str) -> str:
    """One decision per subject and step between versions: a second decision is a new version of the first."""
    return hashlib.sha256("\n".join((dossier, old, new, kind, subject)).encode()).hexdigest()[:32]
