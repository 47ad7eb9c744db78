"""Word documents, read from their XML: paragraphs with their printed numbers, tables, notes, tracked changes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from workbench.domain.drafts import Removed, SourceDocument
from workbench.domain.identifiers import is_count
from workbench.errors import DamagedFile
from workbench.ingest.blocks import Block, assemble, normalise
from workbench.ingest.docx_numbering import Numbering, W, read_numbering
from workbench.ingest.publisher import without_noise
from workbench.ingest.wrapping import unfold
from workbench.ingest.zip_safe import open_zip, read_part
from workbench.safe_xml import parse_xml, text_of

_HEADING = re.compile(r"(?:heading|kop|titel|title)\s*([1-9])?", re.I)
_CONTENTS = re.compile(r"(?:toc|inhopg)\s*\d", re.I)
_SKIPPED = ("instrText", "pict", "object", "Fallback", "delInstrText")
_BREAKS = ("br", "cr")


@dataclass
class _Style:
    name: str = ""
    number_id: str | None = None
    depth: int = 0
    bold: bool = False


@dataclass
class _Word:
    """One document while it is read."""

    numbering: Numbering
    styles: dict[str, _Style]
    removed: list[Removed] = field(default_factory=list)
    page: int = 1
    rendered: bool = False  # Word wrote down where its pages begin; explicit breaks are then counted among them


def read_docx(data: bytes, name: str) -> SourceDocument:
    """Read the body; running heads, notes, hidden text and tracked deletions go to `removed`.

    Raises DamagedFile for broken or hostile files and FileTooLarge for one that unpacks to too much.
    """
    archive = open_zip(data, name)
    main = _main_part(archive, name)
    body = parse_xml(main, name).find(f"{W}body")
    if body is None:
        raise DamagedFile("error.damaged_file", file=name)
    word = _Word(
        read_numbering(_root(archive, "word/numbering.xml", name)), _read_styles(_root(archive, "word/styles.xml", name))
    )
    word.rendered = body.find(f".//{W}lastRenderedPageBreak") is not None
    blocks, noise = without_noise(_blocks(body, word))
    word.removed.extend([*noise, *_side_texts(archive, name)])
    return assemble(blocks, "docx", pages=word.page, removed=word.removed)


def _main_part(archive: zipfile.ZipFile, name: str) -> bytes:
    part = next(
        (n for n in ("word/document.xml", *archive.namelist()) if n in archive.namelist() and n.endswith("document.xml")), ""
    )
    data = read_part(archive, part, name)
    if not data:
        raise DamagedFile("error.damaged_file", file=name)
    return data


def _root(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    data = read_part(archive, part, name)
    return parse_xml(data, name) if data else None


def _read_styles(root: etree._Element | None) -> dict[str, _Style]:
    if root is None:
        return {}
    elements = {element.get(f"{W}styleId", ""): element for element in root.iter(f"{W}style")}
    return {style_id: _style(elements, style_id) for style_id in elements}


def _style(elements: dict[str, etree._Element], style_id: str) -> _Style:
    """A style with what it inherits from the styles it is based on."""
    style = _Style()
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        element = elements[style_id]
        style.name = style.name or _value(element, "name")
        number_id, depth = _number_of(element.find(f"{W}pPr"))
        if style.number_id is None and number_id is not None:
            style.number_id, style.depth = number_id, depth or 0
        bold = element.find(f"{W}rPr/{W}b")
        style.bold = style.bold or (bold is not None and bold.get(f"{W}val", "1") not in ("0", "false"))
        style_id = _value(element, "basedOn")
    return style


def _number_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """(numId, level) of paragraph properties; None where they say nothing."""
    element = properties.find(f"{W}numPr") if properties is not None else None
    if element is None:
        return None, None
    depth = _value(element, "ilvl")
    return _value(element, "numId") or None, int(depth) if is_count(depth) else None


def _value(element: etree._Element, tag: str) -> str:
    child = element.find(f"{W}{tag}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def _blocks(container: etree._Element, word: _Word) -> Iterator[Block]:
    for element in container:
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag == "p":
            yield from _paragraph(element, word)
        elif tag == "tbl":
            yield from _table(element, word)
        elif tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            yield from _blocks(element, word)
        elif tag in ("del", "moveFrom"):
            _note_removed(word, text_of(element), "tracked_deletion")


def _table(table: etree._Element, word: _Word) -> Iterator[Block]:
    """Rows as one line each; a table of one column is layout and read as text."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue
        cells = [list(_blocks(cell, word)) for cell in row.findall(f"{W}tc")]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and len(cells) == 1:
            yield from filled[0]
        elif filled:
            text = " | ".join(" ".join(block.text for block in cell) for cell in cells)
            yield Block(normalise(text), filled[0][0].page, filled[0][0].indent, "table")


def _paragraph(element: etree._Element, word: _Word) -> Iterator[Block]:
    properties = element.find(f"{W}pPr")
    style = word.styles.get(_value(properties, "pStyle") if properties is not None else "", _Style())
    page = word.page
    pieces = [normalise(piece) for piece in _text(element, word).split("\n")]
    label = _label(properties, style, word) if any(pieces) else ""
    if label and pieces:
        pieces[0] = f"{label} {pieces[0]}".strip()
    hint = _hint(element, style, properties)
    indent = _indent(properties)
    for piece in pieces:
        for part in unfold(piece) if piece else ():
            yield Block(part, page, indent, hint)
    nested = [box for box in element.iter(f"{W}txbxContent") if not any(True for _ in box.iterancestors("{*}Fallback"))]
    for box in nested:
        yield from _blocks(box, word)


def _label(properties: etree._Element | None, style: _Style, word: _Word) -> str:
    number_id, depth = _number_of(properties)
    number_id = number_id if number_id is not None else style.number_id
    if number_id in (None, "0"):
        return ""
    assert number_id is not None
    return word.numbering.label(number_id, depth if depth is not None else style.depth)


def _hint(element: etree._Element, style: _Style, properties: etree._Element | None) -> str:
    if _CONTENTS.match(style.name):
        return "contents"
    heading = _HEADING.fullmatch(style.name.strip())
    if heading:
        return f"heading{min(int(heading[1] or 1), 6)}"
    runs = [run for run in element.iter(f"{W}r") if text_of(run, f"{W}t").strip()]
    if runs and (style.bold or all(_is_bold(run) for run in runs)):
        return "bold"
    return "list" if properties is not None and properties.find(f"{W}numPr") is not None else ""


def _is_bold(run: etree._Element) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(f"{W}val", "1") not in ("0", "false")


def _indent(properties: etree._Element | None) -> float:
    indent = properties.find(f"{W}ind") if properties is not None else None
    left = (indent.get(f"{W}left") or indent.get(f"{W}start") or "0") if indent is not None else "0"
    return float(left) / 20 if is_count(left.removeprefix("-")) else 0.0


def _text(element: etree._Element, word: _Word) -> str:
    """The text of a paragraph's runs; tabs are blanks, line breaks are newlines, page breaks are counted."""
    parts: list[str] = []
    for child in element:
        tag = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if tag in ("del", "moveFrom"):
            _note_removed(word, text_of(child), "tracked_deletion")
        elif tag == "r":
            parts.append(_run(child, word))
        elif tag not in ("pPr", "rPr") and tag:
            parts.append(_text(child, word))
    return "".join(parts)


def _run(run: etree._Element, word: _Word) -> str:
    if run.find(f"{W}rPr/{W}vanish") is not None:
        _note_removed(word, text_of(run, f"{W}t"), "hidden")
        return ""
    parts: list[str] = []
    for child in run:
        tag = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if tag == "t":
            parts.append(child.text or "")
        elif tag in ("tab", "ptab"):
            parts.append(" ")
        elif tag in _BREAKS:
            page_break = child.get(f"{W}type") == "page"
            word.page += page_break and not word.rendered
            parts.append("" if page_break else "\n")
        elif tag == "lastRenderedPageBreak":
            word.page += 1
        elif tag == "noBreakHyphen":
            parts.append("-")
        elif tag == "sym":
            parts.append(_symbol(child))
    return "".join(parts)


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= value <= 0xF0FF else chr(value) if 31 < value < 0xD800 else ""


def _note_removed(word: _Word, text: str, reason: str) -> None:
    clean = normalise(text)
    if clean:
        word.removed.append(Removed(clean, word.page, reason))


def _side_texts(archive: zipfile.ZipFile, name: str) -> Iterator[Removed]:
    """Running heads, footers, footnotes and endnotes: beside the text, shown in the report."""
    for part in sorted(archive.namelist()):
        match = re.fullmatch(r"word/(header|footer|footnotes|endnotes)\d*\.xml", part)
        if match is None:
            continue
        root = _root(archive, part, name)
        reason = "running_head" if match[1] in ("header", "footer") else "footnote"
        for paragraph in root.iter(f"{W}p") if root is not None else ():
            text = normalise(text_of(paragraph, f"{W}t"))
            if text:
                yield Removed(text, 1, reason)
