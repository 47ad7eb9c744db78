"""Which thesaurus words a text shows: the quick look at first letters must not pass over any of them."""

import pytest

from workbench.domain.obligations import Concept, Thesaurus
from workbench.screening.reading import CueReader


def reader(*synonyms: str) -> CueReader:
    concept = Concept("interference", "code", {"nl": "code", "en": "code"}, synonyms)
    return CueReader(Thesaurus({"interference": {"code": concept}}))


@pytest.mark.parametrize(
    ("synonym", "text", "seen"),
    [
        ("toezichthouder*", "De Toezichthouders mogen binnen.", "Toezichthouders"),
        ("koppel* van bestanden", "Het koppelen  van bestanden is toegelaten.", "koppelen  van bestanden"),
        ("binnen * dagen", "Hij antwoordt binnen vijf dagen.", "binnen vijf dagen"),
        ("e-mail*", "De e-mails worden gelezen.", "e-mails"),
        ("op papier", "De aanvraag kan op papier.", "op papier"),
        ("id*", "Zijn identiteit wordt nagegaan.", "identiteit"),
        ("65-plus*", "De 65-plusser betaalt minder.", "65-plusser"),
    ],
)
def test_a_synonym_is_seen_as_whole_words_with_its_open_endings(synonym: str, text: str, seen: str) -> None:
    assert reader(synonym).read(text).interferences == {"code": seen}


@pytest.mark.parametrize(
    ("synonym", "text"), [("stal", "Het stalen hek."), ("op papier", "Een papieren formulier."), ("mail", "e-maila")]
)
def test_a_part_of_a_word_is_not_the_word(synonym: str, text: str) -> None:
    assert reader(synonym).read(text).interferences == {}
