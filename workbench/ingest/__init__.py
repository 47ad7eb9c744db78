"""Drafts from files: `read_draft` is the way in."""

from workbench.ingest.draft_file import read_draft

__all__ = ["read_draft"]
