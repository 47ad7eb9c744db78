"""Treaties from pages and PDFs of the Council of Europe, OHCHR and other secretariats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from lxml import html as lxml_html

from workbench.domain.drafts import SourceDocument
from workbench.errors import NotALegalText
from workbench.safe_xml import words_of
from workbench.sources.article_lines import Line, read_article_lines
from workbench.sources.page_lines import page_lines, page_root
from workbench.sources.publishers import Publisher
from workbench.sources.raw import RawTreaty
from workbench.sources.web_cache import Delivery

ReadPdf = Callable[[bytes, str], SourceDocument]
ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9"
_LANGUAGE_WORDS = {
    "en": re.compile(r"\b(?:english|anglais|engels|eng)\b", re.I),
    "fr": re.compile(r"\b(?:french|français|frans|fre|fra)\b", re.I),
    "nl": re.compile(r"\b(?:dutch|néerlandais|nederlands|nld|dut)\b", re.I),
}
_FULL_TEXT = re.compile(r"\b(?:pdf|html|full text|texte intégral|text of the treaty|texte du traité)\b", re.I)


def read_page(delivery: Delivery, code: str, language: str, read_pdf: ReadPdf) -> RawTreaty:
    """The articles of a page or PDF; raises DamagedFile or NotALegalText (no article headings in it)."""
    treaty = RawTreaty(code, language, "", delivery.url, "")
    if delivery.body.startswith(b"%PDF-"):
        lines = list(_pdf_lines(read_pdf(delivery.body, delivery.name)))
    else:
        root = page_root(delivery)
        treaty.title = words_of(root.find(".//h1")) or words_of(root.find(".//title"))
        lines = page_lines(root)
    read_article_lines(lines, treaty)
    if not treaty.runs:
        raise NotALegalText("error.no_articles", file=delivery.name)
    return treaty


def _pdf_lines(document: SourceDocument) -> Iterator[Line]:
    for line in document.lines:
        text = document.line_text(line)
        yield Line(text, line.style.startswith(("heading", "bold")))


def full_text_links(delivery: Delivery, language: str, publisher: Publisher) -> list[str]:
    """Addresses on a treaty's own page that lead to its text in `language` at the same publisher, likeliest first."""
    if delivery.body.startswith(b"%PDF-"):
        return []
    found: dict[str, int] = {}
    for link in page_root(delivery).iter("a"):
        url = urljoin(delivery.url, link.get("href") or "")
        if publisher.may_ask(url) and (score := _likeliness(link, url, language)):
            found[url] = max(score, found.get(url, 0))
    return sorted(found, key=lambda url: -found[url])[:3]


def _likeliness(link: lxml_html.HtmlElement, url: str, language: str) -> int:
    words = f"{words_of(link)} {link.get('title') or ''} {link.get('hreflang') or ''}"
    others = [code for code, pattern in _LANGUAGE_WORDS.items() if code != language and pattern.search(words)]
    says = _LANGUAGE_WORDS[language].search(words) is not None or link.get("hreflang") == language
    full = _FULL_TEXT.search(words) is not None or url.lower().split("?")[0].endswith(".pdf") or "rm.coe.int" in url
    return 0 if (others and not says) or not full else 1 + 2 * says
