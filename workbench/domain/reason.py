"""Why something is a hit or a candidate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """A catalogue key with its words, and where the text shows them."""

    key: str  # reason.words | reason.register | reason.interference | tension.has.appeal ...
    words: tuple[str, ...] = ()
    weight: float = 0.0
    spans: tuple[tuple[int, int], ...] = ()  # characters of the provision that is explained
