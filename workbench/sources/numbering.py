"""Cutting an article into paragraphs and points by the numbers at the start of its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = re.compile(
    r"""^\s*(?:
        (?P<number>\d{1,3}[a-z]?)(?P<closing>\.{1,2}|\)|°\.?)    # 1.  1)  1°
      | \((?P<bracketed>\d{1,2})\)                               # (2)
      | \(?(?P<letters>[a-z]{1,5})[.)]                           # a.  a)  (iv)
      | (?P<capital>[A-F])\.                                     # A.
    )(?:\s+|$|(?<=\))(?=\S))""",
    re.VERBOSE,
)
_ROMAN = re.compile(r"^(?:x{0,3})(?:ix|iv|v?i{0,3})$")


@dataclass(frozen=True)
class Piece:
    """A numbered piece of an article: labels from the article down, and [start, end) in the article's text."""

    labels: tuple[str, ...]
    kind: str  # paragraph | point
    start: int
    end: int


@dataclass
class _Open:
    label: str
    style: str
    start: int


def split_numbered(text: str) -> list[Piece]:
    """The paragraphs and points of an article's text, outer before inner; a label that comes back gets no piece of its own."""
    open_pieces: list[_Open] = []
    pieces: list[Piece] = []
    offset = 0
    for line in text.split("\n"):
        marker = _MARKER.match(line)
        style, label = _read(marker, open_pieces) if marker else ("", "")
        if style:
            _close_until(open_pieces, style, offset, pieces)
            open_pieces.append(_Open(label, style, offset))
        offset += len(line) + 1
    _close_until(open_pieces, "", len(text) + 1, pieces)
    pieces.sort(key=lambda piece: (piece.start, len(piece.labels)))
    return _unique(pieces)


def _read(marker: re.Match[str], open_pieces: list[_Open]) -> tuple[str, str]:
    if marker["capital"]:
        return "capital", marker["capital"]
    if marker["bracketed"]:
        return "bracketed", marker["bracketed"]
    if marker["number"]:
        return ("number" if marker["closing"].startswith(".") else "half"), marker["number"]
    letters = marker["letters"]
    previous = next((p.label for p in reversed(open_pieces) if p.style == "letter"), "")
    follows = len(letters) == 1 and (previous == chr(ord(letters) - 1) or (letters == "a"))
    if follows or (len(letters) == 1 and not _ROMAN.match(letters)):
        return "letter", letters
    if _ROMAN.match(letters):
        return "roman", letters
    return "", ""


_DEPTH = {"capital": 0, "number": 1, "bracketed": 2, "letter": 3, "half": 4, "roman": 5}


def _close_until(open_pieces: list[_Open], style: str, offset: int, pieces: list[Piece]) -> None:
    """Close every open piece that a new marker of `style` ends; an empty style closes all."""
    depth = _DEPTH.get(style, -1)
    while open_pieces and _DEPTH[open_pieces[-1].style] >= depth:
        labels = tuple(p.label for p in open_pieces)
        last = open_pieces.pop()
        kind = "paragraph" if last.style in ("number", "bracketed", "capital") else "point"
        pieces.append(Piece(labels, kind, last.start, offset - 1))


def _unique(pieces: list[Piece]) -> list[Piece]:
    seen: set[tuple[str, ...]] = set()
    kept = []
    for piece in pieces:
        if piece.labels not in seen and len(piece.labels) <= 3:
            seen.add(piece.labels)
            kept.append(piece)
    return kept
