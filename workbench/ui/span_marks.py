"""Exact places in a text as marks, each with the number of the line that speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """Characters [start, end) of a text, and the number of the line that speaks of them (0: none is shown)."""

    start: int
    end: int
    number: int = 0
    quiet: bool = False  # numbered only: a long stretch that holds other places


def placed(text: str, places: Iterable[Place], language: str) -> str:
    """The whole text as HTML paragraphs with its places marked; a number stands where its place ends."""
    found = [p for p in places if 0 <= p.start < p.end <= len(text)]
    rows, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            rows.append(f"<p>{_line(text, at, at + len(line), found)}</p>")
        at += len(line) + 1
    return f'<div class="ts-law" lang="{escape(language, quote=True)}">{"".join(rows)}</div>'


def _line(text: str, start: int, end: int, places: Sequence[Place]) -> str:
    """One line cut wherever a place begins or ends."""
    here = [p for p in places if p.start < end and p.end > start]
    cuts = sorted({start, end, *(min(max(edge, start), end) for p in here for edge in (p.start, p.end))})
    return "".join(_piece(text, a, b, here) for a, b in pairwise(cuts))


def _piece(text: str, start: int, end: int, places: Sequence[Place]) -> str:
    inside = any(p.start <= start and end <= p.end and not p.quiet for p in places)
    words = f"<mark>{escape(text[start:end])}</mark>" if inside else escape(text[start:end])
    ending = sorted({p.number for p in places if p.end == end and p.number})
    return words + (f'<sup class="ts-ref">{", ".join(map(str, ending))}</sup>' if ending else "")
