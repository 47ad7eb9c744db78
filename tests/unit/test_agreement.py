"""Agreement measures against published worked examples and another implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from workbench.domain.agreement import agreement_of, cohen_kappa, krippendorff_alpha
from workbench.domain.verdicts import SecondReading, Verdict, VerdictAnswer


def table(both_yes: int, yes_no: int, no_yes: int, both_no: int) -> tuple[list[str], list[str]]:
    first = ["yes"] * (both_yes + yes_no) + ["no"] * (no_yes + both_no)
    second = ["yes"] * both_yes + ["no"] * yes_no + ["yes"] * no_yes + ["no"] * both_no
    return first, second


@pytest.mark.parametrize(
    ("cells", "kappa"), [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)]
)  # the two-reader examples of the usual textbooks and the encyclopedia article on kappa
def test_cohen_kappa_gives_the_published_values(cells: tuple[int, int, int, int], kappa: float) -> None:
    assert cohen_kappa(*table(*cells)) == pytest.approx(kappa, abs=5e-5)


# Krippendorff, Computing Krippendorff's alpha-reliability (2011), sections A, B and C
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbcccEddd".lower())
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


@pytest.mark.parametrize(("readers", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (FOUR, 0.743)])
def test_krippendorff_alpha_gives_the_published_values(readers: tuple[str, ...], alpha: float) -> None:
    units = [[None if v == "." else v for v in unit] for unit in zip(*readers, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(alpha, abs=5e-4)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40))
def test_cohen_kappa_agrees_with_another_implementation(pairs: list[tuple[str, str]]) -> None:
    first, second = zip(*pairs, strict=True)
    ours = cohen_kappa(first, second)
    if len(set(first) | set(second)) == 1:
        assert ours is None
    else:
        assert ours == pytest.approx(float(cohen_kappa_score(first, second)), abs=1e-9)


def test_a_measure_that_is_undefined_is_none_and_not_a_number() -> None:
    assert cohen_kappa([], []) is None
    assert cohen_kappa(["a"], ["a"]) is None
    assert krippendorff_alpha([["a", None], [None, "b"]]) is None
    assert krippendorff_alpha([["a", "a"], ["a", "a"]]) is None
    with pytest.raises(ValueError, match="both readers"):
        cohen_kappa(["a"], [])


def verdict(who: str, place: str, answer: VerdictAnswer) -> Verdict:
    return Verdict(dossier="d", draft="x", provision=place, norm="ECHR/8", author=who, answer=answer)


def test_a_postponed_or_outside_pair_does_not_count() -> None:
    yes, no, later = VerdictAnswer.RELEVANT, VerdictAnswer.NOT_RELEVANT, VerdictAnswer.POSTPONED
    reading = SecondReading(dossier="d", draft="x", first="an", second="bo", provisions=("1", "2", "3", "4"))
    made = [("an", "1", yes), ("bo", "1", yes), ("an", "2", yes), ("bo", "2", no), ("an", "3", no), ("bo", "3", later)]
    outside = [("an", "9", yes), ("bo", "9", no), ("cas", "2", yes)]
    found = agreement_of(reading, [verdict(*row) for row in [*made, *outside]])
    assert (found.both, found.equal, found.only_first, found.only_second) == (2, 1, 1, 0)
    assert found.differing == (("2", "ECHR/8"), ("3", "ECHR/8"))
    assert found.kappa == 0.0
    assert found.alpha == pytest.approx(0.0)
