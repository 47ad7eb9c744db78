import pytest

from workbench.retrieval.shared_words import SharedWords
from workbench.retrieval.words import Analyzer, plain_words

LEXICON = (
    "huisvesting",
    "maatschappij",
    "huur",
    "woning",
    "geluid",
    "hinder",
    "persoon",
    "gegevens",
    "verwerking",
    "leerling",
    "begeleiding",
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("huisvestingsmaatschappij", {"huisvesting", "maatschappij"}),
        ("huurwoning", {"huur", "woning"}),
        ("geluidshinder", {"geluid", "hinder"}),
        ("persoonsgegevensverwerking", {"persoon", "gegevens", "verwerking"}),
        ("leerlingenbegeleiding", {"leerling", "begeleiding"}),
    ],
)
def test_a_compound_is_found_by_its_parts(word: str, parts: set[str]) -> None:
    analyzer = Analyzer("nl", LEXICON)
    stems = set(analyzer.terms(word))
    for part in parts:
        assert set(analyzer.terms(part)) <= stems


def test_a_word_of_the_lexicon_and_a_short_word_stay_whole() -> None:
    assert Analyzer("nl", LEXICON).terms("huisvesting") == ["huisvest"]
    assert Analyzer("nl", LEXICON).terms("huurder") == ["huurder"]


def test_accents_and_capitals_do_not_matter() -> None:
    assert plain_words("Één CRÈCHE, zo'n école") == ["een", "creche", "zo'n", "ecole"]


def test_stop_words_say_nothing() -> None:
    assert Analyzer("nl").terms("De in het artikel bedoelde") == ["bedoeld"]


def test_shared_words_are_the_reader_s_own_words() -> None:
    shared = SharedWords(LEXICON)
    assert shared("De huurwoningen en hun bewoners", "Een woning wordt verhuurd", "nl") == ("huurwoningen",)
