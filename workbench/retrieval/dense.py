"""The dense lane: inner product over unit vectors (FAISS flat); large lanes choose by 8-bit codes first, then score exactly."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from workbench.domain.ports import Vectors
from workbench.errors import IndexUnusable

QUICK_FROM = 50_000  # rows; below, the exact scan is fast enough and needs no second file
MARGIN = 3  # times as many candidates by codes as are asked for
THREADS = faiss.omp_get_max_threads()
ALONE = (
    2_000_000  # rows x queries up to which one thread is as fast as two on a free machine, and twenty times as fast on a busy one
)
# faiss-cpu 1.15 leaves its BLAS path under 20 queries; below that the plain loop is fine for a flat index.


class DenseLane:
    """Nearest passages by cosine; `quick` holds the same rows as 8-bit codes: a quarter of the memory, ten times as fast."""

    def __init__(self, index: faiss.Index, quick: faiss.Index | None = None) -> None:
        self._index = index
        self._quick = quick

    @classmethod
    def build(cls, vectors: Vectors) -> DenseLane:
        """A lane over unit rows, shape (passages, dimension)."""
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        index = faiss.IndexFlatIP(rows.shape[1])
        index.add(rows)
        if len(rows) < QUICK_FROM:
            return cls(index)
        quick = faiss.IndexScalarQuantizer(rows.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
        quick.train(rows)
        quick.add(rows)
        return cls(index, quick)

    @classmethod
    def open(cls, path: Path) -> DenseLane:
        """Read a saved lane, memory-mapped; raises IndexUnusable."""
        quick = _quick(path)
        return cls(_read(path), _read(quick) if quick.is_file() else None)

    def save(self, path: Path) -> None:
        """Write the lane to a file, the codes beside it."""
        faiss.write_index(self._index, str(path))
        if self._quick is not None:
            faiss.write_index(self._quick, str(_quick(path)))

    def vectors(self) -> Vectors:
        """The rows themselves, shape (passages, dimension)."""
        rows: Vectors = self._index.reconstruct_n(0, self._index.ntotal)
        return rows

    def search(
        self, queries: Vectors, top: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Positions and cosines, shape (queries, top), best first; -1 pads rows with fewer hits."""
        top = min(top, self._index.ntotal)
        if top == 0:
            return np.empty((len(queries), 0), np.int64), np.empty((len(queries), 0), np.float32)
        parameters = None
        if allowed is not None:
            chosen = np.flatnonzero(allowed).astype(np.int64)
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(chosen))  # type: ignore[call-arg]  # its stub knows no arguments
        faiss.omp_set_num_threads(1 if self._index.ntotal * len(queries) <= ALONE else THREADS)
        rows = np.ascontiguousarray(queries, dtype=np.float32)
        if self._quick is None:
            scores, positions = self._index.search(rows, top, params=parameters)
            return positions, scores
        _, candidates = self._quick.search(rows, min(MARGIN * top, self._index.ntotal), params=parameters)
        return self._exact(rows, candidates, top)

    def _exact(self, queries: Vectors, candidates: NDArray[np.int64], top: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Score the candidates with the real vectors; of equal scores the lower position comes first, as FAISS does it."""
        positions = np.full((len(queries), top), -1, np.int64)
        scores = np.zeros((len(queries), top), np.float32)
        for row, (query, found) in enumerate(zip(queries, candidates, strict=True)):
            found = np.sort(found[found >= 0])
            exact = self._index.reconstruct_batch(found) @ query
            best = np.argsort(-exact, kind="stable")[:top]
            positions[row, : len(best)], scores[row, : len(best)] = found[best], exact[best]
        return positions, scores


def _quick(path: Path) -> Path:
    return path.with_suffix(".codes")


def _read(path: Path) -> faiss.Index:
    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP)
    except RuntimeError as error:
        raise IndexUnusable("error.index_damaged", file=path.name) from error
