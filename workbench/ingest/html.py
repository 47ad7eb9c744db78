"""Stub."""
from workbench.domain.drafts import SourceDocument


def read_html(data: bytes, name: str) -> SourceDocument:
    """Stub."""
    raise NotImplementedError
