"""Bringing texts in from publishers: what was tried, what came, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from workbench.domain.instruments import Completeness, Instrument, TreatyText
from workbench.errors import ToetssteenError


@dataclass(frozen=True)
class Attempt:
    """One publisher's answer for one instrument in one language: a text, or the error that says why not."""

    publisher: str
    url: str
    text: TreatyText | None = None
    error: ToetssteenError | None = None


class OfficialTexts(Protocol):
    """Publishers of treaty texts."""

    def attempts(self, instrument: Instrument, language: str) -> Iterator[Attempt]:
        """Ask one publisher after another, each only when the next attempt is taken."""


@dataclass(frozen=True)
class TextFetch:
    """What became of one instrument in one language: `row` when a text reached the corpus's door, else errors only."""

    code: str
    language: str
    attempts: tuple[Attempt, ...]
    row: Completeness | None = None

    @property
    def chosen(self) -> Attempt | None:
        """The attempt whose text was compared with what is stored."""
        return next((a for a in self.attempts if a.text is not None and a.error is None), None)
