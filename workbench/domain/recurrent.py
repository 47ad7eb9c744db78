"""Recurrent defects: the same treaty article with the same interference or the same missing element in several dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.findings import ADVERSE, Finding, Outcome, Verb
from workbench.domain.identifiers import article_of
from workbench.domain.trees import Answer, Step


class DefectKind(StrEnum):
    """What recurs."""

    STEP = "step"  # a step of the test that a person answered with no: `legal_basis`
    TAG = "tag"  # a person's own word for it
    VERB = "verb"  # how the draft touches the article: `restricts`


MISSING = frozenset(
    {
        *(Step.LEGAL_BASIS, Step.FORESEEABILITY, Step.LEGITIMATE_AIM, Step.SUITABILITY, Step.NECESSITY),
        *(Step.PROPORTIONALITY, Step.SAFEGUARDS, Step.ACCOMMODATION, Step.FRAMEWORK, Step.MINIMUM_CORE),
        *(Step.RESOURCES, Step.TIMETABLE, Step.VULNERABLE, Step.GENERAL_INTEREST, Step.COMPENSATION),
        *(Step.BEST_INTERESTS, Step.HEARING_CHILD, Step.PARTICIPATION, Step.REMEDY, Step.DATA_PROTECTION),
    }
)
"""Steps where "no" means that something is missing; "doubtful" and "cannot be judged" never count as missing."""

TOUCHES = frozenset({Verb.RESTRICTS, Verb.OMITS, Verb.DEVIATES})
_ASKS = ADVERSE | {Outcome.ATTENTION}


@dataclass(frozen=True)
class Defect:
    """One defect on one treaty article, with the findings that show it, oldest first."""

    article: str
    kind: DefectKind
    what: str  # step, tag or verb
    findings: tuple[Finding, ...]

    @property
    def dossiers(self) -> tuple[str, ...]:
        """In which dossiers, by id."""
        return tuple(dict.fromkeys(f.dossier for f in self.findings))

    @property
    def key(self) -> str:
        """A name for an address: `step/legal_basis/ECHR/8`."""
        return f"{self.kind}/{self.what}/{self.article}"


def recurrent(findings: Iterable[Finding]) -> tuple[Defect, ...]:
    """Defects in two dossiers or more, the most widespread first; findings that object to nothing show none."""
    found: dict[tuple[str, DefectKind, str], list[Finding]] = {}
    for finding in findings:
        if finding.outcome in _ASKS:
            for kind, what in _shown_by(finding):
                found.setdefault((article_of(finding.norm_id), kind, what), []).append(finding)
    defects = [Defect(*key, tuple(shown)) for key, shown in found.items()]
    wide = [d for d in defects if len(d.dossiers) > 1]
    kinds = tuple(DefectKind)
    return tuple(sorted(wide, key=lambda d: (-len(d.dossiers), -len(d.findings), kinds.index(d.kind), d.key)))


def _shown_by(finding: Finding) -> Iterator[tuple[DefectKind, str]]:
    for step in dict.fromkeys(a.step for a in finding.steps if a.answer is Answer.NO and a.step in MISSING):
        yield DefectKind.STEP, step
    for tag in dict.fromkeys(" ".join(t.split()).lower() for t in finding.tags if t.strip()):
        yield DefectKind.TAG, tag
    if finding.verb in TOUCHES:
        yield DefectKind.VERB, str(finding.verb)
