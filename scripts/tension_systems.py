"""What the tension model is held against: word count, similarity by words and by meaning, TF-IDF with a linear model.

Every peer becomes a probability by a logistic over its scores on the development half (Platt 1999), and its cut is where
Matthews' correlation is highest there; TF-IDF is scored there by folds. Ours keeps its own calibration and the product's cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline

from scripts.devset import read_half
from scripts.pairs import read_pairs
from workbench.domain.drafts import Unit
from workbench.evaluation.decisions import best_cut
from workbench.screening.reading_order import SUGGESTED
from workbench.use_cases.screen_draft import screen_units
from workbench.use_cases.search import SearchTools, rank

Scores = NDArray[np.float64]
OURS, PAIR = "**Toetssteen**, provision", "**Toetssteen**, best pair"


@dataclass(frozen=True)
class System:
    """Gives a probability per provision; `cut` is where it says "in tension"."""

    name: str
    probability: Callable[[Sequence[Unit]], Scores]
    cut: float


def systems(tools: SearchTools) -> list[System]:
    """The peers, then our provision model and our best pair."""
    texts, right = development()
    bags: Pipeline = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), LogisticRegression(C=10, max_iter=2000)
    )
    folds = cross_val_predict(bags, texts, right, cv=5, method="decision_function")
    bags.fit(texts, right)
    peers: dict[str, tuple[Callable[[Sequence[str]], Scores], Scores | None]] = {
        "word count": (lambda t: np.array([float(len(x.split())) for x in t]), None),
        "BM25 similarity to the register": (lambda t: similarity(t, tools, "register.words"), None),
        "encoder similarity to the register": (lambda t: similarity(t, tools, "register.meaning"), None),
        "TF-IDF + linear, trained on dev twins and dev items": (lambda t: np.asarray(bags.decision_function(list(t))), folds),
    }
    found = [_calibrated(name, score, score(texts) if known is None else known, right) for name, (score, known) in peers.items()]
    return [
        *found,
        System(OURS, lambda u: ours(u, tools)[0], SUGGESTED),
        System(PAIR, lambda u: ours(u, tools)[1], tools.pairs.high),
    ]


def development() -> tuple[list[str], NDArray[np.bool_]]:
    """Both sides of the dev twins and the dev items, with whether each is contested."""
    twins = [(text, side) for p in read_pairs("dev") for text, side in ((p.contested, True), (p.repaired, False))]
    items = [(item.text, item.kind == "case") for item in read_half("dev")]
    return [text for text, _ in twins + items], np.array([side for _, side in twins + items])


def _calibrated(name: str, score: Callable[[Sequence[str]], Scores], known: Scores, right: NDArray[np.bool_]) -> System:
    mean, spread = known.mean(), known.std() or 1.0
    platt = LogisticRegression(C=1e6).fit(((known - mean) / spread).reshape(-1, 1), right)

    def probability(units: Sequence[Unit]) -> Scores:
        return np.asarray(platt.predict_proba(((score([u.text for u in units]) - mean) / spread).reshape(-1, 1))[:, 1])

    dev = np.asarray(platt.predict_proba(((known - mean) / spread).reshape(-1, 1))[:, 1])
    return System(name, probability, best_cut(dev.round(3), right))


def ours(units: Sequence[Unit], tools: SearchTools) -> tuple[Scores, Scores]:
    """The provision's level and the highest probability of its pairs."""
    found = list(screen_units(units, tools))
    best = [max((c.tension.probability for c in u.candidates if c.tension), default=0.0) for u in found]
    return np.array([u.tension for u in found]), np.array(best)


def similarity(texts: Sequence[str], tools: SearchTools, lane_name: str) -> Scores:
    """The score of the nearest register phrase in one lane; 0 where it found none."""
    found = []
    for ranked in rank(texts, tools):
        lane = next((lane for lane in ranked.lanes if lane.name.startswith(lane_name)), None)
        found.append(lane.scores[0] if lane and lane.scores else 0.0)
    return np.array(found, float)
