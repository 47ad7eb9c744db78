"""Stub."""
from workbench.domain.drafts import SourceDocument


def read_akoma_ntoso(data: bytes, name: str) -> SourceDocument:
    """Stub."""
    raise NotImplementedError
