"""The words of a query that a passage matches, as the reader wrote them."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.retrieval.words import Analyzer, plain_words


class SharedWords:
    """Compares two texts term by term, one analyzer per language."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        self._lexicon = tuple(lexicon)
        self._analyzers: dict[str, Analyzer] = {}

    def __call__(self, query: str, passage: str, language: str) -> tuple[str, ...]:
        """The query's words whose stem or compound part also stands in the passage, in reading order, each once."""
        analyzer = self._analyzers.setdefault(language, Analyzer(language, self._lexicon))
        there = set(analyzer.terms(passage))
        return tuple(dict.fromkeys(w for w in plain_words(query) if not there.isdisjoint(analyzer.terms(w))))
