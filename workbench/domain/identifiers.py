"""Provision ids: stable, readable names such as `ECHR/8/2` or `CRPD/19/a`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ID = re.compile(
    r"""
    (?P<instrument>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)   # ECHR-P1, STATELESS-1954
    /(?P<article>[0-9]+[a-z]*|[A-Z](?:[A-Z0-9-]*[A-Z0-9])?)   # 19, 5bis, E, ANNEX-1-4, PREAMBLE
    (?:/(?P<paragraph>[0-9]+[a-z]*|[a-z]+|[A-Z]))?  # a numbered paragraph, or a point directly under the article
    (?:/(?P<point>[a-z]+|[0-9]+))?
    (?:/(?P<subpoint>[a-z]+|[0-9]+))?
    """,
    re.VERBOSE,
)

LATIN_RANKS = (
    *("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "novies", "decies"),
    *("undecies", "duodecies", "terdecies", "quaterdecies", "quinquiesdecies", "quindecies", "sexiesdecies", "sexdecies"),
    *("septiesdecies", "septdecies", "octiesdecies", "octodecies", "noviesdecies", "vicies"),
)  # `nonies` and `novies` are two spellings of one rank; neighbours in the order, so either may follow `octies`
_LATIN = re.compile("(" + "|".join(LATIN_RANKS) + ")$")


@dataclass(frozen=True, order=True)
class ProvisionId:
    """One place in a treaty: instrument, article and the labels below it."""

    instrument: str
    article: str
    rest: tuple[str, ...] = ()

    @staticmethod
    @lru_cache(maxsize=32_768)
    def parse(text: str) -> ProvisionId:
        """Read `CODE/article[/paragraph[/point[/subpoint]]]`; raises ValueError with the text when it is no such id."""
        match = _ID.fullmatch(text)
        if match is None:
            raise ValueError(f"not a provision id: {text!r}")
        rest = tuple(part for part in (match["paragraph"], match["point"], match["subpoint"]) if part)
        return ProvisionId(match["instrument"], match["article"], rest)

    def __str__(self) -> str:
        return "/".join((self.instrument, self.article, *self.rest))

    @property
    def article_id(self) -> ProvisionId:
        """The article that this place belongs to."""
        return ProvisionId(self.instrument, self.article)

    def within(self, other: ProvisionId) -> bool:
        """Whether this place is `other` or lies inside it."""
        return (self.instrument, self.article) == (other.instrument, other.article) and self.rest[: len(other.rest)] == other.rest


def article_of(provision_id: str) -> str:
    """`CRPD/19/a` -> `CRPD/19`, without validating the rest."""
    return "/".join(provision_id.split("/", 2)[:2])


def number_key(number: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key for article numbers: 12 < 12/1 < 13; 14 < 14bis < 14ter < 15; 4.4.9 < 4.4.10; III.20 by its roman book."""
    key: list[tuple[int, int | str]] = []
    for part in re.split(r"[./\s]+", number.strip()):
        key.extend(_part_key(part))
    return tuple(key)


def is_count(text: str) -> bool:
    """Whether it is a number that somebody can have counted to: plain digits (no `²`), nine at most."""
    return text.isdecimal() and len(text) <= 9


def _part_key(part: str) -> list[tuple[int, int | str]]:
    if re.fullmatch(r"[IVXLC]+", part):
        return [(1, roman_to_int(part))]
    latin = _LATIN.search(part.lower())
    stem = part[: latin.start()] if latin else part
    key: list[tuple[int, int | str]] = [(1, int(stem))] if is_count(stem) else [(2, stem)]
    if latin:
        key.append((0, LATIN_RANKS.index(latin[1])))
    return key


def roman_to_int(numeral: str) -> int:
    """`XIV` -> 14; raises ValueError for other characters."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for index, letter in enumerate(numeral):
        if letter not in values:
            raise ValueError(f"not a roman numeral: {numeral!r}")
        following = values.get(numeral[index + 1], 0) if index + 1 < len(numeral) else 0
        total += -values[letter] if following > values[letter] else values[letter]
    return total
