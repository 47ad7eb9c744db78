"""One choice from a dossier, worked out once: screen, export and report all show this set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.domain.advice import Advice
from workbench.domain.dossiers import Dossier
from workbench.domain.drafts import Draft, Unit
from workbench.domain.findings import Finding, Outcome, Recommendation
from workbench.domain.follow_up import FollowUp
from workbench.domain.search import Candidate
from workbench.domain.signing import SignOff
from workbench.domain.verdicts import Adjudication, NoRemarks, Verdict, VerdictAnswer
from workbench.domain.workflow import FindingStatus


@dataclass(frozen=True)
class Choice:
    """Which part of a dossier; an empty field means no restriction."""

    draft: str = ""  # the newest version when empty
    instruments: frozenset[str] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    statuses: frozenset[FindingStatus] = frozenset()  # empty: all but withdrawn
    as_signed: bool = False  # the words as they were signed, for findings that were


@dataclass(frozen=True)
class NumberedRecommendation:
    """A recommendation with its number in the whole set."""

    number: int
    finding: Finding
    recommendation: Recommendation


@dataclass(frozen=True)
class ChosenFinding:
    """A finding with its number in the set and what belongs to it."""

    number: int
    finding: Finding
    place: str  # the draft's provision as it is cited
    page: int
    recommendations: tuple[NumberedRecommendation, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    signature: SignOff | None = None  # the newest one
    changed_after_signing: bool = False


@dataclass(frozen=True)
class Pair:
    """A draft provision and a treaty place that somebody or the machine brought together."""

    provision: str
    place: str
    norm: str
    candidate: Candidate | None  # what the machine said; None when a reader added the pair
    tension: float
    screening: str
    verdicts: tuple[Verdict, ...] = ()
    adjudication: Adjudication | None = None
    findings: tuple[int, ...] = ()  # numbers in the set

    @property
    def decided(self) -> bool:
        """Whether a person judged it."""
        return any(v.answer not in (VerdictAnswer.POSTPONED, VerdictAnswer.TAKEN_BACK) for v in self.verdicts)


@dataclass(frozen=True)
class SetAside:
    """Something that a person put away, and why: a withdrawn finding or a pair judged not relevant."""

    place: str
    norm: str
    what: str  # withdrawn | not_relevant
    why: str
    who: str  # person id
    day: str
    title: str = ""


@dataclass(frozen=True)
class DossierSet:
    """Everything that was chosen, in reading order of the draft."""

    dossier: Dossier
    choice: Choice
    draft: Draft | None
    label: str  # of the version
    advice: Advice | None
    findings: tuple[ChosenFinding, ...]
    pairs: tuple[Pair, ...]
    set_aside: tuple[SetAside, ...]
    no_remarks: tuple[NoRemarks, ...]
    not_examined: tuple[Unit, ...]  # no finding, no decision and no "geen opmerkingen" that the person may see
    not_tested: tuple[str, ...]  # treaty codes that somebody recorded as "niet getoetst aan"
    silent_on: tuple[str, ...]  # treaty codes of which nothing is recorded
    signatures: tuple[SignOff, ...]
    names: Mapping[str, str]  # person id -> name
    made: str  # ISO time
    other_versions: int = 0  # findings on other versions of the text, outside this set
    blind: bool = False  # a double reading runs: the other reader's work is not in it
    places: Mapping[str, str] = field(default_factory=dict)  # eId -> citation

    @property
    def recommendations(self) -> tuple[NumberedRecommendation, ...]:
        """All of them in order."""
        return tuple(r for f in self.findings for r in f.recommendations)

    @property
    def changed(self) -> tuple[ChosenFinding, ...]:
        """Findings whose words changed after they were signed."""
        return tuple(f for f in self.findings if f.changed_after_signing)

    @property
    def signed(self) -> bool:
        """Whether every finding was signed and none has changed since, or a text without remarks was signed."""
        covered = all(f.signature and not f.changed_after_signing for f in self.findings)
        return bool(self.signatures) and covered

    def name(self, person: str) -> str:
        """Somebody's name, else the id."""
        return self.names.get(person, person)
