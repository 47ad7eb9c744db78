"""Any sentence-transformers model, with the prompts that its makers trained it with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.domain.ports import Vectors
from workbench.errors import ModelUnavailable

# Prompts as stated on the model cards; a model that carries its own prompts keeps those.
PROMPTS = {
    "multilingual-e5": ("query: ", "passage: "),
    "e5-": ("query: ", "passage: "),
    "arctic-embed": ("query: ", ""),
    "embeddinggemma": ("task: search result | query: ", "title: none | text: "),
    "bge-m3": ("", ""),
    "jina-embeddings": ("", ""),
    "potion": ("", ""),
}


class TransformerEncoder:
    """A sentence-transformers model loaded on first use."""

    def __init__(self, name: str) -> None:
        """`name` is a hub id or a folder; raises ModelUnavailable with the reason."""
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            raise ModelUnavailable("error.model_unavailable", model=name, reason=_first_line(error)) from error
        self._name = name
        own = getattr(self._model, "prompts", {}) or {}
        known = next((pair for sign, pair in PROMPTS.items() if sign in name.lower()), ("", ""))
        self._query_prompt = own.get("query") or known[0]
        self._passage_prompt = own.get("document") or own.get("passage") or known[1]

    @property
    def identity(self) -> str:
        """Name and revision."""
        revision = getattr(self._model.model_card_data, "base_model_revision", None) or ""
        return f"sentence-transformers:{self._name}@{revision}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length, shape (len(texts), dimension)."""
        return self._encode(texts, self._passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length, shape (len(texts), dimension)."""
        return self._encode(texts, self._query_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = self._model.encode(
            list(texts), prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
