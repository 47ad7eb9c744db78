"""A parliamentary file is cut in its parts; the last text with articles is the draft."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.unit.ingest.reading import articles, draft_of
from workbench.domain.drafts import SectionKind

_FILE = """Stuk 7 (2031-2032) – Nr. 1
ONTWERP VAN DECREET
houdende de buurtbanken
INHOUD
Memorie van toelichting .............. 3
Artikel 1. Algemeen .............. 4
Ontwerp van decreet .............. 9
MEMORIE VAN TOELICHTING
DAMES EN HEREN,
Dit ontwerp steunt op artikel 5 van het decreet.
Artikelsgewijze toelichting
Artikel 1
Geen commentaar.
Artikelen 2 en 3
De Raad van State vroeg meer uitleg.
Artikel 4
Over de inwerkingtreding.
VOORONTWERP VAN DECREET
Artikel 1. Dit decreet regelt een gewestaangelegenheid.
Art. 2. De gemeente plaatst in elke buurt een bank.
ADVIES VAN DE RAAD VAN STATE
advies 80.001/3 van 4 mei 2031
Artikel 2
Het verdient aanbeveling de banken te beschrijven.
VOORONTWERP VAN DECREET
Artikel 1. Dit decreet regelt een gewestaangelegenheid.
Art. 2. Inwoners kunnen een bank aanvragen.
Art. 3. De gemeente plaatst in elke buurt minstens een bank.
ONTWERP VAN DECREET
DE VLAAMSE REGERING,
Na beraadslaging,
BESLUIT:
Artikel 1. Dit decreet regelt een gewestaangelegenheid.
Art. 2. Inwoners kunnen een bank aanvragen bij de gemeente.
Art. 3. De gemeente plaatst in elke buurt minstens een houten bank.
Art. 4. Dit decreet treedt in werking op 1 januari 2033.
Brussel, 3 mei 2032
De minister-president van de Vlaamse Regering,
Mia VOS
BIJLAGE
Model van de aanvraag
Naam en adres van de inwoner"""


def test_the_parts_of_a_parliamentary_file_are_named_in_order(tmp_path: Path) -> None:
    kinds = [section.kind for section in draft_of(tmp_path, _FILE).report.sections]
    assert kinds == [
        SectionKind.COVER,
        SectionKind.CONTENTS,
        SectionKind.MEMORANDUM,
        SectionKind.PRE_DRAFT,
        SectionKind.OPINION,
        SectionKind.PRE_DRAFT,
        SectionKind.PREAMBLE,
        SectionKind.DRAFT,
        SectionKind.CLOSING,
        SectionKind.ANNEX,
    ]


def test_only_the_last_version_is_the_draft(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, _FILE)
    assert (draft.report.articles_counted, draft.report.articles_numbered, draft.report.gaps) == (4, "1-4", ())
    assert (draft.title, draft.kind) == ("Ontwerp van decreet houdende de buurtbanken", "ontwerp")
    assert draft.identifiers == ("7 (2031-2032) – Nr. 1", "advies 80.001/3 van 4 mei 2031")


def test_the_memorandum_is_linked_article_by_article(tmp_path: Path) -> None:
    explained = {number: article.explanation for number, article in articles(draft_of(tmp_path, _FILE)).items()}
    assert explained == {
        "1": "Geen commentaar.",
        "2": "De Raad van State vroeg meer uitleg.",
        "3": "De Raad van State vroeg meer uitleg.",
        "4": "Over de inwerkingtreding.",
    }


def test_earlier_versions_follow_a_renumbered_article(tmp_path: Path) -> None:
    found = articles(draft_of(tmp_path, _FILE))
    assert found["3"].previous == (
        "De gemeente plaatst in elke buurt een bank.",
        "De gemeente plaatst in elke buurt minstens een bank.",
    )
    assert found["4"].previous == ()


def test_every_line_of_the_file_is_in_exactly_one_section(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, _FILE)
    sections = draft.report.sections
    assert sections[0].start == 0
    assert sections[-1].end == len(draft.source.text)
    assert all(second.start == first.end + 1 for first, second in pairwise(sections))


def test_a_government_file_without_titles_is_all_draft(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "VR 2031 0503 DOC.0211/2BIS\nBesluit van de Vlaamse Regering over banken\nArtikel 1. Een.\nArt. 2. Twee."
    )
    assert [section.kind.value for section in draft.report.sections] == ["preamble", "draft"]
    assert (draft.kind, draft.identifiers) == ("besluit", ("VR 2031 0503 DOC.0211/2BIS",))


def test_chapter_headings_above_the_first_article_belong_to_the_draft(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "BESLUIT:\nTitel 1. Begin\nHoofdstuk 1. Algemeen\nArtikel 1. Een.")
    assert [provision.heading for provision in draft.provisions] == ["Begin", "Algemeen", ""]


def test_a_pre_draft_alone_is_the_draft(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "VOORONTWERP VAN DECREET over banken\nArtikel 1. Een.\nMEMORIE VAN TOELICHTING\nArtikel 1\nGeen commentaar."
    )
    assert draft.kind == "voorontwerp"
    assert articles(draft)["1"].explanation == "Geen commentaar."


def test_articles_without_explanation_are_noted(tmp_path: Path) -> None:
    text = "MEMORIE VAN TOELICHTING\nArtikel 1\nGeen commentaar.\nONTWERP VAN DECREET\nArtikel 1. Een.\nArt. 2. Twee."
    assert draft_of(tmp_path, text).report.notes == ("report.articles_without_explanation",)


def test_a_heading_about_the_council_of_state_does_not_end_the_memorandum(tmp_path: Path) -> None:
    text = (
        "MEMORIE VAN TOELICHTING\nDit ontwerp gaat over banken.\nAdvies van de Raad van State\nHet advies is gevolgd.\n"
        "B. Toelichting bij de artikelen\nArtikel 1\nGeen commentaar.\nONTWERP VAN DECREET\nArtikel 1. Een."
    )
    draft = draft_of(tmp_path, text)
    assert [section.kind.value for section in draft.report.sections] == ["memorandum", "preamble", "draft"]
    assert articles(draft)["1"].explanation == "Geen commentaar."


def test_a_bare_heading_between_two_articles_does_not_end_the_draft(tmp_path: Path) -> None:
    text = "# Ontwerp van decreet over banken\n\nArtikel 1. Een.\n\n## Advies\n\nArt. 2. De raad adviseert.\n\nArt. 3. Slot.\n"
    assert list(articles(draft_of(tmp_path, text, "md"))) == ["1", "2", "3"]
