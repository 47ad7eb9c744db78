"""Web pages: the text of the law without navigation, scripts and the French column of bilingual mirrors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from workbench.domain.drafts import Removed, SourceDocument
from workbench.domain.language import language_of
from workbench.errors import DamagedFile
from workbench.ingest.blocks import Block, assemble, normalise
from workbench.ingest.grammar import article_label
from workbench.ingest.plain import decode
from workbench.ingest.publisher import without_noise
from workbench.ingest.wrapping import unfold
from workbench.safe_xml import text_of, without_controls

_SILENT = re.compile("script|style|noscript|template|svg|math|head|iframe|object|embed|applet|canvas|audio|video|link|meta|title")
_NAVIGATION = re.compile("nav|header|footer|form|button|select|aside|menu|dialog|textarea")
_NAVIGATION_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|footer|header|toolbar|sidebar|banner|skip|search|share|pagination|modal|popup|tooltip)"
    r"(?:$|[\s_-])",
    re.I,
)
_BLOCK = re.compile(
    "address|article|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|h[1-6r]|html|li|main|ol|p|pre|"
    "section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADING = re.compile(r"h([1-6])$")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_ANCHOR_OF_TEXT = "texte"  # Justel names its tables: titre, tablematiere, texte, modification, travaux, ...
_JUSTEL_REST = ("modification", "travaux", "travauxpar", "rapport", "preambule_fin", "end")


def read_html(data: bytes, name: str) -> SourceDocument:
    """Read the visible text; navigation and other languages go to `removed`. Raises DamagedFile when nothing can be parsed."""
    root = _parse(_decode(data), name)
    removed: list[Removed] = []
    _take_out(root, removed)
    blocks = [piece for block in _blocks(root, removed) for piece in _unfolded(block)]
    kept, noise = without_noise(_justel(blocks, root, removed))
    return assemble(kept, "html", removed=[*removed, *noise])


def _decode(data: bytes) -> str:
    match = _CHARSET.search(data[:4096])
    if match and match[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return data.decode(
                "cp1252" if match[1].lower() in (b"iso-8859-1", b"latin1") else match[1].decode(), errors="replace"
            )
        except LookupError:
            pass
    return decode(data)


def _parse(text: str, name: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    text = without_controls(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        root = lxml_html.document_fromstring(text, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DamagedFile("error.damaged_file", file=name) from error
    return root


def _take_out(root: lxml_html.HtmlElement, removed: list[Removed]) -> None:
    """Remove scripts silently, and with a note what is navigation, hidden or in another language."""
    total = sum(len(text) for text in root.itertext())
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in ("body", "html"):
            continue
        if _SILENT.fullmatch(element.tag):
            element.drop_tree()
            continue
        reason = _reason(element)
        if reason and root is not element:
            text = normalise(text_of(element, separator=" "))
            if reason == "navigation" and (len(text) > 0.3 * total or article_label(text) is not None):
                continue
            if text:
                removed.append(Removed(text, 1, reason))
            element.drop_tree()


def _reason(element: lxml_html.HtmlElement) -> str:
    language = (element.get("lang") or "").lower()[:2]
    if language in ("fr", "de", "en"):
        return "other_language"
    if "hidden" in element.attrib or re.search(r"display\s*:\s*none", element.get("style") or "", re.I):
        return "hidden"
    words = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return "navigation" if _NAVIGATION.fullmatch(element.tag) or (words.strip() and _NAVIGATION_WORDS.search(words)) else ""


def _blocks(root: lxml_html.HtmlElement, removed: list[Removed]) -> Iterator[Block]:
    """Text between block borders; data tables row by row; of a bilingual table the Dutch column."""
    words: list[str] = []
    style, inside = "", None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if inside is not None:
            if event == "end" and element is inside:
                inside = None
                words.append(element.tail or "")
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        border = _BLOCK.fullmatch(tag) is not None
        if border:
            yield from _flushed(words, style)
        if event == "start":
            rows = _rows(element, removed) if tag == "table" else None
            if rows is not None:
                yield from rows
                inside = element
                continue
            style = _style(element, style)
            words.append(_anchor(element) + (element.text or ""))
        else:
            style = "" if border else style
            words.append(element.tail or "")
    yield from _flushed(words, style)


def _anchor(element: etree._Element) -> str:
    """A Justel table's name as a mark of its own, resolved in `_justel`."""
    name = element.get("name") or ""
    return (
        f"\ue020{name}\ue021" if element.tag == "a" and name in (_ANCHOR_OF_TEXT, "tablematiere", "titre", *_JUSTEL_REST) else ""
    )


def _style(element: etree._Element, current: str) -> str:
    match = _HEADING.match(str(element.tag))
    if match:
        return f"heading{match[1]}"
    if element.tag == "li":
        return "list"
    return "" if _BLOCK.fullmatch(str(element.tag)) else current


def _flushed(words: list[str], style: str) -> Iterator[Block]:
    text = normalise("".join(words)) if any(word and not word.isspace() for word in words) else ""
    words.clear()
    if text:
        yield Block(text, 1, 0.0, style)


def _unfolded(block: Block) -> Iterator[Block]:
    for piece in unfold(block.text) if block.style != "table" else (block.text,):
        yield Block(piece, block.page, block.indent, block.style)


def _rows(table: etree._Element, removed: list[Removed]) -> list[Block] | None:
    """The rows of a data table or the Dutch column of a bilingual one; None for a table that only lays out the page."""
    if table.find(".//table") is not None:
        return None
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    wide = [row for row in rows if len(row) > 1]
    if not wide:
        return None
    dutch = _dutch_column(wide)
    if dutch is not None:
        return [block for row in rows for block in _dutch_cell(row, dutch, removed)]
    texts = [[normalise(text_of(cell, separator=" ")) for cell in row] for row in rows]
    if any(len(text) > 600 or article_label(text) is not None for row in texts for text in row):
        return None
    return [Block(" | ".join(row), 1, 0.0, "table") for row in texts if any(row)]


def _dutch_column(rows: list[list[etree._Element]]) -> int | None:
    """The column in Dutch, when another column is in French."""
    width = max(len(row) for row in rows)
    if width > 4:
        return None
    columns = [language_of(" ".join(text_of(row[i], separator=" ") for row in rows if i < len(row))) for i in range(width)]
    return columns.index("nl") if "nl" in columns and "fr" in columns else None


def _dutch_cell(row: list[etree._Element], dutch: int, removed: list[Removed]) -> Iterator[Block]:
    for position, cell in enumerate(row):
        if position == dutch or len(row) == 1:
            yield from _blocks(cell, removed)
        else:
            text = normalise(text_of(cell, separator=" "))
            if text:
                removed.append(Removed(text, 1, "other_language"))


def _justel(blocks: list[Block], root: lxml_html.HtmlElement, removed: list[Removed]) -> list[Block]:
    """Of a Justel page the title and the text; the table of contents, the history and the links go to `removed`."""
    if not any(f"\ue020{_ANCHOR_OF_TEXT}\ue021" in block.text for block in blocks):
        return blocks
    kept: list[Block] = []
    part = "top"
    for block in blocks:
        for name in re.findall("\ue020(.*?)\ue021", block.text):
            part = name
        text = normalise(re.sub("\ue020.*?\ue021", "", block.text))
        if not text:
            continue
        if part in ("titre", _ANCHOR_OF_TEXT):
            kept.append(Block(text, block.page, block.indent, block.style))
        else:
            removed.append(Removed(text, block.page, "navigation"))
    return kept
