"""Whether a model of the public hub can be had: from its cache, else from the hub itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.errors import ModelUnavailable


def fetched(name: str, patterns: Sequence[str]) -> Path:
    """The folder with the model's files that match `patterns`; raises ModelUnavailable when it is not to be had."""
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, allow_patterns=list(patterns)))
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelUnavailable("error.model_unreachable", model=name) from error
