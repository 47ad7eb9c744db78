"""Writing the encoder as a sentence-transformers folder: an int8 table with one factor per piece (model2vec's keys, which it folds)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from scripts.encoder.training import Side

MODULES = [
    {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def evened(vectors: np.ndarray, side: Side, power: float, seed: int = 0) -> np.ndarray:
    """Turned to the main axes of 20,000 training texts (the first axes hold most) and each axis divided by its singular value to `power`,
    which weakens what all texts of one language share.
    """
    rows = np.random.default_rng(seed).permutation(len(side.starts) - 1)[:20_000]
    texts = np.asarray(side.bag(rows, len(vectors)) @ vectors)
    texts /= np.maximum(np.linalg.norm(texts, axis=1, keepdims=True), 1e-9)
    values, axes = np.linalg.eigh(texts.T @ texts)
    strength = np.sqrt(np.maximum(values[::-1], 1e-9))
    return np.asarray((vectors @ axes[:, ::-1]) * (strength / strength[0]) ** -power, dtype=np.float32)


def quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as int8 and the float32 factor of each row: vector = row * factor, off by at most half a step of 1/127 of the largest value."""
    factor = np.abs(vectors).max(axis=1).astype(np.float32) / 127
    safe = np.where(factor > 0, factor, 1)[:, None]
    return np.round(vectors / safe).astype(np.int8), factor


def write(folder: Path, tokenizer: Tokenizer, vectors: np.ndarray) -> int:
    """Write beside, then rename; the size in bytes."""
    beside = folder.with_name(f".{folder.name}_new")
    shutil.rmtree(beside, ignore_errors=True)
    for module in MODULES:
        (beside / str(module["path"])).mkdir(parents=True)
    table, factor = quantise(vectors)
    place = beside / "0_StaticEmbedding"
    save_file({"embeddings": table, "weights": factor}, place / "model.safetensors")
    (place / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    (beside / "modules.json").write_text(json.dumps(MODULES, indent=1) + "\n", encoding="utf-8")
    (beside / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    for kept in ("README.md",):
        if (folder / kept).exists():
            shutil.copy(folder / kept, beside / kept)
    old = folder.with_name(f".{folder.name}_old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
