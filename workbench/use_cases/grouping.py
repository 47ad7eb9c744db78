"""Hits under the right that they protect: ten equal clauses of ten treaties stand together and each keeps its own rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.search import Hit


@dataclass(frozen=True)
class Placed:
    """A hit with its place in the whole list."""

    rank: int
    hit: Hit


def grouped(hits: Sequence[Hit]) -> list[list[Placed]]:
    """Hits by right, in the order of each group's best hit; a hit without a right stands alone."""
    groups: dict[str, list[Placed]] = {}
    for rank, hit in enumerate(hits, start=1):
        groups.setdefault(hit.right or hit.article, []).append(Placed(rank, hit))
    return list(groups.values())
