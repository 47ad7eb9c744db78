"""The second stage of ranking: what stands beside an article, and the trees that read it."""

import itertools
from pathlib import Path

import numpy as np

from workbench.config import PROJECT
from workbench.screening.reordering import BESIDE, COLUMNS, FEATURES, REORDERED, Decided, Neighbours, Reordering, Trees

SCORE = COLUMNS.index("score")
NOBODY = Decided({}, [])


def one_tree(column: str, threshold: float) -> Trees:
    """Left (at or below): 1; right: 2."""
    columns = np.full((1, 7), COLUMNS.index(column))
    return Trees(columns, np.full((1, 7), threshold, np.float32), np.array([[1, 1, 1, 1, 2, 2, 2, 2]], np.float32))


def rows_beside(neighbours: Neighbours, at: list[int], likely: list[float]) -> dict[str, list[float]]:
    features = np.zeros((4, len(FEATURES)), np.float32)
    scores = np.array([4.0, 3.0, 2.0, 1.0], np.float32)[: len(at)]
    rows = neighbours.rows(np.array(at), features, scores, np.array(likely, np.float32))
    return {name: rows[:, len(FEATURES) + n].round(4).tolist() for n, name in enumerate(BESIDE)}


def test_an_article_is_lifted_by_what_is_found_in_its_own_instrument_and_not_by_itself() -> None:
    seen = rows_beside(Neighbours(["A/1", "A/2", "B/1"], [], NOBODY), [0, 1, 2], [0.5, 0.25, 0.125])
    assert seen["instrument.best"] == [0.25, 0.5, 0.0]
    assert seen["instrument.sum"] == [0.25, 0.5, 0.0]
    assert seen["query.best"] == [0.5, 0.5, 0.5]
    assert seen["query.sum"] == [0.875, 0.875, 0.875]
    assert seen["behind"] == [0.0, -1.0, -2.0]


def test_an_article_is_lifted_by_its_analogue_in_either_direction() -> None:
    seen = rows_beside(Neighbours(["A/1", "B/1", "C/1"], [(1, 0)], NOBODY), [0, 1, 2], [0.5, 0.25, 0.125])
    assert seen["analogue.best"] == [0.25, 0.5, 0.0]


def test_an_article_that_is_decided_with_another_follows_it_by_the_share_of_cases() -> None:
    decided = Decided({"A/1": 6, "A/2": 2, "B/1": 4}, [("A/1", "A/2", 2)])
    seen = rows_beside(Neighbours(["A/1", "A/2", "B/1"], [], decided), [0, 1, 2], [1.0, 0.0, 0.0])
    of_instrument = 2 / (6 + 2 + 10)
    np.testing.assert_allclose(seen["decided.best"], [0.0, (2 + 4 * of_instrument) / (6 + 4), 0.0], atol=1e-4)


def test_an_article_never_decided_before_takes_the_share_of_its_neighbours_instrument() -> None:
    decided = Decided({"A/1": 6, "A/2": 2}, [("A/1", "A/2", 2)])
    seen = rows_beside(Neighbours(["A/1", "A/2", "A/3"], [], decided), [2, 1, 0], [1.0, 0.0, 0.0])
    np.testing.assert_allclose(seen["decided.best"], [0.0, 2 / 18, 2 / 18], atol=1e-4)


def test_a_value_on_the_threshold_goes_left() -> None:
    rows = np.zeros((3, len(COLUMNS)), np.float32)
    rows[:, SCORE] = [0.5, 0.50001, -1.0]
    np.testing.assert_array_equal(one_tree("score", 0.5).predict(rows), [1.0, 2.0, 1.0])


def test_a_tree_reads_its_eight_leaves_from_left_to_right() -> None:
    names = ("score", "behind", "likely", "place", "place", "place", "place")
    tree = Trees(
        np.array([[COLUMNS.index(n) for n in names]]), np.zeros((1, 7), np.float32), np.arange(8, dtype=np.float32)[None, :]
    )
    rows = np.zeros((8, len(COLUMNS)), np.float32)
    for leaf in range(8):
        rows[leaf, SCORE] = leaf & 4
        rows[leaf, COLUMNS.index("behind" if leaf < 4 else "likely")] = leaf & 2
        rows[leaf, COLUMNS.index("place")] = leaf & 1
    np.testing.assert_array_equal(tree.predict(rows), np.arange(8))


def test_articles_behind_the_head_keep_their_order_below_it_and_those_not_found_stay_out() -> None:
    count = REORDERED + 3
    articles = [f"A/{n}" for n in range(count)]
    first = np.arange(count, 0, -1).astype(np.float32)
    first[-1] = -np.inf
    second = Reordering(one_tree("place", 0.5), NOBODY, ((0.0, 1.0), (0.1, 0.9)), "test")
    features = np.zeros((count, len(FEATURES)), np.float32)
    (scores,) = second.scores(Neighbours(articles, [], NOBODY), [features], [first], [np.full(count, 0.5, np.float32)])
    assert scores[0] == 2.0
    assert scores[REORDERED - 1] == 1.0
    assert 1.0 > scores[REORDERED] > scores[REORDERED + 1]
    assert scores[-1] == -np.inf


def test_no_query_and_a_query_that_finds_nothing_are_answered() -> None:
    second = Reordering(one_tree("place", 0.5), NOBODY, ((0.0, 1.0), (0.1, 0.9)), "test")
    neighbours = Neighbours(["A/1"], [], NOBODY)
    nothing = np.array([-np.inf], np.float32)
    assert second.scores(neighbours, [], [], []) == []
    (scores,) = second.scores(neighbours, [np.zeros((1, len(FEATURES)), np.float32)], [nothing], [np.zeros(1, np.float32)])
    assert scores.tolist() == [-np.inf]


def test_relevance_never_falls_when_the_score_rises() -> None:
    shipped = Reordering.load(Path(PROJECT / "indexes" / "reordering.json"))
    told = [shipped.relevance_of(score) for score in np.linspace(-6, 6, 400)]
    assert all(a <= b for a, b in itertools.pairwise(told))
    assert 0 < told[0] < 0.01
    assert 0.8 < told[-1] < 1.0
