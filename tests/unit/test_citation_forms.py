"""More than 300 written forms of citations, each with the place it must lead to; what we print is read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.domain.citation import cite, cite_long, parse_citation
from workbench.domain.citation_reading import CitationReader
from workbench.domain.draft_citation import citation_path, own_citation
from workbench.domain.draft_places import place_in
from workbench.domain.instruments import Instrument
from workbench.ingest import read_draft
from workbench.knowledge.catalogue import read_catalogue


@pytest.fixture(scope="module")
def instruments(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Instrument]:
    return read_catalogue(project_root / "corpus", tmp_path_factory.mktemp("cache")).instruments


@pytest.fixture(scope="module")
def reader(instruments: dict[str, Instrument]) -> CitationReader:
    return CitationReader(instruments)


WHOLE = (
    "artikel {a} {n}", "art. {a} {n}", "art {a} {n}", "Artikel {a} van het {n}", "artikel {a}, {n}", "art. {a} van het {n}.",
)  # fmt: skip
PARAGRAPH = (
    "artikel {a}, § {p}, {n}", "artikel {a}, §{p}, {n}", "artikel {a} § {p} {n}", "art. {a}, § {p} {n}", "artikel {a}, lid {p}, {n}",
    "artikel {a}, {o} lid, {n}", "artikel {a}, paragraaf {p}, van het {n}", "art. {a}.{p} {n}", "artikel {a}({p}) {n}",
    "artikel {a}, § {p}, van het {n}",
)  # fmt: skip
POINT = (
    "artikel {a}, punt {x}), {n}", "artikel {a}, {x}), {n}", "artikel {a}, onder {x}), {n}", "artikel {a}({x}) {n}",
    "art. {a}, litt. {x}, {n}", "artikel {a}, punt {x}), van het {n}", "art. {a}, sub {x} {n}",
)  # fmt: skip
ENGLISH = ("Article {a} {n}", "article {a} of the {n}", "Art. {a} {n}")
ENGLISH_PARAGRAPH = (
    "Article {a}({p}) {n}",
    "Article {a} § {p} {n}",
    "Article {a}, paragraph {p}, of the {n}",
    "Art. {a}, para. {p}, {n}",
)
ORDINAL = {"1": "eerste", "2": "tweede", "3": "derde"}
DUTCH_NAMES = {
    "ECHR": ("EVRM", "Europees Verdrag voor de Rechten van de Mens", "Europees Mensenrechtenverdrag", "Verdrag tot bescherming van de rechten van de mens en de fundamentele vrijheden (EVRM)"),
    "CRPD": ("VRPH", "VN-Verdrag Handicap", "VN-Verdrag Handicap (VRPH)", "VN-Verdrag inzake de rechten van personen met een handicap"),
    "CRC": ("IVRK", "Kinderrechtenverdrag", "VN-Kinderrechtenverdrag", "Verdrag inzake de rechten van het kind (IVRK)"),
    "RESC": ("herzien ESH", "Herzien Europees Sociaal Handvest", "ESH (herzien)"),
    "ICCPR": ("IVBPR", "BUPO-Verdrag", "Internationaal Verdrag inzake burgerrechten en politieke rechten"),
    "ICESCR": ("IVESCR", "ESC-Verdrag"),
    "CFR": ("Handvest van de grondrechten van de Europese Unie", "EU-Handvest"),
}  # fmt: skip
ENGLISH_NAMES = {
    "ECHR": ("ECHR", "European Convention on Human Rights", "Convention for the Protection of Human Rights and Fundamental Freedoms (ECHR)"),
    "CRPD": ("CRPD", "UN Disability Convention", "Convention on the Rights of Persons with Disabilities"),
    "CRC": ("CRC", "UN Convention on the Rights of the Child"),
    "RESC": ("Revised European Social Charter", "ESC (revised)"),
}  # fmt: skip


def built() -> list[tuple[str, str]]:
    forms = []
    for code, names in DUTCH_NAMES.items():
        for name in names[:1]:
            forms += [(f.format(a="11", n=name), f"{code}/11") for f in WHOLE]
            forms += [(f.format(a="4", p="2", o=ORDINAL["2"], n=name), f"{code}/4/2") for f in PARAGRAPH]
            forms += [(f.format(a="5", x="b", n=name), f"{code}/5/b") for f in POINT]
        for name in names[1:]:
            forms += [(f.format(a="9", n=name), f"{code}/9") for f in (WHOLE[0], WHOLE[3])]
            forms += [
                (f.format(a="7", p="3", o=ORDINAL["3"], n=name), f"{code}/7/3")
                for f in (PARAGRAPH[0], PARAGRAPH[5], PARAGRAPH[9])
            ]
            forms += [(f.format(a="19", x="a", n=name), f"{code}/19/a") for f in (POINT[0], POINT[3])]
    for code, names in ENGLISH_NAMES.items():
        for name in names:
            forms += [(f.format(a="6", n=name), f"{code}/6") for f in ENGLISH]
            forms += [(f.format(a="8", p="1", n=name), f"{code}/8/1") for f in ENGLISH_PARAGRAPH]
    return forms


LITERAL = [
    ("artikel 8, § 2, EVRM", "ECHR/8/2"),
    ("artikel 19, punt a), VN-Verdrag Handicap (VRPH)", "CRPD/19/a"),
    ("artikel 1 van het Eerste Aanvullend Protocol bij het EVRM", "ECHR-P1/1"),
    ("artikel 1 Eerste Aanvullend Protocol EVRM", "ECHR-P1/1"),
    ("art. 1 EAP EVRM", "ECHR-P1/1"),
    ("artikel 2 van het Eerste Aanvullend Protocol bij het Europees Verdrag voor de Rechten van de Mens", "ECHR-P1/2"),
    ("artikel 1 Protocol nr. 1 EVRM", "ECHR-P1/1"),
    ("artikel 2 van het Vierde Protocol bij het EVRM", "ECHR-P4/2"),
    ("artikel 2, § 3, van Protocol nr. 4 bij het EVRM", "ECHR-P4/2/3"),
    ("artikel 1 van het Twaalfde Protocol bij het EVRM", "ECHR-P12/1"),
    ("artikel 1 van Protocol nr. 12 bij het EVRM", "ECHR-P12/1"),
    ("artikel 4 van het Zevende Protocol bij het EVRM", "ECHR-P7/4"),
    ("artikel 1 van het Zesde Protocol EVRM", "ECHR-P6/1"),
    ("artikel 1 van het Dertiende Protocol bij het EVRM", "ECHR-P13/1"),
    ("Article 1 of Protocol No. 1 to the ECHR", "ECHR-P1/1"),
    ("Article 1 of Protocol No. 12 to the European Convention on Human Rights", "ECHR-P12/1"),
    ("Article 2(1) of Protocol No. 4 to the ECHR", "ECHR-P4/2/1"),
    ("artikel 16 herzien ESH", "RESC/16"),
    ("artikel E herzien ESH", "RESC/E"),
    ("artikel e, herzien ESH", "RESC/E"),
    ("Deel II, artikel 15, §1, herzien ESH", "RESC/15/1"),
    ("Deel V, artikel G van het herzien ESH", "RESC/G"),
    ("Part II, Article 31, § 2, Revised Charter", "RESC/31/2"),
    ("artikel 4, § 1, punt a), VRPH", "CRPD/4/1/a"),
    ("artikel 4(1)(a) VRPH", "CRPD/4/1/a"),
    ("Article 4(1)(a) CRPD", "CRPD/4/1/a"),
    ("artikel 4, eerste lid, punt a), van het VRPH", "CRPD/4/1/a"),
    ("artikel 24, lid 2, onder c), VRPH", "CRPD/24/2/c"),
    ("artikel 40, § 2, punt b), punt iii), IVRK", "CRC/40/2/b/iii"),
    ("Article 40(2)(b)(iii) CRC", "CRC/40/2/b/iii"),
    ("art. 3.1 IVRK", "CRC/3/1"),
    ("artikel 6.3 EVRM", "ECHR/6/3"),
    ("artikel 6, § 3, punt e), EVRM", "ECHR/6/3/e"),
    ("artikel 52, § 3, EU-Handvest", "CFR/52/3"),
    ("artikel 21 van het Handvest", "CFR/21"),
    ("artikel 47, tweede lid, Handvest van de grondrechten", "CFR/47/2"),
    ("Article 51(1) EU Charter", "CFR/51/1"),
    ("artikel 9, § 2, Verdrag van Aarhus", "AARHUS/9/2"),
    ("artikel 6 Aarhusverdrag", "AARHUS/6"),
    ("artikel 31 Verdrag van Istanbul", "ISTANBUL/31"),
    ("Article 31 Istanbul Convention", "ISTANBUL/31"),
    ("artikel 3 Vluchtelingenverdrag", "REFUGEE-1951/3"),
    ("artikel 2, § 1, IVUR", "CERD/2/1"),
    ("artikel 5, punt e), Rassendiscriminatieverdrag", "CERD/5/e"),
    ("artikel 16, § 1, punt h), VN-Vrouwenverdrag", "CEDAW/16/1/h"),
    ("artikel 3 IAO-Verdrag nr. 87", "ILO087/3"),
    ("artikel 3 van IAO-Verdrag nr. 87", "ILO087/3"),
    ("artikel 1 ILO-Verdrag nr. 111", "ILO111/1"),
    ("Article 1 ILO Convention No. 190", "ILO190/1"),
    ("artikel 12 UVRM", "UDHR/12"),
    ("artikel 12 van de Universele Verklaring van de Rechten van de Mens", "UDHR/12"),
    ("artikel 4 Europees Handvest inzake lokale autonomie", "ECLSG/4"),
    ("preambule VRPH", "CRPD/PREAMBLE"),
    ("preamble of the CRPD", "CRPD/PREAMBLE"),
    ("bijlage 1, 4, herzien ESH", "RESC/ANNEX-1-4"),
    ("artikel 8 CEDH", "ECHR/8"),
    ("article 8, § 2, de la CEDH", "ECHR/8/2"),
    ("artikel 11, § 1, Verdrag 108", "CONV108/11/1"),
    ("artikel 9 Verdrag 108+", "CONV108-P223/9"),
    ("artikel 5 OP3-IVRK", "CRC-OPIC/5"),
    ("artikel 7bis IVRK", "CRC/7bis"),
]
FORMS = list(dict(LITERAL + built()).items())


def test_there_are_at_least_three_hundred_forms() -> None:
    assert len(FORMS) >= 300


@pytest.mark.parametrize(("written", "place"), FORMS)
def test_a_written_form_leads_to_its_place_and_what_we_print_of_it_leads_there_again(
    instruments: dict[str, Instrument], reader: CitationReader, written: str, place: str
) -> None:
    assert reader.read(written) == place
    for language in ("nl", "en"):
        assert reader.read(cite(place, instruments, language)) == place
        assert reader.read(cite_long(place, instruments, language)) == place


@pytest.mark.parametrize(
    ("place", "short", "long"),
    [
        ("ECHR/8/2", "artikel 8, § 2, EVRM", "artikel 8, § 2, van het Verdrag tot bescherming van de rechten van de mens en de fundamentele vrijheden (EVRM)"),
        ("ECHR-P1/1", "artikel 1 van het Eerste Aanvullend Protocol bij het EVRM", None),
        ("ECHR-P4/2/3", "artikel 2, § 3, van het Vierde Protocol bij het EVRM", None),
        ("CRPD/19/a", "artikel 19, punt a), VRPH", "artikel 19, punt a), van het Verdrag inzake de rechten van personen met een handicap (VRPH)"),
        ("UDHR/12", "artikel 12 UVRM", "artikel 12 van de Universele Verklaring van de Rechten van de Mens (UVRM)"),
        ("RESC/E", "artikel E herzien ESH", "artikel E van het Europees Sociaal Handvest (herzien) (herzien ESH)"),
    ],
)  # fmt: skip
def test_what_is_printed(instruments: dict[str, Instrument], place: str, short: str, long: str | None) -> None:
    assert cite(place, instruments) == short
    assert long is None or cite_long(place, instruments) == long


@pytest.mark.parametrize(
    "text",
    [
        "artikel 8", "EVRM", "artikel 8 van het decreet van 3 mei 2019", "artikel 8 en 9 EVRM", "artikelen 10 en 11 Gw.", "artikel EVRM",
        "artikel 1 van het Facultatief Protocol", "artikel 8, § 2, Verdrag", "artikel 5, § 1, c), 2°, iv), EVRM", "artikel 4 Verdrag van Namen",
    ],
)  # fmt: skip
def test_what_leads_to_no_single_place_is_refused(instruments: dict[str, Instrument], text: str) -> None:
    with pytest.raises(ValueError, match="not a treaty citation"):
        parse_citation(text, instruments)


DRAFT = """Ontwerp van decreet over de tuinen

HOOFDSTUK 1. Begin

Artikel 1. Dit decreet regelt een gewestaangelegenheid.

Art. 2. § 1. De tuinman kan de poort openen.

De buurt kan de tuin betreden.

§ 2. De aanvraag bevat:
1° de naam;
2° het adres:
a) de straat;
b) de gemeente;
3° de datum.

De aanvraag wordt ondertekend.

Art. 3. In artikel 5, § 2, van het decreet van 3 mei 2019 wordt het woord “tuin” vervangen door het woord “hof”.
"""


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("artikel 1", "chp_1__art_1"),
        ("art. 2, § 1, tweede lid", "chp_1__art_2__para_1__subpara_2"),
        ("artikel 2, §2, eerste lid, 2°, b)", "chp_1__art_2__para_2__subpara_1__point_2__point_b"),
        ("artikel 2, paragraaf 2, eerste lid, punt 3°, van het ontwerp", "chp_1__art_2__para_2__subpara_1__point_3"),
        ("art. 3 van het ontwerp, dat art. 5, § 2, van het decreet van 3 mei 2019 wijzigt", "chp_1__art_3"),
        ("hoofdstuk 1", "chp_1"),
    ],
)
def test_a_citation_of_the_draft_leads_to_its_place(tmp_path: Path, written: str, place: str) -> None:
    file = tmp_path / "ontwerp.txt"
    file.write_text(DRAFT, encoding="utf-8")
    draft = read_draft(file)
    assert place_in(draft, written) == place
    with pytest.raises(ValueError, match="not one place"):
        place_in(draft, "artikel 99")


def test_every_place_of_a_draft_is_cited_and_found_back(tmp_path: Path, project_root: Path) -> None:
    file = tmp_path / "ontwerp.txt"
    file.write_text(DRAFT, encoding="utf-8")
    for draft in (read_draft(file), read_draft(project_root / "corpus" / "demo" / "demo-ontwerp.pdf")):
        assert len(draft.provisions) > 10
        for provision in draft.provisions:
            assert place_in(draft, own_citation(draft, provision.id)) == provision.id
            assert place_in(draft, citation_path(draft, provision.id)) == provision.id
