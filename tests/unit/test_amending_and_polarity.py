"""Amendments are read by what they take out and put in; words of loss and gain know when they are denied."""

import pytest

from workbench.screening.amending import formulas, struck
from workbench.screening.polarity import polarity
from workbench.screening.signs import denied
from workbench.screening.wording import words_of

STRIKES = "In artikel 7 van het decreet van 9 mei 2014 wordt de zinsnede “na toestemming van de huurder” opgeheven."
REPLACES = "In artikel 26 worden de woorden “kosteloos vervoer” vervangen door de woorden “vervoer tegen betaling”."
ADDS = "Aan artikel 4 van hetzelfde decreet wordt een paragraaf 5 toegevoegd, die luidt als volgt: “De aanvrager wordt gehoord.”."


def told(text: str, key: str) -> list[str]:
    return [text[start:end] for start, end in polarity(text).get(key, ())]


def test_struck_words_count_as_denied() -> None:
    assert [STRIKES[a:b] for a, b in struck(STRIKES)] == ["na toestemming van de huurder"]
    at = STRIKES.index("toestemming")
    assert denied(STRIKES, at, at + len("toestemming"))
    assert told(STRIKES, "cue.gain_denied") == ["toestemming"]


def test_a_denial_that_is_struck_is_a_denial_no_more() -> None:
    text = "In artikel 3 worden de woorden “zonder machtiging” geschrapt."
    at = text.index("machtiging")
    assert not denied(text, at, at + len("machtiging"))


def test_the_wording_of_an_amendment_is_that_of_the_new_and_the_struck_words() -> None:
    assert [(w.text, w.denied) for w in words_of(REPLACES)] == [
        ("kosteloos", True), ("vervoer", True), ("vervoer", False), ("tegen", False), ("betaling", False),
    ]  # fmt: skip
    assert [w.text for w in words_of(f"Art. 3. {ADDS}")] == [w.text for w in words_of(ADDS)]
    assert [w.text for w in words_of(ADDS)] == ["de", "aanvrager", "wordt", "gehoord"]


def test_the_title_of_an_amended_law_is_no_safeguard() -> None:
    text = "Art. 96. In artikel 7, eerste lid, van het decreet betreffende vrije toegang wordt het woord “recht” vervangen door het woord “mogelijkheid”."
    assert (told(text, "cue.gain"), told(text, "cue.bounded")) == ([], [])
    assert [(w.text, w.denied) for w in words_of(text)] == [("recht", True), ("mogelijkheid", False)]


@pytest.mark.parametrize(
    "text",
    ["De verhuurder wordt vervangen door de beheerder als hij ziek is.", "De toelage wordt toegevoegd aan het loon.", ""],
)
def test_a_rule_that_amends_no_law_keeps_all_its_words(text: str) -> None:
    assert (formulas(text), struck(text)) == ((), ())


def test_a_loss_that_is_ruled_out_is_not_counted_as_a_loss() -> None:
    loses = "Wie niet komt, verliest zijn steun."
    keeps = "Wie zich laat vertegenwoordigen, verliest zijn steun niet."
    assert told(loses, "cue.loss") == ["verliest"]
    assert (told(keeps, "cue.loss"), told(keeps, "cue.loss_denied")) == ([], ["verliest"])


def test_every_place_of_a_word_is_shown() -> None:
    assert told("Hij krijgt uitleg en een tolk.", "cue.gain") == ["krijgt", "uitleg", "tolk"]
