"""The composition root of everything that comes from publishers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.bootstrap import Workbench
from workbench.domain.drafts import SourceDocument
from workbench.domain.fetching import TextFetch
from workbench.domain.ports import Progress, silent
from workbench.sources.official import PublishedTexts
from workbench.sources.publishers import read_publishers
from workbench.sources.web import open_web
from workbench.use_cases.fetch_corpus import fetch_texts, known

TREATY_LANGUAGES = ("nl", "en", "fr")


def read_pdf(data: bytes, name: str) -> SourceDocument:
    """The text of a PDF; its reader is slow to load, so it comes late."""
    from workbench.ingest.pdf import read_pdf as read

    return read(data, name, silent)


def fetch_corpus(
    workbench: Workbench, codes: Sequence[str], languages: Sequence[str], again: bool = False, progress: Progress = silent
) -> Iterator[TextFetch]:
    """Fetch the texts of `codes` (empty: all); raises InputError, SourceError or StoreError before any work."""
    settings, instruments = workbench.settings, workbench.catalogue.instruments
    chosen = [known(code, instruments).code for code in codes] or list(instruments)
    publishers = read_publishers(settings.publishers)
    corpus = workbench.corpus
    with open_web(settings.deliveries, settings.contact, again) as web:
        texts = PublishedTexts(web, publishers, read_pdf, date.today().isoformat())
        yield from fetch_texts(chosen, languages, texts, corpus, instruments, progress)
