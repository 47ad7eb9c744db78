"""Search in imported drafts: the same lanes, fused by reciprocal rank (Cormack et al. 2009, k = 60)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

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
    scores: dict[int, float] = defaultdict(float)
    ranks: dict[int, dict[str, int]] = defaultdict(dict)
    weights = {lane.name: lane_weight(lane.name, balance) for lane in lanes}
    lanes = [lane for lane in lanes if weights[lane.name] > 0]
    for lane in lanes:
        for rank, position in enumerate(lane.positions, start=1):
            scores[position] += weights[lane.name] / (RRF_K + rank)
            ranks[position][lane.name] = rank
    best = sorted(scores, key=lambda position: (-scores[position], position))[:top]
    ceiling = sum(weights.values()) / (RRF_K + 1)
    return [_hit(position, scores[position] / ceiling, ranks[position], index) for position in best]


def _hit(position: int, score: float, ranks: dict[str, int], index: PassageIndex) -> Hit:
    passage = index.table[position]
    return Hit(passage.article, passage.provision, score, score, passage, ranks, (), Applicability(Status.BINDING))
