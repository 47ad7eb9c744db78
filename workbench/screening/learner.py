"""Learning from the reader: a logistic model whose starting point is the screening's own score.

Each card is a row of words (hashed), the encoder's vector of the provision, and the screening's features of its candidates.
Without verdicts the order is the screening's; every verdict moves it. Ridge logistic regression by Newton's method, with the
logit of the prior as offset: no randomness, so equal verdicts give an equal order.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
WORDS = 256  # columns that words are hashed into
CODES = 64  # columns for rights, instruments and readings
RIDGE = 4.0  # how strongly a weight is held at zero: with few verdicts the prior decides
STEPS = 8
_WORD = re.compile(r"[^\W\d_]{3,}")


def word_rows(texts: Sequence[str], columns: int = WORDS) -> Matrix:
    """TF-IDF of words, hashed with a sign into `columns`; rows of unit length, shape (texts, columns)."""
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    spread = Counter(word for found in counts for word in found)
    rows = np.zeros((len(texts), columns), np.float32)
    for row, found in zip(rows, counts, strict=True):
        for word, times in found.items():
            place = zlib.crc32(word.encode())
            weight = (1 + math.log(times)) * math.log((1 + len(texts)) / spread[word])
            row[place % columns] += weight if place & 0x10000 else -weight
    return _unit(rows)


def code_rows(codes: Sequence[Sequence[str]], columns: int = CODES) -> Matrix:
    """Codes hashed into `columns`; rows of unit length, shape (rows, columns)."""
    return word_rows([" ".join(re.sub(r"[^a-z]", "", code.lower()) for code in row) for row in codes], columns)


def rows_of(texts: Sequence[str], codes: Sequence[Sequence[str]], vectors: Matrix | None) -> Matrix:
    """What the learner sees of each card: words, codes, the encoder's vectors when there are any, and a constant."""
    parts = [word_rows(texts), code_rows(codes), np.full((len(texts), 1), 0.5, np.float32)]
    return np.concatenate(parts if vectors is None else [vectors, *parts], axis=1)


def learn(rows: Matrix, prior: NDArray[np.float64], read: Sequence[int], relevant: Sequence[bool]) -> NDArray[np.float64]:
    """A score of 0..1 per row, given which rows were read and which of these are relevant.

    `prior` is the screening's score, 0..1; shape (rows,). Without verdicts it comes back as it is.
    """
    offset = _logit(prior)
    if not len(read):
        return prior
    x = rows[list(read)].astype(np.float64)
    y = np.array(relevant, np.float64)
    weights = _fit(x, y, offset[list(read)])
    scores: NDArray[np.float64] = _logistic(offset + rows @ weights)
    return scores


def _fit(x: NDArray[np.float64], y: NDArray[np.float64], offset: NDArray[np.float64]) -> NDArray[np.float64]:
    """Newton's method; with fewer verdicts than columns it is done in the space of the verdicts."""
    if len(x) < x.shape[1]:
        return x.T @ _fit_dual(x @ x.T, y, offset)
    weights: NDArray[np.float64] = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = _logistic(offset + x @ weights)
        curve = x.T @ (x * (p * (1 - p))[:, None]) + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curve, x.T @ (y - p) - RIDGE * weights)
        weights = np.asarray(weights + step, np.float64)
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _fit_dual(kernel: NDArray[np.float64], y: NDArray[np.float64], offset: NDArray[np.float64]) -> NDArray[np.float64]:
    alpha: NDArray[np.float64] = np.zeros(len(y))
    for _ in range(STEPS):
        p = _logistic(offset + kernel @ alpha)
        variance = np.maximum(p * (1 - p), 1e-6)
        target = kernel @ alpha + (y - p) / variance
        new = np.linalg.solve(kernel + RIDGE * np.diag(1 / variance), target)
        done, alpha = np.abs(new - alpha).max() < 1e-4, np.asarray(new, np.float64)
        if done:
            break
    return alpha


def _logit(p: NDArray[np.float64]) -> NDArray[np.float64]:
    p = np.clip(p, 1e-3, 1 - 1e-3)
    return np.log(p / (1 - p))


def _logistic(score: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(score, -30, 30)))


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Matrix = np.divide(rows, lengths, out=rows, where=lengths > 0)
    return unit
