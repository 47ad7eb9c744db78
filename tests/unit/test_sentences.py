"""Sentences and their places, and quoting by first and last words."""

import pytest

from workbench.domain.anchors import places_of
from workbench.domain.sentences import between, nth_of, sentences
from workbench.errors import QuoteNotFound

TEXT = """De toezichthouder betreedt de woning. Hij vraagt geen toestemming; De bewoner wordt gehoord.
§ 2. Het kind, vermeld in art. 5, wordt gehoord: 1° thuis;"""


def said(text: str, low: int = 0, high: int | None = None) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, low, high)]


def test_a_number_or_an_abbreviation_is_no_sentence_of_its_own() -> None:
    assert said(TEXT) == [
        "De toezichthouder betreedt de woning.",
        "Hij vraagt geen toestemming;",
        "De bewoner wordt gehoord.",
        "Het kind, vermeld in art. 5, wordt gehoord:",
        "1° thuis;",
    ]


def test_only_the_part_that_lies_open_is_cut() -> None:
    low = TEXT.index("§ 2.")
    assert said(TEXT, low) == ["Het kind, vermeld in art. 5, wordt gehoord:", "1° thuis;"]


def test_first_and_last_words_say_what_lies_between() -> None:
    place = between(TEXT, "Hij vraagt", "wordt  gehoord")
    assert TEXT[place.start : place.end] == "Hij vraagt geen toestemming; De bewoner wordt gehoord"


@pytest.mark.parametrize(("first", "last"), [("staat er niet", "gehoord"), ("Het kind", "toestemming")])
def test_words_that_do_not_stand_there_in_that_order_are_refused(first: str, last: str) -> None:
    with pytest.raises(QuoteNotFound):
        between(TEXT, first, last)


def test_which_of_two_equal_places_it_is_is_counted() -> None:
    places = [p for p in places_of(TEXT, "wordt gehoord")]
    assert [TEXT[a:b] for a, b in places] == ["wordt gehoord", "wordt gehoord"]
    second = between(TEXT, "wordt gehoord:", "gehoord:")
    assert nth_of(TEXT, second) == 1
    found = sentences(TEXT)[3]
    kind = between(TEXT, "wordt gehoord", "gehoord", found.start, found.end)
    assert nth_of(TEXT, kind) == 2


def test_places_may_overlap() -> None:
    assert places_of("a a a", "a a") == [(0, 3), (2, 5)]
    assert places_of("a a a", " ") == []
