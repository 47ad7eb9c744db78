"""Search the interpretive shelf: paragraphs, never presented as binding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.domain.authority import AuthorityParagraph, AuthorityText
from workbench.domain.ports import Encoder, PassageIndex
from workbench.use_cases.search_drafts import DEPTH, fuse


@dataclass(frozen=True)
class ShelfHit:
    """A paragraph found; `ranks` are 1-based per lane."""

    text: AuthorityText
    paragraph: AuthorityParagraph
    score: float
    ranks: dict[str, int]


def search_shelf(
    query: str,
    index: PassageIndex,
    encoder: Encoder,
    texts: Sequence[AuthorityText],
    top: int,
    language: str = "nl",
    instruments: frozenset[str] = frozenset(),
) -> list[ShelfHit]:
    """The `top` best paragraphs; with `instruments`, only those attached to an article of one of them."""
    places = {
        text.place(p): (text, p)
        for text in texts
        for p in text.paragraphs
        if not instruments or any(a.split("/")[0] in instruments for a in text.attached(p))
    }
    allowed = np.array([place in places for place in index.table.values("provision")], bool)
    lanes = index.lanes([query], encoder.encode_queries([query]), language, DEPTH, allowed)[0]
    return [ShelfHit(*places[hit.provision], hit.score, hit.ranks) for hit in fuse(lanes, index, top) if hit.provision in places]
