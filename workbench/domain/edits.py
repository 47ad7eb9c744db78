"""What somebody changed in an exported file, held against what was exported and what is stored now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EditKind(StrEnum):
    """What reading back means for one field."""

    CHANGED = "changed"
    REMOVED = "removed"  # the words are gone from the file
    CONFLICT = "conflict"  # changed in the file, and differently here since the export
    BEHIND = "behind"  # not changed in the file, but changed here since: nothing to write
    ABSENT = "absent"  # a recommendation on this text that is nowhere in the file: it may never have been exported
    FOREIGN = "foreign"  # not of this dossier, or unknown: never written


@dataclass(frozen=True)
class FieldEdit:
    """One field of an advice or of a recommendation; `seen` is the row version that stood when the preview was made."""

    kind: EditKind
    record: str  # finding or advice id
    field: str  # text | why | about | framework | opening | summary
    exported: str
    stored: str
    edited: str
    recommendation: int = 0  # number in its finding; 0: a field of the advice
    title: str = ""
    seen: int = 0

    @property
    def key(self) -> str:
        """Names the field: to choose it in a form."""
        return f"{self.record}/{self.recommendation}/{self.field}"

    @property
    def writable(self) -> bool:
        """Whether it can be written at all."""
        return self.kind in (EditKind.CHANGED, EditKind.REMOVED, EditKind.CONFLICT)


@dataclass(frozen=True)
class AdviceEdits:
    """Everything that differs; `loose` are new lines among the recommendations that belong to no finding yet."""

    dossier: str
    edits: tuple[FieldEdit, ...]
    loose: tuple[str, ...] = ()
    unchanged: int = 0


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, white space apart."""
    return one.split() == other.split()


@dataclass(frozen=True)
class DecisionRow:
    """One row of a table of decisions as it came back; `answer` is a code when it was understood, else what stood there."""

    line: int
    dossier: str
    draft: str
    provision: str
    norm: str
    answer: str
    reasons: tuple[str, ...] = ()
    remark: str = ""
    version: int = 0  # row version of the verdict when it was exported; 0: there was none
    verdict: str = ""  # its id


class RowKind(StrEnum):
    """What writing a row would do."""

    NEW = "new"
    CHANGED = "changed"
    STALE = "stale"  # decided anew here since the export
    FOREIGN = "foreign"  # another dossier or version
    UNKNOWN_ANSWER = "unknown_answer"
    UNKNOWN_PLACE = "unknown_place"
    TWICE = "twice"  # the same pair stands in several rows with different answers


@dataclass(frozen=True)
class DecisionEdit:
    """One row that differs; `stored` is the answer that stands now, `seen` its row version."""

    kind: RowKind
    row: DecisionRow
    stored: str = ""
    seen: int = 0

    @property
    def key(self) -> str:
        """Names the row: to choose it in a form."""
        return str(self.row.line)

    @property
    def writable(self) -> bool:
        """Whether it can be written at all."""
        return self.kind in (RowKind.NEW, RowKind.CHANGED, RowKind.STALE)


@dataclass(frozen=True)
class DecisionEdits:
    """A table of decisions held against what is stored: rows that differ, and how many do not or are not one's own."""

    dossier: str
    edits: tuple[DecisionEdit, ...]
    unchanged: int = 0
    empty: int = 0  # rows without an answer
    others: int = 0  # rows of other readers: never written
