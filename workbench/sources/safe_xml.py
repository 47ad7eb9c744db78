"""XML from publishers: no entities, no network, no DTD."""

from __future__ import annotations

import re

from lxml import etree

from workbench.errors import DamagedFile

_DECLARES = re.compile(rb"<!(?:DOCTYPE[^>\[]*\[|ENTITY)", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html)\b", re.IGNORECASE)


def parse_source(data: bytes, name: str) -> etree._Element:
    """The root element; raises DamagedFile for a web page in its place, broken XML, or declared entities."""
    if _HTML.match(data[:2048].lstrip(b"\xef\xbb\xbf")):
        raise DamagedFile("error.source_page", file=name)
    if _DECLARES.search(data[:1_000_000].replace(b"\x00", b"")):
        raise DamagedFile("error.hostile_file", file=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile("error.xml_damaged", file=name) from error
    if root is None:
        raise DamagedFile("error.xml_damaged", file=name)
    return root


def tag_of(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


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
