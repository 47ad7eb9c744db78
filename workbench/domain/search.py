"""Queries, hits and candidates: what retrieval and screening hand to a reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workbench.domain.instruments import Applicability, Status
from workbench.domain.reason import Reason
from workbench.domain.tension import PairTension


class Scope(StrEnum):
    """Where to search."""

    TREATIES = "treaties"  # official texts and register together
    REGISTER = "register"  # our own phrases only
    DRAFTS = "drafts"
    SHELF = "shelf"  # general comments, judgments, concluding observations
    FINDINGS = "findings"  # what people wrote: findings and notes


EVEN = 0.5  # the balance that the ranker was trained for


def lane_weight(lane: str, balance: float) -> float:
    """How much a lane counts: balance 0 hears only the words, 1 only the meaning, 0.5 both in full."""
    share = 1 - balance if ".words" in lane else balance
    return min(1.0, 2 * share)


@dataclass(frozen=True)
class Filters:
    """Which provisions may be found; an empty set means no restriction."""

    instruments: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset()
    drafts: frozenset[str] = frozenset()
    register_only: bool = False  # passages of the register, no official words


@dataclass(frozen=True)
class Passage:
    """A piece of text in the index: official words, a register phrase, or a draft provision."""

    key: str  # unique in the index
    provision: str  # the place it speaks of; for a draft `draft-id#eId`
    article: str  # what is ranked: `CRPD/19`
    language: str
    kind: str  # official | as_written | words | protects | draft | interpretation
    text: str
    hash: str


@dataclass(frozen=True)
class Lane:
    """What one lane found: passage positions and scores, best first."""

    name: str
    positions: tuple[int, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True)
class Hit:
    """One article found; ranks are 1-based per lane (absent: the lane did not find it)."""

    article: str
    provision: str  # the exact place that matched best
    score: float
    relevance: float  # 0..1
    passage: Passage
    ranks: dict[str, int]
    reasons: tuple[Reason, ...]
    applicability: Applicability
    right: str = ""  # thesaurus right: analogues are grouped under it
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A machine suggestion for one draft provision: never a finding."""

    provision: str  # treaty place
    score: float
    relevance: float
    reasons: tuple[Reason, ...]
    applicability: Applicability
    ranks: dict[str, int] = field(default_factory=dict)
    tension: PairTension | None = None  # absent in screenings made before the model for pairs


@dataclass(frozen=True)
class ScreenedUnit:
    """What screening says of one draft provision."""

    provision: str
    citation: str
    text: str
    page: int
    tension: float  # 0..1, for reading order only
    reasons: tuple[Reason, ...]
    candidates: tuple[Candidate, ...]
    boilerplate: str = ""


@dataclass(frozen=True)
class Versions:
    """What a screening rested on: with the same versions it gives the same result."""

    policy: str
    encoder: str
    index: str
    register: str
    catalogue: str


@dataclass(frozen=True)
class Screening:
    """One screening of one draft."""

    id: str
    draft: str
    created: str  # ISO time, UTC
    versions: Versions
    units: tuple[ScreenedUnit, ...]
    not_screened: tuple[str, ...] = ()
