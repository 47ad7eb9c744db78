"""Plain text in any encoding and line width, Markdown, languages, identifiers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.reading import articles, draft_of, outline, texts
from workbench.domain.language import language_of
from workbench.ingest import read_draft
from workbench.ingest.identifiers import identifiers_in


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_usual_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("Artikel 1. De coördinatie is één.\nArt. 2. § 1. Slot.".encode(encoding))
    assert texts(read_draft(path)) == {"artikel 1": "De coördinatie is één.", "artikel 2": "", "artikel 2, § 1": "Slot."}


def test_one_broken_byte_does_not_spoil_the_other_letters(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("Artikel 1. De coördinatie is één ".encode() + b"\xff" + b" ding.")
    assert texts(read_draft(path))["artikel 1"] == "De coördinatie is één \ufffd ding."


def test_wrapped_lines_are_joined_and_short_lines_are_not(tmp_path: Path) -> None:
    text = (
        "Artikel 1. De gemeente zorgt voor een bank in elke straat van de buurt, als\n"
        "artikel 5, § 2, van het decreet dat toestaat, en houdt die bank in goede\n"
        "staat.\n"
        "De inwoners van de straat melden elk gebrek aan de bank aan de gemeente, die\n"
        "binnen een maand antwoordt.\n"
        "Art. 2. Dit decreet treedt in werking op 1 januari 2033."
    )
    draft = draft_of(tmp_path, text)
    assert outline(draft) == ["artikel 1", "artikel 1, eerste lid", "artikel 1, tweede lid", "artikel 2"]
    assert texts(draft)["artikel 1, eerste lid"].endswith("dat toestaat, en houdt die bank in goede staat.")


def test_a_decree_that_lost_its_line_ends_is_cut_at_its_articles(tmp_path: Path) -> None:
    text = (
        "DECREET houdende diverse bepalingen Hoofdstuk 1. Algemeen Artikel 1. Dit decreet regelt een gemeenschapsaangelegenheid. "
        "Hoofdstuk 2. Diverse bepalingen Afdeling 1. Banken Art. 2. De gemeente plaatst banken, vermeld in artikel 5 van het decreet. "
        "Art. 3. De inwoners van de buurt kunnen een bank aanvragen bij de gemeente, die binnen dertig dagen beslist over de aanvraag."
    )
    draft = draft_of(tmp_path, text)
    assert [(p.kind.value, p.number) for p in draft.provisions] == [
        ("chapter", "1"), ("article", "1"), ("chapter", "2"), ("section", "1"), ("article", "2"), ("article", "3"),
    ]  # fmt: skip


def test_page_heads_in_plain_text_are_taken_out(tmp_path: Path) -> None:
    pages = [f"Kamer 5 – blad {n}\nArt. {n}. Regel {n}.\n{n}" for n in range(1, 5)]
    draft = draft_of(tmp_path, "\f".join(pages))
    assert [p.text for p in articles(draft).values()] == ["Regel 1.", "Regel 2.", "Regel 3.", "Regel 4."]
    assert [p.page for p in articles(draft).values()] == [1, 2, 3, 4]
    assert len(draft.report.removed) == 8


def test_markdown_marks_are_not_text(tmp_path: Path) -> None:
    text = "# Ontwerp van decreet over banken\n\n### artikel 1\n\nDe **gemeente** zorgt voor [banken](http://x.be).\n\n* aan de straat;\n* in het *park*.\n"
    draft = draft_of(tmp_path, text, "md")
    assert texts(draft) == {
        "artikel 1": "De gemeente zorgt voor banken.",
        "artikel 1, eerste streepje": "aan de straat;",
        "artikel 1, tweede streepje": "in het park.",
    }


def test_the_commonest_words_tell_the_language() -> None:
    assert language_of("De raad is een orgaan van het gewest en de leden zijn niet aan het werk voor de gemeente.") == "nl"
    assert language_of("Le conseil est un organe de la région et les membres ne sont pas dans une commune pour la vie.") == "fr"
    assert language_of("The council is a body of the region and the members shall not be bound by it for any term.") == "en"
    assert language_of("Artikel 1.") == ""


def test_identifiers_are_found_as_they_are_written() -> None:
    text = "VR 2018 1610 DOC.1195/3BIS en 336 (2014-2015) – Nr. 1; advies 74.664/16 van 10 januari 2024; Parl. St. Vl. Parl. 2007-2008, nr. 1698/1"
    assert identifiers_in(text) == (
        "VR 2018 1610 DOC.1195/3BIS",
        "336 (2014-2015) – Nr. 1",
        "advies 74.664/16 van 10 januari 2024",
        "Parl. St. Vl. Parl. 2007-2008, nr. 1698/1",
    )
