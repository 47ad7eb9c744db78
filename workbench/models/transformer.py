"""Any sentence-transformers model, with the prompts that its makers trained it with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.domain.ports import Vectors
from workbench.errors import ModelUnavailable
from workbench.models.known import known_model


class TransformerEncoder:
    """A sentence-transformers model loaded on first use."""

    def __init__(self, name: str, backend: str = "torch") -> None:
        """`name` is a hub id or a folder, `backend` torch, onnx or openvino; raises ModelUnavailable with the reason."""
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, backend=backend)
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            raise ModelUnavailable("error.model_unavailable", model=name, reason=_first_line(error)) from error
        self._name = name
        own = getattr(self._model, "prompts", {}) or {}
        known = known_model(name)
        self._query_prompt = own.get("query") or (known.query_prompt if known else "")
        self._passage_prompt = own.get("document") or own.get("passage") or (known.passage_prompt if known else "")

    @property
    def identity(self) -> str:
        """Name and revision."""
        revision = getattr(self._model.model_card_data, "base_model_revision", None) or ""
        return f"sentence-transformers:{self._name}@{revision}" if revision else f"sentence-transformers:{self._name}"

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
