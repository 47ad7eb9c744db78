"""The light loader: a sentence-transformers `StaticEmbedding` folder read with numpy and tokenizers, without torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from workbench.domain.ports import Vectors
from workbench.errors import ModelUnavailable
from workbench.models.pieces import Cutter

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
    """Mean of token vectors, brought to unit length: the same vectors as sentence-transformers to 1e-5 (asserted in the tests).

    Reads the key `embedding.weight` (one row per token) or model2vec's `embeddings` with an optional row number per token
    (`mapping`) and an optional factor per token (`weights`), which keeps an int8 table small on disk and in memory.
    """

    def __init__(self, folder: Path) -> None:
        """Read `tokenizer.json` and `model.safetensors`; raises ModelUnavailable."""
        module = json.loads((folder / "modules.json").read_text(encoding="utf-8"))[0]
        place = folder / module.get("path", "")
        try:
            tensors = load_file(place / "model.safetensors")
            self._table: NDArray[np.generic] = tensors["embedding.weight" if "embedding.weight" in tensors else "embeddings"]
            tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        except Exception as error:  # tokenizers raises bare Exception for a damaged file
            raise ModelUnavailable("error.model_damaged", model=str(folder)) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._cutter = Cutter(tokenizer)
        self._row_of = tensors.get("mapping")
        self._factor_of = tensors.get("weights")
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
            vectors[start : start + len(chunk)] = self._sums(chunk)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The same as for passages: a static table knows no prompts."""
        return self.encode_passages(texts)

    def _sums(self, texts: list[str]) -> Vectors:
        """Sum of the token vectors per text; each vector of the batch is read from the table once."""
        ids = self._cutter.ids(texts)
        ends = np.cumsum([0, *map(len, ids)]).tolist()
        tokens, places = np.unique(np.fromiter(chain.from_iterable(ids), np.int64, ends[-1]), return_inverse=True)
        vectors = self._vectors_of(tokens)
        sums = np.empty((len(texts), self.dimension), np.float32)
        for text, (start, end) in enumerate(pairwise(ends)):
            sums[text] = vectors[places[start:end]].sum(axis=0)
        return sums

    def _vectors_of(self, tokens: NDArray[np.int64]) -> Vectors:
        rows = tokens if self._row_of is None else self._row_of[tokens]
        vectors: Vectors = self._table[rows].astype(np.float32)
        if self._factor_of is not None:
            vectors *= self._factor_of[tokens, None]
        return vectors


def _identity(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in ("model.safetensors", "tokenizer.json"):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"static:{digest.hexdigest()[:16]}"
