"""Thesaurus codes in a text, each with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from workbench.domain.obligations import Thesaurus
from workbench.screening.ranking import Reading
from workbench.screening.signs import Sign, denied


class CueReader:
    """Finds labels and synonyms of the thesaurus in running text; a synonym that ends in * matches any ending."""

    def __init__(self, thesaurus: Thesaurus, language: str = "nl") -> None:
        self._words = {
            scheme: {code: _Words(c.synonyms) for code, c in thesaurus.concepts.get(scheme, {}).items() if c.synonyms}
            for scheme in ("holder", "interference", "domain", "safeguard")
        }

    def read(self, text: str) -> Reading:
        """Holders, interferences and domains in `text`."""
        there = _beginnings(text)
        holders, interferences, domains = (self._codes(text, s, there) for s in ("holder", "interference", "domain"))
        return Reading(holders, interferences, domains)

    def signs(self, text: str) -> list[Sign]:
        """Every thesaurus word with its place and whether the text denies it, in reading order."""
        there = _beginnings(text)
        found = [
            Sign(scheme, code, m.start(), m.end(), denied(text, m.start(), m.end()))
            for scheme, concepts in self._words.items()
            for code, words in concepts.items()
            if not there.isdisjoint(words.beginnings)
            for m in words.pattern.finditer(text)
        ]
        return sorted(found, key=lambda sign: (sign.start, sign.end, sign.kind, sign.code))

    def codes(self, text: str, scheme: str) -> dict[str, str]:
        """Code -> the first words that show it."""
        return self._codes(text, scheme, _beginnings(text))

    def _codes(self, text: str, scheme: str, there: frozenset[str]) -> dict[str, str]:
        found = {}
        for code, words in self._words[scheme].items():
            if not there.isdisjoint(words.beginnings) and (match := words.pattern.search(text)):
                found[code] = match[0]
        return found


BEGINNINGS = (3, 5, 7)  # letters of a word: enough to pass over nearly every concept without running its pattern
_WORD = re.compile(r"(?<![\w*])\w+\*?")


def _beginnings(text: str) -> frozenset[str]:
    """The first letters of every word, and "" (which every text has)."""
    words = _WORD.findall(text.lower())
    return frozenset(word[:letters] for word in words for letters in BEGINNINGS) | {""}


class _Words:
    """The synonyms of one concept as one pattern, compiled when a text first has a word that begins like one of them."""

    def __init__(self, synonyms: Iterable[str]) -> None:
        self._synonyms = sorted(synonyms, key=len, reverse=True)
        self.beginnings = frozenset(_telling(s) for s in self._synonyms)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the synonyms as whole words, longest first."""
        parts = [re.escape(s).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for s in self._synonyms]
        return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def _telling(synonym: str) -> str:
    """How the longest word of a synonym begins; "" when an open ending leaves too few letters."""
    longest = max(_WORD.findall(synonym.lower()), key=len, default="*")
    sure = longest.rstrip("*")
    letters = max((n for n in BEGINNINGS if n <= len(sure)), default=0)
    return sure[:letters] if letters or longest.endswith("*") else sure
