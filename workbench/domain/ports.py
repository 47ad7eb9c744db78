"""What the use cases ask of the world around them."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A listener for long work: `step` is a catalogue key; it may raise Cancelled to stop the work."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Hear that `done` of `total` units of `step` are finished (total 0: unknown)."""


def silent(step: str, done: int, total: int) -> None:
    """The default listener: hears everything, says nothing."""
