"""XML as a publisher sends it, or the web page that came in its place."""

from __future__ import annotations

import re

from lxml import etree

from workbench.errors import DamagedFile
from workbench.safe_xml import parse_xml

_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html)\b", re.IGNORECASE)


def parse_source(data: bytes, name: str) -> etree._Element:
    """The root element; raises DamagedFile for a web page in its place, broken XML, or declared entities."""
    if _HTML.match(data[:2048].lstrip(b"\xef\xbb\xbf")):
        raise DamagedFile("error.source_page", file=name)
    return parse_xml(data, name, "error.xml_damaged")
