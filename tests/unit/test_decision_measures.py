"""Measures against values worked out by hand or by scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from workbench.evaluation.decisions import (
    auroc,
    best_cut,
    brier_skill,
    calibration_error,
    matthews,
    measured,
    precision_at,
    recall_after,
    work_saved_at,
)

SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05])
RIGHT = np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 0], bool)


def test_auroc_counts_a_tie_as_half() -> None:
    assert auroc(np.array([0.5, 0.5, 0.1]), np.array([True, False, False])) == pytest.approx(0.75)


def test_auroc_and_matthews_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    scores, right = rng.random(200).round(2), rng.random(200) < 0.3
    assert auroc(scores, right) == pytest.approx(roc_auc_score(right, scores))
    assert matthews(0.6)(scores, right) == pytest.approx(matthews_corrcoef(right, scores >= 0.6))


def test_reading_saved_is_what_a_random_order_would_have_cost_more() -> None:
    assert precision_at(2)(SCORES, RIGHT) == 0.5
    assert recall_after(0.1)(SCORES, RIGHT) == 0.5
    assert work_saved_at(0.95)(SCORES, RIGHT) == pytest.approx(1 - 3 / 10 - 0.05)


def test_the_cut_is_where_the_correlation_is_highest() -> None:
    assert best_cut(SCORES, np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], bool)) == 0.7


def test_a_forecast_that_always_says_the_share_has_no_error_and_no_skill() -> None:
    flat = np.full(10, 0.2)
    assert calibration_error(flat, RIGHT) == pytest.approx(0.0)
    assert brier_skill(flat, RIGHT) == pytest.approx(0.0)
    assert brier_skill(RIGHT.astype(float), RIGHT) == 1.0


def test_a_sure_and_wrong_forecast_is_fully_miscalibrated() -> None:
    assert calibration_error(np.array([1.0, 1.0]), np.array([False, False])) == 1.0


def test_the_interval_holds_the_value() -> None:
    found = measured("AUROC", auroc, SCORES, RIGHT)
    assert (found.value, found.low <= found.value <= found.high) == (pytest.approx(15 / 16), True)


def test_twins_are_drawn_together() -> None:
    scores, right = np.tile([0.9, 0.1], 10), np.tile([True, False], 10)
    apart = measured("P@20", precision_at(20), scores, right)
    together = measured("P@20", precision_at(20), scores, right, together=2)
    assert (together.low, together.value, together.high) == (0.5, 0.5, 0.5)
    assert apart.low < 0.5 < apart.high
