"""Earlier findings on the same norm or on one that protects the same interest: did we judge the like alike?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding, Outcome
from workbench.domain.identifiers import article_of
from workbench.domain.obligations import Register
from workbench.domain.ports import Vectors
from workbench.domain.workflow import FindingStatus
from workbench.use_cases.acting import Actor
from workbench.use_cases.read_dossier import list_dossiers, read_dossier

ALIKE = 0.6  # likeness from which a different conclusion asks for a look; see docs/findings.md
TROUBLED = frozenset({Outcome.ATTENTION, Outcome.RISK, Outcome.LIKELY_CONTRARY, Outcome.CONTRARY})
SOUND = frozenset({Outcome.CONFORM, Outcome.CONFORM_IF_READ, Outcome.PROMOTES})


class Kinship(StrEnum):
    """Why an earlier finding stands beside this one."""

    SAME = "same"  # the same treaty article
    ANALOGUE = "analogue"  # an article that the register calls analogous


@dataclass(frozen=True)
class Precedent:
    """An earlier finding; `likeness` (0..1) compares the quoted words of the drafts."""

    finding: Finding
    dossier: Dossier
    kinship: Kinship
    likeness: float
    differs: bool  # the words are alike, the conclusions point opposite ways


def precedents(
    actor: Actor, finding: Finding, register: Register, encode: Callable[[Sequence[str]], Vectors], top: int = 8
) -> list[Precedent]:
    """The most alike first; only from dossiers and readings that the actor may see. `encode` gives rows of unit length."""
    found = list(_kin(actor, finding, register))
    if not found:
        return []
    vectors = encode([finding.subject.quote.exact, *(other.subject.quote.exact for other, _, _ in found)])
    likeness = vectors[1:] @ vectors[0]
    rows = [
        Precedent(other, dossier, kinship, round(float(like), 3), _differs(finding, other, float(like)))
        for (other, dossier, kinship), like in zip(found, likeness, strict=True)
    ]
    return sorted(rows, key=lambda p: (-p.likeness, p.kinship is not Kinship.SAME, p.finding.created))[:top]


def _kin(actor: Actor, finding: Finding, register: Register) -> Iterator[tuple[Finding, Dossier, Kinship]]:
    article = article_of(finding.norm_id)
    analogues = {article_of(a.id) for entry in register.of_article(article) for a in entry.analogues}
    wanted = {f.dossier for f in actor.ledger.find(Finding) if article_of(f.norm_id) in {article, *analogues}}
    line = {finding.id, finding.carried_from}
    for dossier in list_dossiers(actor):
        for other in read_dossier(actor, dossier.id).findings if dossier.id in wanted else ():
            place = article_of(other.norm_id)
            if other.id in line or other.carried_from == finding.id or other.status is FindingStatus.WITHDRAWN:
                continue
            if place == article or place in analogues:
                yield other, dossier, Kinship.SAME if place == article else Kinship.ANALOGUE


def _differs(one: Finding, other: Finding, likeness: float) -> bool:
    opposite = {one.outcome in TROUBLED, other.outcome in TROUBLED} == {True, False}
    judged = all(f.outcome in TROUBLED | SOUND for f in (one, other))
    return likeness >= ALIKE and judged and opposite
