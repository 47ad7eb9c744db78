import pytest

from workbench.screening.boilerplate import boilerplate_key
from workbench.screening.cues import cues


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Artikel 1. Dit decreet regelt een gemeenschaps- en gewestaangelegenheid.", "boilerplate.competence"),
        ("Art. 88. Dit decreet treedt in werking op 1 januari 2028.", "boilerplate.entry_into_force"),
        (
            "Artikel 12 tot en met 15 treden in werking op een door de Vlaamse Regering vast te stellen datum.",
            "boilerplate.entry_into_force",
        ),
        ("Art. 2. In dit decreet wordt verstaan onder: 1° woning: elk onroerend goed;", "boilerplate.definitions"),
        ("Dit decreet wordt aangehaald als: Oefendecreet van 3 mei 2027.", "boilerplate.citation_title"),
        (
            "De Vlaamse minister, bevoegd voor het onderwijs, is belast met de uitvoering van dit besluit.",
            "boilerplate.execution",
        ),
        ("Art. 14. De toezichthouder heeft vrije toegang tot de woning.", ""),
        ("De huurder verlaat de woning zodra de opzegging in werking treedt en hij daarvan bericht kreeg.", ""),
    ],
)
def test_fixed_wording_is_recognised_and_norms_are_not(text: str, key: str) -> None:
    assert boilerplate_key(text) == key


def test_cues_point_to_the_words_that_show_them() -> None:
    text = "De toezichthouder kan de woning betreden zonder machtiging; tegen die beslissing staat geen beroep open."
    assert [(c.key, text[c.start : c.end]) for c in cues(text)] == [
        ("cue.power", "betreden"),
        ("cue.no_remedy", "zonder machtiging"),
    ]
