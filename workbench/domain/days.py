"""Days as people write them, and how far away they are."""

from __future__ import annotations

import re
from datetime import date

from workbench.errors import InputError

_WRITTEN = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


def typed_day(words: str) -> str:
    """`31/12/2026`, `31-12-2026` or `2026-12-31` as an ISO date; empty stays empty. Raises InputError."""
    words = words.strip()
    if not words:
        return ""
    found = _WRITTEN.fullmatch(words)
    try:
        return (date(*map(int, reversed(found.groups()))) if found else date.fromisoformat(words)).isoformat()
    except ValueError as error:
        raise InputError("error.day_unreadable", words=words) from error


def written_day(iso: str) -> str:
    """`2026-12-31` as `31/12/2026`, the way it is typed; anything else as it is."""
    try:
        return date.fromisoformat(iso).strftime("%d/%m/%Y")
    except ValueError:
        return iso


def days_until(day: str, today: str) -> int:
    """Days from one ISO date to another (the time of day is left out); negative when it is past."""
    return (date.fromisoformat(day[:10]) - date.fromisoformat(today[:10])).days
