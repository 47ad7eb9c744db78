"""Where a finding or note stands: exact words with their surroundings and their place (W3C TextQuote and TextPosition)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.drafts import Draft
from workbench.domain.instruments import Provision
from workbench.errors import QuoteNotFound

CONTEXT = 32  # characters kept on either side


class Side(StrEnum):
    """Which text an anchor points into."""

    DRAFT = "draft"
    TREATY = "treaty"


@dataclass(frozen=True)
class TextQuote:
    """W3C TextQuoteSelector: the words, and what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class TextPosition:
    """W3C TextPositionSelector: [start, end) in characters of the source text."""

    start: int
    end: int


@dataclass(frozen=True)
class Anchor:
    """Words in a text. Positions count in `Draft.source.text` for a draft, in the provision's own text for a treaty."""

    side: Side
    source: str  # draft id, or `CODE@language` for a treaty
    provision: str  # eId, or treaty provision id
    quote: TextQuote
    position: TextPosition
    text_hash: str  # SHA-256 of the source text that the position counts in
    page: int = 0  # 0 when the text has no pages


def anchor_in_draft(draft: Draft, provision: str, words: str = "", nth: int = 1) -> Anchor:
    """Anchor `words` inside a provision of the draft, or the whole provision without words; raises QuoteNotFound.

    White space may differ, since a page shows lines otherwise than the file; `nth` tells which, where they stand more than once.
    """
    place = next((p for p in draft.provisions if p.id == provision), None)
    if place is None:
        raise QuoteNotFound("error.provision_unknown", provision=provision)
    start, end = _span(draft.source.text, words, place.start, place.end, nth)
    page = max((line.page for line in draft.source.lines if line.start <= start), default=place.page)
    return _anchor(Side.DRAFT, draft.id, provision, draft.source.text, start, end, page)


def anchor_in_treaty(provision: Provision, words: str = "", nth: int = 1) -> Anchor:
    """Anchor `words` in a treaty provision, or all of it without words; raises QuoteNotFound."""
    start, end = _span(provision.text, words, 0, len(provision.text), nth)
    return _anchor(Side.TREATY, f"{provision.instrument}@{provision.language}", provision.id, provision.text, start, end, 0)


def anchor_at(draft: Draft, position: TextPosition) -> Anchor:
    """Anchor these characters of the draft's source text in the smallest provision around them; raises QuoteNotFound."""
    around = [p for p in draft.provisions if p.start <= position.start and position.end <= p.end]
    if not around or position.end <= position.start:
        raise QuoteNotFound("error.quote_not_found", words=draft.source.text[position.start : position.end][:80])
    smallest = min(around, key=lambda p: p.end - p.start)
    page = max((line.page for line in draft.source.lines if line.start <= position.start), default=smallest.page)
    return _anchor(Side.DRAFT, draft.id, smallest.id, draft.source.text, position.start, position.end, page)


def locate(anchor: Anchor, text: str) -> TextPosition | None:
    """Where the quoted words stand in `text`: at the kept position, else the one place whose surroundings agree; else None."""
    start, end = anchor.position.start, anchor.position.end
    if text[start:end] == anchor.quote.exact:
        return anchor.position
    places = [m.start() for m in re.finditer(re.escape(anchor.quote.exact), text)] if anchor.quote.exact else []
    fitting = [place for place in places if _surrounded(anchor.quote, text, place)] or places
    return TextPosition(fitting[0], fitting[0] + len(anchor.quote.exact)) if len(fitting) == 1 else None


def overlaps(first: str, second: str) -> bool:
    """Whether two eIds are the same provision or one lies inside the other: `art_5` and `art_5__para_1`."""
    return first == second or first.startswith(f"{second}__") or second.startswith(f"{first}__")


def hash_of(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _surrounded(quote: TextQuote, text: str, start: int) -> bool:
    end = start + len(quote.exact)
    return text[:start].endswith(quote.prefix) and text[end:].startswith(quote.suffix)


def places_of(text: str, words: str, low: int = 0, high: int | None = None) -> list[tuple[int, int]]:
    """Everywhere in `text[low:high]` that the words stand, whatever white space lies between them; places may overlap."""
    if not words.strip():
        return []
    pattern = re.compile("(?=(" + r"\s+".join(map(re.escape, words.split())) + "))")
    return [found.span(1) for found in pattern.finditer(text, low, len(text) if high is None else high)]


def _span(text: str, words: str, low: int, high: int, nth: int = 1) -> tuple[int, int]:
    if not words.strip():
        inside = text[low:high]
        return low + len(inside) - len(inside.lstrip()), low + len(inside.rstrip())
    found = places_of(text, words, low, high)
    if not 1 <= nth <= len(found):
        raise QuoteNotFound("error.quote_not_found", words=words if len(words) <= 80 else words[:79] + "…")
    return found[nth - 1]


def _anchor(side: Side, source: str, provision: str, text: str, start: int, end: int, page: int) -> Anchor:
    quote = TextQuote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
    return Anchor(side, source, provision, quote, TextPosition(start, end), hash_of(text), page)
