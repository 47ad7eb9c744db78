"""Encoders and rerankers behind their ports."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.ports import Encoder, Reranker
from workbench.errors import ModelUnavailable
from workbench.models.static import StaticEncoder, is_static

BACKENDS = ("torch", "onnx", "openvino")


def load_encoder(name: str, shipped: Path, backend: str = "torch") -> Encoder:
    """The encoder called `name` (hub id or folder), or the shipped one when the name is empty; raises ModelUnavailable."""
    if backend not in BACKENDS:
        raise ModelUnavailable("error.backend_unknown", backend=backend, known=", ".join(BACKENDS))
    folder = Path(name) if name else shipped
    if is_static(folder):
        return StaticEncoder(folder)
    if not name:
        raise ModelUnavailable("error.model_not_shipped", folder=str(shipped))
    if name.startswith(("/", ".", "~")) and not folder.expanduser().is_dir():
        raise ModelUnavailable("error.model_no_folder", folder=name)
    if backend != "torch":
        from workbench.models.exported import ExportedEncoder

        return ExportedEncoder(name, backend)
    from workbench.models.transformer import TransformerEncoder

    return TransformerEncoder(name)


def load_reranker(name: str) -> Reranker:
    """The cross-encoder called `name` (hub id or folder); raises ModelUnavailable."""
    from workbench.models.reranker import CrossEncoderReranker

    return CrossEncoderReranker(name)
