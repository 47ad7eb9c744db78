"""A Flemish draft: its source text, sections, provision tree and parse report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a node in the provision tree is; values are the words of the code, labels live in the catalogues."""

    PART = "part"  # deel
    BOOK = "book"  # boek
    TITLE = "title"  # titel
    CHAPTER = "chapter"  # hoofdstuk
    SECTION = "section"  # afdeling
    SUBSECTION = "subsection"  # onderafdeling
    ARTICLE = "article"
    PARAGRAPH = "paragraph"  # §
    SUBPARAGRAPH = "subparagraph"  # lid
    POINT = "point"  # 1°, a), 1), i)
    ANNEX = "annex"


GROUPS = (Kind.PART, Kind.BOOK, Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)


class SectionKind(StrEnum):
    """What a stretch of a parliamentary file is."""

    COVER = "cover"
    CONTENTS = "contents"
    MEMORANDUM = "memorandum"  # memorie van toelichting
    PRE_DRAFT = "pre_draft"  # voorontwerp
    OPINION = "opinion"  # advies
    PREAMBLE = "preamble"  # opschrift, aanhef, rechtsgronden: before the first article of the draft
    DRAFT = "draft"  # ontwerp: the articles that count
    CLOSING = "closing"  # place, date and signatures below the last article
    ANNEX = "annex"


class Operation(StrEnum):
    """What an amending provision does to its target."""

    REPLACE = "replace"
    INSERT = "insert"
    ADD = "add"
    REPEAL = "repeal"
    SUBSTITUTE_WORDS = "substitute_words"
    MULTIPLE = "multiple"


@dataclass(frozen=True)
class Line:
    """One logical line (paragraph, heading, table row; wrapped lines are joined): offsets are characters in
    `SourceDocument.text`, page is where it begins and counts from 1."""

    start: int
    end: int
    page: int
    indent: float = 0.0  # points (PDF) or list level (DOCX, HTML); 0 when unknown
    style: str = ""  # reader's hint: "heading1".."heading6", "list", "table", "footnote", "bold"


@dataclass(frozen=True)
class SourceDocument:
    """A file's text after reading: every later offset points into `text`."""

    text: str
    lines: tuple[Line, ...]
    pages: int
    format: str  # pdf | docx | html | akoma_ntoso | markdown | text
    empty_pages: tuple[int, ...] = ()
    removed: tuple[Removed, ...] = ()  # running heads, page numbers: shown in the parse report
    structure: tuple[DraftProvision, ...] = ()  # filled by readers whose format carries structure (Akoma Ntoso)

    def line_text(self, line: Line) -> str:
        """The characters of one line."""
        return self.text[line.start : line.end]


@dataclass(frozen=True)
class Removed:
    """A line that was left out on purpose, with the reason."""

    text: str
    page: int
    reason: str
    """running_head | page_number | footnote | navigation | validity | editorial_note | rule | other_language | hidden |
    tracked_deletion"""


@dataclass(frozen=True)
class Section:
    """A stretch of the file: [start, end) in the source text."""

    kind: SectionKind
    title: str
    start: int
    end: int
    page: int


@dataclass(frozen=True)
class Amendment:
    """What a provision changes in another law."""

    operation: Operation
    law: str  # "decreet van 8 juli 1996 betreffende ..."
    target: str  # "artikel 2.1.3, § 2"
    new_text: str = ""  # the quoted words; empty for a repeal


@dataclass(frozen=True)
class DraftProvision:
    """A node of the provision tree; `text` is its own text without its children, `start`/`end` span the whole node."""

    id: str  # Akoma Ntoso eId: chp_2__art_5__para_1__point_2
    kind: Kind
    number: str
    heading: str
    text: str
    page: int
    start: int
    end: int
    parent: str | None = None
    amendment: Amendment | None = None
    explanation: str = ""  # what the memorandum says about this article
    previous: tuple[str, ...] = ()  # the same article in earlier versions inside the file (texts)


@dataclass(frozen=True)
class Gap:
    """A number that is missing or appears twice."""

    kind: Kind
    number: str
    problem: str  # missing | duplicate | out_of_order
    page: int


@dataclass(frozen=True)
class Leftover:
    """Text inside the draft that belongs to no provision."""

    text: str
    page: int
    start: int
    end: int


@dataclass(frozen=True)
class ParseReport:
    """What the parser counted, so that a reader can check it against the paper."""

    pages: int
    characters: int
    sections: tuple[Section, ...]
    articles_counted: int
    articles_numbered: str  # "1-63": the range that the numbering itself announces
    gaps: tuple[Gap, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    empty_pages: tuple[int, ...] = ()
    removed: tuple[Removed, ...] = ()
    amending_articles: int = 0
    quoted_articles: int = 0  # article headings inside quotation marks, not counted as the draft's own
    notes: tuple[str, ...] = ()  # catalogue keys

    @property
    def clean(self) -> bool:
        """Whether nothing in the report asks for a look."""
        return not (self.gaps or self.leftovers or self.empty_pages)


@dataclass(frozen=True)
class Draft:
    """One imported version of a draft."""

    id: str  # first 12 hex digits of the file's SHA-256
    title: str
    kind: str  # ontwerp | voorontwerp | voorstel | besluit | onbekend
    file_name: str
    file_hash: str
    language: str
    source: SourceDocument
    provisions: tuple[DraftProvision, ...]
    report: ParseReport
    identifiers: tuple[str, ...] = ()  # "336 (2014-2015) – Nr. 1", "VR 2018 1610 DOC.1195/3BIS"

    def children(self, parent: str | None) -> tuple[DraftProvision, ...]:
        """The nodes directly under `parent`, in reading order."""
        return tuple(p for p in self.provisions if p.parent == parent)


@dataclass(frozen=True)
class Unit:
    """What is screened: an article or a paragraph with all the text below it."""

    provision: str
    citation: str
    text: str
    page: int
    heading_path: tuple[str, ...] = field(default=())
    amendment: Amendment | None = None
    boilerplate: str = ""  # why it is recognised as boilerplate; empty when it is not
