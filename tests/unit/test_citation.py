from pathlib import Path

import pytest

from workbench.domain.citation import cite, parse_citation
from workbench.domain.instruments import Instrument
from workbench.knowledge.catalogue import read_catalogue


@pytest.fixture(scope="module")
def instruments(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Instrument]:
    return read_catalogue(project_root / "corpus", tmp_path_factory.mktemp("cache")).instruments


@pytest.mark.parametrize(
    ("provision", "cited"),
    [
        ("ECHR/8/2", "artikel 8, § 2, EVRM"),
        ("CRPD/19/a", "artikel 19, punt a), VRPH"),
        ("RESC/15/1", "artikel 15, § 1, herzien ESH"),
        ("RESC/E", "artikel E herzien ESH"),
        ("CRC/3", "artikel 3 IVRK"),
        ("CRPD/4/1/a", "artikel 4, § 1, punt a), VRPH"),
    ],
)
def test_a_place_is_cited_as_flemish_jurists_do(instruments: dict[str, Instrument], provision: str, cited: str) -> None:
    assert cite(provision, instruments) == cited


def test_every_article_of_every_instrument_is_cited_and_found_back(instruments: dict[str, Instrument]) -> None:
    places = [f"{code}/{number}" for code, i in instruments.items() for number in i.expected_articles]
    places += [f"{code}/1/{rest}" for code in instruments for rest in ("2", "2/a", "a")]
    assert len(places) > 1500
    assert [p for p in places if parse_citation(cite(p, instruments), instruments) != p] == []


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        ("art. 8 EVRM", "ECHR/8"),
        ("artikel 8 van het EVRM", "ECHR/8"),
        ("artikel 8, lid 2, EVRM", "ECHR/8/2"),
        ("artikel 19, a), VRPH", "CRPD/19/a"),
        ("Article 8 ECHR", "ECHR/8"),
        ("artikel 12, §2, IVRK", "CRC/12/2"),
    ],
)
def test_other_spellings_are_understood(instruments: dict[str, Instrument], text: str, provision: str) -> None:
    assert parse_citation(text, instruments) == provision


@pytest.mark.parametrize("text", ["", "artikel EVRM", "artikel 8 van het decreet van 3 mei 2019", "8 EVRM"])
def test_what_is_no_treaty_citation_is_refused(instruments: dict[str, Instrument], text: str) -> None:
    with pytest.raises(ValueError, match="not a treaty citation"):
        parse_citation(text, instruments)
