"""Which parts of a text stand inside quotation marks: quoted articles are another law's text, not the draft's own."""

from __future__ import annotations

import re
from bisect import bisect_right

_MARKS = re.compile(r"[“”„«»\"]")
_LIMIT = 200_000  # a longer "quotation" is a missing closing mark


def quoted_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Outermost quotations as (start, end) offsets with their marks; a mark without a partner is ignored.

    “ ” and « » are directed; „ opens; a straight mark opens after a blank or an opening bracket and closes elsewhere.
    """
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text, start, len(text) if end is None else end):
        position = match.start()
        if _opens(text, position):
            stack.append(position)
        elif stack:
            opening = stack.pop()
            if position - opening <= _LIMIT:
                pairs.append((opening, position + 1))
    return _outermost(pairs)


def _opens(text: str, position: int) -> bool:
    mark = text[position]
    if mark in "„«":
        return True
    if mark in "”»":
        return False
    before = text[position - 1] if position else "\n"
    if mark == "“":  # Dutch „…“ closes with it: then a word or full stop stands before
        return not (before.isalnum() or before in ".;,") or text[position + 1 : position + 2].isalnum()
    return before.isspace() or before in "([‘'"


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not result or pair[0] >= result[-1][1]:
            result.append(pair)
    return result


class Quotations:
    """The quoted spans of one text, to be asked about a position."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.spans = quoted_spans(text, start, end)
        self._starts = [opening for opening, _ in self.spans]

    def inside(self, position: int) -> bool:
        """Whether the character at `position` stands between marks (the opening mark itself does not)."""
        index = bisect_right(self._starts, position - 1) - 1
        return index >= 0 and position < self.spans[index][1]

    def opens_at(self, position: int) -> bool:
        """Whether a quotation begins exactly here."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and self._starts[index] == position
