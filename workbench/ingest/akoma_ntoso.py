"""Akoma Ntoso 3.0: the structure is in the file, so it is taken over and not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from workbench.domain.drafts import Kind, Removed, SourceDocument
from workbench.ingest.blocks import Block, assemble, normalise
from workbench.ingest.nodes import Node, flatten, hoist_single_subparagraphs
from workbench.safe_xml import parse_xml, text_of

_KINDS = {
    "part": Kind.PART,
    "book": Kind.BOOK,
    "title": Kind.TITLE,
    "chapter": Kind.CHAPTER,
    "section": Kind.SECTION,
    "subsection": Kind.SUBSECTION,
    "article": Kind.ARTICLE,
    "paragraph": Kind.PARAGRAPH,
    "subparagraph": Kind.SUBPARAGRAPH,
    "alinea": Kind.SUBPARAGRAPH,
    "point": Kind.POINT,
    "indent": Kind.POINT,
    "item": Kind.POINT,
    "attachment": Kind.ANNEX,
}
_TEXTS = (
    "p",
    "docTitle",
    "docType",
    "docNumber",
    "longTitle",
    "formula",
    "block",
    "tocItem",
    "heading",
    "listIntroduction",
    "listWrapUp",
    "signature",
)
_BODIES = ("body", "mainBody")
_ANNEX_WORD = re.compile(r"bijlage\b\s*(?P<number>[\w./]*?)\.?(?:\s+|$)", re.I)
_ARTICLE_WORD = re.compile(r"(?:artikel|art\.?)\s*", re.I)
_QUOTED = ("quotedStructure", "embeddedStructure")


@dataclass
class _Reader:
    """Text lines and nodes as they come; a node's offsets are those of the lines emitted for it."""

    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    position: int = 0
    roots: list[Node] = field(default_factory=list)

    def emit(self, text: str, style: str = "") -> tuple[int, int]:
        """Write one line; its offsets."""
        start = self.position
        self.blocks.append(Block(text, 1, 0.0, style))
        self.position += len(text) + 1
        return start, start + len(text)


def read_akoma_ntoso(data: bytes, name: str) -> SourceDocument:
    """Read an act, bill or doc; notes and remarks go to `removed`. Raises DamagedFile for broken or hostile XML."""
    root = parse_xml(data, name)
    reader = _Reader()
    for element in root.iter("{*}meta", "{*}components"):
        element.clear()
    _take_notes(root, reader)
    _walk(root, None, reader)
    for node in reader.roots:
        hoist_single_subparagraphs(node)
    return assemble(reader.blocks, "akoma_ntoso", removed=reader.removed, structure=flatten(reader.roots))


def _take_notes(root: etree._Element, reader: _Reader) -> None:
    for tag, reason in (("authorialNote", "footnote"), ("remark", "editorial_note"), ("toc", "navigation")):
        for element in list(root.iter(f"{{*}}{tag}")):
            text = normalise(text_of(element, separator=" "))
            if text:
                reader.removed.append(Removed(text, 1, reason))
            tail = element.tail
            element.clear()
            element.tail = tail


def _walk(element: etree._Element, node: Node | None, reader: _Reader) -> None:
    """Go through the children; `node` is the provision they belong to (None outside the body)."""
    for child in element:
        tag = _tag(child)
        if tag in _KINDS and (node is not None or _in_body(child) or tag == "attachment"):
            _open(child, _KINDS[tag], node, reader)
        elif tag in ("num", "heading", "subheading") and node is not None:
            continue
        elif tag in _QUOTED:
            _quoted(child, node, reader)
        elif tag == "table":
            for row in child.iter("{*}tr"):
                _say(" | ".join(normalise(text_of(cell, separator=" ")) for cell in row), node, reader, "table")
        elif tag in _TEXTS and not any(_tag(inner) in (*_QUOTED, *_KINDS) for inner in child.iter()):
            _say(normalise(text_of(child)), node, reader)
        elif tag == "p":
            _mixed(child, node, reader)
        elif tag:
            _say(normalise(child.text or ""), node, reader)
            _walk(child, node, reader)
        _say(normalise(child.tail or ""), node, reader)


def _open(element: etree._Element, kind: Kind, parent: Node | None, reader: _Reader) -> None:
    number = _number(element, kind)
    heading = _heading(element, kind)
    if kind is Kind.SUBPARAGRAPH and parent is not None and not number:
        number = str(1 + sum(child.kind is Kind.SUBPARAGRAPH for child in parent.children))
    node = Node(kind, number, 1, reader.position, reader.position, heading, "dash" if number == "-" else "")
    (parent.children if parent is not None else reader.roots).append(node)
    written = normalise(" ".join(text_of(child) for child in element if _tag(child) == "num"))
    line = f"{written} {heading}".strip()
    if line:
        node.end = reader.emit(line)[1]
    _walk(element, node, reader)
    if node.start >= reader.position:  # an element without any text
        node.start = node.end = max(0, reader.position - 1)
    node.end = max(node.end, reader.position - 1)


def _heading(element: etree._Element, kind: Kind) -> str:
    """Heading and subheading; the `Bijlage 1` of an attachment is its number, not its heading."""
    parts = [normalise(text_of(child, separator=" ")) for child in element if _tag(child) in ("heading", "subheading")]
    if kind is Kind.ANNEX:
        parts = [_ANNEX_WORD.sub("", part, count=1) for part in parts]
    return normalise(" ".join(part for part in parts if part))


def _number(element: etree._Element, kind: Kind) -> str:
    """`Art. 5.` -> `5`, `§ 2.` -> `2`, `Hoofdstuk II` -> `II`; points keep how they are written: `1°`, `a)`, `-`."""
    if kind is Kind.ANNEX:
        heads = (normalise(text_of(child)) for child in element if _tag(child) in ("num", "heading"))
        return next((match["number"] for head in heads if (match := _ANNEX_WORD.match(head))), "")
    written = next((normalise(text_of(child)) for child in element if _tag(child) == "num"), "")
    if kind is Kind.POINT:
        return written if any(character.isalnum() for character in written) else "-"
    if written.lower().rstrip(".") == "enig artikel":
        return "enig"
    plain = _ARTICLE_WORD.sub("", written).removeprefix("§").strip().rstrip(".:")
    return plain.split(" ")[-1] if kind not in (Kind.ARTICLE, Kind.PARAGRAPH) and plain else plain


def _quoted(element: etree._Element, node: Node | None, reader: _Reader) -> None:
    """The new text of another law stays text of the carrier, paragraph by paragraph, between its marks."""
    pieces = [
        normalise(text_of(part, separator=" "))
        for part in element.iter("{*}num", "{*}heading", "{*}p")
        if not _inside_p(part, element)
    ]
    text = [piece for piece in pieces if piece] or [normalise(text_of(element, separator=" "))]
    opening, closing = element.get("startQuote") or "“", element.get("endQuote") or "”"
    if not text[0].startswith(("“", "«", '"')):
        text[0] = opening + text[0]
        text[-1] += closing
    for piece in text:
        _say(piece, node, reader)


def _inside_p(part: etree._Element, top: etree._Element) -> bool:
    for ancestor in part.iterancestors():
        if ancestor is top:
            return False
        if _tag(ancestor) == "p":
            return True
    return False


def _mixed(element: etree._Element, node: Node | None, reader: _Reader) -> None:
    """A paragraph that holds a quoted structure between its words."""
    _say(normalise(element.text or ""), node, reader)
    _walk(element, node, reader)


def _say(text: str, node: Node | None, reader: _Reader, style: str = "") -> None:
    if not text:
        return
    _, end = reader.emit(text, style)
    if node is not None:
        node.add(text, end)


def _in_body(element: etree._Element) -> bool:
    return any(_tag(ancestor) in _BODIES for ancestor in element.iterancestors())


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
