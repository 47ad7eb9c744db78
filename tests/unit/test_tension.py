from dataclasses import replace
from pathlib import Path

import pytest

from workbench.knowledge.thesaurus import read_thesaurus
from workbench.screening.reading import CueReader
from workbench.screening.signs import Deontic, denied, deontic_signs
from workbench.screening.tension import TensionModel
from workbench.screening.tension_features import read_features


@pytest.fixture(scope="module")
def reader(project_root: Path) -> CueReader:
    return CueReader(read_thesaurus(project_root / "corpus"))


@pytest.fixture(scope="module")
def model(project_root: Path) -> TensionModel:
    return TensionModel.load(project_root / "indexes")


def shown(text: str, kind: Deontic) -> list[str]:
    return [text[s.start : s.end] for s in deontic_signs(text) if s.kind is kind]


def test_the_parts_of_a_norm_are_found_with_their_words() -> None:
    text = "De burgemeester kan de bewoner verwijderen wanneer hij dat nodig acht, tenzij de Vlaamse Regering nadere regels vaststelt."
    assert shown(text, Deontic.POWER) == ["De burgemeester kan"]
    assert shown(text, Deontic.DISCRETION) == ["nodig acht"]
    assert shown(text, Deontic.EXCEPTION) == ["tenzij"]
    assert shown(text, Deontic.DELEGATION) == ["nadere regels"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("zonder de bewoner te horen", "horen", True),
        ("de bewoner wordt vooraf gehoord", "gehoord", False),
        ("Beroep schorst de ontruiming niet", "Beroep", True),
        ("geen beslissing zonder advies van de rechter", "rechter", True),
        ("Er is geen verhoor. De rechter beslist.", "rechter", False),
    ],
)
def test_a_denied_word_is_told_from_an_affirmed_one(text: str, word: str, expected: bool) -> None:
    start = text.index(word)
    assert denied(text, start, start + len(word)) is expected


def test_safeguards_interferences_and_long_terms_become_features_with_places(reader: CueReader) -> None:
    text = "De gegevens worden dertig jaar bewaard, zonder de betrokkene te horen; hij kan beroep instellen."
    features = read_features(text, reader)
    assert text[slice(*features["denied.hearing"].spans[0])] == "horen"
    assert text[slice(*features["has.appeal"].spans[0])] == "kan beroep"
    assert text[slice(*features["does.data-retention"].spans[0])] == "bewaard"
    assert text[slice(*features["norm.long_years"].spans[0])] == "dertig jaar"


def test_an_age_is_no_long_term(reader: CueReader) -> None:
    assert "norm.long_years" not in read_features("De gemeente beboet minderjarigen vanaf twaalf jaar.", reader)


def test_delegation_counts_more_when_no_criteria_bind_it(reader: CueReader) -> None:
    open_ended = read_features("De Vlaamse Regering bepaalt de nadere regels.", reader)
    bound = read_features("De Vlaamse Regering bepaalt de nadere regels op basis van de volgende criteria: de ernst.", reader)
    assert "norm.delegation_without_criteria" in open_ended
    assert "norm.delegation_without_criteria" not in bound


def test_a_safeguard_never_raises_and_a_denied_one_never_lowers(model: TensionModel) -> None:
    assert [n for n, w in model.weights.items() if n.startswith(("has.", "lifted.")) and w > 0] == []
    assert [n for n, w in model.weights.items() if n.startswith("denied.") and w < 0] == []


def test_words_that_protect_never_raise_and_interferences_never_lower(model: TensionModel) -> None:
    protecting = (
        "cue.hearing",
        "cue.appeal",
        "cue.reasons",
        "cue.individual",
        "cue.limits",
        "cue.authorisation",
        "cue.gain",
        "cue.bounded",
    )
    assert [n for n in protecting if model.weights.get(n, 0.0) > 0] == []
    assert [n for n, w in model.weights.items() if n.startswith("does.") and w < 0] == []


def test_another_share_of_contested_provisions_moves_the_number_and_keeps_the_order(
    model: TensionModel, reader: CueReader
) -> None:
    texts = (
        "De inspecteur mag elke woning betreden zonder machtiging.",
        "De raad telt zeven leden.",
        "Hij wordt vooraf gehoord.",
    )
    seen = [model.contributions(t, read_features(t, reader)) for t in texts]
    rare, even = ([replace(model, share=share).probability(c) for c in seen] for share in (0.09, 0.5))
    assert sorted(range(3), key=rare.__getitem__) == sorted(range(3), key=even.__getitem__)
    odds = [p / (1 - p) for p in (*rare, *even)]
    assert [odds[n + 3] / odds[n] for n in range(3)] == pytest.approx([0.91 / 0.09] * 3)


def test_a_clear_exclusion_stands_above_its_repaired_twin(model: TensionModel, reader: CueReader) -> None:
    contested = "Wie geen wettig verblijf heeft, is uitgesloten van de opvang; tegen die beslissing staat geen beroep open."
    repaired = "Wie geen wettig verblijf heeft, wordt opgevangen; tegen een weigering kan hij beroep instellen bij de rechtbank."
    levels = [model.tension(model.contributions(t, read_features(t, reader)), False) for t in (contested, repaired)]
    assert levels[0] > levels[1]


def test_boilerplate_stays_at_the_bottom_whatever_its_words(model: TensionModel, reader: CueReader) -> None:
    text = "uitgesloten zonder beroep, onmiddellijk, boete"
    found = model.contributions(text, read_features(text, reader))
    assert model.tension(found, True) <= 0.05 < model.tension(found, False)


def test_reasons_show_words_that_stand_in_the_text(model: TensionModel, reader: CueReader) -> None:
    text = "De minister kan de erkenning intrekken wanneer hij dat nodig acht, zonder de instelling te horen."
    reasons = model.reasons(text, model.contributions(text, read_features(text, reader)))
    assert reasons
    assert [r for r in reasons if r.words[0] not in text] == []
