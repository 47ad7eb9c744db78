"""Treaty bodies and how each wants its information ordered."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.identifiers import ProvisionId
from workbench.domain.instruments import Text


@dataclass(frozen=True)
class Cluster:
    """A part of a body's reporting guidelines; `places` are articles, or paragraphs and points of articles."""

    number: int
    title: Text
    places: tuple[str, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles it names, whole or in part, in its own order."""
        return tuple(dict.fromkeys(str(ProvisionId.parse(place).article_id) for place in self.places))


@dataclass(frozen=True)
class TreatyBody:
    """Who reads the reports, on which instruments, in which parts."""

    code: str
    names: Text
    instruments: tuple[str, ...]
    guidelines: str
    verified: bool
    clusters: tuple[Cluster, ...]

    def name(self, language: str) -> str:
        """Its name in `language`, else in Dutch."""
        return self.names.get(language) or self.names["nl"]

    def clusters_of(self, provision: str) -> tuple[Cluster, ...]:
        """The parts that ask about a place, the most exact one first: `CRC/24/3` is violence first and health second.

        An article of which only parts are named falls under the first of those.
        """
        place = ProvisionId.parse(provision)
        holding: list[tuple[int, Cluster]] = []
        inside: list[Cluster] = []
        for cluster in self.clusters:
            stated = [ProvisionId.parse(text) for text in cluster.places]
            if depths := [len(s.rest) for s in stated if place.within(s)]:
                holding.append((max(depths), cluster))
            elif any(s.within(place) for s in stated):
                inside.append(cluster)
        ordered = [cluster for _, cluster in sorted(holding, key=lambda pair: -pair[0])]
        return (*ordered, *inside)
