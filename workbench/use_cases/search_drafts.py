"""Search in imported drafts: the same lanes, fused by reciprocal rank (Cormack et al. 2009, k = 60)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from workbench.domain.instruments import Applicability, Status
from workbench.domain.ports import Encoder, PassageIndex
from workbench.domain.search import Hit, Lane

RRF_K = 60
DEPTH = 200


def search_drafts(
    queries: Sequence[str], index: PassageIndex, encoder: Encoder, top: int, language: str = "nl"
) -> list[list[Hit]]:
    """The `top` best draft articles per query; `article` is `draft-id#eId`."""
    vectors = encoder.encode_queries(queries)
    return [fuse(lanes, index, top) for lanes in index.lanes(queries, vectors, language, DEPTH)]


def fuse(lanes: Sequence[Lane], index: PassageIndex, top: int) -> list[Hit]:
    """The `top` best passages of all lanes by reciprocal rank; scores lie between 0 and 1."""
    scores: dict[int, float] = defaultdict(float)
    ranks: dict[int, dict[str, int]] = defaultdict(dict)
    for lane in lanes:
        for rank, position in enumerate(lane.positions, start=1):
            scores[position] += 1 / (RRF_K + rank)
            ranks[position][lane.name] = rank
    best = sorted(scores, key=lambda position: (-scores[position], position))[:top]
    ceiling = len(lanes) / (RRF_K + 1)
    return [_hit(position, scores[position] / ceiling, ranks[position], index) for position in best]


def _hit(position: int, score: float, ranks: dict[str, int], index: PassageIndex) -> Hit:
    passage = index.table[position]
    return Hit(passage.article, passage.provision, score, score, passage, ranks, (), Applicability(Status.BINDING))
