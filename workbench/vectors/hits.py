"""A lane on a server, and its answers as the arrays that an index works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.domain.ports import Vectors


@dataclass(frozen=True)
class PublishedLane:
    """One lane as published under `content`: `find` is its store's search."""

    find: Callable[[str, str, Vectors, int, NDArray[np.bool_] | None], tuple[NDArray[np.int64], NDArray[np.float32]]]
    lane: str
    content: str

    def search(
        self, queries: Vectors, top: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """See the port; raises VectorsBehind when the lane has changed meanwhile, VectorsAway when nobody answers."""
        return self.find(self.lane, self.content, queries, top, allowed)


def padded(answers: Sequence[Sequence[tuple[int, float]]], top: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Lists of (position, score) as two arrays of equal rows; -1 where there is no hit."""
    width = min(top, max((len(found) for found in answers), default=0))
    positions = np.full((len(answers), width), -1, np.int64)
    scores = np.zeros((len(answers), width), np.float32)
    for row, found in enumerate(answers):
        for column, (position, score) in enumerate(found[:width]):
            positions[row, column], scores[row, column] = position, score
    return positions, scores
