import math

import pytest

from workbench.evaluation import evaluate, hit_at, interval, ndcg_at, recall_at, reciprocal_rank

RANKED = ["A", "B", "C", "D"]


def test_recall_counts_the_share_of_relevant_articles_found() -> None:
    assert recall_at(RANKED, {"B": 3, "Z": 1, "A": 0}, 2) == 0.5
    assert recall_at(RANKED, {"B": 3, "C": 1}, 2) == 0.5


def test_hit_and_reciprocal_rank() -> None:
    assert hit_at(RANKED, {"C": 1}, 2) == 0.0
    assert hit_at(RANKED, {"C": 1}, 3) == 1.0
    assert reciprocal_rank(RANKED, {"C": 1, "D": 1}) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKED, {"Z": 1}) == 0.0


def test_ndcg_by_hand() -> None:
    gained = 1 / math.log2(2) + 7 / math.log2(4)
    ideal = 7 / math.log2(2) + 1 / math.log2(3)
    assert ndcg_at(RANKED, {"A": 1, "C": 3}, 20) == pytest.approx(gained / ideal)


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    first, second = interval("x", [0.0, 1.0] * 30), interval("x", [0.0, 1.0] * 30)
    assert first == second
    assert first.value == 0.5
    assert 0.35 < first.low < 0.45 < 0.55 < first.high < 0.65


def test_all_measures_have_their_names() -> None:
    names = [m.name for m in evaluate([RANKED], [{"A": 1}])]
    assert names == ["R@5", "R@10", "R@20", "R@50", "hit@5", "hit@10", "MRR", "nDCG@20"]
