"""Bring official texts in: count them against the catalogue, never put a worse text in the place of a better one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.domain.instruments import Completeness, Instrument, TreatyText, check_completeness
from workbench.domain.ports import CorpusRepository, StoredText


def import_texts(
    texts: Iterable[TreatyText], corpus: CorpusRepository, instruments: Mapping[str, Instrument]
) -> list[Completeness]:
    """Store each text that is at least as complete as what is there, and say per text what happened."""
    stored = {(t.code, t.language): t for t in corpus.stored()}
    rows = []
    for text in texts:
        row = check_completeness(text, instruments.get(text.code))
        outcome = _outcome(text, row, stored.get((text.code, text.language)), instruments.get(text.code))
        if outcome == "imported":
            corpus.replace(text)
            numbers = tuple(p.number for p in text.articles)
            stored[text.code, text.language] = StoredText(
                text.code, text.language, text.title, text.source, text.text_date, numbers, "", ""
            )
        rows.append(replace(row, outcome=outcome))
    return rows


def _outcome(text: TreatyText, row: Completeness, there: StoredText | None, instrument: Instrument | None) -> str:
    if not text.articles:
        return "kept" if there else "empty"
    if there is None:
        return "imported" if instrument else "unknown_instrument"
    expected = instrument.expected_articles if instrument else there.articles
    had = len(set(expected) & set(there.articles))
    has = len(set(expected) & {p.number for p in text.articles})
    if has < had:
        return "kept"
    newer = text.text_date > there.text_date
    return "imported" if has > had or newer else "unchanged"
