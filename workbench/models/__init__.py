"""Encoders and rerankers behind their ports."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.ports import Encoder, Reranker
from workbench.errors import ModelUnavailable
from workbench.models.static import StaticEncoder, is_static


def load_encoder(name: str, shipped: Path, backend: str = "torch") -> Encoder:
    """The encoder called `name` (hub id or folder), or the shipped one when the name is empty; raises ModelUnavailable."""
    folder = Path(name) if name else shipped
    if is_static(folder):
        return StaticEncoder(folder)
    if not name:
        raise ModelUnavailable("error.model_not_shipped", folder=str(shipped))
    from workbench.models.transformer import TransformerEncoder

    return TransformerEncoder(name, backend)


def load_reranker(name: str) -> Reranker:
    """The cross-encoder called `name` (hub id or folder); raises ModelUnavailable."""
    from workbench.models.reranker import CrossEncoderReranker

    return CrossEncoderReranker(name)
