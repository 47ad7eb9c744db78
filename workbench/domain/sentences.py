"""Sentences of a legal text with their places, and the words between a beginning and an end: quoting without pointing."""

from __future__ import annotations

import re

from workbench.domain.anchors import TextPosition, places_of
from workbench.errors import QuoteNotFound

_END = re.compile(r"[.;:?!][”\"»')]*\s+(?=[A-ZÀ-ÖØ-Þ“„\"«(§]|\d+°)")
_NUMBERS = re.compile(r"(?:(?:Art\.|Artikel|§)\s*\S+\.\s*)+")  # "Art. 2. § 1." before the first sentence
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 2  # words: less is a number or an abbreviation, and belongs to what follows


def sentences(text: str, low: int = 0, high: int | None = None) -> list[TextPosition]:
    """The sentences of `text[low:high]` in order, without the white space around them; a line never runs on into the next."""
    high = len(text) if high is None else high
    found: list[TextPosition] = []
    for line in re.finditer(r"[^\n]+", text[low:high]):
        found += _of_line(text, low + line.start(), low + line.end())
    return found


def _of_line(text: str, low: int, high: int) -> list[TextPosition]:
    numbers = _NUMBERS.match(text, low, high)
    found, start = [], numbers.end() if numbers else low
    for end in [*(m.end() for m in _END.finditer(text, start, high)), high]:
        words = text[start:end]
        if len(_WORD.findall(words)) < _FEWEST and end < high:
            continue
        if words.strip():
            found.append(TextPosition(start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
        start = end
    return found


def between(text: str, first: str, last: str, low: int = 0, high: int | None = None) -> TextPosition:
    """From the first place of the words `first` to the nearest end of the words `last`; raises QuoteNotFound."""
    begins = places_of(text, first, low, high)
    if not begins:
        raise QuoteNotFound("error.quote_not_found", words=first[:80])
    ends = [end for _, end in places_of(text, last, begins[0][0], high) if end >= begins[0][1]]
    if not ends:
        raise QuoteNotFound("error.quote_not_found", words=last[:80])
    return TextPosition(begins[0][0], ends[0])


def nth_of(text: str, position: TextPosition, low: int = 0, high: int | None = None) -> int:
    """Which of the places of these words in `text[low:high]` this is, counted from 1."""
    words = text[position.start : position.end]
    return sum(start <= position.start for start, _ in places_of(text, words, low, high))
