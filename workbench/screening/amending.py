"""Provisions that amend: the formula says nothing of the rule, and struck words count as denied."""

from __future__ import annotations

import re
from functools import lru_cache

Spans = tuple[tuple[int, int], ...]
_QUOTE, _UNQUOTE = "[\"“„‘']", "[\"”“’']"
_STRUCK = re.compile(
    rf"\b(?:woord(?:en)?|zin(?:nen|sned\w+|sdeel)?|term(?:en)?|passage|getal|vermelding|bedrag|leeftijd) {_QUOTE}(?P<old>[^\"”]{{1,400}}?){_UNQUOTE}"
    r"[^.;\"”“]{0,40}?\b(?:opgeheven|geschrapt|vervangen)\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"^(?:art(?:ikel|\.)\s*[\w./]+\.\s+)?(?:in|aan|na|van|artikel|het|de)\b[^\"“:;]{0,260}?\b(?:wordt|worden)\b[^\"“:;]{0,120}?(?:[\"“:]|\b(?:opgeheven|geschrapt|ingevoegd|toegevoegd|vervangen|aangevuld)\b)"
    r"|\d+° (?:in|aan|na|het|de|paragraaf|punt|artikel)\b[^\"“:;]{0,120}?\b(?:wordt|worden)\b[^\"“:;]{0,80}?(?:[\"“:]|\b(?:opgeheven|geschrapt|ingevoegd|toegevoegd|vervangen|aangevuld)\b)"
    r"|\b(?:telkens )?vervangen door (?:de |het |een )?(?:wat volgt|woord(?:en)?|zin(?:nen|sned\w+)?)?|\b(?:d(?:ie|at) )?lui(?:dt|den)(?:de)? als volgt|\bluidende?:",
    re.IGNORECASE,
)
_AMENDING = re.compile(r"\b(?:opgeheven|geschrapt|ingevoegd|toegevoegd|vervangen|aangevuld)\b", re.IGNORECASE)
_LAW = re.compile(
    r"\b(?:artikel|decreet|codex|wetboek|besluit|wet|ordonnantie|paragraaf|lid|punt|titel|hoofdstuk)\b", re.IGNORECASE
)


@lru_cache(maxsize=2_000)
def struck(text: str) -> Spans:
    """Where words stand that the provision takes out of another law."""
    if not _AMENDING.search(text):
        return ()
    return tuple(m.span("old") for m in _STRUCK.finditer(text))


@lru_cache(maxsize=2_000)
def formulas(text: str) -> Spans:
    """Where only the amendment itself speaks ("In artikel 5 van het decreet worden de woorden")."""
    if not (_AMENDING.search(text) and _LAW.search(text)):
        return ()
    return tuple(m.span() for m in _FORMULA.finditer(text))


def inside(start: int, spans: Spans) -> bool:
    """Whether a place stands in one of the spans."""
    return any(begin <= start < end for begin, end in spans)


def speaks_only_of_the_amendment(text: str, start: int) -> bool:
    """Whether a place belongs to the formula and not to words that are struck or put in."""
    return inside(start, formulas(text)) and not inside(start, struck(text))
