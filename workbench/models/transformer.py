"""Any sentence-transformers model, with the prompts that its makers trained it with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from workbench.domain.ports import Vectors
from workbench.errors import ModelUnavailable
from workbench.models.hub import fetched
from workbench.models.known import prompts_for


class TransformerEncoder:
    """A sentence-transformers model loaded on first use."""

    def __init__(self, name: str) -> None:
        """`name` is a hub id or a folder; raises ModelUnavailable with the reason."""
        from sentence_transformers import SentenceTransformer

        if not Path(name).is_dir():
            fetched(name, ("config*.json", "modules.json"))  # a few kilobytes: is it to be had at all?
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            raise ModelUnavailable("error.model_unavailable", model=name, reason=_first_line(error)) from error
        self._name = name
        self._query_prompt, self._passage_prompt = prompts_for(name, {"prompts": getattr(self._model, "prompts", {})})

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
