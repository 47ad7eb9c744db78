"""Search in imported drafts: the same lanes, fused by reciprocal rank (Cormack et al. 2009, k = 60)."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray

from workbench.domain.instruments import Applicability, Status
from workbench.domain.ports import Encoder, PassageIndex
from workbench.domain.search import EVEN, Hit, Lane, lane_weight

RRF_K = 60
DEPTH = 200


def search_drafts(
    queries: Sequence[str],
    index: PassageIndex,
    encoder: Encoder,
    top: int,
    language: str = "nl",
    drafts: frozenset[str] = frozenset(),
    balance: float = EVEN,
    hidden: frozenset[str] = frozenset(),
) -> list[list[Hit]]:
    """The `top` best draft articles per query, of some drafts or of all but `hidden` ones; `article` is `draft-id#eId`."""
    vectors = encoder.encode_queries(queries)
    allowed = _of_drafts(index, drafts, hidden) if drafts or hidden else None
    return [fuse(lanes, index, top, balance) for lanes in index.lanes(queries, vectors, language, DEPTH, allowed)]


def _of_drafts(index: PassageIndex, drafts: frozenset[str], hidden: frozenset[str]) -> NDArray[np.bool_]:
    ids = [article.split("#", 1)[0] for article in index.table.articles]
    articles = np.array([(not drafts or draft in drafts) and draft not in hidden for draft in ids], bool)
    return articles[index.table.article_codes] if len(articles) else np.zeros(0, bool)


def fuse(lanes: Sequence[Lane], index: PassageIndex, top: int, balance: float = EVEN) -> list[Hit]:
    """The `top` best passages of all lanes by reciprocal rank; scores lie between 0 and 1."""
    weights = {lane.name: lane_weight(lane.name, balance) for lane in lanes}
    lanes = [lane for lane in lanes if weights[lane.name] > 0]
    scores: dict[int, float] = {}
    for lane in lanes:
        weight = weights[lane.name]
        for rank, position in enumerate(lane.positions, start=RRF_K + 1):
            scores[position] = scores.get(position, 0.0) + weight / rank
    best = nsmallest(top, scores.items(), key=lambda found: (-found[1], found[0]))
    ceiling = sum(weights.values()) / (RRF_K + 1)
    return [_hit(position, score / ceiling, _ranks(lanes, position), index) for position, score in best]


def _ranks(lanes: Sequence[Lane], position: int) -> dict[str, int]:
    """Where each lane that found the passage placed it, from 1."""
    return {lane.name: lane.positions.index(position) + 1 for lane in lanes if position in lane.positions}


def _hit(position: int, score: float, ranks: dict[str, int], index: PassageIndex) -> Hit:
    passage = index.table[position]
    return Hit(passage.article, passage.provision, score, score, passage, ranks, (), Applicability(Status.BINDING))
