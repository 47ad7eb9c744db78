"""XML from strangers, read one way everywhere: no entities, no DTD, no network."""

from __future__ import annotations

import re

from lxml import etree

from workbench.errors import DamagedFile

LOOKED_AT = 1024 * 1024  # bytes in which a declaration would have to stand
OFFICE_LOCK = b"\xd0\xcf\x11\xe0"
"""How a Word or Excel file with a password begins (and one of before 2007)."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCES = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,7})|0*([0-9]{1,8}));?")
_DECLARES = re.compile(rb"<!(?:DOCTYPE[^>\[]*\[|ENTITY)", re.IGNORECASE)


def parse_xml(data: bytes, name: str, damaged: str = "error.damaged_file") -> etree._Element:
    """The root element, without comments and processing instructions.

    Raises DamagedFile: for declared entities, and with the sentence `damaged` for what is no XML.
    """
    if _DECLARES.search(_as_ascii(data[:LOOKED_AT])):
        raise DamagedFile("error.hostile_file", file=name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(damaged, file=name) from error
    if root is None:
        raise DamagedFile(damaged, file=name)
    return root


def _as_ascii(data: bytes) -> bytes:
    """UTF-16 and UTF-32 without their zero bytes, so that a declaration cannot hide in them."""
    return data.replace(b"\x00", b"")


def without_controls(page: str) -> str:
    """A web page without characters that XML does not know, written out or as `&#1;`: lxml reads them but cannot move them."""
    return _CONTROLS.sub("", _REFERENCES.sub(_harmless, page))


def _harmless(reference: re.Match[str]) -> str:
    number = int(reference[2], 10) if reference[2] else int(reference[1], 16)
    return reference[0] if number <= 0x10FFFF and not _CONTROLS.match(chr(number)) else ""


def tag_of(element: etree._Element) -> str:
    """The element's name without its namespace; web pages also have names that XML does not know (`td,`)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: etree._Element, tag: str | None = None, separator: str = "") -> str:
    """All text below an element (of one tag, when given), in document order."""
    pieces = element.itertext(tag) if tag else element.itertext()
    return separator.join(piece if isinstance(piece, str) else piece.decode() for piece in pieces)


def words_of(element: etree._Element | None, skip: tuple[str, ...] = ()) -> str:
    """All words below an element on one line, without what stands in elements named in `skip`."""
    if element is None:
        return ""
    return " ".join(_inside(element, skip).split())


def _inside(element: etree._Element, skip: tuple[str, ...]) -> str:
    pieces = [element.text or ""]
    for child in element:
        if tag_of(child) not in skip:
            pieces.append(_inside(child, skip))
        pieces.append(child.tail or "")
    return "".join(pieces)
