"""Names of the fields that an exported advice carries: as the tag of a content control, and as a bookmark.

Word keeps both; LibreOffice before 7.5 keeps only bookmarks, whose names have at most 40 letters, digits and underscores.
"""

from __future__ import annotations

import re

TAG = re.compile(r"(?P<kind>rec)/(?P<record>[0-9a-f]{32})/(?P<number>\d+)/(?P<field>text|why)/(?P<version>\d+)"
                 r"|(?P<own>adv)/(?P<advice>[0-9a-f]{32})/(?P<words>about|framework|opening|summary)/(?P<at>\d+)")  # fmt: skip
_LETTERS = {"text": "t", "why": "w", "about": "a", "framework": "f", "opening": "o", "summary": "s"}
_FIELDS = {letter: field for field, letter in _LETTERS.items()}
_BOOKMARK = re.compile(r"ts([twafos])(\d+)v(\d+)_([0-9a-z]{1,25})")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def bookmark_of(tag: str) -> str:
    """The bookmark for a tag; raises ValueError for what is no tag of ours."""
    match = TAG.fullmatch(tag)
    if match is None:
        raise ValueError(f"not a field: {tag!r}")
    field = match["field"] or match["words"]
    number, version = match["number"] or "0", match["version"] or match["at"]
    return f"ts{_LETTERS[field]}{number}v{version}_{_short(match['record'] or match['advice'])}"


def tag_of(bookmark: str) -> str:
    """The tag for a bookmark; empty for one that is not ours."""
    match = _BOOKMARK.fullmatch(bookmark)
    if match is None:
        return ""
    letter, number, version, record = match.groups()
    if letter in "tw":
        return f"rec/{_long(record)}/{number}/{_FIELDS[letter]}/{version}"
    return f"adv/{_long(record)}/{_FIELDS[letter]}/{version}"


def _short(record: str) -> str:
    value, digits = int(record, 16), ""
    while value:
        value, digit = divmod(value, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def _long(digits: str) -> str:
    return f"{int(digits, 36):032x}"
