"""The search systems that are held beside each other; all dense parts use the shipped encoder, so only the machinery differs."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import bm25s
import faiss
import numpy as np

from workbench.config import Settings
from workbench.domain.search import Passage
from workbench.models.static import StaticEncoder
from workbench.retrieval.index import build_index, open_index
from workbench.use_cases.search_drafts import search_drafts

TOP = 10
DEPTH = 200  # the depth at which Toetssteen asks its lanes; bm25s and FAISS get the same


class System(Protocol):
    """Built once, then asked; answers are places of provisions, best first."""

    def build(self, texts: Sequence[str]) -> None:
        """Index the provisions and keep what a later process needs under the folder."""

    def open(self) -> None:
        """Be ready for questions in a fresh process."""

    def ask(self, queries: Sequence[str]) -> list[list[int]]:
        """The ten best places per question."""


def make(name: str, folder: Path) -> System:
    """The system called `name`, working under `folder`."""
    return KINDS[name](folder)


class _Kept:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.encoder = StaticEncoder(Settings(folder).shipped_encoder)

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        return np.concatenate([self.encoder.encode_passages(texts[n : n + 8192]) for n in range(0, len(texts), 8192)])


class Toetssteen(_Kept):
    """Our index as the app builds and opens it: Dutch analyser with compounds, BM25 and FAISS lanes, fusion, passages."""

    def build(self, texts: Sequence[str]) -> None:
        lexicon = (Settings(self.folder).shipped_encoder.parent / "lexicon_nl.txt").read_text(encoding="utf-8").split()
        passages = [Passage(str(n), str(n), f"{n}", "nl", "draft", text, f"{n}") for n, text in enumerate(texts)]
        shutil.rmtree(self.folder / "ours", ignore_errors=True)
        build_index(passages, self.encoder, self.folder / "ours", lexicon, "bench")

    def open(self) -> None:
        self.index = open_index(self.folder / "ours")

    def ask(self, queries: Sequence[str]) -> list[list[int]]:
        return [[int(hit.provision) for hit in hits] for hits in search_drafts(queries, self.index, self.encoder, TOP)]


class Bm25Alone(_Kept):
    """bm25s with its own tokeniser, nothing else."""

    def build(self, texts: Sequence[str]) -> None:
        engine = bm25s.BM25(k1=1.2, b=0.6, method="lucene")
        engine.index(bm25s.tokenize(list(texts), stopwords=None, show_progress=False), show_progress=False)
        engine.save(str(self.folder / "bm25"), show_progress=False)

    def open(self) -> None:
        self.engine = bm25s.BM25.load(str(self.folder / "bm25"), mmap=True)

    def ask(self, queries: Sequence[str]) -> list[list[int]]:
        terms = bm25s.tokenize(list(queries), stopwords=None, show_progress=False)
        places, _ = self.engine.retrieve(terms, k=DEPTH, show_progress=False)
        return [row[:TOP].tolist() for row in places]


class FaissAlone(_Kept):
    """Our encoder and a flat FAISS index, nothing else."""

    def build(self, texts: Sequence[str]) -> None:
        vectors = self.vectors(texts)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, str(self.folder / "flat.faiss"))

    def open(self) -> None:
        self.index = faiss.read_index(str(self.folder / "flat.faiss"), faiss.IO_FLAG_MMAP)

    def ask(self, queries: Sequence[str]) -> list[list[int]]:
        _, places = self.index.search(self.encoder.encode_queries(queries), DEPTH)
        return [row[:TOP].tolist() for row in places]


class _Matrix(_Kept):
    def build(self, texts: Sequence[str]) -> None:
        np.save(self.folder / "vectors.npy", self.vectors(texts))

    def open(self) -> None:
        self.rows = np.load(self.folder / "vectors.npy")


class BruteForce(_Matrix):
    """One matrix product in numpy."""

    def ask(self, queries: Sequence[str]) -> list[list[int]]:
        scores = self.encoder.encode_queries(queries) @ self.rows.T
        best = np.argpartition(-scores, TOP, axis=1)[:, :TOP]
        return [row[np.argsort(-line[row])].tolist() for row, line in zip(best, scores, strict=True)]


class SemanticSearch(_Matrix):
    """sentence-transformers' own `util.semantic_search` over torch tensors."""

    def open(self) -> None:
        import torch

        super().open()
        torch.set_num_threads(2)
        self.tensor = torch.from_numpy(self.rows)

    def ask(self, queries: Sequence[str]) -> list[list[int]]:
        import torch
        from sentence_transformers.util import semantic_search

        found = semantic_search(torch.from_numpy(self.encoder.encode_queries(queries)), self.tensor, top_k=TOP)
        return [[int(hit["corpus_id"]) for hit in hits] for hits in found]


class TxtaiHybrid(_Kept):
    """txtai with `hybrid`: its own BM25 beside FAISS as it configures itself for the size, our encoder from outside."""

    def _embeddings(self) -> Any:
        from txtai import Embeddings

        os.environ["ALLOW_RESOLVE_TRANSFORM"] = "True"  # the name of our own function below
        logging.disable(logging.WARNING)
        return Embeddings(method="external", transform=f"{__name__}.embed", hybrid=True)

    def build(self, texts: Sequence[str]) -> None:
        made = self._embeddings()
        made.index((n, text, None) for n, text in enumerate(texts))
        made.save(str(self.folder / "txtai"))

    def open(self) -> None:
        self.made = self._embeddings()
        self.made.load(str(self.folder / "txtai"))

    def ask(self, queries: Sequence[str]) -> list[list[int]]:
        return [[int(place) for place, _ in found] for found in self.made.batchsearch(list(queries), TOP)]


@cache
def _shipped() -> StaticEncoder:
    return StaticEncoder(Settings(Path()).shipped_encoder)


def embed(texts: Sequence[str]) -> np.ndarray:
    """What txtai calls by name for its vectors."""
    rows = _shipped().encode_passages(list(texts))
    rows[~rows.any(axis=1), 0] = 1e-6  # txtai divides by the length of a row, also of a text without a known word
    return rows


KINDS: dict[str, type[Any]] = {
    "Toetssteen": Toetssteen,
    "bm25s alone": Bm25Alone,
    "FAISS flat alone": FaissAlone,
    "numpy": BruteForce,
    "semantic_search": SemanticSearch,
    "txtai hybrid": TxtaiHybrid,
}
