"""Akoma Ntoso eIds: `chp_2__art_5__para_1__point_2`, after the naming convention of Akoma Ntoso 3.0, part 2."""

from __future__ import annotations

import re
import unicodedata

from workbench.domain.drafts import Kind

_PREFIX = {
    Kind.PART: "part",
    Kind.BOOK: "book",
    Kind.TITLE: "title",
    Kind.CHAPTER: "chp",
    Kind.SECTION: "sec",
    Kind.SUBSECTION: "subsec",
    Kind.ARTICLE: "art",
    Kind.PARAGRAPH: "para",
    Kind.SUBPARAGRAPH: "subpara",
    Kind.POINT: "point",
    Kind.ANNEX: "annex",
}


def number_part(number: str) -> str:
    """The number as an eId carries it: `12/1` -> `12-1`, `4.4.9` -> `4.4.9`, `3°` -> `3`, `a)` -> `a`, a dash -> ``."""
    plain = unicodedata.normalize("NFKD", number).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain.replace("°", "")).strip("-.")


def child_eid(parent: str | None, kind: Kind, number: str, taken: set[str]) -> str:
    """The eId of a node under `parent`, made unique within `taken` (which it joins) by `-dup2`, `-dup3`, ..."""
    part = number_part(number)
    name = f"{_PREFIX[kind]}_{part}" if part else _PREFIX[kind]
    stem = f"{parent}__{name}" if parent else name
    eid, copy = stem, 1
    while eid in taken:
        copy += 1
        eid = f"{stem}-dup{copy}"
    taken.add(eid)
    return eid
