"""The English teacher (all-MiniLM-L6-v2, Apache-2.0): used in training only, never at run time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # docs/science.md
LONGEST = 128  # word pieces
BLOCK = 8192


def check(folder: Path) -> None:
    """Raises ValueError when the weights are not the known ones."""
    with (folder / "model.safetensors").open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise ValueError(f"{folder}: model.safetensors has sha256 {found}, expected {SHA256}")


def known_words(folder: Path) -> list[str]:
    """Whole English words of the teacher's own vocabulary."""
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return [word for word in lines if len(word) > 1 and word.isascii() and word.isalpha()]


def vectors(folder: Path, texts: Sequence[str], cache: Path | None = None) -> np.ndarray:
    """Unit vectors, shape (texts, 384), float16; blocks that were computed before are read from `cache`."""
    from sentence_transformers import SentenceTransformer

    check(folder)
    model = SentenceTransformer(str(folder), device="cpu")
    model.max_seq_length = LONGEST
    found = []
    for start in range(0, len(texts), BLOCK):
        block = list(texts[start : start + BLOCK])
        name = hashlib.sha256(json.dumps(block).encode()).hexdigest()[:20]
        kept = cache / f"{name}.npy" if cache else None
        if kept and kept.exists():
            found.append(np.load(kept))
            continue
        found.append(model.encode(block, batch_size=64, normalize_embeddings=True).astype(np.float16))
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            np.save(kept, found[-1])
        print(f"teacher: {start + len(block)} of {len(texts)}", flush=True)
    return np.concatenate(found)


def turned(taught: np.ndarray, dimension: int) -> np.ndarray:
    """The teacher's vectors on their `dimension` main axes, unit length again."""
    sample = taught[np.random.default_rng(0).permutation(len(taught))[:40_000]].astype(np.float32)
    _, axes = np.linalg.eigh(sample.T @ sample)
    short = np.concatenate(
        [taught[i : i + 50_000].astype(np.float32) @ axes[:, ::-1][:, :dimension] for i in range(0, len(taught), 50_000)]
    )
    return np.asarray(short / np.linalg.norm(short, axis=1, keepdims=True), dtype=np.float16)
