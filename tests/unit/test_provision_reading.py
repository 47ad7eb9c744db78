"""Reading a provision: each part of the norm with the words that show it."""

from pathlib import Path

import pytest

from workbench.domain.drafts import Amendment, Operation
from workbench.domain.norm_parts import Degree, Part, ProvisionReading
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.screening.provision_reading import read_provision, read_treaty
from workbench.screening.reading import CueReader

HOME = (
    "De toezichthouder kan de woning van de huurder betreden, tenzij de bewoner zich verzet. "
    "Als de huurder afwezig is, wordt hij niet gehoord. De Vlaamse Regering bepaalt de nadere regels."
)


@pytest.fixture(scope="module")
def reader(project_root: Path) -> CueReader:
    return CueReader(read_thesaurus(project_root / "corpus"))


def shown(text: str, found: ProvisionReading, part: Part) -> list[str]:
    return [text[p.start : p.end] for p in found.of(part)]


def test_power_action_condition_and_exception_are_read_to_the_end_of_their_clause(reader: CueReader) -> None:
    found = read_provision(HOME, reader)
    assert shown(HOME, found, Part.POWER)[0] == "De toezichthouder kan"
    assert shown(HOME, found, Part.ACTION)[0] == "de woning van de huurder betreden"
    assert shown(HOME, found, Part.EXCEPTION) == ["tenzij de bewoner zich verzet"]
    assert "Als de huurder afwezig is, wordt hij niet gehoord" in shown(HOME, found, Part.CONDITION)


def test_interferences_holders_and_denied_safeguards_carry_their_codes(reader: CueReader) -> None:
    found = read_provision(HOME, reader)
    assert ("entry-home", "betreden") in [(p.code, HOME[p.start : p.end]) for p in found.of(Part.INTERFERENCE)]
    assert "tenants" in {p.code for p in found.of(Part.ADDRESSEE)}
    assert [p.code for p in found.of(Part.DENIED)] == ["hearing"]
    assert found.missing(["hearing", "appeal"]) == ("hearing", "appeal")


def test_what_is_left_open_depends_on_criteria(reader: CueReader) -> None:
    bound = "De Vlaamse Regering bepaalt de nadere regels op basis van de volgende criteria: de ernst."
    assert read_provision(HOME, reader).delegation is Degree.OPEN
    assert read_provision(bound, reader).delegation is Degree.BOUND
    assert read_provision("De burgemeester beslist naar eigen oordeel.", reader).discretion is Degree.OPEN
    assert read_provision("De huurder betaalt de huur.", reader).delegation is Degree.NONE


def test_an_amendment_shows_what_goes_and_what_comes(reader: CueReader) -> None:
    text = "In artikel 5 worden de woorden “drie jaar” vervangen door de woorden “tien jaar”."
    found = read_provision(text, reader, Amendment(Operation.SUBSTITUTE_WORDS, "decreet", "artikel 5"))
    assert (shown(text, found, Part.REMOVED), shown(text, found, Part.ADDED)) == (["“drie jaar”"], ["“tien jaar”"])


def test_a_repeal_shows_what_disappears(reader: CueReader) -> None:
    text = "Artikel 9 van hetzelfde decreet wordt opgeheven."
    found = read_provision(text, reader, Amendment(Operation.REPEAL, "decreet", "artikel 9"))
    assert [(p.code, text[p.start : p.end]) for p in found.of(Part.REMOVED)] == [("artikel 9", text[:-1])]


def test_defined_terms_and_competence_follow_the_draft(reader: CueReader) -> None:
    text = "De hulpvrager die een sociale huurwoning vraagt, vult het formulier in."
    found = read_provision(text, reader, terms=["hulpvrager"], competences={"housing": "flemish"})
    assert shown(text, found, Part.DEFINED_TERM) == ["hulpvrager"]
    assert dict(zip(found.domains, found.competence, strict=True))["housing"] == "flemish"


def test_a_treaty_is_read_by_its_own_verbs() -> None:
    text = "States Parties shall not separate a child, except when authorities so decide subject to review. Everyone has the right to appeal."
    found = read_treaty(text)
    assert shown(text, found, Part.PROHIBITION) == ["shall not"]
    assert shown(text, found, Part.ENTITLEMENT) == ["has the right to"]
    assert shown(text, found, Part.ACTOR) == ["States Parties"]
    assert shown(text, found, Part.EXCEPTION) == ["except when authorities so decide subject to review"]
