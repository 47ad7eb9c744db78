"""Places in a law as amending sentences write them, read strictly: `artikel 5, § 2, tweede lid, 3°` or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from workbench.domain.drafts import Kind

_ORDINALS = (
    *("eerste", "tweede", "derde", "vierde", "vijfde", "zesde"),
    *("zevende", "achtste", "negende", "tiende", "elfde", "twaalfde"),
)
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, start=1)}
ORD = "(?:" + "|".join(ORDINALS) + ")"
_LATIN = r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies)?"
ARTICLE = rf"(?:[IVXLC]+\.)?\d+(?:\.\d+)*{_LATIN}(?:/\d+)*"
NUMBER = rf"\d{{1,3}}{_LATIN}(?:/\d{{1,3}})?"
POINT = rf"\d{{1,3}}°(?:/\d{{1,3}})?{_LATIN}"
_STEPS = (
    (Kind.ARTICLE, re.compile(rf"artikel(?:en)?\s+(?P<n>{ARTICLE}(?:\s+en\s+{ARTICLE})?)", re.I)),
    (Kind.PARAGRAPH, re.compile(rf"(?:de\s+)?(?:paragra(?:af|fen)|§+)\s*(?P<n>{NUMBER}(?:\s+en\s+{NUMBER})?)", re.I)),
    (Kind.SUBPARAGRAPH, re.compile(rf"(?:het\s+)?(?P<n>{ORD}(?:\s+en\s+(?:het\s+)?{ORD})?)\s+lid", re.I)),
    (Kind.POINT, re.compile(rf"(?:de\s+bepaling\s+onder\s+|punt(?:en)?\s+)?(?P<n>{POINT}(?:\s+en\s+{POINT})?)", re.I)),
    (Kind.POINT, re.compile(r"(?:de\s+bepaling\s+onder\s+|punt(?:en)?\s+)?(?P<n>[a-z]\)(?:\s+en\s+[a-z]\))?)", re.I)),
)
_BETWEEN = re.compile(r"\s*,\s*|\s+")


@dataclass(frozen=True)
class Step:
    """One level down; several numbers only where a sentence names two units at once."""

    kind: Kind
    numbers: tuple[str, ...]

    @property
    def number(self) -> str:
        """The one number of this level."""
        return self.numbers[0]


def read_place(written: str) -> tuple[Step, ...] | None:
    """The levels from high to low; None when anything in it is not understood (an empty text is the place itself)."""
    text = written.strip().strip(",").strip()
    steps: list[Step] = []
    position = 0
    while position < len(text):
        found = next(((kind, m) for kind, pattern in _STEPS if (m := pattern.match(text, position))), None)
        if found is None or (steps and found[0] is Kind.ARTICLE):
            return None
        kind, match = found
        steps.append(Step(kind, tuple(_plain(kind, n) for n in re.split(r"\s+en\s+(?:het\s+)?", match["n"]))))
        position = match.end()
        if position < len(text):
            gap = _BETWEEN.match(text, position)
            if gap is None:
                return None
            position = gap.end()
    return tuple(steps) if _in_order(steps) else None


def _plain(kind: Kind, number: str) -> str:
    return str(ORDINALS[number.lower()]) if kind is Kind.SUBPARAGRAPH else number


_RANK = {Kind.ARTICLE: 0, Kind.PARAGRAPH: 1, Kind.SUBPARAGRAPH: 2, Kind.POINT: 3}


def _in_order(steps: list[Step]) -> bool:
    """High to low, each level once (points may nest), and only the last may name two."""
    ranks = [_RANK[step.kind] for step in steps]
    falling = all(a < b or (a == b == 3) for a, b in pairwise(ranks))
    return falling and all(len(step.numbers) == 1 for step in steps[:-1])
