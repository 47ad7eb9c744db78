"""The light loader: a sentence-transformers `StaticEmbedding` folder read with numpy and tokenizers, without torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from workbench.domain.ports import Vectors
from workbench.errors import ModelUnavailable

_KINDS = ("StaticEmbedding", "Normalize")
BATCH = 4096  # texts per call of the tokenizer


def is_static(folder: Path) -> bool:
    """Whether the folder holds nothing but a static table (and normalisation)."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        return all(module["type"].rsplit(".", 1)[-1] in _KINDS for module in modules)
    except (OSError, ValueError, KeyError, TypeError):
        return False


class StaticEncoder:
    """Mean of token vectors, brought to unit length: the same vectors as sentence-transformers to 1e-5 (asserted in the tests)."""

    def __init__(self, folder: Path) -> None:
        """Read `tokenizer.json` and `model.safetensors`; raises ModelUnavailable."""
        module = json.loads((folder / "modules.json").read_text(encoding="utf-8"))[0]
        place = folder / module.get("path", "")
        try:
            weights = load_file(place / "model.safetensors")
            self._tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        except Exception as error:  # tokenizers raises bare Exception for a damaged file
            raise ModelUnavailable("error.model_damaged", model=str(folder)) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._table: NDArray[np.floating] = weights["embedding.weight"]
        self._identity = _identity(place)

    @property
    def identity(self) -> str:
        """Name and hash of the weights."""
        return self._identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length, shape (len(texts), dimension); a text without known tokens gives zeros."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            chunk = list(texts[start : start + BATCH])
            for row, encoding in enumerate(self._tokenizer.encode_batch_fast(chunk, add_special_tokens=False), start=start):
                if encoding.ids:
                    vectors[row] = self._table[encoding.ids].mean(axis=0, dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The same as for passages: a static table knows no prompts."""
        return self.encode_passages(texts)


def _identity(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in ("model.safetensors", "tokenizer.json"):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"static:{digest.hexdigest()[:16]}"
