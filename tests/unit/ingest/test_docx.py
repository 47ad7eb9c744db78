"""Word files: automatic numbers, tables, notes, tracked changes, line breaks."""

from __future__ import annotations

from pathlib import Path

import docx

from tests.unit.ingest import samples
from tests.unit.ingest.reading import articles, outline, texts
from workbench.domain.drafts import Draft
from workbench.ingest import read_draft
from workbench.ingest.docx_numbering import format_number

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _numbering(*levels: tuple[str, str]) -> bytes:
    rows = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    instances = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in (1, 2))
    return f'<w:numbering {_SPACE}><w:abstractNum w:abstractNumId="0">{rows}</w:abstractNum>{instances}</w:numbering>'.encode()


def _numbered(text: str, depth: int) -> str:
    return samples.paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')


def _read(tmp_path: Path, body: str, **extra: bytes) -> Draft:
    path = tmp_path / "x.docx"
    path.write_bytes(samples.docx_with(body, extra={f"word/{name}.xml": data for name, data in extra.items()}))
    return read_draft(path)


def test_automatic_numbers_are_printed_as_word_prints_them(tmp_path: Path) -> None:
    levels = (("decimal", "Art. %1."), ("decimal", "§ %2."), ("decimal", "%3°"), ("lowerLetter", "%4)"))
    rows = [
        ("Begin.", 0),
        ("Kern", 0),
        ("De raad:", 1),
        ("beslist:", 2),
        ("snel;", 3),
        ("goed;", 3),
        ("adviseert.", 2),
        ("Slot.", 1),
        ("Einde.", 0),
    ]
    draft = _read(tmp_path, "".join(_numbered(text, depth) for text, depth in rows), numbering=_numbering(*levels))
    assert outline(draft) == [
        *("artikel 1", "artikel 2", "artikel 2, § 1", "artikel 2, § 1, 1°", "artikel 2, § 1, 1°, a)", "artikel 2, § 1, 1°, b)"),
        *("artikel 2, § 1, 2°", "artikel 2, § 2", "artikel 3"),
    ]
    assert (articles(draft)["2"].heading, texts(draft)["artikel 2, § 1, 1°, b)"], texts(draft)["artikel 3"]) == (
        "Kern",
        "goed;",
        "Einde.",
    )


def test_numbers_are_written_in_words_own_formats() -> None:
    formats = ["decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "decimalZero", "none"]
    assert [format_number(4, form) for form in formats] == ["4", "d", "D", "iv", "IV", "04", ""]
    assert format_number(28, "lowerLetter") == "bb"


def test_tracked_deletions_and_hidden_text_are_left_out_and_reported(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Artikel 1. De raad </w:t></w:r><w:del><w:r><w:delText>kan</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>moet beslissen.</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r></w:p>"
    )
    draft = _read(tmp_path, body)
    assert texts(draft)["artikel 1"] == "De raad moet beslissen."
    assert [(item.text, item.reason) for item in draft.report.removed] == [("kan", "tracked_deletion"), ("geheim", "hidden")]


def test_a_footnote_is_reported_and_its_mark_leaves_no_trace(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>Artikel 1. De raad</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> beslist.</w:t></w:r></w:p>'
    notes = (
        f'<w:footnotes {_SPACE}><w:footnote w:id="2"><w:p><w:r><w:t>Zie het advies.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    draft = _read(tmp_path, body, footnotes=notes.encode())
    assert texts(draft)["artikel 1"] == "De raad beslist."
    assert [(item.text, item.reason) for item in draft.report.removed] == [("Zie het advies.", "footnote")]


def test_a_line_break_begins_a_new_line_and_a_page_break_a_new_page(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Artikel 1. Eerste lid.</w:t><w:br/><w:t>Tweede lid.</w:t></w:r></w:p>"
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + samples.paragraph("Art. 2. Slot.")
    )
    draft = _read(tmp_path, body)
    assert outline(draft) == ["artikel 1", "artikel 1, eerste lid", "artikel 1, tweede lid", "artikel 2"]
    assert articles(draft)["2"].page == 2


def test_tables_text_boxes_and_content_controls_are_read(tmp_path: Path) -> None:
    table = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(
        *(samples.paragraph(cell) for cell in ("jaar", "bedrag"))
    )
    control = f"<w:sdt><w:sdtContent>{samples.paragraph('Art. 2. Slot.')}</w:sdtContent></w:sdt>"
    draft = _read(tmp_path, samples.paragraph("Artikel 1. De bijdrage is:") + table + control)
    assert texts(draft) == {"artikel 1": "De bijdrage is:\njaar | bedrag", "artikel 2": "Slot."}


def test_a_layout_table_of_one_column_is_read_as_text(tmp_path: Path) -> None:
    cells = "".join(f"<w:tr><w:tc>{samples.paragraph(text)}</w:tc></w:tr>" for text in ("Artikel 1. Een.", "Art. 2. Twee."))
    assert outline(_read(tmp_path, f"<w:tbl>{cells}</w:tbl>")) == ["artikel 1", "artikel 2"]


def test_heading_styles_make_bare_headings(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Hoofdstuk 1", 1)
    document.add_paragraph("Algemene bepalingen")
    document.add_heading("Artikel 1 Toepassingsgebied", 3)
    document.add_paragraph("Dit decreet geldt voor iedereen.")
    document.save(str(tmp_path / "x.docx"))
    draft = read_draft(tmp_path / "x.docx")
    assert [(p.kind.value, p.number, p.heading, p.text) for p in draft.provisions] == [
        ("chapter", "1", "Algemene bepalingen", ""),
        ("article", "1", "Toepassingsgebied", "Dit decreet geldt voor iedereen."),
    ]
