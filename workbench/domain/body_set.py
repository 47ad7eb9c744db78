"""What a report to a treaty body holds: findings and follow-up per article, over a period, out of all dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.dossier_set import ChosenFinding
from workbench.domain.dossiers import Dossier
from workbench.domain.drafts import Draft
from workbench.domain.findings import ADVERSE
from workbench.domain.follow_up import FOLLOWED, FollowUp
from workbench.domain.obligations import Relation
from workbench.domain.period import Period
from workbench.domain.treaty_bodies import Cluster, TreatyBody
from workbench.domain.workflow import FindingStatus

PUBLIC = frozenset({FindingStatus.PUBLISHED, FindingStatus.FOLLOW_UP, FindingStatus.CLOSED})
"""Where a finding has left the house."""


@dataclass(frozen=True)
class Reach:
    """How far a choice out of all dossiers goes."""

    period: Period
    public: bool = False  # only what has been published
    confidential: bool = False  # also confidential dossiers, as far as the person may see them


@dataclass(frozen=True)
class BodyFinding:
    """A finding out of one of the dossiers; `found.number` counts in the whole report."""

    found: ChosenFinding
    dossier: Dossier
    draft: Draft | None
    label: str  # of the version
    earlier: int = 0  # how many versions of the text had it before
    elsewhere: tuple[Cluster, ...] = ()  # other parts that ask about the same place

    @property
    def adverse(self) -> bool:
        """Whether the conclusion is that a right is at risk or worse."""
        return self.found.finding.outcome in ADVERSE

    @property
    def followed(self) -> bool:
        """Whether the text was changed for it, in whole or in part."""
        return any(entry.text in FOLLOWED for entry in self.found.follow_ups)


@dataclass(frozen=True)
class Related:
    """A finding on an article of another treaty that protects the same interest."""

    found: ChosenFinding
    dossier: Dossier
    relation: Relation


@dataclass(frozen=True)
class ArticleGroup:
    """What there is about one article."""

    article: str
    findings: tuple[BodyFinding, ...]
    related: tuple[Related, ...] = ()


@dataclass(frozen=True)
class ClusterGroup:
    """A part of the guidelines with its articles in order; the last group of a set may have no cluster."""

    cluster: Cluster | None
    articles: tuple[ArticleGroup, ...]
    silent: tuple[str, ...] = ()  # its articles without any finding


@dataclass(frozen=True)
class BodySet:
    """Everything for one body."""

    body: TreatyBody
    reach: Reach
    groups: tuple[ClusterGroup, ...]
    dossiers: tuple[Dossier, ...]  # those that a finding comes from
    names: Mapping[str, str]  # person id -> name
    made: str  # ISO time
    left_out: int = 0  # confidential dossiers that the person may see and did not ask for
    blind: bool = False  # a double reading hides findings from the person

    @property
    def findings(self) -> tuple[BodyFinding, ...]:
        """All findings on the body's own articles, in the order of the report."""
        return tuple(found for group in self.groups for article in group.articles for found in article.findings)

    @property
    def related_dossiers(self) -> tuple[str, ...]:
        """The ids of dossiers that only stand among the kindred findings."""
        found = (row.dossier.id for group in self.groups for article in group.articles for row in article.related)
        return tuple(dict.fromkeys(found))

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """All entries of their follow-up."""
        return tuple(entry for finding in self.findings for entry in finding.found.follow_ups)

    @property
    def unsigned(self) -> int:
        """How many findings nobody has signed."""
        return sum(finding.found.signature is None for finding in self.findings)
