"""The composition root of everything that comes from publishers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as calendar
from pathlib import Path

from workbench.bootstrap import Workbench
from workbench.domain.base_law import BaseLaw, dated
from workbench.domain.drafts import Draft, SourceDocument
from workbench.domain.fetching import TextFetch
from workbench.domain.ports import Progress, silent
from workbench.errors import InputError
from workbench.sources.authority_files import Described, read_authority_file
from workbench.sources.codex import Codex, CodexLaw
from workbench.sources.official import PublishedTexts
from workbench.sources.publishers import Publisher, read_publishers
from workbench.sources.vlaams_parlement import FileDocument, Parliament, ParliamentFile
from workbench.sources.web import Web, open_web
from workbench.sources.web_cache import Delivery
from workbench.use_cases.fetch_corpus import fetch_texts, known
from workbench.use_cases.import_authority import ShelfImport, import_authority

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
        texts = PublishedTexts(web, publishers, read_pdf, calendar.today().isoformat())
        yield from fetch_texts(chosen, languages, texts, corpus, instruments, progress)


@contextmanager
def _asking(workbench: Workbench, code: str, again: bool) -> Iterator[tuple[Web, Publisher]]:
    publisher = read_publishers(workbench.settings.publishers)[code]
    with open_web(workbench.settings.deliveries, workbench.settings.contact, again) as web:
        yield web, publisher


def fetch_law(workbench: Workbench, wanted: str, again: bool = False) -> tuple[BaseLaw, bool]:
    """Fetch a law by NUMAC, by id or by words that name one law; False when exactly this text is there already.

    Raises InputError when the words name no law or more than one.
    """
    with _asking(workbench, "codex", again) as (web, publisher):
        codex = Codex(web, publisher)
        found = codex.law(_law_id(codex, wanted.strip()))
    return _keep_law(workbench, found)


def _law_id(codex: Codex, wanted: str) -> str:
    if wanted.isdecimal():
        return codex.by_numac(wanted) if len(wanted) == 10 else wanted
    hits = codex.find(wanted)
    if len(hits) != 1:
        titles = "; ".join(f"{hit.id}: {hit.title[:90]}" for hit in hits[:5]) or "-"
        raise InputError("error.law_choice", wanted=wanted, count=len(hits), titles=titles)
    return hits[0].id


def _keep_law(workbench: Workbench, found: CodexLaw) -> tuple[BaseLaw, bool]:
    from workbench.ingest.draft_file import read_draft_bytes  # late: its readers are slow to load

    text = read_draft_bytes(f"{found.title}\n\n{found.text}\n".encode(), Path(f"codex-{found.id}.txt"))
    source = f"{found.delivery.publisher}, {found.delivery.url}; {found.delivery.licence}"
    law = BaseLaw(f"codex-{found.id}", found.title, found.date, found.delivery.fetched[:10], source, text)
    return law, workbench.laws.save(law)


def import_law(workbench: Workbench, file: Path, title: str = "") -> tuple[BaseLaw, bool]:
    """Keep a law from a file; without a title the file's own is taken. Raises InputError when no date can be found in it."""
    from workbench.ingest import read_draft

    text = read_draft(file)
    name = title or text.title
    date = dated(name)
    if not date:
        raise InputError("error.law_date", file=file.name, title=name)
    law = BaseLaw(f"law-{text.id}", name, date, "", file.name, text)
    return law, workbench.laws.save(law)


def fetch_file(workbench: Workbench, wanted: str, every: bool = False, again: bool = False) -> FetchedFile:
    """The documents and stages of a parliamentary file; the newest text (or with `every` all texts) becomes a draft."""
    with _asking(workbench, "parliament", again) as (web, publisher):
        parliament = Parliament(web, publisher)
        found = parliament.file(wanted)
        texts = sorted((d for d in found.documents if d.is_text), key=lambda d: d.date)
        drafts = [_import(workbench, parliament.download(document), document) for document in (texts if every else texts[-1:])]
    return FetchedFile(found, tuple(drafts))


def _import(workbench: Workbench, delivery: Delivery, document: FileDocument) -> tuple[Draft, bool]:
    from workbench.ingest.draft_file import read_draft_bytes

    draft = read_draft_bytes(delivery.body, Path(document.name or delivery.name))
    return draft, workbench.drafts.save(draft)


@dataclass(frozen=True)
class FetchedFile:
    """A parliamentary file, and the drafts that came with it (each with whether it is new here)."""

    file: ParliamentFile
    drafts: tuple[tuple[Draft, bool], ...]


def import_shelf(workbench: Workbench, file: Path, described: Described | None) -> list[ShelfImport]:
    """Put the interpretive texts of a file on the shelf."""
    texts = read_authority_file(file, described, read_pdf)
    return import_authority(texts, workbench.shelf, workbench.catalogue.instruments)
