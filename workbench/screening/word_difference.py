"""The difference between two texts, word by word, for people to read and for words to be followed."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from rapidfuzz.distance import Indel

from workbench.domain.versions import Edit, EditKind

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
BRIDGE = 2  # equal tokens between two changes that are shown with the changes: a lone comma or "de" reads as noise


def word_difference(old: str, new: str, lines: bool = False) -> tuple[Edit, ...]:
    """Runs of equal, deleted and inserted text; white space counts as one space, with `lines` a line break stays one."""
    before, after = _tokens(old, lines), _tokens(new, lines)
    runs: list[tuple[str, str, str]] = []  # equal | deleted | inserted text
    for tag, a, b, c, d in _opcodes(before, after):
        equal = tag == "equal"
        runs.append(("".join(before[a:b]), "", "") if equal else ("", "".join(before[a:b]), "".join(after[c:d])))
    return tuple(_edits(_trimmed(_bridged(runs))))


def word_map(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """Per old word the place of the same word in the new text, None for a word that went; order is kept."""
    found: list[int | None] = [None] * len(old)
    for tag, a, b, c, _ in _opcodes(old, new):
        if tag == "equal":
            found[a:b] = list(range(c, c + b - a))
    return found


def _opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """Indel opcodes, a deletion and the insertion beside it taken as one replacement."""
    found: list[tuple[str, int, int, int, int]] = []
    for op in Indel.opcodes(old, new):
        a, b, c, d = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag != "equal" and found and found[-1][0] != "equal":
            found[-1] = ("replace", found[-1][1], b, found[-1][3], d)
        else:
            found.append(("equal" if op.tag == "equal" else "replace", a, b, c, d))
    return found


def _tokens(text: str, lines: bool) -> list[str]:
    return [("\n" if lines and "\n" in t else " ") if t.isspace() else t for t in _TOKEN.findall(text.strip())]


def _bridged(runs: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Changes with hardly anything equal between them become one change."""
    found: list[tuple[str, str, str]] = []
    for number, (equal, deleted, inserted) in enumerate(runs):
        inner = 0 < number < len(runs) - 1
        if equal and inner and len(_TOKEN.findall(equal)) <= BRIDGE:
            equal, deleted, inserted = "", equal, equal
        if not equal and found and not found[-1][0]:
            found[-1] = ("", found[-1][1] + deleted, found[-1][2] + inserted)
        else:
            found.append((equal, deleted, inserted))
    return found


def _trimmed(runs: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """A space at the end of what went and of what came did not change."""
    found: list[tuple[str, str, str]] = []
    for equal, deleted, inserted in runs:
        while deleted and inserted and deleted[-1] == inserted[-1] and deleted[-1].isspace():
            equal, deleted, inserted = deleted[-1] + equal, deleted[:-1], inserted[:-1]
        if deleted or inserted:
            found.append(("", deleted, inserted))
        if equal:
            found.append((equal, "", ""))
    merged: list[tuple[str, str, str]] = []
    for run in found:
        if run[0] and merged and merged[-1][0]:
            run = (merged.pop()[0] + run[0], "", "")
        merged.append(run)
    return merged


def _edits(runs: list[tuple[str, str, str]]) -> list[Edit]:
    found = []
    for texts in runs:
        kinds = (EditKind.EQUAL, EditKind.DELETED, EditKind.INSERTED)
        found += [Edit(kind, text) for kind, text in zip(kinds, texts, strict=True) if text]
    return found
