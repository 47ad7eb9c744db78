"""Short ways to read a text and to look at what came out."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.draft_citation import citation_path
from workbench.domain.drafts import Draft, DraftProvision, Kind
from workbench.ingest import read_draft


def draft_of(tmp_path: Path, text: str, suffix: str = "txt") -> Draft:
    """The draft in a file with this text; every line is a paragraph."""
    path = tmp_path / f"ontwerp.{suffix}"
    path.write_text(text, encoding="utf-8")
    return read_draft(path)


def outline(draft: Draft) -> list[str]:
    """The citation of every provision, in reading order."""
    return [citation_path(draft, provision.id) for provision in draft.provisions]


def texts(draft: Draft) -> dict[str, str]:
    """Citation -> own text."""
    return {citation_path(draft, provision.id): provision.text for provision in draft.provisions}


def articles(draft: Draft) -> dict[str, DraftProvision]:
    """Number -> article."""
    return {provision.number: provision for provision in draft.provisions if provision.kind is Kind.ARTICLE}
