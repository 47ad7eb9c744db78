"""The words of a query that a passage matches, as the reader wrote them."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.retrieval.words import Analyzer, plain_words

KEPT = 20_000  # passages whose terms stay in memory


class SharedWords:
    """Compares two texts term by term, one analyzer per language."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        self._lexicon = tuple(lexicon)
        self._analyzers: dict[str, Analyzer] = {}
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def __call__(self, query: str, passage: str, language: str) -> tuple[str, ...]:
        """The query's words whose stem or compound part also stands in the passage, in reading order, each once."""
        if language not in self._analyzers:
            self._analyzers[language] = Analyzer(language, self._lexicon)
        analyzer = self._analyzers[language]
        there = self._terms_of(passage, language)
        return tuple(dict.fromkeys(w for w in plain_words(query) if not there.isdisjoint(analyzer.terms_of_word(w))))

    def _terms_of(self, passage: str, language: str) -> frozenset[str]:
        key = (passage, language)
        if key not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[key] = frozenset(self._analyzers[language].terms(passage))
        return self._known[key]
