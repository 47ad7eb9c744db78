"""A small transformer on top of the shipped table: it starts as the table's mean and learns what attention can add to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from workbench.models.static import StaticEncoder

LONGEST = 64  # pieces of a text that the layers read
BLOCK = 128  # texts per call when measuring


class Layers(nn.Module):
    """`depth` encoder layers over frozen piece vectors; the text vector is the mean of these plus a learned change (zero at the start)."""

    def __init__(self, folder: Path, depth: int, heads: int = 4, wide: int = 512) -> None:
        super().__init__()
        self.static = StaticEncoder(folder)
        width = self.static.dimension
        layer = nn.TransformerEncoderLayer(width, heads, wide, dropout=0.0, batch_first=True, norm_first=True, activation="gelu")
        self.layers = nn.TransformerEncoder(layer, depth, enable_nested_tensor=False)
        self.places = nn.Parameter(torch.randn(LONGEST, width) * 0.02)
        self.change = nn.Linear(width, width)
        nn.init.zeros_(self.change.weight)
        nn.init.zeros_(self.change.bias)

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        """Rows of unit length, shape (texts, dimension)."""
        ids = [row[:LONGEST] or [0] for row in self.static._cutter.ids(texts)]
        longest = max(map(len, ids))
        there = torch.tensor([[n < len(row) for n in range(longest)] for row in ids])
        flat = np.array([row + [0] * (longest - len(row)) for row in ids])
        pieces = torch.from_numpy(self.static._vectors_of(flat.ravel()).reshape(*flat.shape, -1))
        whole = torch.from_numpy(self.static.encode_passages(texts))  # the table reads the whole text, also past LONGEST
        read = self.layers(functional.layer_norm(pieces, pieces.shape[-1:]) + self.places[:longest], src_key_padding_mask=~there)
        mean = (read * there[:, :, None]).sum(dim=1) / there.sum(dim=1, keepdim=True)
        return functional.normalize(whole + self.change(functional.layer_norm(mean, mean.shape[-1:])), dim=1)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """The same without gradients, in blocks of texts of like length."""
        vectors = np.zeros((len(texts), self.static.dimension), np.float32)
        order = np.argsort([len(text) for text in texts], kind="stable")
        with torch.no_grad():
            for start in range(0, len(order), BLOCK):
                rows = order[start : start + BLOCK]
                vectors[rows] = self([texts[i] for i in rows]).numpy()
        return vectors
