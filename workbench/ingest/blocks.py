"""What every reader hands over: blocks (one logical line each), and their assembly into one source text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.drafts import DraftProvision, Line, Removed, SourceDocument

_LIGATURES = {ligature: unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"}
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # what is shown would not be what is stored and quoted
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f" + _TURNING
_TRANSLATION = str.maketrans({**_LIGATURES, **dict.fromkeys(_INVISIBLE, ""), "\u2011": "-", "\uf0b7": "•"})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Block:
    """One logical line: a paragraph, a heading or a table row, with the page it begins on."""

    text: str
    page: int = 1
    indent: float = 0.0
    style: str = ""


def normalise(text: str) -> str:
    """One line of clean text: composed letters, no ligatures, control or invisible characters, single spaces."""
    composed = unicodedata.normalize("NFC", text.translate(_TRANSLATION))
    return _SPACE.sub(" ", _CONTROL.sub("", composed)).strip()


def assemble(
    blocks: Iterable[Block],
    file_format: str,
    *,
    pages: int = 1,
    removed: Iterable[Removed] = (),
    empty_pages: Iterable[int] = (),
    structure: tuple[DraftProvision, ...] = (),
) -> SourceDocument:
    """Join the blocks with newlines into one text; every block becomes a Line with its offsets."""
    lines: list[Line] = []
    texts: list[str] = []
    position = 0
    for block in blocks:
        if not block.text:
            continue
        lines.append(Line(position, position + len(block.text), block.page, block.indent, block.style))
        texts.append(block.text)
        position += len(block.text) + 1
    return SourceDocument(
        text="\n".join(texts),
        lines=tuple(lines),
        pages=pages,
        format=file_format,
        empty_pages=tuple(empty_pages),
        removed=tuple(removed),
        structure=structure,
    )
