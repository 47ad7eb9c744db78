"""The watches: what is easily overlooked, with the exact words; and the draft as a whole."""

from pathlib import Path

import pytest

from tests.screenings import screening
from tests.screenings import unit as screened
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.drafts import Amendment, Draft, Operation, Unit
from workbench.domain.obligations import Concept, Duty, Force, Obligation, Register, Thesaurus
from workbench.domain.overview import Overview, Quoted, Skipped, Watch
from workbench.ingest import read_draft
from workbench.screening.reading import CueReader
from workbench.screening.watches import LONGEST, sentence, watches
from workbench.use_cases.draft_overview import OverviewTools, overview_of
from workbench.use_cases.draft_units import units


def unit(text: str, amendment: Amendment | None = None, place: str = "art_1") -> Unit:
    return Unit(place, "artikel 1", text, 1, amendment=amendment)


def seen(*found: Unit) -> list[tuple[str, str, str]]:
    return [(str(w.watch), w.detail.removeprefix("watch."), w.quote.words) for w in watches(found)]


REPEAL = Amendment(Operation.REPEAL, "decreet van 1 mei 2001", "artikel 7")
REPLACE = Amendment(Operation.REPLACE, "decreet van 1 mei 2001", "artikel 7", "...")


def test_a_repeal_is_seen_with_the_law_that_loses_it() -> None:
    found = watches([unit("Artikel 7 van het decreet van 1 mei 2001 wordt opgeheven.", REPEAL)])
    assert [(w.watch, w.detail, w.about) for w in found] == [
        (Watch.REMOVAL, "watch.removal.repealed", "artikel 7, decreet van 1 mei 2001")
    ]
    assert found[0].quote.words == "Artikel 7 van het decreet van 1 mei 2001 wordt opgeheven."


def test_words_inside_quotation_marks_repeal_nothing_but_may_narrow() -> None:
    text = "Artikel 7 wordt vervangen door wat volgt: “De huurder heeft geen recht op begeleiding; de steun wordt opgeheven.”"
    assert seen(unit(text, REPLACE))[0][1] == "removal.narrowed"
    neutral = "Artikel 7 wordt vervangen door wat volgt: “De huurder krijgt elk jaar een brief.”"
    assert seen(unit(neutral, REPLACE))[0][1] == "removal.replaced"


def test_a_time_limit_is_no_removal() -> None:
    assert seen(unit("De gegevens worden niet langer dan een jaar bewaard.")) == []
    assert seen(unit("De toelage wordt niet langer betaald.")) == [
        ("removal", "removal.ends", "De toelage wordt niet langer betaald.")
    ]


def test_delegation_is_seen_unless_criteria_or_mere_commencement() -> None:
    assert seen(unit("De Vlaamse Regering bepaalt de nadere regels voor het toezicht."))[0][:2] == ("delegation", "delegation")
    assert seen(unit("De Vlaamse Regering bepaalt de nadere regels op basis van objectieve criteria.")) == []
    assert seen(unit("De Vlaamse Regering bepaalt de datum waarop dit artikel in werking treedt.")) == []


def test_discretion_is_a_judgment_or_a_power_to_refuse() -> None:
    assert (
        seen(unit("De school verwijst de leerling door als de directeur oordeelt dat dit beter is."))[0][1] == "discretion.judges"
    )
    assert seen(unit("Het agentschap van de gemeente mag de inschrijving weigeren."))[0][1] == "discretion.may"
    assert seen(unit("De school kan een inschrijving niet weigeren wegens taal.")) == []


def test_a_definition_that_leaves_people_out_ripples_to_where_the_term_works() -> None:
    define = unit(
        "In dit decreet wordt verstaan onder: 1° gezin: twee gehuwde ouders met kinderen; 2° brief: een blad papier.",
        place="art_2",
    )
    use = Unit("art_5", "artikel 5", "Een toelage gaat naar de gezinnen in nood. Gezinsleden melden zich.", 1)
    other = Unit("art_6", "artikel 6", "De gezinsbond krijgt een brief.", 1)
    found = [w for w in watches([define, use, other]) if w.watch is Watch.DEFINITION]
    assert [(w.about, w.quote.words) for w in found] == [("gezin", "twee gehuwde ouders met kinderen")]
    assert [u.words for u in found[0].uses] == ["Een toelage gaat naar de gezinnen in nood."]
    use_plain = Unit("art_7", "artikel 7", "Elk gezin krijgt hulp. De rest wacht.", 1)
    (ripple,) = [w for w in watches([define, use_plain]) if w.watch is Watch.DEFINITION]
    assert ripple.uses == (Quoted("art_7", "artikel 7", "Elk gezin krijgt hulp.", 0, 22),)


@pytest.mark.parametrize("at", [0, 200, 450, 760])
def test_a_quoted_sentence_is_cut_at_words_and_holds_what_was_seen(at: int) -> None:
    text = "woord " * 150
    start, end = sentence(text, at, at + 5)
    assert start <= at and at + 5 <= end and end - start <= LONGEST
    assert text[start : start + 1] == "w" and text[end - 1] in "d"


DRAFT = """Ontwerp van decreet over de Zandbergse kampeerterreinen

HOOFDSTUK 1. Inleidende bepalingen

Artikel 1. Dit decreet regelt een gewestaangelegenheid.

Art. 2. § 1. De huurder verlaat de woning als de beheerder oordeelt dat het moet.

§ 2. De huurder wordt gehoord. Het verslag van dat gesprek is voor hem en voor de beheerder, en het wordt in het dossier
bewaard tot de huur is beëindigd. De kosten van de verhuizing zijn voor de beheerder als het aan hem ligt.

§ 3. De beheerder van het terrein maakt elk jaar een verslag op over de huur van de woningen die op het terrein staan, en
bezorgt dat aan de gemeente, die het op haar website plaatst.

Art. 3. Les autorités peuvent, dans les conditions qui sont fixées par le Gouvernement, retirer la reconnaissance et la
subvention aux associations qui ne respectent pas les dispositions du présent décret et de ses arrêtés.
"""


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    file = tmp_path_factory.mktemp("draft") / "kampeer.txt"
    file.write_text(DRAFT, encoding="utf-8")
    return read_draft(file)


@pytest.fixture(scope="module")
def overview(draft: Draft) -> Overview:
    entry = Obligation(
        "ECHR/8", {"nl": "woning"}, ("home", "private-life"), {"nl": "x"}, Duty(("respect",), "immediate", Force.QUALIFIED), (), (), (),
        {}, {}, None, (), (), (), (), True,
    )  # fmt: skip
    tenants = Concept("holder", "tenants", {"nl": "huurders"}, ("huurder*",))
    tools = OverviewTools(
        Register({"ECHR/8": entry}, "r"),
        CueReader(Thesaurus({"holder": {"tenants": tenants}})),
        ("ECHR", "RESC"),
        {"ECHR": ("nl",)},
    )
    found = [
        screened(u.provision, u.text, 0.8 if "para_1" in u.provision else 0.2, ("ECHR/8",), u.boilerplate) for u in units(draft)
    ]
    return overview_of(draft, screening(*found, draft=draft.id), tools)


def test_every_quoted_word_stands_in_the_draft(draft: Draft, overview: Overview) -> None:
    quotes = (
        [w.quote for w in overview.watches] + [c.quote for c in overview.cells] + [p for g in overview.groups for p in g.places]
    )
    assert len(quotes) >= 5
    by_unit = {u.provision: u.text for u in units(draft)}
    for quote in quotes:
        assert by_unit[quote.provision][quote.start : quote.end] == quote.words
        assert anchor_in_draft(draft, quote.provision, quote.words).provision == quote.provision


def test_the_heat_map_holds_the_strongest_pair_per_right_and_article(overview: Overview) -> None:
    assert [(c.right, c.citation, round(c.score, 2)) for c in overview.cells] == [
        ("home", "artikel 2", 0.72),
        ("home", "artikel 3", 0.18),
    ]


def test_groups_are_named_with_their_places(overview: Overview) -> None:
    assert [(g.holder, [p.citation for p in g.places], g.strongest) for g in overview.groups] == [
        ("tenants", ["artikel 2, § 1", "artikel 2, § 2"], 0.8)
    ]


def test_what_was_not_screened_is_told_with_the_reason(overview: Overview) -> None:
    told = {(n.why, n.what) for n in overview.not_screened}
    assert {
        (Skipped.BOILERPLATE, "artikel 1"),
        (Skipped.OTHER_LANGUAGE, "artikel 3"),
        (Skipped.NO_TEXT, "RESC"),
        (Skipped.NO_REGISTER, "RESC"),
    } <= told
    assert (Skipped.NO_TEXT, "ECHR") not in told


def test_the_demo_draft_shows_what_its_authors_hid(project_root: Path) -> None:
    """Their own labels (corpus/demo/truth.yaml) are the development set of the watches."""
    import yaml

    truth = yaml.safe_load((project_root / "corpus/demo/truth.yaml").read_text(encoding="utf-8"))["articles"]
    found = read_draft(project_root / "corpus/demo/ontwerp.md")
    number = {p.id: p.number for p in found.provisions}
    places = [(str(w.watch), number["__".join(w.quote.provision.split("__para_")[:1])]) for w in watches(units(found))]
    wanted = {(watch, article) for article, row in truth.items() for watch in row.get("watch", [])}
    assert len(wanted) == 20
    assert wanted - set(places) == set()
