"""One draft provision beside one treaty article: the features of the pair, and what the model expects of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.domain.drafts import Operation, Unit
from workbench.domain.obligations import Obligation
from workbench.domain.search import Hit
from workbench.domain.tension import PairTension
from workbench.screening.pair_features import Asked, PairFeature, Relevance, pair_features
from workbench.screening.pair_tension import not_assessable
from workbench.screening.tension_features import Seen
from workbench.use_cases.search import SearchTools

FEWEST_WORDS = 4
QUOTED = 280  # characters of the treaty side


def judge_pair(
    unit: Unit, level: float, seen: Mapping[str, Seen], holders: Mapping[str, str], hit: Hit, nearest: float, tools: SearchTools
) -> PairTension:
    """The expectation for one hit; `level` is the provision's own tension, `nearest` the highest relevance of its hits (0..1)."""
    obligations = tools.register.of_article(hit.article)
    words = treaty_words(hit, obligations)
    if because := _obstacle(unit, obligations):
        return not_assessable(because, words)
    features = features_of(level, seen, holders, hit, nearest, tools.asked[hit.article])
    return tools.pairs.judge(unit.text, features, obligations, words)


def features_of(
    level: float, seen: Mapping[str, Seen], holders: Mapping[str, str], hit: Hit, nearest: float, asked: Asked
) -> dict[str, PairFeature]:
    """The features of a pair, as the model reads them and the training script writes them."""
    return pair_features(seen, holders, level, Relevance(hit.relevance, nearest), asked, hit.applicability)


def treaty_words(hit: Hit, obligations: Sequence[Obligation]) -> str:
    """The official words that matched, else what our register says the article protects."""
    if hit.passage.kind == "official":
        return _short(hit.passage.text)
    return obligations[0].protects["nl"] if obligations else _short(hit.passage.text)


def _short(text: str) -> str:
    if len(text) <= QUOTED:
        return text
    return text[:QUOTED].rsplit(" ", 1)[0] + " …"


def _obstacle(unit: Unit, obligations: Sequence[Obligation]) -> str:
    """The catalogue key of what stands in the way of any expectation; empty when nothing does."""
    if len(unit.text.split()) < FEWEST_WORDS:
        return "tension.because.too_short"
    if unit.amendment and unit.amendment.operation is Operation.SUBSTITUTE_WORDS:
        return "tension.because.words_only"
    return "" if obligations else "tension.because.not_in_register"
