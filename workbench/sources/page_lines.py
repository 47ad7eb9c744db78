"""The lines of a publisher's web page: visible text by paragraph, headings marked, navigation left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from workbench.errors import DamagedFile
from workbench.safe_xml import tag_of, without_controls
from workbench.sources.article_lines import Line
from workbench.sources.web_cache import Delivery

_BLOCK = re.compile(
    "address|article|blockquote|body|br|caption|center|dd|div|dl|dt|fieldset|figure|h[1-6r]|html|li|main|ol|p|pre|section|table|tbody|td|th|tr|ul"
)
_SILENT = re.compile("script|style|noscript|template|svg|head|iframe|object|form|button|select|nav|header|footer|aside|title")
_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|footer|toolbar|sidebar|share)(?:$|[\s_-])", re.I
)
_META = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_GARBLED = re.compile("\ufffd|Ã[\u0080-\u00bf]|â€[\u0080-\u00bf\u2122\u0153\u009d]|Â[§°«»\u00a0]")


def page_root(delivery: Delivery) -> lxml_html.HtmlElement:
    """The parsed page; raises DamagedFile when it is cut off, garbled, or no page."""
    text = decoded(delivery)
    if "</html>" not in text[-4000:].lower():
        raise DamagedFile("error.source_cut", file=delivery.name)
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(without_controls(re.sub(r"^\s*<\?xml[^>]*\?>", "", text)), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DamagedFile("error.damaged_file", file=delivery.name) from error


def decoded(delivery: Delivery) -> str:
    """The text of the body: UTF-8 where it is, else what header or page declare; raises DamagedFile for garbled letters."""
    said = delivery.charset or (m[1].decode() if (m := _META.search(delivery.body[:4096])) else "")
    text = ""
    for charset in ("utf-8-sig", said, "cp1252"):
        try:
            text = delivery.body.decode(charset or "cp1252")
            break
        except (UnicodeDecodeError, LookupError):
            continue
    if not text or _GARBLED.search(text):
        raise DamagedFile("error.source_garbled", file=delivery.name, charset=said or "?")
    return text


def page_lines(root: lxml_html.HtmlElement) -> list[Line]:
    """Its paragraphs in order; a paragraph that is bold throughout counts as a heading."""
    for element in list(root.iter()):
        words = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        named = _SILENT.fullmatch(tag_of(element)) or ("hidden" in element.attrib) or _WORDS.search(words)
        if named and element.getparent() is not None and tag_of(element) not in ("body", "main", "html"):
            element.drop_tree()
    return list(lines_of(root))


def lines_of(root: lxml_html.HtmlElement) -> Iterator[Line]:
    """The paragraphs below an element."""
    words: list[tuple[str, bool]] = []
    bold = heading = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = tag_of(element)
        opens = 1 if event == "start" else -1
        if _BLOCK.fullmatch(tag):
            yield from _flush(words, heading > 0)
        bold += opens * (tag in ("b", "strong"))
        heading += opens * (re.fullmatch("h[1-6]", tag) is not None)
        if event == "start":
            words.append((element.text or "", bold > 0))
        else:
            words.append((element.tail or "", bold > 0))
    yield from _flush(words, False)


def _flush(words: list[tuple[str, bool]], heading: bool) -> Iterator[Line]:
    text = " ".join("".join(piece for piece, _ in words).split())
    strong = all(bold for piece, bold in words if piece.strip())
    words.clear()
    if text:
        yield Line(text, heading or strong)
