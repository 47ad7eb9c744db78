"""An optional cross-encoder that reads query and passage together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.errors import ModelUnavailable


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder."""

    def __init__(self, name: str) -> None:
        """`name` is a hub id or a folder; raises ModelUnavailable with the reason."""
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(name)
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
            raise ModelUnavailable("error.model_unavailable", model=name, reason=reason) from error
        self.identity = f"cross-encoder:{name}"

    def scores(self, query: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One score per passage, higher is better, shape (len(passages),)."""
        if not passages:
            return np.empty(0, np.float32)
        found = self._model.predict([(query, passage) for passage in passages], show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(len(passages), -1)[:, -1]
