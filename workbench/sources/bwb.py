"""Treaties as the Basiswettenbestand publishes them: a manifest with the states of a text, and one XML file per state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from workbench.domain.language import language_of
from workbench.errors import DamagedFile, NotALegalText
from workbench.safe_xml import tag_of, words_of
from workbench.sources.publisher_xml import parse_source
from workbench.sources.raw import LANGUAGES, RawArticle, RawTreaty

IDENTIFIER = re.compile(r"BWB[RVW]\d{7}")
_LABEL = re.compile(r"[\w.-]+")
_ALWAYS = "9999-12-31"
_GROUPS = ("boek", "deel", "titeldeel", "hoofdstuk", "afdeling", "paragraaf", "sub-paragraaf", "divisie", "bijlage")
_ASIDE = ("noot", "redactie", "meta-data", "kop", "lidnr", "li.nr", "table")
_BLOCKS = ("al", "lijst", "table", "lid", "li", "artikel")


@dataclass(frozen=True)
class State:
    """A state of the text: in force from `begins` (ISO), file `item` in folder `label`."""

    label: str
    item: str
    begins: str


def current_state(manifest: bytes, name: str, on: str) -> State:
    """The state that holds on the ISO date `on`; raises DamagedFile or NotALegalText (no state holds then)."""
    states = sorted(_states(parse_source(manifest, name), on), key=lambda state: (state.begins, _counted(state.label)))
    if not states:
        raise NotALegalText("error.source_no_state", file=name, date=on)
    return states[-1]


def _counted(label: str) -> tuple[str, int]:
    """`2025-04-25_10` comes after `2025-04-25_3`."""
    day, _, number = label.rpartition("_")
    return (day, int(number)) if number.isdecimal() else (label, 0)


def _states(root: etree._Element, on: str) -> Iterator[State]:
    """The states that hold on a day; one that was withdrawn, or corrected by a later one, is no longer given out."""
    for expression in root.iterfind("{*}expression"):
        begins, ends, seen_until = (
            words_of(expression.find(f"{{*}}metadata/{{*}}{name}"))
            for name in ("datum_inwerkingtreding", "einddatum", "zichtdatum_eind")
        )
        items = [
            item.get("label", "")
            for form in expression.iterfind("{*}manifestation")
            if form.get("label") == "xml"
            for item in form.iterfind("{*}item")
            if item.get("_deleted") != "true"
        ]
        label = expression.get("label", "")
        holds = begins <= on <= (ends or _ALWAYS) and on <= (seen_until or _ALWAYS)
        if items and holds and all(_LABEL.fullmatch(text) for text in (label, items[0])):
            yield State(label, items[0], begins)


def read_bwb(data: bytes, name: str, code: str, identifier: str) -> list[RawTreaty]:
    """The treaty in every language of the file, by language.

    Raises DamagedFile (no XML, or another text than `identifier`) or NotALegalText (no articles).
    """
    root = parse_source(data, name)
    if tag_of(root) != "toestand" or root.get("bwb-id", identifier) != identifier:
        raise DamagedFile("error.source_other_text", file=name, wanted=identifier, found=root.get("bwb-id", tag_of(root)))
    date = root.get("inwerkingtreding", "")
    treaties: dict[str, RawTreaty] = {}
    for element in _treaty_texts(root):
        _add_text(element, code, f"{identifier}, {date}" if date else identifier, date, treaties)
    found = [treaty for treaty in treaties.values() if treaty.runs]
    if not found:
        raise NotALegalText("error.no_articles", file=name)
    return found


def _treaty_texts(root: etree._Element) -> list[etree._Element]:
    """The texts of a treaty; a law has one."""
    texts = list(root.iter("{*}verdragtekst"))
    return texts or list(root.iter("{*}wettekst")) or list(root.iter("{*}regeling-tekst"))


def _add_text(element: etree._Element, code: str, source: str, date: str, treaties: dict[str, RawTreaty]) -> None:
    """Share out one text over the languages it speaks; each article is in the language it says, or the one it is in."""
    by_language: dict[str, list[RawArticle]] = {}
    whole = _language(element, words_of(element))
    for article in element.iter("{*}artikel", "{*}enig-artikel"):
        made = _article(article)
        language = _language(article, made.text) or whole
        if language:
            by_language.setdefault(language, []).append(made)
    for language, articles in by_language.items():
        title = words_of(element.find("{*}kop/{*}titel")) or words_of(element.getroottree().getroot().find(".//{*}citeertitel"))
        treaty = treaties.setdefault(language, RawTreaty(code, language, title, source, date))
        treaty.preamble = treaty.preamble or _preamble(element, language, len(by_language) == 1)
        treaty.add_run(articles)


def _language(element: etree._Element, words: str) -> str:
    """What the nearest `xml:lang` says, else what the words are in; `` when neither tells."""
    for node in (element, *element.iterancestors()):
        said = (node.get("{http://www.w3.org/XML/1998/namespace}lang") or node.get("taal") or "")[:2].lower()
        if said in LANGUAGES:
            return said
    return language_of(words)


def _preamble(element: etree._Element, language: str, alone: bool) -> str:
    lines = [
        line
        for part in element.iter("{*}aanhef", "{*}preambule", "{*}considerans")
        if not any(tag_of(above) in ("aanhef", "preambule") for above in part.iterancestors())
        for line in _lines(part)
        if alone or language_of(line) in ("", language)
    ]
    return "\n".join(lines)


def _article(article: etree._Element) -> RawArticle:
    head = article.find("{*}kop")
    number = words_of(head.find("{*}nr"), _ASIDE).rstrip(".") if head is not None else ""
    heading = words_of(head.find("{*}titel"), _ASIDE) if head is not None else ""
    return RawArticle(" / ".join(_path(article)), number, heading, "\n".join(_lines(article)))


def _path(article: etree._Element) -> Iterator[str]:
    for group in reversed(list(article.iterancestors())):
        head = group.find("{*}kop") if tag_of(group) in _GROUPS else None
        if head is not None:
            name = f"{words_of(head.find('{*}label'), _ASIDE)} {words_of(head.find('{*}nr'), _ASIDE)}".strip()
            title = words_of(head.find("{*}titel"), _ASIDE)
            yield f"{name}. {title}" if name and title else name or title


def _lines(element: etree._Element) -> Iterator[str]:
    """One line per paragraph, numbered as the text numbers it; notes and editorial remarks left out."""
    for child in element:
        tag = tag_of(child)
        if tag in ("lid", "li"):
            number = words_of(child.find("{*}lidnr" if tag == "lid" else "{*}li.nr"), _ASIDE[:3])
            yield from _numbered(number, list(_lines(child)))
        elif tag == "table":
            for row in child.iter("{*}row"):
                yield " | ".join(words_of(cell, _ASIDE[:3]) for cell in row)
        elif tag in _ASIDE or not tag:
            continue
        elif any(tag_of(inner) in _BLOCKS for inner in child.iterdescendants()):
            yield from _lines(child)
        elif line := words_of(child, _ASIDE):
            yield line


def _numbered(number: str, lines: list[str]) -> list[str]:
    if not number or not lines:
        return lines
    closed = number if number[-1] in ".)°" else f"{number}."
    return [f"{closed} {lines[0]}", *lines[1:]]
