"""A document before it is a file: blocks of words that DOCX, PDF and the screen show alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Style(StrEnum):
    """How a paragraph looks."""

    BODY = "body"
    QUOTE = "quote"  # words of a draft or treaty
    NOTICE = "notice"  # something is missing, unsigned or changed
    META = "meta"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True)
class Run:
    """Words in a line; `note` is the footnote behind them, `link` an anchor in the document, `tag` names a field that can
    be read back from an edited file."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""
    link: str = ""
    tag: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; `anchor` can be linked to."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Para:
    """One paragraph."""

    runs: Runs
    style: Style = Style.BODY
    anchor: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Runs, ...]


@dataclass(frozen=True)
class Table:
    """A table with a caption and one head row; `widths` are shares that add up to 1."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[float, ...] = ()


Block = Heading | Para | Bullets | Table


@dataclass(frozen=True)
class Document:
    """Sections by name in order, and the facts that a template fills in."""

    title: str
    language: str
    author: str
    made: str  # ISO time
    sections: Mapping[str, tuple[Block, ...]]
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in order."""
        return tuple(block for section in self.sections.values() for block in section)


def plain(*words: str) -> Runs:
    """Words without marks."""
    return tuple(Run(w) for w in words if w)


def para(text: str, style: Style = Style.BODY) -> Para:
    """One paragraph of words without marks."""
    return Para(plain(text), style)


def paras(text: str, style: Style = Style.BODY) -> list[Para]:
    """A paragraph per line of somebody's text."""
    return [para(line.strip(), style) for line in text.splitlines() if line.strip()]


def words_of(blocks: Iterable[Block]) -> list[str]:
    """Every line of words, footnotes left out: what another program must find back."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            lines.append(block.text)
        elif isinstance(block, Para):
            lines.append("".join(r.text for r in block.runs))
        elif isinstance(block, Bullets):
            lines += ["".join(r.text for r in item) for item in block.items]
        else:
            cells = [cell for row in block.rows for cell in row]
            lines += [block.caption, *block.head, *("".join(r.text for r in cell) for cell in cells)]
    return [line for line in lines if line.strip()]
