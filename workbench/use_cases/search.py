"""Search: a query goes through the lanes, the ranker orders the articles, every hit says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.domain.instruments import Applicability, Instrument, Status
from workbench.domain.obligations import Register
from workbench.domain.ports import Encoder, PassageIndex, Reranker
from workbench.domain.reason import Reason
from workbench.domain.search import EVEN, Filters, Hit, Lane, Passage, lane_weight
from workbench.screening.pair_features import Asked
from workbench.screening.pair_tension import PairModel
from workbench.screening.ranking import FeatureSpace, Matrix, Ranker, Reading
from workbench.screening.reading import CueReader
from workbench.screening.reordering import Neighbours, Reordering
from workbench.screening.tension import TensionModel

DEPTH = 300  # passages per lane that reach the ranker
SHOWN_WORDS = 8
RERANKED = 50  # hits that a cross-encoder reads, when one is configured


@dataclass(frozen=True)
class SearchTools:
    """What a search works with; made once in bootstrap."""

    index: PassageIndex
    encoder: Encoder
    space: FeatureSpace
    ranker: Ranker
    reordering: Reordering
    neighbours: Neighbours
    reader: CueReader
    register: Register
    instruments: Mapping[str, Instrument]
    shared_words: Callable[[str, str, str], tuple[str, ...]]  # query, passage, language -> the query's words that match
    tension: TensionModel
    pairs: PairModel
    status_of: Mapping[str, Applicability]  # per article of the index
    reranker: Reranker | None = None

    @cached_property
    def asked(self) -> Mapping[str, Asked]:
        """Per article of the index what the register asks, put together once."""
        return {article: Asked.of(self.register.of_article(article)) for article in self.index.table.articles}


@dataclass(frozen=True)
class Ranked:
    """One query after ranking: article numbers in `space.articles`, best first."""

    order: NDArray[np.int64]
    scores: NDArray[np.float32]
    features: Matrix
    lanes: tuple[Lane, ...]
    reading: Reading


def rank(
    queries: Sequence[str], tools: SearchTools, language: str = "nl", filters: Filters | None = None, balance: float = EVEN
) -> list[Ranked]:
    """Rank the articles for each query; articles that no lane found come last. `balance`: 0 words only, 1 meaning only."""
    first = first_stage(queries, tools, language, filters, balance)
    likely = [tools.ranker.relevance(one.scores) for one in first]
    scores = tools.reordering.scores(tools.neighbours, [one.features for one in first], [one.scores for one in first], likely)
    return [replace(one, order=np.argsort(-s, kind="stable"), scores=s) for one, s in zip(first, scores, strict=True)]


def first_stage(
    queries: Sequence[str], tools: SearchTools, language: str = "nl", filters: Filters | None = None, balance: float = EVEN
) -> list[Ranked]:
    """The linear ranker's order over everything that the lanes found."""
    allowed = allowed_passages(tools, filters) if filters else None
    vectors = tools.encoder.encode_queries(queries)
    results = []
    for query, found in zip(queries, tools.index.lanes(queries, vectors, language, DEPTH, allowed), strict=True):
        lanes = [lane for lane in found if lane_weight(lane.name, balance) > 0]
        reading = tools.reader.read(query)
        features = tools.space.features(lanes, reading, balance)
        scores = tools.ranker.score(features)
        seen = np.zeros(len(scores), bool)
        for lane in lanes:
            seen[tools.index.table.article_codes[list(lane.positions)]] = True
        scores = np.where(seen, scores, -np.inf)
        results.append(Ranked(np.argsort(-scores, kind="stable"), scores, features, tuple(lanes), reading))
    return results


def search(
    queries: Sequence[str],
    tools: SearchTools,
    top: int,
    language: str = "nl",
    filters: Filters | None = None,
    explain: bool = True,
    balance: float = EVEN,
) -> list[list[Hit]]:
    """The `top` best articles per query, one hit per article; without `explain` the hits carry no reasons and come faster."""
    found = zip(queries, rank(queries, tools, language, filters, balance), strict=True)
    if tools.reranker is None:
        return [hits_of(query, ranked, tools, top, language, explain) for query, ranked in found]
    reached = max(top, RERANKED)
    return [_reranked(query, hits_of(query, ranked, tools, reached, language), tools.reranker)[:top] for query, ranked in found]


def _reranked(query: str, hits: list[Hit], reranker: Reranker) -> list[Hit]:
    """The first hits by the mean of two ranks, the ranker's and the cross-encoder's; relevance stays the ranker's."""
    head, tail = hits[:RERANKED], hits[RERANKED:]
    order = np.argsort(-reranker.scores(query, [hit.passage.text for hit in head]), kind="stable")
    second = {int(i): rank for rank, i in enumerate(order)}
    return [head[i] for i in sorted(range(len(head)), key=lambda i: (i + second[i], i))] + tail


def hits_of(query: str, ranked: Ranked, tools: SearchTools, top: int, language: str = "nl", explain: bool = True) -> list[Hit]:
    """The best articles of one ranked query, with passage, ranks, reasons and applicability."""
    best = [int(i) for i in ranked.order[:top] if np.isfinite(ranked.scores[i])]
    positions = _best_positions(ranked.lanes, tools.index.table.article_codes, set(best))
    hits = [_hit(ranked, i, positions[i], tools) for i in best]
    if not explain:
        return hits
    return [replace(h, reasons=reasons(query, ranked.reading, h.passage, h.article, tools, language)) for h in hits]


def allowed_passages(tools: SearchTools, filters: Filters) -> NDArray[np.bool_]:
    """Which passages the filters let through, shape (passages,)."""
    table = tools.index.table
    articles = np.array([_article_allowed(a, tools, filters) for a in table.articles], bool)
    allowed = articles[table.article_codes] if len(articles) else np.zeros(0, bool)
    if filters.languages:
        languages = np.isin(np.array(table.values("language")), sorted(filters.languages))
        official = np.array(table.values("kind")) == "official"
        allowed &= languages | ~official
    if filters.register_only:
        allowed &= np.array(table.values("kind")) != "official"
    return allowed


def _article_allowed(article: str, tools: SearchTools, filters: Filters) -> bool:
    code = article.split("/", 1)[0]
    if filters.instruments and code not in filters.instruments:
        return False
    if filters.statuses and tools.status_of[article].status not in filters.statuses:
        return False
    if filters.domains:
        return any(filters.domains & set(o.domains) for o in tools.register.of_article(article))
    return True


def applicability(provision: str, instruments: Mapping[str, Instrument]) -> Applicability:
    """How a treaty place stands towards Belgium; an instrument outside the catalogue is not held against a draft."""
    instrument = instruments.get(provision.split("/", 1)[0])
    return instrument.applicability(provision) if instrument else Applicability(Status.NOT_PARTY)


def _best_positions(lanes: Sequence[Lane], codes: NDArray[np.int32], wanted: set[int]) -> dict[int, dict[str, tuple[int, int]]]:
    """Per article and lane: its best passage's position and the article's rank in that lane."""
    found: dict[int, dict[str, tuple[int, int]]] = {article: {} for article in wanted}
    for lane in lanes:
        articles, first = np.unique(codes[np.array(lane.positions, np.int64)], return_index=True)
        ranks = np.argsort(np.argsort(first)) + 1
        for article, at, rank in zip(articles.tolist(), first.tolist(), ranks.tolist(), strict=True):
            if article in wanted:
                found[article][lane.name] = (lane.positions[at], rank)
    return found


_PREFERENCE = ("register.meaning", "register.words", "official.meaning", "official.words", "article.words")


def _hit(ranked: Ranked, i: int, places: dict[str, tuple[int, int]], tools: SearchTools) -> Hit:
    article = tools.space.articles[i]
    name = min(places, key=lambda lane: (places[lane][1], _preference(lane)))
    passage = tools.index.table[places[name][0]]
    own = next((tools.index.table[p] for lane, (p, _) in sorted(places.items()) if lane.startswith("official")), passage)
    obligation = next(iter(tools.register.of_article(article)), None)
    score = float(ranked.scores[i])
    return Hit(
        article=article,
        provision=own.provision if passage.kind == "profile" else passage.provision,
        score=score,
        relevance=tools.reordering.relevance_of(score),
        passage=passage,
        ranks={lane: number for lane, (_, number) in sorted(places.items())},
        reasons=(),
        applicability=tools.status_of[article],
        right=obligation.rights[0] if obligation else "",
        domains=obligation.domains if obligation else (),
    )


@cache
def _preference(lane: str) -> int:
    return next((n for n, name in enumerate(_PREFERENCE) if lane.startswith(name)), len(_PREFERENCE))


def reasons(
    query: str, reading: Reading, passage: Passage, article: str, tools: SearchTools, language: str
) -> tuple[Reason, ...]:
    """Why this article: words in common, the register phrase that is close, and the interferences and holders they share."""
    found = []
    words = tools.shared_words(query, passage.text, passage.language if passage.language != "en" else language)
    if words:
        found.append(Reason("reason.words", words[:SHOWN_WORDS]))
    if passage.kind == "as_written":
        found.append(Reason("reason.register", (passage.text,)))
    elif passage.kind == "official":
        found.append(Reason("reason.official", (passage.text[:200],)))
    for o in tools.register.of_article(article)[:1]:
        for key, codes, seen in (
            ("interference", o.interferences, reading.interferences),
            ("holder", o.holders, reading.holders),
        ):
            found.extend(Reason(f"reason.{key}", (code, seen[code])) for code in codes if code in seen)
    return tuple(found)
