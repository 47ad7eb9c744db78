"""Small stand-ins with the same interface as the real adapters."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from workbench.domain.ports import Vectors
from workbench.domain.search import Passage


class WordEncoder:
    """Unit vectors from hashed words: texts that share words are close; counts what it was asked to embed."""

    def __init__(self, name: str = "fake:1", dimension: int = 64) -> None:
        self.identity = name
        self.dimension = dimension
        self.embedded: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self.encode_queries(texts)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimension] += 1
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, norms, out=rows, where=norms > 0)


def passage(key: str, text: str, kind: str = "official", language: str = "nl") -> Passage:
    return Passage(key, key, key, language, kind, text, hashlib.sha256(text.encode()).hexdigest()[:24])
