"""A stretch of days, both ends included, and the stretch that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workbench.domain.days import typed_day, written_day
from workbench.errors import InputError

BEGINNING = "0001-01-01"
"""The start of a period that has none."""


class Against(StrEnum):
    """What a period is compared with."""

    YEAR = "year"  # the same days a year earlier
    BEFORE = "before"  # as many days just before it
    NONE = "none"


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, ISO dates; start is never after end."""

    start: str
    end: str

    def __post_init__(self) -> None:
        first, last = date.fromisoformat(self.start), date.fromisoformat(self.end)
        if first > last:
            object.__setattr__(self, "start", last.isoformat())
            object.__setattr__(self, "end", first.isoformat())

    def holds(self, moment: str) -> bool:
        """Whether an ISO date or time lies in it; what has no date does not."""
        return bool(moment) and self.start <= moment[:10] <= self.end

    @property
    def eve(self) -> str:
        """The day before it begins."""
        return (date.fromisoformat(self.start) - timedelta(days=1)).isoformat()

    def earlier(self, against: Against) -> Period | None:
        """The period to compare with."""
        if against is Against.NONE:
            return None
        first, last = date.fromisoformat(self.start), date.fromisoformat(self.end)
        if against is Against.YEAR:
            return Period(_year_before(first).isoformat(), _year_before(last).isoformat())
        before = date.fromisoformat(self.eve)
        return Period((before - (last - first)).isoformat(), self.eve)


def year_to(day: str) -> Period:
    """From the first of January to this day."""
    return Period(f"{day[:4]}-01-01", day[:10])


def typed_period(start: str, end: str, today: str) -> Period:
    """From two days as somebody typed them; without them from the first of January, until today. Raises InputError."""
    last = typed_day(end) or today[:10]
    return Period(typed_day(start) or min(year_to(today).start, last), last)


def period_of(start: str, end: str, now: str) -> Period:
    """From two days as somebody typed them; without them from the beginning, until today. Raises InputError."""
    first, last = typed_day(start) or BEGINNING, typed_day(end) or now[:10]
    if first > last:
        raise InputError("error.period_backwards", start=written_day(first), end=written_day(last))
    return Period(first, last)


def _year_before(day: date) -> date:
    """29 February becomes 28 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
