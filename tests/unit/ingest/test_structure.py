"""Numbering, lids and lists, in the layouts of docs/domain.md 3.1."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.reading import articles, draft_of, outline, texts
from workbench.domain.drafts import Kind
from workbench.ingest.grammar import annex_label, article_label, group_label, paragraph_label, point_label
from workbench.ingest.numbering import fits_sequence


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("Artikel 1. Dit decreet", "1", "Dit decreet"),
        ("Art. 2. In dit decreet", "2", "In dit decreet"),
        ("Art. 4.4.9. De raad", "4.4.9", "De raad"),
        ("Artikel 2.1.3. De raad", "2.1.3", "De raad"),
        ("Art. III.20. De school", "III.20", "De school"),
        ("Art. VII 60. De ambtenaar", "VII 60", "De ambtenaar"),
        ("Art. 12/1. De raad", "12/1", "De raad"),
        ("Art. 3.1.4/1. De raad", "3.1.4/1", "De raad"),
        ("Art. 113novies. De raad", "113novies", "De raad"),
        ("Art. 14bis/1. De raad", "14bis/1", "De raad"),
        ("Art. 7. § 1. De raad", "7", "§ 1. De raad"),
        ("Artikel 12", "12", ""),
        ("Artikel 1.Dit decreet", "1", "Dit decreet"),
        ("Art. 5 - De raad", "5", "De raad"),
        ("Enig artikel. Dit decreet", "enig", "Dit decreet"),
    ],
)
def test_every_way_to_number_an_article_is_known(line: str, number: str, rest: str) -> None:
    label = article_label(line)
    assert label is not None
    assert (label.number, line[label.length :]) == (number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "artikel 5, § 2, van het decreet",
        "Artikel 5, § 2, van het decreet wordt opgeheven.",
        "Artikel 12 van hetzelfde decreet wordt opgeheven.",
        "artikel 5. De raad",
        "Art. 1-6",
        "Artikelen 3 en 4",
        "Artikel 3 en 4 worden opgeheven.",
        "Art. 12, 2°, van de wet",
        "Artikel 14 treedt in werking.",
    ],
)
def test_a_reference_at_the_start_of_a_line_is_not_an_article(line: str) -> None:
    assert article_label(line) is None


def test_markdown_headings_may_write_article_in_small_letters() -> None:
    label = article_label("artikel 1", "heading3")
    assert label is not None and label.number == "1"


@pytest.mark.parametrize(
    ("line", "kind", "number", "heading"),
    [
        ("Hoofdstuk 2. Welzijn", Kind.CHAPTER, "2", "Welzijn"),
        ("TITEL III", Kind.TITLE, "III", ""),
        ("AFDELING I. - Algemeen", Kind.SECTION, "I", "Algemeen"),
        ("Onderafdeling 1. De raad", Kind.SUBSECTION, "1", "De raad"),
        ("HOOFDSTUK 1 Algemene bepalingen", Kind.CHAPTER, "1", "Algemene bepalingen"),
        ("Boek 2. Wonen", Kind.BOOK, "2", "Wonen"),
        ("Deel 1 – Begin", Kind.PART, "1", "Begin"),
        ("Afdeling 2/1. Toezicht", Kind.SECTION, "2/1", "Toezicht"),
        ("HOOFDSTUK IVbis. - Belaging", Kind.CHAPTER, "IVbis", "Belaging"),
    ],
)
def test_group_headings_are_known(line: str, kind: Kind, number: str, heading: str) -> None:
    label = group_label(line)
    assert label is not None
    assert (label.kind, label.number, label.heading) == (kind, number, heading)


@pytest.mark.parametrize(
    "line", ["Hoofdstuk 2 bepaalt wie recht heeft.", "titel III van het decreet", "Afdeling 1, artikel 2, is van toepassing."]
)
def test_a_sentence_about_a_chapter_is_not_a_heading(line: str) -> None:
    assert group_label(line) is None


def test_paragraphs_and_their_references_are_told_apart() -> None:
    assert [
        label and label.number
        for label in map(paragraph_label, ["§ 1. De raad", "§3. De raad", "§ 2/1. De raad", "§ 4bis. De raad"])
    ] == [
        "1",
        "3",
        "2/1",
        "4bis",
    ]
    assert [paragraph_label(text) for text in ["§ 2, tweede lid, is", "§ 1 en § 2 zijn"]] == [None, None]


def test_points_and_their_references_are_told_apart() -> None:
    labels = [
        point_label(text)
        for text in ["1° de raad", "3°/1 de raad", "a) de raad", "1) de raad", "– de raad", "1. De raad", "[1 5° de raad"]
    ]
    assert [(label.series, label.number) for label in labels if label] == [
        ("degree", "1°"),
        ("degree", "3°/1"),
        ("letter", "a"),
        ("digit", "1"),
        ("dash", "–"),
        ("ordinal", "1"),
        ("degree", "5°"),
    ]
    assert [point_label(text) for text in ["1°, van de wet", "1° en 2° van het lid", "2° van het decreet", "80 % van"]] == [
        None
    ] * 4


def test_annex_headings_and_sentences_about_annexes_are_told_apart() -> None:
    label = annex_label("Bijlage 1. Model van het plan")
    assert label is not None and (label.number, label.heading) == ("1", "Model van het plan")
    assert annex_label("Bijlage 1 bij het decreet wordt vervangen door wat volgt:") is None


@pytest.mark.parametrize(
    ("previous", "number", "fits"),
    [
        *(("12", "13", True), ("12", "12/1", True), ("12/1", "12/2", True), ("12/1", "13", True), ("12", "12bis", True)),
        *(
            ("14bis", "14ter", True),
            ("14bis", "15", True),
            ("4.4.9", "4.4.10", True),
            ("4.4.9", "4.5.1", True),
            ("4.4.9", "5.1.1", True),
        ),
        *(("III.20", "III.21", True), ("III.20", "IV.1", True), ("h", "i", True), ("1°", "2°", True), ("i", "ii", True)),
        *(
            ("12", "14", False),
            ("12", "11", False),
            ("4.4.9", "4.4.11", False),
            ("a", "c", False),
            ("123octies", "123nonies", True),
        ),
    ],
)
def test_which_number_may_follow_which(previous: str, number: str, fits: bool) -> None:
    assert fits_sequence(previous, number) is fits


def test_a_lid_is_counted_only_when_there_are_two(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Artikel 1. Eerste zin.\nArt. 2. Eerste zin.\nTweede zin.")
    assert outline(draft) == ["artikel 1", "artikel 2", "artikel 2, eerste lid", "artikel 2, tweede lid"]


def test_a_paragraph_below_a_list_is_a_new_lid(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Artikel 1. De raad bestaat uit:\n1° leden;\n2° een voorzitter.\nDe raad beslist.")
    assert outline(draft)[1:] == [
        "artikel 1, eerste lid",
        "artikel 1, eerste lid, 1°",
        "artikel 1, eerste lid, 2°",
        "artikel 1, tweede lid",
    ]


def test_a_paragraph_inside_a_point_stays_there_when_the_list_goes_on(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Artikel 1. De raad kan:\n1° adviseren.\nDat advies is openbaar.\n2° klachten behandelen.")
    assert texts(draft) == {
        "artikel 1": "De raad kan:",
        "artikel 1, 1°": "adviseren.\nDat advies is openbaar.",
        "artikel 1, 2°": "klachten behandelen.",
    }


def test_lists_nest_by_the_style_of_their_numbers(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "Artikel 1. § 1. De raad:\n1° is:\na) klein:\n1) heel:\ni) echt;\nii) niet;\nb) open;\n2° beslist.\n§ 2. Slot."
    )
    assert outline(draft)[2:] == [
        *("artikel 1, § 1, 1°", "artikel 1, § 1, 1°, a)", "artikel 1, § 1, 1°, a), 1)", "artikel 1, § 1, 1°, a), 1), i)"),
        *("artikel 1, § 1, 1°, a), 1), ii)", "artikel 1, § 1, 1°, b)", "artikel 1, § 1, 2°", "artikel 1, § 2"),
    ]


def test_the_letter_i_after_h_is_a_letter(tmp_path: Path) -> None:
    letters = "\n".join(f"{letter}) iets;" for letter in "abcdefghij")
    assert outline(draft_of(tmp_path, f"Artikel 1. Het gaat om:\n{letters}"))[-2:] == ["artikel 1, i)", "artikel 1, j)"]


def test_a_heading_behind_the_article_number_is_its_heading(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Artikel 1. Toepassingsgebied\nDit decreet geldt voor iedereen.")
    assert (articles(draft)["1"].heading, articles(draft)["1"].text) == ("Toepassingsgebied", "Dit decreet geldt voor iedereen.")


def test_gaps_duplicates_and_backward_numbers_are_reported(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Artikel 1. Een.\nArt. 2. Twee.\nArt. 4. Vier.\nArt. 4. Nog eens vier.\nArt. 3. Drie.")
    assert [(gap.number, gap.problem) for gap in draft.report.gaps] == [
        ("3", "missing"),
        ("4", "duplicate"),
        ("3", "out_of_order"),
    ]
    assert [provision.id for provision in draft.provisions] == ["art_1", "art_2", "art_4", "art_4-dup2", "art_3"]
    assert draft.report.articles_counted == 5


def test_a_missing_point_is_reported(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Artikel 1. Het gaat om:\n1° een;\n3° drie.")
    assert [(gap.kind, gap.number, gap.problem) for gap in draft.report.gaps] == [(Kind.POINT, "2°", "missing")]


def test_ids_are_akoma_ntoso_eids(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Hoofdstuk 2. Iets\nAfdeling 1. Meer\nArt. 12/1. § 2/1. Een:\n1° a) b.\n§ 3. Twee.\nDrie.")
    assert [provision.id for provision in draft.provisions][2:] == [
        "chp_2__sec_1__art_12-1",
        "chp_2__sec_1__art_12-1__para_2-1",
        "chp_2__sec_1__art_12-1__para_2-1__point_1",
        "chp_2__sec_1__art_12-1__para_2-1__point_1__point_a",
        "chp_2__sec_1__art_12-1__para_3",
        "chp_2__sec_1__art_12-1__para_3__subpara_1",
        "chp_2__sec_1__art_12-1__para_3__subpara_2",
    ]


def test_articles_of_a_treaty_in_an_annex_are_not_the_drafts_own(tmp_path: Path) -> None:
    text = "Artikel 1. Het verdrag heeft volkomen gevolg.\nArt. 2. Slot.\nBrussel, 3 mei 2031\nBIJLAGE\nArtikel 1. De partijen zijn het eens.\nArtikel 2. Slot."
    draft = draft_of(tmp_path, text)
    assert draft.report.articles_counted == 2
    assert draft.provisions[-1].kind is Kind.ANNEX
    assert "De partijen zijn het eens." in draft.provisions[-1].text


def test_an_annex_list_without_brackets_keeps_the_closing_apart(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "Artikel 1. Slot.\nBrussel, 3 mei 2031\nDe minister-president van de Vlaamse Regering,\nJan JANSEN"
    )
    assert [section.kind.value for section in draft.report.sections] == ["draft", "closing"]
    assert articles(draft)["1"].text == "Slot."


def test_signatures_without_a_place_are_no_lid_of_the_last_article(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Artikel 1. Een.\nArt. 2. Dit decreet treedt in werking.\nJan PEETERS\nMieke VAN DE VELDE")
    assert articles(draft)["2"].text == "Dit decreet treedt in werking."
