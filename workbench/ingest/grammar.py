"""The grammar of Flemish numbering: group headings, articles, paragraphs and points at the start of a line.

Facts: docs/domain.md 3.1. Every function looks at the start of one line and says nothing about its surroundings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.domain.drafts import GROUPS, Kind

LATIN = r"(?:bis|ter|quater|quinquies|[a-z]{0,8}(?:ies|iens))"
ARTICLE_NUMBER = rf"(?:[IVXLC]{{1,7}}(?:\.|\s))?\d{{1,4}}(?:\.\d{{1,4}}){{0,4}}{LATIN}?(?:/\d{{1,3}}){{0,3}}{LATIN}?[a-z]?"
_GROUP_WORDS = {
    "deel": Kind.PART,
    "boek": Kind.BOOK,
    "titel": Kind.TITLE,
    "hoofdstuk": Kind.CHAPTER,
    "hoofstuk": Kind.CHAPTER,  # a misprint met in the Vlaamse Codex
    "afdeling": Kind.SECTION,
    "onderafdeling": Kind.SUBSECTION,
}
_ORDINALS = r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|[IVXLC]{1,8})"
_GROUP = re.compile(
    rf"""
    (?P<word>deel|boek|titel|hoofd?stuk|afdeling|onderafdeling)\s+
    (?P<number>(?:[IVXLC]{{1,8}}\.)?\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}{LATIN}?(?:/\d{{1,3}}){{0,2}}|{_ORDINALS}(?:/\d{{1,3}})?{LATIN}?|[A-Z])
    (?P<separator>\s*[.:]?\s*[-–—]\s*|\s*[.:]\s*|\s+|$)
    (?P<heading>.*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ARTICLE = re.compile(
    rf"(?P<word>artikel|art\.?)\s+(?P<number>{ARTICLE_NUMBER}|enig)(?P<rest>(?![\w°/]).*)", re.IGNORECASE | re.DOTALL
)
_SOLE = re.compile(r"(?P<word>enig artikel)(?P<rest>(?!\w).*)", re.IGNORECASE | re.DOTALL)
_MARK = r"(?:[\[(]\d{0,2}\s?)?"  # `[1 5°`, `(§ 2`: the brackets of consolidated texts
_PARAGRAPH = re.compile(
    rf"{_MARK}§\s*(?P<number>\d{{1,3}}{LATIN}?(?:/\d{{1,3}})?)(?P<separator>\s*\.(?!\d)\s*|\s+(?=[A-ZÀ-Ý“\"\[(])|$)"
)
_POINT = re.compile(
    rf"""
    {_MARK}(?P<degree>\d{{1,3}}\s?°(?:\s?/\d{{1,3}})?{LATIN}?)(?![,\w])\s*
    |(?P<letter>[a-z]{{1,2}}(?:/\d)?)\)(?=\s)\s*
    |(?P<digit>\d{{1,2}}(?:/\d)?)\)(?=\s)\s*
    |(?P<dash>[-–—•*▪◦])(?=\s)\s*
    |(?P<ordinal>\d{{1,2}})\.\s+(?=\S)
    |(?P<initial>[a-z])\.\s+(?=\S)
    """,
    re.VERBOSE,
)
_REFERENCE = re.compile(r"(?:en|of|tot en met|t\.e\.m\.)\s+\d{1,3}\s?°|van\s+(?:het|de|artikel|dezelfde|hetzelfde)\b")
_ANNEX = re.compile(
    r"(?P<word>bijlagen?)(?:\s+(?P<number>\d{1,3}(?:/\d+)?|[IVXLC]{1,6}|[A-Z]))?(?P<rest>(?!\w)\s*[.:–—-]?\s*.*)", re.IGNORECASE
)
_ROMAN = re.compile(r"[ivx]{1,5}$")
HEADING_STYLES = ("heading1", "heading2", "heading3", "heading4", "heading5", "heading6", "bold")


@dataclass(frozen=True)
class Label:
    """A numbering label found at the start of a text; `length` characters belong to it, `series` names the point style."""

    kind: Kind
    number: str
    length: int
    heading: str = ""
    series: str = ""  # degree | letter | digit | roman | dash | ordinal | initial


def group_label(text: str, style: str = "") -> Label | None:
    """`Hoofdstuk 2. Welzijn`, `TITEL III`, `Afdeling 1 - ...`; a sentence that begins with such a word is none."""
    match = _GROUP.match(text) if len(text) <= 600 else None
    if match is None:
        return None
    heading, separator = match["heading"].strip(), match["separator"].strip()
    emphasised = match["word"].isupper() or style in HEADING_STYLES
    if heading and not separator and not (heading[0].isupper() or heading[0] in "[(“‘"):
        return None
    if heading and not separator and not emphasised and heading.endswith("."):
        return None
    if match["word"].islower() and not emphasised:
        return None
    return Label(_GROUP_WORDS[match["word"].lower()], match["number"].rstrip("."), len(text), heading)


def article_label(text: str, style: str = "") -> Label | None:
    """`Artikel 1.`, `Art. 4.4.9.`, `Art. III.20.`, `Artikel 12` alone; `artikel 5, § 2, van ...` is a reference."""
    head = text[:160]
    sole = _SOLE.match(head)
    if sole:
        return _article(text, sole, "enig", style) if sole["word"][0].isupper() else None
    match = _ARTICLE.match(head)
    return _article(text, match, match["number"].rstrip("."), style) if match else None


def _article(text: str, match: re.Match[str], number: str, style: str) -> Label | None:
    rest = match["rest"]
    if match["word"].islower() and style not in HEADING_STYLES:
        return None
    lead = re.match(r"\s*(?:\.(?!\d)|\.?\s*[-–—:](?=\s)|$)\s*", rest)
    if lead is None:
        return _titled_article(text, match, number, style)
    return Label(Kind.ARTICLE, number, match.start("rest") + lead.end())


def _titled_article(text: str, match: re.Match[str], number: str, style: str) -> Label | None:
    """`Artikel 5 Toepassingsgebied` or `Art. 5 [...]`: only where the layout says heading or a bracket follows."""
    rest = match["rest"].strip()
    bracket = rest[:1] in "[<"
    title = style in HEADING_STYLES and rest[:1].isupper() and len(text) <= 140 and not rest.endswith((".", ";", ":"))
    if bracket or title:
        return Label(Kind.ARTICLE, number, match.start("rest"))
    return None


def paragraph_label(text: str) -> Label | None:
    """`§ 1.`, `§3. `, `§ 2/1.`; `§ 2, tweede lid` is a reference."""
    match = _PARAGRAPH.match(text[:80])
    return Label(Kind.PARAGRAPH, match["number"], match.end()) if match else None


def point_label(text: str) -> Label | None:
    """`1°`, `3°/1`, `a)`, `1)`, `i)`, a dash or `1.`; whether it continues a list is for the caller to judge."""
    match = _POINT.match(text[:80])
    if match is None or match.lastgroup is None:
        return None
    number = re.sub(r"\s", "", match[match.lastgroup])
    if match.lastgroup == "degree" and _REFERENCE.match(text, match.end()):
        return None
    return Label(Kind.POINT, number, match.end(), series=match.lastgroup)


def annex_label(text: str) -> Label | None:
    """`Bijlage 1. ...` or `BIJLAGEN` as a heading; `Bijlage 1 bij het decreet wordt vervangen door ...` is a sentence."""
    match = _ANNEX.match(text) if len(text) <= 240 else None
    if match is None or match["word"].islower():
        return None
    heading = match["rest"].strip(" .:–—-")
    if heading and (heading[-1] in ";," or re.search(r"\b(?:wordt|worden|is|zijn|bevat)\b", heading)):
        return None
    if not match["number"] and heading and not re.match(r"bij\b", heading):
        return None
    return Label(Kind.ANNEX, match["number"] or "", len(text), heading)


def is_group(kind: Kind) -> bool:
    """Whether the kind is one of the six grouping levels."""
    return kind in GROUPS


def could_be_roman(number: str) -> bool:
    """`i`, `ii`, `iv`, `v`, `x`: letters that may also be roman numerals."""
    return bool(_ROMAN.match(number))
