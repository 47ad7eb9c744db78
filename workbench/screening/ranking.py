"""The final ranker: one linear score per article over features that can be shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.domain.instruments import Status
from workbench.domain.obligations import Force
from workbench.domain.search import EVEN, Lane, lane_weight

Matrix = NDArray[np.float32]

LANES = ("official.words", "official.meaning", "register.words", "register.meaning", "article.words", "article.meaning")
PER_LANE = ("best", "mean", "rank")
FACTS = ("in_register", "substantive", "binding", "soft", "prior", "phrases")
SHARED = ("right", "analogues", "related", "instrument", "accessory", "holder", "interference", "domain")
# Rights that bodies find together with another one of the same instrument.
ACCESSORY = frozenset({"equality", "remedy", "child-best-interests", "implementation"})
FEATURES = tuple(f"{lane}.{name}" for lane in LANES for name in PER_LANE) + FACTS + SHARED
BEST_OF = 3  # passages of one article that count for its mean
GOOD_BM25 = 12  # the score of a good match: brings BM25 to the scale of a cosine
RANK_OFFSET = 10  # reciprocal rank is 1 / (offset + rank), scaled to 1 at the top


@dataclass(frozen=True)
class ArticleFacts:
    """What is known of one article before any query."""

    in_register: bool
    status: Status
    kind: str
    force: Force | None
    prior: float
    phrases: int
    rights: tuple[str, ...]
    analogues: tuple[str, ...]
    holders: frozenset[str]
    interferences: frozenset[str]
    domains: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """Thesaurus codes seen in a query, with the words that show them."""

    holders: Mapping[str, str]
    interferences: Mapping[str, str]
    domains: Mapping[str, str]


@dataclass(frozen=True)
class Ranker:
    """Weights per feature and the scale that turns a score into a relevance of 0..1."""

    weights: Mapping[str, float]
    intercept: float = 0.0
    slope: float = 1.0
    version: str = "0"
    priors: Mapping[str, float] = field(default_factory=dict)  # per instrument: how often its articles are decided on

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """Read the shipped weights."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(content["weights"], content["intercept"], content["slope"], content["version"], content.get("priors", {}))

    def score(self, features: Matrix) -> NDArray[np.float32]:
        """One score per row of `features`, shape (articles, len(FEATURES))."""
        scores: NDArray[np.float32] = features @ np.array([self.weights.get(name, 0.0) for name in FEATURES], np.float32)
        return scores

    def relevance(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores on a scale of 0..1 (logistic)."""
        scaled = np.clip(self.intercept + self.slope * scores, -30, 30)
        relevance: NDArray[np.float32] = np.reciprocal(1.0 + np.exp(-scaled)).astype(np.float32)
        return relevance


class FeatureSpace:
    """Turns what the lanes found into one row of features per article; built once per index."""

    def __init__(self, articles: Sequence[str], article_codes: NDArray[np.int32], facts: Mapping[str, ArticleFacts]) -> None:
        self.articles = tuple(articles)
        self._codes = article_codes
        self._facts = [facts.get(a) for a in articles]
        number = {a: i for i, a in enumerate(articles)}
        self._static = self._static_rows()
        self._analogues = self._analogue_matrix(number)
        self._related = self._related_rows()
        self._has = {name: self._code_matrix(name) for name in ("holders", "interferences", "domains")}
        rights = sorted({r for f in self._facts if f for r in f.rights[:1]})
        self._right = np.array([rights.index(f.rights[0]) if f and f.rights else -1 for f in self._facts], np.int32)
        self._rights = len(rights)
        codes = sorted({a.split("/", 1)[0] for a in articles})
        self._instrument = np.array([codes.index(a.split("/", 1)[0]) for a in articles], np.int32)
        self._instruments = len(codes)
        self._accessory = np.array([bool(f and f.rights and f.rights[0] in ACCESSORY) for f in self._facts], np.float32)

    def _static_rows(self) -> Matrix:
        rows = np.zeros((len(self.articles), len(FACTS)), np.float32)
        for i, f in enumerate(self._facts):
            if f is not None:
                binding = f.status in (Status.BINDING, Status.RESERVATION, Status.DECLARATION, Status.CONDITIONAL)
                soft = f.status is Status.SOFT
                phrases = float(np.log1p(f.phrases) / 4)
                rows[i] = (f.in_register, f.kind == "substantive", binding, soft, f.prior, phrases)
        return rows

    def features(self, lanes: Sequence[Lane], reading: Reading, balance: float = EVEN) -> Matrix:
        """Rows in the order of `articles`, columns in the order of FEATURES; `balance` weighs words against meaning."""
        by_name = {lane.name: lane for lane in lanes}
        columns = []
        for name in LANES:
            lane = next((lane for key, lane in by_name.items() if key.startswith(name)), None)
            columns.append(self._lane_columns(lane) * np.float32(lane_weight(name, balance)))
        found = np.concatenate(columns, axis=1)
        strength = found[:, [LANES.index(n) * 3 for n in ("register.words", "register.meaning", "article.words")]].sum(axis=1)
        together = self._instrument_strength(strength)
        shared = np.stack(
            [
                self._right_strength(strength),
                self._analogue_strength(strength),
                self._related_strength(strength),
                together,
                together * self._accessory,
                *self._overlap(reading),
            ],
            axis=1,
        )
        return np.concatenate([found, self._static, shared], axis=1).astype(np.float32)

    def _lane_columns(self, lane: Lane | None) -> Matrix:
        rows = np.zeros((len(self.articles), 3), np.float32)
        if lane is None or not lane.positions:
            return rows
        articles = self._codes[np.array(lane.positions)]
        scores = np.array(lane.scores, np.float32)
        if ".words" in lane.name:
            scores = scores / np.float32(GOOD_BM25)
        first = np.unique(articles, return_index=True)
        order = np.argsort(first[1])
        found, at = first[0][order], first[1][order]
        rows[found, 0] = scores[at]
        rows[found, 2] = (RANK_OFFSET + 1) / (RANK_OFFSET + 1 + np.arange(len(found)))
        rows[:, 1] = _mean_of_best(articles, scores, len(self.articles))
        return rows

    def _right_strength(self, strength: NDArray[np.float32]) -> NDArray[np.float32]:
        best = np.zeros(self._rights + 1, np.float32)
        np.maximum.at(best, self._right, strength)
        best[-1] = 0.0
        return best[self._right]

    def _instrument_strength(self, strength: NDArray[np.float32]) -> NDArray[np.float32]:
        """The strongest article of the same instrument."""
        best = np.zeros(self._instruments, np.float32)
        np.maximum.at(best, self._instrument, strength)
        return best[self._instrument]

    @property
    def analogue_pairs(self) -> list[tuple[int, int]]:
        """Pairs (article, its analogue) by their place in `articles`."""
        articles, analogues, _ = self._analogues
        return list(zip(articles.tolist(), analogues.tolist(), strict=True))

    def _analogue_matrix(self, number: Mapping[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64], Matrix]:
        """Pairs (article, analogue) and how many analogues each article has."""
        pairs = [(i, number[a]) for i, f in enumerate(self._facts) if f for a in f.analogues if a in number]
        articles, analogues = np.array(pairs, np.int64).reshape(-1, 2).T
        return articles, analogues, np.maximum(np.bincount(articles, minlength=len(self._facts)), 1).astype(np.float32)

    def _analogue_strength(self, strength: NDArray[np.float32]) -> NDArray[np.float32]:
        articles, analogues, counts = self._analogues
        return (np.bincount(articles, strength[analogues], minlength=len(counts)) / counts).astype(np.float32)

    def _related_rows(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Analogues in either direction and their analogues: the articles that have any, where each one's begin, and these."""
        articles, analogues, _ = self._analogues
        near: list[set[int]] = [set() for _ in self._facts]
        for a, b in zip(articles.tolist(), analogues.tolist(), strict=True):
            near[a].add(b)
            near[b].add(a)
        rows = [sorted(own.union(*(near[one] for one in own)) - {i}) for i, own in enumerate(near)]
        counts = np.array([len(row) for row in rows], np.int64)
        starts = np.cumsum(counts) - counts
        return np.flatnonzero(counts), starts[counts > 0], np.array([far for row in rows for far in row], np.int64)

    def _related_strength(self, strength: NDArray[np.float32]) -> NDArray[np.float32]:
        """The strongest of an article's analogues and of theirs: an article with few words of its own is found through these."""
        best = np.zeros(len(self._facts), np.float32)
        articles, starts, related = self._related
        if len(articles):
            best[articles] = np.maximum.reduceat(strength[related], starts)
        return best

    def _code_matrix(self, name: str) -> tuple[dict[str, int], Matrix]:
        """Which articles carry which thesaurus codes, shape (codes, articles)."""
        codes = {code: n for n, code in enumerate(sorted({c for f in self._facts if f for c in getattr(f, name)}))}
        has = np.zeros((len(codes), len(self._facts)), np.float32)
        for i, f in enumerate(self._facts):
            has[[codes[c] for c in getattr(f, name)] if f else [], i] = 1.0
        return codes, has

    def _overlap(self, reading: Reading) -> list[NDArray[np.float32]]:
        pairs = (("holders", reading.holders), ("interferences", reading.interferences), ("domains", reading.domains))
        return [self._share(name, seen) for name, seen in pairs]

    def _share(self, name: str, seen: Mapping[str, str]) -> NDArray[np.float32]:
        """Which share of the codes seen in the query each article carries."""
        codes, has = self._has[name]
        known = [codes[c] for c in seen if c in codes]
        total: NDArray[np.float32] = has[known].sum(axis=0) / np.float32(max(len(seen), 1))
        return total


def _mean_of_best(articles: NDArray[np.int32], scores: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Sum of an article's best three scores over three; `scores` come best first."""
    order = np.argsort(articles, kind="stable")
    grouped = articles[order]
    first = np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]])
    place = np.arange(len(grouped)) - np.repeat(first, np.diff(np.r_[first, len(grouped)]))
    kept = order[place < BEST_OF]
    return (np.bincount(articles[kept], scores[kept], minlength=count) / BEST_OF).astype(np.float32)
