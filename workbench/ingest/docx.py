"""Stub."""
from workbench.domain.drafts import SourceDocument


def read_docx(data: bytes, name: str) -> SourceDocument:
    """Stub."""
    raise NotImplementedError
