import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.identifiers import ProvisionId, article_of, number_key, roman_to_int


@pytest.mark.parametrize(
    "text",
    ["ECHR/8/2", "CRPD/19/a", "ECHR-P1/2", "RESC/15/1", "RESC/E", "CRC/40/2/b/iii", "RESC/ANNEX-2-4", "REFUGEE-1951/1/A/2"],
)
def test_a_provision_id_survives_reading_and_printing(text: str) -> None:
    assert str(ProvisionId.parse(text)) == text


@pytest.mark.parametrize("text", ["", "ECHR", "echr/8", "ECHR/8/2/", "ECHR//2", "ECHR/8/2/a/i/x", "artikel 8 EVRM"])
def test_something_else_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match="not a provision id"):
        ProvisionId.parse(text)


def test_a_point_lies_within_its_paragraph_but_not_within_its_neighbour() -> None:
    point = ProvisionId.parse("CRPD/4/1/a")
    assert point.within(ProvisionId.parse("CRPD/4/1"))
    assert point.within(ProvisionId.parse("CRPD/4"))
    assert not point.within(ProvisionId.parse("CRPD/4/2"))
    assert not ProvisionId.parse("CRPD/40").within(ProvisionId.parse("CRPD/4"))
    assert article_of("CRPD/4/1/a") == "CRPD/4"


def test_article_numbers_sort_as_a_jurist_expects() -> None:
    shuffled = ["15", "14ter", "12/1", "2", "14bis", "113novies", "12", "14", "10"]
    assert sorted(shuffled, key=number_key) == ["2", "10", "12", "12/1", "14", "14bis", "14ter", "15", "113novies"]
    assert sorted(["4.4.10", "4.4.9", "4.4.9/1"], key=number_key) == ["4.4.9", "4.4.9/1", "4.4.10"]
    assert sorted(["III.20", "II.3", "X.1"], key=number_key) == ["II.3", "III.20", "X.1"]


def test_roman_numerals() -> None:
    assert [roman_to_int(n) for n in ("I", "IV", "IX", "XIV", "XL")] == [1, 4, 9, 14, 40]


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert str(ProvisionId.parse(text)) == text
    except ValueError as error:
        assert repr(text) in str(error)
