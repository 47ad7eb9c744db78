"""A lexical lane: BM25 (Lucene variant) over the terms of one language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from workbench.domain.search import Lane
from workbench.errors import IndexUnusable
from workbench.retrieval.words import Analyzer


class LexicalLane:
    """BM25 over some of the index's passages: `members` maps its rows to passage positions."""

    def __init__(self, name: str, engine: bm25s.BM25, members: NDArray[np.int64], analyzer: Analyzer) -> None:
        self.name = name
        self._engine = engine
        self._members = members
        self._analyzer = analyzer

    @classmethod
    def build(
        cls, name: str, texts: Sequence[str], members: NDArray[np.int64], analyzer: Analyzer, k1: float = 1.2, b: float = 0.6
    ) -> LexicalLane:
        """Index `texts`; row i stands for passage `members[i]`."""
        engine = bm25s.BM25(k1=k1, b=b, method="lucene")
        engine.index([analyzer.terms(text) or [""] for text in texts], show_progress=False)
        return cls(name, engine, members, analyzer)

    @classmethod
    def open(cls, name: str, folder: Path, analyzer: Analyzer) -> LexicalLane:
        """Read a saved lane; raises IndexUnusable."""
        try:
            engine = bm25s.BM25.load(str(folder), mmap=True)
            return cls(name, engine, np.load(folder / "members.npy"), analyzer)
        except (OSError, ValueError, KeyError) as error:
            raise IndexUnusable("error.index_damaged", file=folder.name) from error

    def save(self, folder: Path) -> None:
        """Write the lane to a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._engine.save(str(folder), show_progress=False)
        np.save(folder / "members.npy", self._members)

    def search(self, query: str, top: int, allowed: NDArray[np.bool_] | None = None) -> Lane:
        """The best passages for a query in this lane's language; passages without a shared term are left out."""
        terms = [t for t in dict.fromkeys(self._analyzer.terms(query)) if t in self._engine.vocab_dict]
        if not terms:
            return Lane(self.name, (), ())
        scores = self._engine.get_scores(terms)
        if allowed is not None:
            scores = np.where(allowed[self._members], scores, 0.0)
        top = min(top, len(scores))
        best = np.argpartition(-scores, top - 1)[:top]
        best = best[np.lexsort((best, -scores[best]))]
        best = best[scores[best] > 0]
        return Lane(self.name, tuple(self._members[best].tolist()), tuple(scores[best].tolist()))
