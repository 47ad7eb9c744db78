import numpy as np

from workbench.domain.instruments import Status
from workbench.domain.obligations import Force
from workbench.domain.search import Lane
from workbench.screening.ranking import FEATURES, ArticleFacts, FeatureSpace, Ranker, Reading

NOTHING = Reading({}, {}, {})


def facts(
    rights: tuple[str, ...] = ("home",), analogues: tuple[str, ...] = (), holders: frozenset[str] = frozenset()
) -> ArticleFacts:
    return ArticleFacts(
        True, Status.BINDING, "substantive", Force.QUALIFIED, 0.0, 10, rights, analogues, holders, frozenset(), frozenset()
    )


def space(**known: ArticleFacts) -> FeatureSpace:
    articles = ["A/1", "B/2", "C/3"]
    return FeatureSpace(articles, np.array([0, 0, 1, 2, 2, 2, 2], np.int32), {a.replace("_", "/"): f for a, f in known.items()})


def column(name: str) -> int:
    return FEATURES.index(name)


def test_an_article_takes_the_best_score_of_its_passages_and_the_mean_of_three() -> None:
    lanes = [Lane("register.meaning", (3, 0, 4, 5, 6), (0.9, 0.8, 0.6, 0.3, 0.2))]
    rows = space(A_1=facts(), B_2=facts(), C_3=facts()).features(lanes, NOTHING)
    best, mean, rank = (column(f"register.meaning.{n}") for n in ("best", "mean", "rank"))
    np.testing.assert_allclose(rows[:, best], [0.8, 0.0, 0.9], rtol=1e-6)
    np.testing.assert_allclose(rows[:, mean], [0.8 / 3, 0.0, 0.6], rtol=1e-6)
    np.testing.assert_allclose(rows[:, rank], [11 / 12, 0.0, 1.0], rtol=1e-6)


def test_an_article_without_a_hit_gains_from_its_analogue_and_from_its_right() -> None:
    known = {"A_1": facts(("home",)), "B_2": facts(("home",), analogues=("A/1",)), "C_3": facts(("work",))}
    rows = space(**known).features([Lane("register.meaning", (0,), (0.8,))], NOTHING)
    np.testing.assert_allclose(rows[:, column("analogues")], [0.0, 0.8, 0.0], rtol=1e-6)
    np.testing.assert_allclose(rows[:, column("right")], [0.8, 0.8, 0.0], rtol=1e-6)


def test_an_article_gains_from_the_analogue_of_its_analogue_in_either_direction() -> None:
    known = {"A_1": facts(("home",)), "B_2": facts(("work",), analogues=("A/1",)), "C_3": facts(("food",), analogues=("B/2",))}
    rows = space(**known).features([Lane("register.meaning", (0,), (0.8,))], NOTHING)
    np.testing.assert_allclose(rows[:, column("related")], [0.0, 0.8, 0.8], rtol=1e-6)
    np.testing.assert_allclose(rows[:, column("analogues")], [0.0, 0.8, 0.0], rtol=1e-6)


def test_shared_holders_count_as_a_share_of_what_the_query_names() -> None:
    known = {
        "A_1": facts(holders=frozenset({"children", "parents"})),
        "B_2": facts(),
        "C_3": facts(holders=frozenset({"tenants"})),
    }
    reading = Reading({"children": "leerling", "tenants": "huurder"}, {}, {})
    rows = space(**known).features([], reading)
    np.testing.assert_allclose(rows[:, column("holder")], [0.5, 0.0, 0.5])


def test_scores_are_a_weighted_sum_and_relevance_grows_with_the_score() -> None:
    ranker = Ranker({"register.meaning.best": 2.0, "binding": 0.5}, intercept=-1.0, slope=1.0)
    rows = space(A_1=facts(), B_2=facts(), C_3=facts()).features([Lane("register.meaning", (0,), (0.5,))], NOTHING)
    scores = ranker.score(rows)
    np.testing.assert_allclose(scores, [1.5, 0.5, 0.5], rtol=1e-6)
    relevance = ranker.relevance(scores)
    np.testing.assert_allclose(relevance[0], 1 / (1 + np.exp(-0.5)), rtol=1e-6)
    assert relevance[0] > relevance[1]


def test_the_balance_takes_words_or_meaning_out_of_the_features() -> None:
    lanes = [Lane("register.meaning", (0,), (0.8,)), Lane("register.words.nl", (3,), (12.0,))]
    made = space(A_1=facts(), B_2=facts(), C_3=facts())
    meaning, word = column("register.meaning.best"), column("register.words.best")
    for balance, first, second in ((0.0, 0.0, 1.0), (0.25, 0.4, 1.0), (0.5, 0.8, 1.0), (0.75, 0.8, 0.5), (1.0, 0.8, 0.0)):
        rows = made.features(lanes, NOTHING, balance)
        np.testing.assert_allclose([rows[0, meaning], rows[2, word]], [first, second], rtol=1e-6)
