"""The same screening replayed: equal, or told what changed."""

from dataclasses import replace

from tests.screenings import screening, unit
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
