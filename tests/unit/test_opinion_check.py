"""An outside reader's answer held against both texts."""

import pytest

from workbench.domain.anchors import Side
from workbench.domain.machine_opinion import Leaning, PairTexts, RawOpinion, RawQuote, RawSentence
from workbench.screening.opinion_check import checked, find_words

DRAFT = "De inspecteur betreedt de woning\nzonder toestemming van de bewoner, “dag en nacht”."
TREATY = "Eenieder heeft recht op respect voor zijn woning en zijn correspondentie."
TEXTS = PairTexts("artikel 3", DRAFT, "artikel 8 EVRM", TREATY)


def sentence(words: str, *quotes: tuple[Side, str], raises: bool = True) -> RawSentence:
    return RawSentence(words, raises, tuple(RawQuote(side, w) for side, w in quotes))


def check(*sentences: RawSentence, questions: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    return checked(RawOpinion(Leaning.LIKELY, sentences, questions), TEXTS)


def test_a_quotation_is_found_although_lines_and_marks_differ() -> None:
    kept, _, dropped = check(
        sentence("Dat raakt de woning.", (Side.DRAFT, "de woning zonder toestemming"), (Side.DRAFT, '"dag en nacht"'))
    )
    assert [DRAFT[q.start : q.end] for q in kept[0].quotes] == ["de woning\nzonder toestemming", "dag en nacht"]
    assert dropped == {}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (sentence("De rechter wordt gepasseerd.", (Side.DRAFT, "zonder machtiging van de rechter")), "not_found"),
        (sentence("Het staat er.", (Side.TREATY, "zonder toestemming van de bewoner")), "not_found"),
        (sentence("Een half woord.", (Side.TREATY, "espect voor zijn")), "not_found"),
        (sentence("Te kort om iets te zeggen.", (Side.DRAFT, "de")), "not_found"),
        (sentence("Er staat “ook de politie mag binnen”.", (Side.DRAFT, "zonder toestemming")), "not_found"),
        (sentence("Dit lijkt streng."), "no_quote"),
        (sentence("  ", (Side.DRAFT, "zonder toestemming")), "no_quote"),
        (sentence("Dit schendt artikel 8.", (Side.DRAFT, "zonder toestemming")), "verdict"),
        (sentence("This is a violation.", (Side.DRAFT, "zonder toestemming")), "verdict"),
    ],
)
def test_a_sentence_that_cannot_be_traced_is_dropped_and_counted(bad: RawSentence, why: str) -> None:
    good = sentence("De woning wordt betreden.", (Side.DRAFT, "betreedt de woning"))
    kept, _, dropped = check(good, bad)
    assert [s.words for s in kept] == ["De woning wordt betreden."]
    assert dropped == {why: 1}


def test_one_invented_quotation_drops_its_sentence_although_the_other_stands() -> None:
    kept, _, dropped = check(
        sentence("Twee citaten.", (Side.DRAFT, "betreedt de woning"), (Side.TREATY, "behalve voor inspecteurs"))
    )
    assert (kept, dropped) == ((), {"not_found": 1})


def test_questions_need_no_quotation_but_may_not_invent_one() -> None:
    _, asked, dropped = check(
        questions=("Is er een rechter?", "Wat betekent “zoals de minister wenst”?", "Wat is “dag en nacht”?", " ")
    )
    assert asked == ("Is er een rechter?", "Wat is “dag en nacht”?")
    assert dropped == {"not_found": 1}


def test_an_endless_answer_is_cut() -> None:
    kept, asked, _ = check(*[sentence("x" * 900, (Side.DRAFT, "betreedt de woning"))] * 40, questions=("vraag?",) * 40)
    assert (len(kept), len(kept[0].words), len(asked)) == (12, 600, 8)


def test_words_are_found_whole_or_not_at_all() -> None:
    assert find_words("recht op respect", TREATY) == (15, 31)
    assert find_words("recht op res", TREATY) is None
    assert find_words("(.*)+ woning", TREATY) is None
