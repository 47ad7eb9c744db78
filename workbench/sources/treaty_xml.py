"""The Universal Declaration as the UDHR-in-XML project publishes it."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from workbench.errors import NotALegalText
from workbench.safe_xml import parse_xml
from workbench.sources.raw import RawArticle, RawTreaty

_LANGUAGES = {"nld": "nl", "eng": "en", "fra": "fr", "deu": "de"}
_LANGUAGES.update({f"{code}_1996": two for code, two in list(_LANGUAGES.items())})


def read_treaty_xml(path: Path, data: bytes) -> list[RawTreaty]:
    """The declaration in the file's language; raises DamagedFile (no XML) or NotALegalText (another kind of XML)."""
    root = parse_xml(data, path.name, "error.xml_damaged")
    language = _LANGUAGES.get(root.get("iso639-3", ""), "")
    if etree.QName(root).localname != "udhr" or not language:
        raise NotALegalText("error.no_articles", file=path.name)
    treaty = RawTreaty("UDHR", language, _text(root, "title"), path.name, "", _text(root, "preamble"))
    treaty.add_run([RawArticle("", a.get("number", ""), _text(a, "title"), _body(a)) for a in root.iterfind("{*}article")])
    return [treaty]


def _text(node: etree._Element, tag: str) -> str:
    found = node.find("{*}" + tag)
    return "\n".join(" ".join(t.split()) for t in _strings(found) if t.strip()) if found is not None else ""


def _body(article: etree._Element) -> str:
    items = [" ".join("".join(_strings(p)).split()) for p in article.iterfind(".//{*}listitem/{*}para")]
    plain = [" ".join("".join(_strings(p)).split()) for p in article.iterfind("{*}para")]
    return "\n".join([*plain, *(f"{n}. {text}" for n, text in enumerate(items, start=1))])


def _strings(node: etree._Element) -> list[str]:
    return [str(text) for text in node.itertext()]
