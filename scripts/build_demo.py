"""Make corpus/demo/demo-ontwerp.pdf and .docx from the texts in corpus/demo; run it after every change of those texts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx
import typst
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

DEMO = Path(__file__).resolve().parents[1] / "corpus" / "demo"
NUMBER = "9999 (2026-2027) – Nr. 1"
DATE = "16 februari 2027"
CODE = "WON"
RUNNING_OPINION = "99.999/3 – advies Raad van State"
SIGNATURES = (
    "Brussel, 9 februari 2027.",
    "De minister-president van de Vlaamse Regering,",
    "An VERZONNEN",
    "De Vlaamse minister van Samenleven,",
    "Bram FICTIEF",
)
ENACTING = (
    "DE VLAAMSE REGERING,",
    "Op voorstel van de Vlaamse minister van Samenleven;",
    "Na beraadslaging,",
    "BESLUIT:",
    "De Vlaamse minister van Samenleven wordt gelast het ontwerp van decreet met de volgende tekst in te dienen:",
)
_ARTICLE = re.compile(r"((?:Artikel|Art\.) \d+\.) (.*)", re.S)
_POINT = re.compile(r"(\d+°) (.*)", re.S)
_SUBPOINT = re.compile(r"([a-z]\)) (.*)", re.S)


@dataclass(frozen=True)
class Block:
    """One paragraph: `kind` is group1, group2, article, lid, point, subpoint, quoted, subheading or text."""

    kind: str
    text: str
    label: str = ""


def read_blocks(name: str) -> list[Block]:
    """The paragraphs of one source file without its title."""
    paragraphs = re.split(r"\n\s*\n", (DEMO / name).read_text(encoding="utf-8"))
    return [_block(paragraph.strip()) for paragraph in paragraphs if paragraph.strip() and not paragraph.startswith("# ")]


def _block(text: str) -> Block:
    if text.startswith("#"):
        words = text.lstrip("#").strip()
        group = re.match(r"(Hoofdstuk|Afdeling) \d", words)
        kind = {"Hoofdstuk": "group1", "Afdeling": "group2"}[group[1]] if group else "subheading"
        return Block(kind, words)
    for kind, pattern in (("article", _ARTICLE), ("point", _POINT), ("subpoint", _SUBPOINT)):
        match = pattern.fullmatch(text)
        if match:
            return Block(kind, match[2], match[1])
    return Block("quoted" if text.startswith("“") else "lid", text)


def explanation_blocks(blocks: list[Block]) -> list[Block]:
    """`Artikel 12` above its explanation as a heading, the rest as plain paragraphs."""
    return [
        Block("subheading" if re.fullmatch(r"Artikel \d+", block.text) else "text", block.text) if block.kind == "lid" else block
        for block in blocks
    ]


def earlier_version(draft: list[Block], changed: list[Block]) -> list[Block]:
    """The draft with the articles of `changed` in place of its own."""
    replaced = {article[0].label: article for article in _articles(changed)}
    blocks: list[Block] = []
    skipping = False
    for block in draft:
        if block.kind == "article":
            skipping = block.label in replaced
            blocks.extend(replaced.get(block.label, []))
        elif block.kind.startswith("group"):
            skipping = False
        if not skipping:
            blocks.append(block)
    return blocks


def _articles(blocks: list[Block]) -> list[list[Block]]:
    articles: list[list[Block]] = []
    for block in blocks:
        if block.kind == "article":
            articles.append([])
        articles[-1].append(block)
    return articles


def title() -> str:
    """The full title on the first line of the draft."""
    return (DEMO / "ontwerp.md").read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")


def build_pdf() -> None:
    """The parliamentary document: cover, contents, memorandum, pre-draft, opinion, draft."""
    draft = read_blocks("ontwerp.md")
    subject = title().removeprefix("Ontwerp van decreet ")
    closing = [Block("lid", line) for line in SIGNATURES]
    parts = [
        _part("Memorie van toelichting", explanation_blocks(read_blocks("memorie.md"))),
        _part("Voorontwerp van decreet", earlier_version(draft, read_blocks("voorontwerp.md")), subject),
        _part("Advies van de Raad van State", explanation_blocks(read_blocks("advies.md")), running=RUNNING_OPINION),
        _part("Ontwerp van decreet", [*_enacting(), *draft, *closing], subject),
    ]
    data = {"number": NUMBER, "date": DATE, "code": CODE, "title": title(), "subject": subject, "parts": parts}
    typst.compile(str(DEMO / "layout.typ"), output=str(DEMO / "demo-ontwerp.pdf"), sys_inputs={"data": json.dumps(data)})


def _enacting() -> list[Block]:
    return [Block("text", line) for line in ENACTING]


def _part(heading: str, blocks: list[Block], subject: str = "", running: str = "") -> dict[str, object]:
    return {
        "title": heading,
        "subject": subject,
        "running": running,
        "listed": heading != "Memorie van toelichting",
        "blocks": [vars(block) for block in blocks],
    }


def build_docx() -> None:
    """The Word file as an administration sends it: title, memorandum, draft; points carry real Word numbering."""
    document = docx.Document()
    _page_setup(document)
    document.add_paragraph(NUMBER)
    document.add_heading("Memorie van toelichting", 1)
    for block in explanation_blocks(read_blocks("memorie.md")):
        _add_plain(document, block)
    document.add_page_break()
    document.add_heading(title(), 1)
    for block in _enacting():
        document.add_paragraph(block.text)
    numbering = _Numbering(document)
    for block in read_blocks("ontwerp.md"):
        _add_draft(document, block, numbering)
    for line in SIGNATURES:
        document.add_paragraph(line)
    stamp = datetime(2027, 2, 9)
    document.core_properties.title, document.core_properties.author = title(), "Toetssteen (fictief)"
    document.core_properties.created = document.core_properties.modified = stamp
    document.save(str(DEMO / "demo-ontwerp.docx"))


def _page_setup(document: Document) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Verdana", Pt(10)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = NUMBER
    footer = section.footer.paragraphs[0]
    footer.add_run("Pagina ")
    _field(footer, "PAGE")
    footer.add_run(" van ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


def _add_plain(document: Document, block: Block) -> None:
    if block.kind in ("group1", "group2", "subheading"):
        document.add_heading(block.text, 3 if block.kind == "group2" or block.text.startswith("Artikel ") else 2)
    else:
        document.add_paragraph(f"{block.label} {block.text}".strip())


def _add_draft(document: Document, block: Block, numbering: _Numbering) -> None:
    if block.kind.startswith("group"):
        document.add_heading(block.text, 2 if block.kind == "group1" else 3)
        return
    paragraph = document.add_paragraph()
    if block.kind == "article":
        paragraph.add_run(block.label).bold = True
        paragraph.add_run(" " + block.text)
        numbering.restart()
    elif block.kind in ("point", "subpoint"):
        paragraph.add_run(block.text)
        numbering.apply(paragraph, block)
    else:
        paragraph.add_run(block.text)
        paragraph.paragraph_format.first_line_indent = Cm(0.6)
        numbering.restart()


class _Numbering:
    """Lists `1°` with `a)` below; every list of an article starts again at one."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        self._abstract = "990"
        self._next = 990
        self._current: str | None = None
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), self._abstract)
        for level, (form, text) in enumerate((("decimal", "%1°"), ("lowerLetter", "%2)"))):
            abstract.append(_level(level, form, text))
        first = self._root.find(qn("w:num"))
        self._root.insert(self._root.index(first) if first is not None else 0, abstract)

    def restart(self) -> None:
        """The next point begins a new list."""
        self._current = None

    def apply(self, paragraph: Paragraph, block: Block) -> None:
        """Give the paragraph the next number of the current list."""
        if self._current is None:
            self._current = self._new_list()
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 1 if block.kind == "subpoint" else 0
        properties.get_or_add_numId().val = int(self._current)

    def _new_list(self) -> str:
        self._next += 1
        num = _element("w:num", {"w:numId": str(self._next)})
        num.append(_element("w:abstractNumId", {"w:val": self._abstract}))
        for level in (0, 1):
            override = _element("w:lvlOverride", {"w:ilvl": str(level)})
            override.append(_element("w:startOverride", {"w:val": "1"}))
            num.append(override)
        self._root.append(num)
        return str(self._next)


def _level(level: int, form: str, text: str) -> OxmlElement:
    element = _element("w:lvl", {"w:ilvl": str(level)})
    for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
        element.append(_element(name, {"w:val": value}))
    properties = OxmlElement("w:pPr")
    properties.append(_element("w:ind", {"w:left": str(400 * (level + 1)), "w:hanging": "400"}))
    element.append(properties)
    return element


def _element(name: str, attributes: dict[str, str]) -> OxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def main() -> None:
    """Build both files."""
    build_pdf()
    build_docx()


if __name__ == "__main__":
    main()
