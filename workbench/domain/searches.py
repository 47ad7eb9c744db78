"""Searches that a person asked before, and those that they keep under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

Address = dict[str, list[str]]  # the question as it stands in the page's address


@dataclass(frozen=True)
class PastSearch:
    """One search; `name` is empty for the history."""

    id: str
    who: str
    at: str  # ISO time, UTC
    address: Address
    name: str = ""

    @property
    def text(self) -> str:
        """The words that were searched for."""
        return " ".join(self.address.get("q", []))


class SearchRepository(Protocol):
    """Searches per person; nobody sees another one's."""

    def remember(self, search: PastSearch) -> None:
        """Add to the history; the same question again moves to the front."""

    def history(self, who: str, limit: int) -> list[PastSearch]:
        """The newest first."""

    def forget_history(self, who: str) -> None:
        """Empty the history of a person."""

    def keep(self, search: PastSearch) -> None:
        """Keep a search under its name; the same name again replaces it."""

    def kept(self, who: str) -> list[PastSearch]:
        """By name."""

    def drop(self, who: str, search_id: str) -> None:
        """Let go of a kept search."""
