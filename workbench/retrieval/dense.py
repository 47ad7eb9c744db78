"""The dense lane: exact inner product over unit vectors (FAISS flat)."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from workbench.domain.ports import Vectors
from workbench.errors import IndexUnusable

THREADS = faiss.omp_get_max_threads()
ALONE = 100_000  # up to so many rows one thread is faster than waking others, and much faster on a busy machine
# faiss-cpu 1.15 leaves its BLAS path under 20 queries; below that the plain loop is fine for a flat index.


class DenseLane:
    """Nearest passages by cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> DenseLane:
        """A lane over unit rows, shape (passages, dimension)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> DenseLane:
        """Read a saved lane, memory-mapped; raises IndexUnusable."""
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP))
        except RuntimeError as error:
            raise IndexUnusable("error.index_damaged", file=path.name) from error

    def save(self, path: Path) -> None:
        """Write the lane to a file."""
        faiss.write_index(self._index, str(path))

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
        scores, positions = self._index.search(np.ascontiguousarray(queries), top, params=parameters)
        return positions, scores
