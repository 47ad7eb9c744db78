"""Prints the fictitious drafts of tests/golden/drafts in the layouts of real files: PDF, DOCX, HTML, Markdown, text.

The markup, one paragraph per line: `#` section title, `=` heading, `|` table row, `%head` running head, `%page` page break,
`%contents` table of contents with leaders, `[[...]]` footnote; everything else is text.
"""

from __future__ import annotations

import re
import textwrap
from html import escape
from pathlib import Path

import docx
import typst
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt

_NOTE = re.compile(r"\[\[(.*?)\]\]")
_POINT = re.compile(r"(\d+°(?:/\d+)?|[a-z]\)|\d+\)|[ivx]+\)|–) ")
_CONTENTS = (
    "INHOUD",
    (
        ("Memorie van toelichting", 3),
        ("Voorontwerp van decreet", 5),
        ("Advies van de Raad van State", 6),
        ("Ontwerp van decreet", 7),
    ),
)


def lines_of(path: Path) -> list[str]:
    """The markup lines of a fixture."""
    return path.read_text(encoding="utf-8").splitlines()


# -- PDF ---------------------------------------------------------------------------------------------------------------


def to_pdf(lines: list[str], target: Path, *, indented: bool = False, size: int = 10, columns: int = 1) -> None:
    """Print with typst: running head on every page, page numbers, hyphenation, footnotes, hanging points.

    `indented`: paragraphs set in at their first line without white between them (parliament); else white between paragraphs.
    """
    body = "\n\n".join(_typst_line(line) for line in _joined(lines) if not line.startswith("%head"))
    head = next((line[6:] for line in lines if line.startswith("%head")), "")
    style = (
        "#set par(justify: true, first-line-indent: (amount: 1.2em, all: true), spacing: 0.65em)"
        if indented
        else "#set par(justify: true, spacing: 1.2em)"
    )
    source = f"""
#set page(paper: "a4", margin: 2.5cm, columns: {columns}, header: [{_escaped(head)} #h(1fr) #context counter(page).display()],
  footer: align(center)[Vlaams Parlement – 1011 Brussel – 02/552.11.11])
#set text(font: "DejaVu Serif", size: {size}pt, lang: "nl", hyphenate: true)
{style}
#let point(depth, label, body) = pad(left: (depth + 1) * 2em, par(hanging-indent: 3em, first-line-indent: 0em)[#box(width: 3em)[#label]#body])
{body}
"""
    target.write_bytes(typst.compile(source.encode()))


def _joined(lines: list[str]) -> list[str]:
    """`vermeld in` + `artikel 4, § 1.`: a line that begins with a small letter was cut for the text layout only."""
    joined: list[str] = []
    for line in lines:
        if joined and line.startswith("artikel "):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _typst_line(line: str) -> str:
    if line == "%page":
        return "#pagebreak()"
    if line == "%contents":
        rows = "\n\n".join(f"{title} #box(width: 1fr, repeat[.]) {page}" for title, page in _CONTENTS[1])
        return f"#align(center)[{_CONTENTS[0]}]\n\n{rows}"
    if line.startswith("#"):
        return f"#align(center)[#strong[{_escaped(line[1:])}]]"
    if line.startswith("="):
        return f"#block(above: 1.6em)[#strong[{_escaped(line[1:])}]]"
    if line.startswith("|"):
        cells = "".join(f"[{_escaped(cell)}]" for cell in line.strip("|").split("|"))
        return f"#table(columns: (1fr,) * {line.count('|') - 1}, {', '.join(cells.replace('][', ']@[').split('@'))})"
    match = _POINT.match(line)
    if match:
        return f"#point({_depth(match[1])}, [{_escaped(match[1])}], [{_typst_text(line[match.end() :])}])"
    return _typst_text(line)


def _typst_text(text: str) -> str:
    parts = re.split(r"\[\[(.*?)\]\]", text)
    return "".join(f"#footnote[{_escaped(part)}]" if i % 2 else _escaped(part) for i, part in enumerate(parts))


def _escaped(text: str) -> str:
    quoted = re.sub(r"([\\#$%&_*`<>@~\[\]/\"'-])", r"\\\1", text)
    return re.sub(r"^(\d+|[+=-])(\.)?", lambda m: f"{m[1]}\\." if m[2] else m[0], quoted)


def _depth(label: str) -> int:
    if "°" in label:
        return 0
    return {True: 1, False: 2}[label[0].isalpha() and label not in ("i)", "ii)")] if label != "–" else 1


# -- DOCX, HTML, Markdown, text -----------------------------------------------------------------------------------------


def to_docx(lines: list[str], target: Path) -> None:
    """Write with python-docx: heading styles, indents, tables, header; notes stay between brackets out of the text."""
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*_joined(lines), ""]:
        if rows and not line.startswith("|"):
            _docx_table(document, rows)
            rows = []
        if line.startswith("%head"):
            document.sections[0].header.paragraphs[0].text = line[6:]
        elif line == "%page":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif line == "%contents":
            for text in _contents_lines():
                document.add_paragraph(text)
        elif line.startswith("|"):
            rows.append(line.strip("|").split("|"))
        elif line.startswith(("#", "=")):
            document.add_heading(line[1:], level=1 if line[0] == "#" else 2)
        elif line:
            paragraph = document.add_paragraph(_NOTE.sub("", line))
            match = _POINT.match(line)
            paragraph.paragraph_format.left_indent = Pt(18 * (_depth(match[1]) + 1)) if match else None
    document.save(str(target))


def to_numbered_docx(lines: list[str], target: Path) -> None:
    """As `to_docx`, but articles and points carry Word's automatic numbers instead of typed ones wherever they run on."""
    plain = target.with_name("plain.docx")
    to_docx(lines, plain)
    document = docx.Document(str(plain))
    numbers = AutomaticNumbers(document)
    for paragraph in document.paragraphs:
        numbers.replace_typed(paragraph)
    document.save(str(target))


class AutomaticNumbers:
    """Gives the points of every list an automatic number: degrees on level 0, letters on level 1."""

    _FORMATS = (("decimal", "%1°"), ("lowerLetter", "%2)"))

    def __init__(self, document: docx.document.Document) -> None:
        self.numbering = document.part.numbering_part.element
        self.last: list[int] = [0, 0]
        self.number_id = 0
        self.abstract_id = 900

    def replace_typed(self, paragraph: docx.text.paragraph.Paragraph) -> None:
        """Take the typed label off a point that continues (or begins) a list, and number it automatically."""
        match = re.match(r"(\d+)° |([a-z])\) ", paragraph.text)
        if match is None or paragraph.text.startswith(("“", '"')):
            return
        depth = 0 if match[1] else 1
        value = int(match[1]) if match[1] else ord(match[2]) - 96
        if depth == 0 and value == 1:
            self._new_list()
        if depth == 1 and value == 1:
            self.last[1] = 0
        if not self.number_id or value != self.last[depth] + 1:
            self.number_id = 0
            return
        self.last[depth] = value
        paragraph.text = paragraph.text[match.end() :]
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = self.number_id

    def _new_list(self) -> None:
        self.abstract_id += 1
        self.last = [0, 0]
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(self._FORMATS)
        )
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        abstract = parse_xml(f'<w:abstractNum {space} w:abstractNumId="{self.abstract_id}">{levels}</w:abstractNum>')
        self.numbering.insert(0, abstract)
        self.number_id = self.numbering.add_num(self.abstract_id).numId


def _contents_lines() -> list[str]:
    return [_CONTENTS[0], *(f"{title} {'.' * 40} {page}" for title, page in _CONTENTS[1])]


def _docx_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            table.cell(y, x).text = cell


def to_html(lines: list[str], target: Path) -> None:
    """A web page with navigation around the text."""
    out = [
        "<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>x</title><script>var a = 'Art. 99.';</script></head><body>"
    ]
    out.append("<nav><a href='/'>Home</a> <a href='/zoek'>Zoeken</a></nav><div class='breadcrumb'>U bent hier: start</div><main>")
    for line in _joined(lines):
        if line.startswith("%head"):
            out.append(f"<header>{escape(line[6:])}</header>")
        elif line == "%contents":
            out.extend(f"<p>{line}</p>" for line in _contents_lines())
        elif line.startswith("|"):
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.strip("|").split("|"))
            out.append(f"<table><tr>{cells}</tr></table>")
        elif line.startswith(("#", "=")):
            level = 1 if line[0] == "#" else 2
            out.append(f"<h{level}>{escape(line[1:])}</h{level}>")
        elif line != "%page":
            out.append(f"<p>{escape(_NOTE.sub('', line))}</p>")
    out.append("</main><footer>Contact | Disclaimer</footer></body></html>")
    target.write_text("\n".join(out), encoding="utf-8")


def to_markdown(lines: list[str], target: Path) -> None:
    """Markdown with `#` headings and a blank line between paragraphs."""
    out = []
    for line in _joined(lines):
        if line == "%contents":
            out.extend(_contents_lines())
        elif line.startswith("%"):
            continue
        elif line.startswith(("#", "=")):
            out.append(f"{'#' if line[0] == '#' else '##'} {line[1:]}")
        elif line.startswith("|"):
            out.append(f"| {' | '.join(line.strip('|').split('|'))} |")
        else:
            out.append(_NOTE.sub("", line).replace("–", "-", 1) if line.startswith("–") else _NOTE.sub("", line))
    target.write_text("\n\n".join(out) + "\n", encoding="utf-8")


def to_text(lines: list[str], target: Path, width: int = 78) -> None:
    """Plain text, wrapped at `width` characters, form feeds between pages, no blank lines between paragraphs."""
    out: list[str] = []
    head, page = next((line[6:] for line in lines if line.startswith("%head")), ""), 1
    for line in lines:
        if line == "%page" or line.startswith("%head"):
            out += ["\f"] if line == "%page" else []
            out += [f"{head}{page:>20}", ""] if head else []
            page += 1
        elif line == "%contents":
            out.extend(_contents_lines())
        elif line.startswith("|"):
            out.append(" | ".join(line.strip("|").split("|")))
        elif not line.startswith("%"):
            text = _NOTE.sub("", line[1:] if line.startswith(("#", "=")) else line)
            out.extend(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))
    target.write_text("\n".join(out).replace("\n\f\n", "\f") + "\n", encoding="utf-8")
