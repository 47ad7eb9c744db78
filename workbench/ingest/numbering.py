"""Whether a number follows another: 12 -> 13, 12/1, 12bis; 4.4.9 -> 4.4.10, 4.5.1; 1° -> 2°; h) -> i)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.identifiers import LATIN_RANKS, is_count
from workbench.ingest.grammar import Label, could_be_roman
from workbench.ingest.nodes import Node

_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii")


def fits_sequence(previous: str, number: str) -> bool:
    """Whether `number` may directly follow `previous`: the next, an inserted one, or the first of a next chapter."""
    if not previous:
        return True
    previous, number = _plain(previous), _plain(number)
    if previous in _ROMANS and number in _ROMANS and _ROMANS.index(number) == _ROMANS.index(previous) + 1:
        return True
    if previous.isalpha() and number.isalpha():
        return (len(previous) == len(number) == 1 and ord(number) == ord(previous) + 1) or (number == "aa" and previous == "z")
    if number.startswith(previous + "/") or (number.startswith(previous) and number[len(previous) :] in LATIN_RANKS):
        return True
    return number in _successors(previous)


def _plain(number: str) -> str:
    return number.replace("°", "").rstrip(").")


def _successors(number: str) -> set[str]:
    """12/1 -> 12/2, 13; 4.4.9 -> 4.4.10, 4.5.1, 5.1.1; 14bis -> 14ter, 15."""
    result: set[str] = set()
    parts = re.split(r"([./\s])", number)
    for index in range(0, len(parts), 2):
        following = _increment(parts[index])
        head = "".join(parts[:index])
        result.update(head + step for step in following)
        if index + 1 < len(parts) and parts[index + 1] in ". ":
            depth = (len(parts) - index - 1) // 2
            result.update(head + step + parts[index + 1] + ".".join(["1"] * depth) for step in following)
    return result


def _increment(part: str) -> set[str]:
    if is_count(part):
        return {str(int(part) + 1)}
    if part.lower() in _ROMANS and part.isupper():
        position = _ROMANS.index(part.lower()) + 1
        return {_ROMANS[position].upper()} if position < len(_ROMANS) else set()
    for rank, latin in enumerate(LATIN_RANKS):
        stem = part[: -len(latin)]
        if part.endswith(latin) and is_count(stem):
            following = {stem + other for other in LATIN_RANKS[rank + 1 : rank + 4]}  # the spellings of the next rank
            return following | {str(int(stem) + 1)}
    return set()


def resolve_series(label: Label, points: Sequence[Node]) -> Label:
    """`i)` is the letter after `h)`, else the first roman numeral."""
    if label.series != "letter" or not could_be_roman(label.number):
        return label
    for point in reversed(points):
        if point.series == "roman" and fits_sequence(point.number, label.number):
            return replace(label, series="roman")
        if point.series == "letter" and fits_sequence(point.number, label.number) and len(label.number) == 1:
            return label
    opens_roman = label.number == "i" or any(point.series == "roman" for point in points)
    return replace(label, series="roman") if opens_roman else label


def continues_list(label: Label, points: Sequence[Node], *, opens: bool) -> bool:
    """Whether a label may be the next point: the first of a list that may open here, or a later one of an open list.

    Degrees (`3°`) are trusted even after a gap, because the report shows the gap; `1.` and `a.` only in strict sequence.
    """
    known = [point for point in points if point.series == label.series]
    if label.series == "dash":
        return opens or bool(known)
    if known:
        if label.series in ("ordinal", "initial"):
            return fits_sequence(known[-1].number, label.number)
        return opens or fits_sequence(known[-1].number, label.number)
    first = label.number.replace("°", "") in ("1", "a", "i")
    return opens and (first or label.series == "degree")
