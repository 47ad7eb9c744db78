"""The model for pairs: signs kept, grounds that point at words, an honest "cannot be assessed"."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain.instruments import Applicability, Status
from workbench.domain.obligations import Duty, Force, Obligation
from workbench.domain.tension import Level
from workbench.domain.trees import Tree
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.screening.pair_features import FEATURES, LOWERING, RAISING, Asked, PairFeature, Relevance, pair_features
from workbench.screening.pair_tension import PairModel, proposed_tree, questions
from workbench.screening.reading import CueReader
from workbench.screening.tension_features import read_features

TEXT = "De toezichthouder kan de woning op elk ogenblik betreden, zonder de bewoner te horen."
HOME = Obligation(
    id="ECHR/8", title={"nl": "x"}, rights=("home",), protects={"nl": "de woning"},
    duty=Duty(("respect",), "immediate", Force.QUALIFIED), holders=("tenants",), interferences=("entry-home",),
    safeguards=("hearing", "judicial-authorisation"), as_written={}, words={}, limitation=None, requires=(), analogues=(),
    constitution=(), domains=(), verified=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def reader(project_root: Path) -> CueReader:
    return CueReader(read_thesaurus(project_root / "corpus"))


@pytest.fixture(scope="module")
def model(project_root: Path) -> PairModel:
    return PairModel.load(project_root / "indexes" / "pairs.json")


def features(
    reader: CueReader, text: str = TEXT, unit: float = 0.6, relevance: float = 0.5, nearest: float = 0.5
) -> dict[str, PairFeature]:
    binding = Applicability(Status.BINDING)
    return pair_features(
        read_features(text, reader), reader.read(text).holders, unit, Relevance(relevance, nearest), Asked.of([HOME]), binding
    )


def test_the_features_point_at_what_both_texts_say(reader: CueReader) -> None:
    found = features(reader)
    assert set(found) == set(FEATURES)
    assert (found["interference"].codes, [TEXT[a:b] for a, b in found["interference"].spans]) == (("entry-home",), ["betreden"])
    assert (found["denied"].codes, [TEXT[a:b] for a, b in found["denied"].spans]) == (("hearing",), ["horen"])
    assert found["missing"].codes == ("hearing", "judicial-authorisation")
    assert found["binds"].value == 1.0


def test_the_shipped_weights_keep_their_signs(model: PairModel) -> None:
    assert set(model.weights) == set(FEATURES)
    assert [n for n in RAISING if model.weights[n] < 0] + [n for n in LOWERING if model.weights[n] > 0] == []


@pytest.mark.parametrize("name", RAISING)
def test_more_of_what_raises_never_lowers_the_probability(model: PairModel, reader: CueReader, name: str) -> None:
    found = features(reader)
    more = {**found, name: replace(found[name], value=found[name].value + 1)}
    assert model.probability(more) >= model.probability(found)


@pytest.mark.parametrize("name", LOWERING)
def test_more_of_what_lowers_never_raises_the_probability(model: PairModel, reader: CueReader, name: str) -> None:
    found = features(reader)
    more = {**found, name: replace(found[name], value=found[name].value + 1)}
    assert model.probability(more) <= model.probability(found)


def test_the_level_follows_the_probability(model: PairModel) -> None:
    levels = [model.level(p) for p in (0.0, model.medium, model.high, 1.0)]
    assert levels == [Level.LOW, Level.MEDIUM, Level.HIGH, Level.HIGH]


def test_grounds_say_why_not_lower_and_why_not_higher(model: PairModel, reader: CueReader) -> None:
    judged = model.judge(TEXT, features(reader, unit=0.95, relevance=0.001), [HOME], "de woning")
    assert "pair.unit.more" in [r.key for r in judged.raises]
    assert next(iter(judged.lowers)).key == "pair.relevance.less"
    assert judged.treaty_words == "de woning"


def test_the_tree_follows_the_obligation_and_what_the_text_does(reader: CueReader) -> None:
    found = features(reader)
    absolute = replace(HOME, duty=replace(HOME.duty, force=Force.ABSOLUTE))
    equal = replace(HOME, rights=("equality",))
    social = replace(HOME, duty=replace(HOME.duty, timing="progressive"))
    assert proposed_tree(found, [HOME]) is Tree.LIMITATION
    assert proposed_tree(found, [absolute]) is Tree.ABSOLUTE
    assert proposed_tree(found, [equal]) is Tree.DIFFERENCE
    taken_back = features(reader, "De toelage voor de huurder wordt afgeschaft en artikel 5 wordt opgeheven.")
    assert proposed_tree(taken_back, [social]) is Tree.STANDSTILL


def test_an_absolute_right_is_never_asked_for_a_balance(reader: CueReader) -> None:
    asked = questions(Tree.ABSOLUTE, features(reader))
    assert [q for q in asked if "proportionate" in q or "necessary" in q] == []
    assert "question.missing_safeguards" in asked


def test_an_article_counts_by_how_near_it_is_beside_the_nearest_one(reader: CueReader) -> None:
    alone, behind = (features(reader, relevance=0.5, nearest=nearest)["relevance"].value for nearest in (0.5, 0.9))
    assert behind < alone
