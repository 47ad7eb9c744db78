"""Laws of the Vlaamse Codex: found by NUMAC or words, fetched whole, article by article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from lxml import etree
from lxml import html as lxml_html

from workbench.errors import DamagedFile, NotALegalText
from workbench.safe_xml import without_controls
from workbench.sources.page_lines import lines_of
from workbench.sources.publishers import Publisher
from workbench.sources.web import Web
from workbench.sources.web_cache import Delivery, Request
from workbench.sources.whole_json import whole_json

_JSON = "application/json"


@dataclass(frozen=True)
class CodexLaw:
    """A law as the Codex has it: `text` is one paragraph a line, every article under its heading `Art. N.`"""

    id: str
    title: str
    date: str
    numac: str
    text: str
    delivery: Delivery


@dataclass(frozen=True)
class CodexHit:
    """A law that a search found."""

    id: str
    title: str
    date: str


class Codex:
    """The open data API of the Vlaamse Codex."""

    def __init__(self, web: Web, publisher: Publisher) -> None:
        self._web = web
        self._publisher = publisher

    def find(self, words: str, most: int = 10) -> list[CodexHit]:
        """Laws that the Codex finds for words, in its own order."""
        query = urlencode({"zoekTerm": words, "skip": 0, "take": most})
        rows = self._get(f"/api/WetgevingDocument/Zoeken?{query}").get("ResultatenLijst") or []
        return [CodexHit(str(row["Id"]), _clean(row.get("Opschrift")), _day(row.get("Datum"))) for row in rows if row.get("Id")]

    def by_numac(self, numac: str) -> str:
        """The id of the law with this number in the Belgian Official Journal."""
        return str(self._get(f"/api/v2/WetgevingDocument/numac/{quote(numac)}")["Id"])

    def law(self, identifier: str) -> CodexLaw:
        """The consolidated text that holds today; raises NotALegalText when the Codex has no articles of it."""
        path = f"/api/v2/WetgevingDocument/{quote(identifier)}/VolledigDocument"
        delivery = self._delivery(path)
        row = read_json(delivery)
        try:
            return _law(row.get("Document") or {}, row.get("Inhoud") or {}, delivery)
        except (KeyError, TypeError, AttributeError) as error:
            raise DamagedFile("error.source_shape", file=delivery.name, detail=str(error)) from error

    def _get(self, path: str) -> dict[str, Any]:
        return read_json(self._delivery(path))

    def _delivery(self, path: str) -> Delivery:
        return self._web.get(self._publisher, Request(self._publisher.base + path, _JSON), lambda d: _passed(read_json(d)))


def _law(document: dict[str, Any], content: dict[str, Any], delivery: Delivery) -> CodexLaw:
    text = "\n".join(_articles(content))
    if not text:
        raise NotALegalText("error.no_articles", file=delivery.name)
    kind = _clean(document.get("WetgevingDocumentType"))
    title = f"{kind} van {_written(_day(document.get('Datum')))} {_clean(document.get('Opschrift'))}".strip()
    return CodexLaw(str(document["Id"]), title, _day(document.get("Datum")), str(document.get("Numac") or ""), text, delivery)


def read_json(delivery: Delivery) -> dict[str, Any]:
    """The object in a delivery; raises DamagedFile for anything else, a web page first of all."""
    if delivery.body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise DamagedFile("error.source_page", file=delivery.name)
    try:
        content = whole_json(delivery.body.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise DamagedFile("error.json_damaged", file=delivery.name) from error
    if not isinstance(content, dict):
        raise DamagedFile("error.json_damaged", file=delivery.name)
    return content


def _passed(checked: object) -> None:
    """A check is over when it raised nothing."""


def _articles(content: dict[str, Any]) -> Iterator[str]:
    """The versions that hold now; those that hold later stay out."""
    for wrapper in content.get("ArtikelVersies") or []:
        version = wrapper.get("ArtikelVersie") or {}
        lines = _lines(version.get("Tekst") or "")
        number = _clean(version.get("ArtikelNummer")).rstrip(".")
        if number and lines:
            yield f"Art. {number}. {lines[0]}"
            yield from lines[1:]


def _lines(fragment: str) -> list[str]:
    """The paragraphs of a piece of HTML, or of plain text."""
    if "<" not in fragment:
        return [" ".join(line.split()) for line in fragment.splitlines() if line.strip()]
    try:
        root = lxml_html.fragment_fromstring(without_controls(fragment), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DamagedFile("error.damaged_file", file="VolledigDocument") from error
    return [line.text for line in lines_of(root)]


def _clean(value: object) -> str:
    return " ".join(str(value or "").split())


def _day(value: object) -> str:
    return str(value or "")[:10]


_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def _written(day: str) -> str:
    """`2019-05-03` -> `3 mei 2019`."""
    year, month, number = [*day.split("-"), "", "", ""][:3]
    known = number.isdecimal() and month.isdecimal() and 1 <= int(month) <= len(_MONTHS)
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}" if known else day
