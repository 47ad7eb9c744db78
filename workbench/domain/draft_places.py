"""From a citation back to the place in a draft: `artikel 5, § 2, tweede lid, 3°` -> `art_5__para_2__subpara_2__point_3`."""

from __future__ import annotations

import re

from workbench.domain.draft_citation import own_citation
from workbench.domain.drafts import Draft

_DRAFT = re.compile(
    r",?\s+van (?:het|de) (?:ontwerp|voorontwerp|voorstel|besluit|tekst)(?:\s+van\s+(?:decreet|besluit))?\b.*$", re.IGNORECASE
)


def place_in(draft: Draft, citation: str) -> str:
    """The id of the provision that a citation names; raises ValueError when the draft has no such place, or more than one."""
    wanted = _plain(_DRAFT.sub("", citation))
    found = [p.id for p in draft.provisions if _plain(own_citation(draft, p.id)) == wanted]
    if len(found) != 1:
        raise ValueError(f"not one place in this draft: {citation!r} ({len(found)})")
    return found[0]


def _plain(citation: str) -> str:
    text = re.sub(r"\bart(?:ikel|\.)?\s*(?=[\dIVXLC])", "artikel ", citation.strip().lower(), flags=re.IGNORECASE)
    text = re.sub(r"§\s*|\bparagraaf\s+", "§ ", text)
    text = re.sub(r"\bpunt\s+(?=\d+°|[a-z]\))", "", text)
    return re.sub(r"\s*,\s*|\s+", " ", text).strip(" .;")
