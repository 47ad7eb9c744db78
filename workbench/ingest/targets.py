"""The place a sentence of an amending provision speaks of, in the form in which a jurist cites it."""

from __future__ import annotations

import re

from workbench.ingest.grammar import ARTICLE_NUMBER, LATIN

_RANKS = r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|laatste|enige)"
_RANK_LIST = rf"{_RANKS}(?:(?:\s*,\s*|\s+(?:en|tot en met)\s+)(?:het\s+)?{_RANKS})*"
_PARAGRAPH = rf"\d{{1,3}}{LATIN}?(?:/\d{{1,3}})?"
_POINT = rf"\d{{1,3}}\s?°(?:\s?/\d{{1,3}})?{LATIN}?"
_LINK = r"(?:\s*,\s*|\s+(?:en|tot\ en\ met)\s+)"
_HEADINGS = r"(?:artikel|hoofdstuk|afdeling|onderafdeling|titel|boek|deel|bijlage)"
_PIECES = re.compile(
    rf"""
    (?P<group>\b(?:deel|boek|titel|hoofdstuk|afdeling|onderafdeling|bijlage)\s+(?:\d[\w./]*|[IVXLC]+)\b)
    |(?P<article>\bartikel(?:en)?\s+{ARTICLE_NUMBER}(?:{_LINK}(?:artikel\s+)?{ARTICLE_NUMBER}(?![°\w]))*(?![°\w]))
    |(?:\bparagraaf\s+|§+\s*)(?P<paragraph>{_PARAGRAPH}(?:{_LINK}{_PARAGRAPH}(?![°\w]))*)(?![°\w])
    |(?:\b(?:het\s+)?)(?P<lid>{_RANK_LIST})\s+lid\b
    |(?:\b(?:punt|de\ bepaling\ onder)\s+)?(?P<point>{_POINT})(?!\w)
    |\b(?:punt\s+)?(?P<letter>[a-z])\)(?!\w)
    |(?P<sentence>\b(?:de\s+)?(?:inleidende\s+(?:zin|bepaling)|{_RANKS}\s+zin))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ADDED = re.compile(
    rf"""
    \b(?:
      (?:een|de)\s+(?:nieuwe?\s+)?(?P<heading>{_HEADINGS})(?:en|s)?\s+(?P<heading_number>\d[\w./]*|[IVXLC]+)
      |(?:een|de)\s+(?:nieuwe?\s+)?paragra(?:af|fen)\s+(?P<paragraph>\d{{1,3}}[\w/]*(?:\s+(?:en|tot\ en\ met)\s+\d[\w/]*)?)
      |(?:een|de)\s+(?:nieuwe?\s+)?punt(?:en)?\s+(?P<point>{_POINT}(?:\s+(?:en|tot\ en\ met)\s+(?:punt\s+)?{_POINT})?|[a-z]\))
      |een\s+(?P<lid>{_RANKS})\s+lid
      |een\s+(?P<lids>{_RANKS}(?:(?:\s*,\s*|\s+en\s+)(?:een\s+)?{_RANKS})+)\s+(?:lid|leden)
      |(?:een|twee|drie|vier)\s+(?:nieuwe?\s+)?(?P<plain>lid|leden|zin|zinnen|streepje|paragraaf|punt)\b
    )
    [^;:]{{0,200}}?\b(?:ingevoegd|toegevoegd|hersteld|opgenomen)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(rf"tussen\s+het\s+{_RANKS}\s+(?:lid\s+)?en\s+het\s+{_RANKS}\s+lid", re.I)
_AND = re.compile(r"\s*(?P<word>,|en|,\s*en|tot en met)\s*(?:(?:punt|het|de|in|paragraaf)\s*)*$", re.I)
_SPAN = 900


def place_of(text: str) -> str:
    """`In artikel 5, paragraaf 2, het tweede lid, punt 3°, ` -> `artikel 5, § 2, tweede lid, 3°`; `` when no place is named."""
    parts: list[str] = []
    last_kind, last_end = "", 0
    seen: set[str] = set()
    for match in _PIECES.finditer(text[:_SPAN]):
        kind = match.lastgroup or ""
        written = _written(kind, match)
        link = _AND.fullmatch(text, last_end, match.start())
        if kind == last_kind and link:
            word = link["word"].strip(", ")
            parts[-1] += (f" {word} " if word else ", ") + written.removeprefix("§ ")
        elif kind in seen:
            break
        else:
            parts.append(written)
        seen.add(kind)
        last_kind, last_end = kind, match.end()
    return ", ".join(parts)


def _written(kind: str, match: re.Match[str]) -> str:
    words = " ".join(match[kind].split())
    if kind in ("article", "group"):
        return words[0].lower() + words[1:]
    if kind == "paragraph":
        return f"§ {words}"
    if kind == "lid":
        return f"{words} lid"
    if kind == "letter":
        return f"{words})"
    return words.replace(" ", "") if kind == "point" else words


def added_place(text: str) -> tuple[str, int]:
    """`wordt een paragraaf 4 toegevoegd` -> `§ 4`, with the offset where it is named; (``, length) when words are added."""
    text = text[: 3 * _SPAN]
    match = _ADDED.search(text)
    if match is None:
        return "", len(text)
    return _added(match, text), match.start()


def _added(match: re.Match[str], text: str) -> str:
    if match["heading"]:
        return f"{match['heading'].lower()} {match['heading_number'].rstrip('.')}"
    if match["paragraph"]:
        return f"§ {match['paragraph']}"
    if match["point"]:
        return re.sub(r"\s+°", "°", match["point"])
    if match["lid"] or match["lids"]:
        return f"{re.sub(r'een ', '', match['lid'] or match['lids'], flags=re.IGNORECASE)} lid"
    new = f"nieuw {match['plain']}" if match["plain"].lower() in ("lid", "punt", "streepje") else f"nieuwe {match['plain']}"
    between = _BETWEEN.search(text, 0, match.start())
    return f"{new} {' '.join(between[0].split())}" if between else new
