"""The stop estimate: exact small cases, and the stated risk over simulated readers."""

import numpy as np
import pytest
from scipy.stats import hypergeom

from scripts.prove_stopping import rows
from workbench.screening.stopping import (
    SHARED,
    bounds_of,
    chance_of_so_few,
    drawer_misses,
    looks_of,
    missed_at_most,
    stop_of,
    unseen_at_most,
)


def test_the_chance_of_seeing_none_is_the_hypergeometric_one() -> None:
    # 10 cards, 2 relevant, 5 drawn: C(8,5) / C(10,5) = 56 / 252
    assert chance_of_so_few(10, 2, 5, 0) == pytest.approx(56 / 252)
    assert chance_of_so_few(10, 2, 5, 2) == pytest.approx(1.0)
    assert chance_of_so_few(10, 8, 5, 2) == pytest.approx(0.0)  # at least 3 of 5 must be relevant


def test_a_draw_without_relevant_cards_leaves_room_for_a_few() -> None:
    # 95 of 100 drawn, none relevant: one left has chance 5/100, two 0.2 %
    assert unseen_at_most(100, 95, 0, 0.049) == 1
    assert unseen_at_most(100, 95, 0, 0.051) == 0
    assert unseen_at_most(100, 10, 0, 0.05) == 24


def test_clopper_and_pearson_gives_the_published_bounds() -> None:
    none, one, all_of = bounds_of(0, 10), bounds_of(1, 10), bounds_of(10, 10)
    assert (none.low, none.high) == (0.0, pytest.approx(0.3085, abs=1e-4))
    assert (one.low, one.high) == (pytest.approx(0.0025, abs=1e-4), pytest.approx(0.4450, abs=1e-4))
    assert (all_of.low, all_of.high) == (pytest.approx(0.6915, abs=1e-4), 1.0)
    assert (bounds_of(0, 0).low, bounds_of(0, 0).high) == (0.0, 1.0)


def test_there_is_no_estimate_before_the_first_look_and_none_is_missed_once_all_is_read() -> None:
    assert stop_of([True] * 9, 100) is None
    whole = stop_of([True] * 3 + [False] * 22, 25)
    assert whole is not None
    assert (whole.missed, whole.found, whole.unread, whole.recall) == (0, 3, 0, 1.0)


def test_a_long_run_without_relevant_cards_lowers_the_number() -> None:
    short = missed_at_most([True] * 10 + [False] * 20, 200)
    long = missed_at_most([True] * 10 + [False] * 100, 200)
    assert (short, long) == (35, 5)
    risk = 0.05 / SHARED  # after the tenth relevant card: 190 unread, 20 and 100 drawn
    assert hypergeom.cdf(0, 190, 35, 20) > risk >= hypergeom.cdf(0, 190, 36, 20)
    assert hypergeom.cdf(0, 190, 5, 100) > risk >= hypergeom.cdf(0, 190, 6, 100)


def test_the_number_is_renewed_at_looks_only_and_what_is_found_since_is_taken_off() -> None:
    assert looks_of(200)[:3] == (10, 20, 30)
    labels = [True] * 10 + [False] * 40
    at_look, later = stop_of(labels, 200), stop_of([*labels, False, True], 200)
    assert at_look is not None and later is not None
    assert (later.rests_on, later.missed) == (50, at_look.missed - 1)


def test_the_drawer_bounds_the_rest_whatever_the_order_was_worth() -> None:
    assert drawer_misses(100, 0, 0, 0) == 100
    assert drawer_misses(100, 5, 95, 5) == unseen_at_most(100, 95, 5, 0.05)
    assert drawer_misses(100, 40, 30, 0) == 0


@pytest.mark.parametrize("signal", [0.0, 1.0, 2.0])
def test_simulated_readers_miss_more_than_stated_in_at_most_the_stated_share(signal: float) -> None:
    """100 readers: with a true risk of .05 more than .12 wrong stops is a chance of under 1 %."""
    _, _, _, outcomes = next(rows(100, ((160, 24),), (signal,)))
    assert np.mean([o.wrong_looks for o in outcomes]) <= 0.05
    assert np.mean([o.wrong_drawer for o in outcomes]) <= 0.05
    for tolerance in (1, 3, 5, 10):
        assert np.mean([o.stops.get(tolerance, (False, 0.0))[0] for o in outcomes]) <= 0.12


def test_a_good_order_saves_reading() -> None:
    _, _, _, found = next(rows(20, ((400, 20),), (2.0,)))
    assert np.mean([o.stops.get(5, (False, 0.0))[1] for o in found]) > 0.15
