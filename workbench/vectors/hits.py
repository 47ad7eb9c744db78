"""Answers of a server as the arrays that an index works with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def padded(answers: Sequence[Sequence[tuple[int, float]]], top: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Lists of (position, score) as two arrays of equal rows; -1 where there is no hit."""
    width = min(top, max((len(found) for found in answers), default=0))
    positions = np.full((len(answers), width), -1, np.int64)
    scores = np.zeros((len(answers), width), np.float32)
    for row, found in enumerate(answers):
        for column, (position, score) in enumerate(found[:width]):
            positions[row, column], scores[row, column] = position, score
    return positions, scores
