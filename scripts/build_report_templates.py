"""Makes the two Word templates that come with the project; the institute replaces them by its own (docs/reports.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TARGET = Path(__file__).resolve().parents[1] / "workbench" / "reports" / "templates"
FONT = "Arial"  # every program has it or a face of the same width, so a table breaks alike everywhere
INK = RGBColor(0x1F, 0x2A, 0x37)


def style(document: Any, name: str, base: str = "Normal") -> Any:
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles[base]
    return made


def plain_style(paragraph_style: Any, size: int) -> None:
    """Without Word's own colour, face and letter spacing."""
    paragraph_style.font.size, paragraph_style.font.color.rgb = Pt(size), INK
    paragraph_style.font.italic = False
    paragraph_style.element.rPr.rFonts.attrib.clear()
    paragraph_style.element.rPr.rFonts.set(qn("w:ascii"), FONT)
    paragraph_style.element.rPr.rFonts.set(qn("w:hAnsi"), FONT)
    for spacing in paragraph_style.element.rPr.findall(qn("w:spacing")):
        paragraph_style.element.rPr.remove(spacing)


def bar(paragraph_style: Any, colour: str) -> None:
    """A line at the left of a paragraph."""
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for key, value in {"val": "single", "sz": "24", "space": "8", "color": colour}.items():
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    paragraph_style.element.get_or_add_pPr().append(borders)


def page_field(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def base() -> Any:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(8)
    for level, size in ((1, 16), (2, 13), (3, 11)):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.color.rgb = FONT, Pt(size), INK
        heading.element.rPr.rFonts.attrib.clear()
        heading.element.rPr.rFonts.set(qn("w:ascii"), FONT)
        heading.element.rPr.rFonts.set(qn("w:hAnsi"), FONT)
    for name in ("Title", "Caption", "Quote"):
        document.styles[name].font.color.rgb = INK
    for name, size in (("Title", 22), ("Subtitle", 13)):
        plain_style(document.styles[name], size)
    document.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    notice = style(document, "Toetssteen Notice")
    notice.font.bold = True
    bar(notice, "8A4B00")
    meta = style(document, "Toetssteen Meta")
    meta.font.size = Pt(9.5)
    style(document, "Toetssteen Recommendation").paragraph_format.left_indent = Cm(0.8)
    cell = style(document, "Toetssteen Cell")
    cell.font.size = Pt(8.5)
    cell.paragraph_format.space_after = Pt(2)
    notes = style(document, "footnote text")
    notes.font.size = Pt(9)
    notes.paragraph_format.space_after = Pt(2)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    return document


def build(name: str, sections: tuple[str, ...], facts: str) -> None:
    document = base()
    document.add_paragraph("{{titel}}", style="Title")
    document.add_paragraph("{{onderwerp}}", style="Subtitle")
    document.add_paragraph(facts, style="Toetssteen Meta")
    for section in sections:
        document.add_paragraph(f"{{{{{section}}}}}")
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles["Toetssteen Meta"]
    foot.add_run("{{titel}} · ")
    page_field(foot)
    document.save(str(TARGET / f"{name}.docx"))


if __name__ == "__main__":
    advice = ("staat", "samenvatting", "waarover", "waarbinnen", "advies", "bijlagen")
    build("advies", advice, "Nummer: {{nummer}} · Datum: {{datum}} · Aan: {{aan}} · Dossier: {{dossier}}")
    build("verslag", ("inhoud",), "Periode: {{periode}} · Datum: {{datum}}")
    build("advies.en", advice, "Number: {{nummer}} · Date: {{datum}} · To: {{aan}} · Dossier: {{dossier}}")
    build("verslag.en", ("inhoud",), "Period: {{periode}} · Date: {{datum}}")
