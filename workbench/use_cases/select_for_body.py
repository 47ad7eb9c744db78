"""Choose for a treaty body: the findings on its articles, in the parts that it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.body_set import ArticleGroup, BodyFinding, BodySet, ClusterGroup, Reach, Related
from workbench.domain.drafts import Draft
from workbench.domain.identifiers import ProvisionId, article_of, number_key
from workbench.domain.obligations import Register, Relation
from workbench.domain.people import Action
from workbench.domain.ports import DraftRepository
from workbench.domain.treaty_bodies import Cluster, TreatyBody
from workbench.use_cases.acting import Actor
from workbench.use_cases.all_findings import Gathered, drafts_of, gather
from workbench.use_cases.read_dossier import people


@dataclass(frozen=True)
class BodySources:
    """Where texts and knowledge stand."""

    drafts: DraftRepository
    register: Register


def select_for_body(
    actor: Actor, body: TreatyBody, reach: Reach, sources: BodySources, action: Action = Action.EXPORT_DOSSIER
) -> BodySet:
    """Everything within reach on the body's articles, and per article what other treaties' findings touch the same interest.

    Raises AccessDenied.
    """
    harvest = gather(actor, reach, action)
    own = [row for row in harvest.findings if _instrument(row) in body.instruments]
    others = [row for row in harvest.findings if _instrument(row) not in body.instruments]
    made = _Maker(body, drafts_of(harvest.findings, sources.drafts), sources.register, others)
    groups = [made.group(cluster, [row for row in own if made.first(row) == cluster]) for cluster in body.clusters]
    outside = [row for row in own if made.first(row) is None]
    if outside:
        groups.append(made.group(None, outside))
    dossiers = {row.dossier.id: row.dossier for row in own}
    names = {key: person.name for key, person in people(actor).items()}
    return BodySet(body, reach, tuple(groups), tuple(dossiers.values()), names, actor.now(), harvest.left_out, harvest.blind)


class _Maker:
    """Puts findings under parts and articles, and counts them."""

    def __init__(
        self, body: TreatyBody, drafts: Mapping[str, Draft | None], register: Register, others: Sequence[Gathered]
    ) -> None:
        self._body, self._drafts, self._register, self._others = body, drafts, register, others
        self._count = 0

    def first(self, row: Gathered) -> Cluster | None:
        """The part that a finding is printed in."""
        return next(iter(self._body.clusters_of(row.finding.norm.provision)), None)

    def group(self, cluster: Cluster | None, rows: Sequence[Gathered]) -> ClusterGroup:
        """A part with its articles in the order of the treaty."""
        named = cluster.articles if cluster else ()
        related = {article: self._related(article) for article in named}
        held = {article_of(row.finding.norm.provision) for row in rows} | {a for a in named if related[a]}
        articles = [
            ArticleGroup(article, self._findings(article, rows), related.get(article, ()))
            for article in sorted(held, key=self._order)
        ]
        return ClusterGroup(cluster, tuple(articles), tuple(a for a in named if a not in held))

    def _order(self, article: str) -> tuple[int, tuple[tuple[int, int | str], ...]]:
        place = ProvisionId.parse(article)
        return self._body.instruments.index(place.instrument), number_key(place.article)

    def _findings(self, article: str, rows: Sequence[Gathered]) -> tuple[BodyFinding, ...]:
        mine = [row for row in rows if article_of(row.finding.norm.provision) == article]
        mine.sort(key=lambda row: (row.finding.norm.provision, row.dossier.created, row.finding.created, row.finding.id))
        return tuple(map(self._finding, mine))

    def _finding(self, row: Gathered) -> BodyFinding:
        self._count += 1
        draft = self._drafts[row.finding.draft]
        elsewhere = self._body.clusters_of(row.finding.norm.provision)[1:]
        return BodyFinding(row.numbered(self._count, draft), row.dossier, draft, row.label, row.earlier, elsewhere)

    def _related(self, article: str) -> tuple[Related, ...]:
        """Findings on other treaties' articles that the register calls analogous to this one."""
        same: dict[str, Relation] = {}
        for obligation in self._register.of_article(article):
            same |= {article_of(a.id): a.relation for a in obligation.analogues}
        rows = [row for row in self._others if article_of(row.finding.norm.provision) in same]
        return tuple(
            Related(row.numbered(0, self._drafts[row.finding.draft]), row.dossier, same[article_of(row.finding.norm.provision)])
            for row in rows
        )


def _instrument(row: Gathered) -> str:
    return row.finding.norm.provision.split("/")[0]
