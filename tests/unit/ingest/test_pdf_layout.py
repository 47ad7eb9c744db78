"""What the printed page does to a text: heads, hyphens, columns, notes, tables."""

from __future__ import annotations

from pathlib import Path

import typst

from tests.unit.ingest import samples
from tests.unit.ingest.reading import articles, texts
from workbench.ingest import read_draft
from workbench.ingest.wrapping import join


def _printed(tmp_path: Path, source: str) -> Path:
    path = tmp_path / "druk.pdf"
    path.write_bytes(typst.compile(f'#set text(font: "DejaVu Serif", size: 10pt, lang: "nl")\n{source}'.encode()))
    return path


def test_a_hyphen_at_the_line_end_goes_and_a_hyphen_of_the_word_stays() -> None:
    assert join("de gemeenschaps-", "aangelegenheid") == "de gemeenschapsaangelegenheid"
    assert join("een gemeenschaps-", "en gewestaangelegenheid") == "een gemeenschaps- en gewestaangelegenheid"
    assert join("de EU-", "richtlijn") == "de EU-richtlijn"
    assert join("in Sint-", "Niklaas") == "in Sint-Niklaas"
    assert join("de raad", "beslist") == "de raad beslist"


def test_hyphenated_words_are_whole_again(tmp_path: Path) -> None:
    word = "gemeenschapsaangelegenheden"
    text = f"Artikel 1. Dit decreet regelt {' en '.join([word] * 30)}."
    path = samples.pdf_of(
        text, tmp_path / "x.pdf", '#set page(width: 9cm)\n#set par(justify: true)\n#set text(lang: "nl", hyphenate: true)'
    )
    assert texts(read_draft(path))["artikel 1"] == text.removeprefix("Artikel 1. ")


def test_a_running_head_that_cuts_a_sentence_is_taken_out(tmp_path: Path) -> None:
    words = ["gemeente", "buurt", "bank", "straat", "inwoner", "bezoeker", "boom"]
    long = " ".join(
        f"De {words[n % 7]} zorgt op dag {'x' * (n % 5)}{n} voor de {words[n * n % 7]} en de {words[n * 3 % 7]}."
        for n in range(200)
    )
    path = samples.pdf_of(
        f"Artikel 1. {long.strip()}",
        tmp_path / "x.pdf",
        "#set page(header: [Stuk 12 (2031-2032) – Nr. 1], footer: context align(right)[Pagina #counter(page).display() van 3])",
    )
    draft = read_draft(path)
    assert draft.report.pages >= 2
    assert texts(draft)["artikel 1"] == long.strip()
    assert {item.reason for item in draft.report.removed} <= {"running_head", "page_number"}
    assert draft.identifiers == ("12 (2031-2032) – Nr. 1",)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    text = "\n".join(
        f"{'Artikel' if n == 1 else 'Art.'} {n}. De gemeente zorgt in straat {n} voor een bank die goed staat en mooi is."
        for n in range(1, 40)
    )
    draft = read_draft(samples.pdf_of(text, tmp_path / "x.pdf", "#set page(columns: 2)"))
    assert (draft.report.articles_numbered, draft.report.articles_counted, draft.report.gaps) == ("1-39", 39, ())


def test_rows_printed_across_two_columns_are_cut_at_the_gutter(tmp_path: Path) -> None:
    left = [
        "Artikel 1. De gemeente zorgt voor bank een",
        *[f"Art. {n}. De gemeente zorgt voor bank nummer {n}." for n in range(2, 13)],
    ]
    right = [f"Art. {n}. De gemeente zorgt voor bank nummer {n}." for n in range(13, 25)]
    cells = ", ".join(f"[{a}], [{b}]" for a, b in zip(left, right, strict=True))
    draft = read_draft(
        _printed(tmp_path, f"#set page(width: 24cm)\n#grid(columns: (1fr, 1fr), column-gutter: 1cm, row-gutter: 0.7em, {cells})")
    )
    assert list(articles(draft)) == [str(n) for n in range(1, 25)]


def test_of_a_page_in_two_languages_the_dutch_column_is_kept(tmp_path: Path) -> None:
    dutch = [f"Art. {n}. De gemeente zorgt voor een bank in de straat." for n in range(2, 14)]
    french = [f"Art. {n}. La commune place un banc dans la rue." for n in range(2, 14)]
    cells = ", ".join(
        f"[{a}], [{b}]"
        for a, b in zip(
            ["Artikel 1. Dit is een decreet van het gewest.", *dutch], ["Article 1er. Le texte.", *french], strict=True
        )
    )
    draft = read_draft(
        _printed(tmp_path, f"#set page(width: 26cm)\n#grid(columns: (1fr, 1fr), column-gutter: 1cm, row-gutter: 0.7em, {cells})")
    )
    assert (draft.report.articles_numbered, draft.report.articles_counted) == ("1-13", 13)
    removed = [item.text for item in draft.report.removed if item.reason == "other_language"]
    assert removed[1] == "Art. 2. La commune place un banc dans la rue."


def test_a_table_keeps_its_rows(tmp_path: Path) -> None:
    table = "#table(columns: (5cm, 5cm), [Leeftijd], [Bedrag], [tot 12 jaar], [10 euro])"
    draft = read_draft(_printed(tmp_path, f"Artikel 1. De bijdrage bedraagt:\n\n{table}\n\nArt. 2. Slot."))
    assert texts(draft)["artikel 1"] == "De bijdrage bedraagt:\nLeeftijd | Bedrag\ntot 12 jaar | 10 euro"


def test_a_footnote_and_its_mark_are_taken_out_and_reported(tmp_path: Path) -> None:
    draft = read_draft(
        _printed(
            tmp_path,
            "Artikel 1. De raad#footnote[Zie het advies van de raad.] beslist binnen 30 dagen over CO#sub[2].\n\nArt. 2. Slot.",
        )
    )
    assert texts(draft)["artikel 1"] == "De raad beslist binnen 30 dagen over CO2."
    assert [item.text for item in draft.report.removed if item.reason == "footnote"] == ["1", "1Zie het advies van de raad."]


def test_a_reference_that_begins_a_line_does_not_begin_an_article(tmp_path: Path) -> None:
    sentence = "De gemeente past, zoals is bepaald in de regels over de banken in de straten, ook de volgende bepalingen toe: {}"
    path = tmp_path / "x.pdf"
    for shift in range(0, 40, 4):
        reference = (
            f"{'x' * shift} volgens artikel 5, § 2, van het decreet en volgens artikel 6, 1°, a), van de wet en artikel 7."
        )
        samples.pdf_of(f"Artikel 1. {sentence.format(reference)}\nArt. 2. Slot.", path, "#set page(width: 10cm)")
        draft = read_draft(path)
        assert list(articles(draft)) == ["1", "2"]
        assert texts(draft)["artikel 1"].replace(" ", "").endswith("enartikel7.")


def test_lids_are_found_by_their_first_line_indent(tmp_path: Path) -> None:
    lids = [
        "De gemeente zorgt voor een bank in elke straat van de buurt en houdt die bank in goede staat.",
        "De inwoner meldt een gebrek aan de bank.",
    ]
    source = "#set page(width: 12cm)\n#set par(first-line-indent: (amount: 1.5em, all: true), spacing: 0.65em, justify: true)\n"
    draft = read_draft(_printed(tmp_path, source + f"Artikel 1. {lids[0]}\n\n{lids[1]}\n\nArt. 2. Slot."))
    assert list(texts(draft).values())[1:3] == lids
