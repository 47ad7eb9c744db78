"""The same screening replayed: equal, or told what changed."""

from dataclasses import replace

from tests.screenings import screening, unit
from workbench.domain.search import Screening
from workbench.domain.tension import Level, PairTension
from workbench.domain.trees import Tree
from workbench.use_cases.replay_screening import compare

THEN = screening(unit("a", "De woning.", 0.5), unit("b", "De school.", 0.4))


def test_the_same_result_is_the_same_whatever_its_id_and_day() -> None:
    replay = compare(THEN, replace(THEN, id="s2", created="2027-01-01T00:00:00+00:00"))
    assert (replay.same, replay.moved, replay.units) == (True, (), 2)


def test_a_rounding_difference_is_no_change() -> None:
    moved = replace(THEN, units=(replace(THEN.units[0], tension=0.5000001), THEN.units[1]))
    assert compare(THEN, moved).same


def test_another_policy_is_named_and_the_units_that_changed_too() -> None:
    other = replace(THEN.units[0], tension=0.9, candidates=tuple(reversed(THEN.units[0].candidates)))
    now = replace(THEN, units=(other, THEN.units[1]), versions=replace(THEN.versions, policy="p2/r1", register="reg2"))
    replay = compare(THEN, now)
    assert (replay.same, replay.moved) == (False, ("policy", "register"))
    assert [(c.provision, c.what, c.tension, c.best) for c in replay.changed] == [
        ("a", ("tension", "candidates"), (0.5, 0.9), ("ECHR/8", "CRC/16"))
    ]


def test_a_unit_that_came_or_went_is_named() -> None:
    replay = compare(THEN, screening(THEN.units[0], unit("c", "De haven.")))
    assert (replay.gone, replay.new, replay.same) == (("b",), ("c",), False)


def test_another_expectation_of_a_pair_is_a_change_but_an_older_screening_without_one_is_not() -> None:
    def with_pair(said: PairTension | None) -> Screening:
        first = replace(
            THEN.units[0], candidates=(replace(THEN.units[0].candidates[0], tension=said), *THEN.units[0].candidates[1:])
        )
        return replace(THEN, units=(first, THEN.units[1]))

    low, high = PairTension(Level.LOW, 0.1, Tree.LIMITATION), PairTension(Level.HIGH, 0.5, Tree.LIMITATION)
    assert [c.what for c in compare(with_pair(low), with_pair(high)).changed] == [("pairs",)]
    assert compare(with_pair(low), with_pair(low)).same
    assert compare(with_pair(None), with_pair(high)).same
