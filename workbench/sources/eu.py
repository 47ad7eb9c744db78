"""Texts of the EU publications office by CELEX number: the Charter, and decisions with a convention in their annex."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from workbench.errors import NotALegalText
from workbench.safe_xml import tag_of, words_of
from workbench.sources.article_lines import Line, read_article_lines
from workbench.sources.page_lines import page_lines, page_root
from workbench.sources.raw import RawTreaty
from workbench.sources.web_cache import Delivery

ACCEPT = "application/xhtml+xml, text/html;q=0.9"
LANGUAGES = {"nl": "nld", "en": "eng", "fr": "fra"}
_CELEX = re.compile(r"(?:CELEX(?::|%3A)|/celex/)(?P<celex>[0-9A-Z()_]+(?:/TXT)?)", re.IGNORECASE)
_NUMBER = ("ti-art", "oj-ti-art")
_TITLE = ("sti-art", "oj-sti-art")
_GROUP = ("ti-section-1", "oj-ti-section-1", "ti-section-2", "oj-ti-section-2", "ti-grseq-1", "oj-ti-grseq-1")
_LEFT_OUT = ("oj-note", "note", "oj-hd-oj", "hd-oj", "hd-date", "hd-lg", "hd-ti", "oj-hd-date", "oj-hd-lg", "oj-hd-ti")
_MARK = re.compile(r"[(]?(?:\d{1,3}|[a-z]{1,4})[).]{1,2}$|[—–-]$")


def celex_of(url: str) -> str:
    """`...?uri=CELEX:12016P/TXT` -> `12016P/TXT`; empty when the address names none."""
    match = _CELEX.search(url)
    return match["celex"] if match else ""


def read_eu_page(delivery: Delivery, code: str, language: str) -> RawTreaty:
    """The articles of an Official Journal page; raises DamagedFile or NotALegalText."""
    root = page_root(delivery)
    treaty = RawTreaty(code, language, words_of(root.find(".//title")), delivery.url, "")
    marked = any(set(_classes(element)) & set(_NUMBER) for element in root.iter("p"))
    read_article_lines(_lines(root) if marked else page_lines(root), treaty)
    if not treaty.runs:
        raise NotALegalText("error.no_articles", file=delivery.name)
    return treaty


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()


def _lines(root: etree._Element) -> Iterator[Line]:
    """Paragraphs by what their class says they are; a point is a table row whose first cell is its number."""
    marker = ""
    for element in root.iter("p", "td"):
        classes = set(_classes(element))
        if tag_of(element) == "td" and element.find(".//p") is not None:
            continue
        text = _text(element)
        if not text or classes & set(_LEFT_OUT):
            continue
        if classes & {*_NUMBER, *_TITLE, *_GROUP}:
            yield Line(text, heading=True)
        elif _MARK.fullmatch(text) and _in_cell(element):
            marker = text
        else:
            yield Line(f"{marker} {text}".strip())
            marker = ""


def _in_cell(element: etree._Element) -> bool:
    return tag_of(element) == "td" or any(tag_of(above) == "td" for above in element.iterancestors())


def _text(element: etree._Element) -> str:
    """The words without the number of a footnote."""
    for mark in list(element.iter("span", "a")):
        if isinstance(mark, lxml_html.HtmlElement) and _is_note(mark):
            mark.drop_tree()
    return re.sub(r"\s*\(\s*\)\s*", " ", words_of(element)).strip()


def _is_note(mark: etree._Element) -> bool:
    return "note-tag" in (mark.get("class") or "") or (mark.get("href") or "").startswith("#ntr")
