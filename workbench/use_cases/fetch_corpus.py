"""Fetch official texts from their publishers; nothing stored is touched before a text has been checked against the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from workbench.domain.fetching import Attempt, OfficialTexts, TextFetch
from workbench.domain.instruments import Completeness, Instrument, TreatyText, check_completeness
from workbench.domain.language import language_of
from workbench.domain.ports import CorpusRepository, Progress, silent
from workbench.errors import CorpusError, InputError
from workbench.use_cases.import_corpus import import_texts

WRONG = 0.5  # a text with less than this share of the expected articles is not the text that was asked for


def fetch_texts(
    codes: Iterable[str],
    languages: Iterable[str],
    publishers: OfficialTexts,
    corpus: CorpusRepository,
    instruments: Mapping[str, Instrument],
    progress: Progress = silent,
) -> Iterator[TextFetch]:
    """Per code and language the outcome, as soon as it is known; raises InputError for a code outside the catalogue."""
    wanted = [(known(code, instruments), language) for code in codes for language in languages]
    for number, (instrument, language) in enumerate(wanted):
        progress("progress.fetch", number, len(wanted))
        yield _fetch(instrument, language, publishers, corpus, instruments)
    progress("progress.fetch", len(wanted), len(wanted))


def known(code: str, instruments: Mapping[str, Instrument]) -> Instrument:
    """The instrument; raises InputError with the code."""
    if code not in instruments:
        raise InputError("error.unknown_instrument", code=code)
    return instruments[code]


def _fetch(
    instrument: Instrument,
    language: str,
    publishers: OfficialTexts,
    corpus: CorpusRepository,
    instruments: Mapping[str, Instrument],
) -> TextFetch:
    """The first complete text wins; without one, the text with most of the expected articles."""
    tried: list[Attempt] = []
    best: tuple[Attempt, Completeness] | None = None
    for attempt in publishers.attempts(instrument, language):
        checked, row = _checked(attempt, instrument, language)
        tried.append(checked)
        if row is None:
            continue
        if best is None or len(row.missing) < len(best[1].missing):
            best = (checked, row)
        if row.complete:
            break
    if best is None or best[0].text is None:
        return TextFetch(instrument.code, language, tuple(tried))
    (stored,) = import_texts([best[0].text], corpus, instruments)
    others = [a for a in tried if a is not best[0]]
    return TextFetch(instrument.code, language, (best[0], *(replace(a, text=None) for a in others)), stored)


def _checked(attempt: Attempt, instrument: Instrument, language: str) -> tuple[Attempt, Completeness | None]:
    """An attempt whose text is in another language or lacks most articles becomes an error."""
    if attempt.text is None:
        return attempt, None
    row = check_completeness(attempt.text, instrument)
    spoken = language_of("\n".join(p.text for p in attempt.text.articles))
    if spoken not in ("", language):
        error = CorpusError("error.source_language", publisher=attempt.publisher, wanted=language, found=spoken)
        return replace(attempt, text=None, error=error), None
    if row.expected and len(row.missing) > WRONG * row.expected:
        found = row.expected - len(row.missing)
        error = CorpusError("error.source_incomplete", publisher=attempt.publisher, found=found, expected=row.expected)
        return replace(attempt, text=None, error=error), None
    return attempt, row


def worded(text: TreatyText, source: str) -> TreatyText:
    """The text with its origin in every provision."""
    return replace(text, source=source, provisions=tuple(replace(p, source=source) for p in text.provisions))
