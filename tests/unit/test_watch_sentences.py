"""The watches on sentences that we wrote for them (tests/data/watches): what is seen, and what stays quiet."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.screening.watches import watches
from workbench.use_cases.draft_units import plain_units

FILE = Path(__file__).resolve().parents[1] / "data" / "watches" / "sentences.tsv"
ROWS = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
BOUND = {  # restrictions under a condition of facts: still shown, as a condition that the authority assesses
    "De subsidie kan worden teruggevorderd als ze niet is gebruikt voor het doel waarvoor ze is toegekend.",
    "De erkenning kan worden ingetrokken als de voorziening na aanmaning niet aan de erkenningsvoorwaarden voldoet.",
    "De exploitant kan de toegang weigeren aan wie geen geldig ticket heeft.",
    "De gemeente kan de standplaats intrekken wanneer de huur drie maanden niet is betaald.",
}


def seen(sentence: str) -> dict[str, str]:
    return {str(found.watch): found.detail for found in watches(plain_units([sentence]))}


@pytest.mark.parametrize("watch", ["discretion", "delegation", "removal", "definition"])
def test_every_sentence_of_a_watch_is_seen(watch: str) -> None:
    missed = [text for kind, text in ROWS if kind == watch and watch not in seen(text)]
    assert missed == []


@pytest.mark.parametrize("watch", ["discretion", "delegation", "removal", "definition"])
def test_sentences_that_only_look_like_it_stay_quiet(watch: str) -> None:
    loud = {text: seen(text)[watch] for kind, text in ROWS if kind == f"none {watch}" and watch in seen(text)}
    assert loud == ({text: "watch.discretion.condition" for text in BOUND} if watch == "discretion" else {})


def test_a_power_of_an_authority_is_not_the_right_of_a_patient() -> None:
    assert seen("De arts kan de behandeling weigeren.") == {"discretion": "watch.discretion.may"}
    assert seen("De patiënt kan de behandeling weigeren.") == {}


def test_a_reference_to_another_article_binds_no_choice_but_its_grounds_do() -> None:
    assert "discretion" in seen("De gemeente kan de toelage, vermeld in artikel 5, intrekken.")
    assert seen("De gemeente kan de toelage intrekken op de gronden, vermeld in artikel 5.") == {}
