"""Thesaurus codes in a text, each with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbench.domain.obligations import Thesaurus
from workbench.screening.ranking import Reading
from workbench.screening.signs import Sign, denied


class CueReader:
    """Finds labels and synonyms of the thesaurus in running text; a synonym that ends in * matches any ending."""

    def __init__(self, thesaurus: Thesaurus, language: str = "nl") -> None:
        self._patterns = {
            scheme: [(code, _pattern(c.synonyms)) for code, c in thesaurus.concepts.get(scheme, {}).items() if c.synonyms]
            for scheme in ("holder", "interference", "domain", "safeguard")
        }

    def read(self, text: str) -> Reading:
        """Holders, interferences and domains in `text`."""
        return Reading(self.codes(text, "holder"), self.codes(text, "interference"), self.codes(text, "domain"))

    def signs(self, text: str) -> list[Sign]:
        """Every thesaurus word with its place and whether the text denies it, in reading order."""
        found = [
            Sign(scheme, code, m.start(), m.end(), denied(text, m.start(), m.end()))
            for scheme, patterns in self._patterns.items()
            for code, pattern in patterns
            for m in pattern.finditer(text)
        ]
        return sorted(found, key=lambda sign: (sign.start, sign.end, sign.kind, sign.code))

    def codes(self, text: str, scheme: str) -> dict[str, str]:
        """Code -> the first words that show it."""
        found = {}
        for code, pattern in self._patterns[scheme]:
            match = pattern.search(text)
            if match:
                found[code] = match[0]
        return found


def _pattern(synonyms: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(synonyms, key=len, reverse=True)
    parts = [re.escape(s).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for s in ordered]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
