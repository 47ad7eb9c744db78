"""Which publisher has which treaty, and the way to its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workbench.domain.fetching import Attempt
from workbench.domain.instruments import Instrument, OfficialSource, TreatyText
from workbench.errors import CorpusError, InputError, SourceError, SourceMissing, ToetssteenError
from workbench.sources import bwb, eu, pages
from workbench.sources.page_lines import page_root
from workbench.sources.publishers import Publisher
from workbench.sources.raw import RawTreaty
from workbench.sources.treaty_files import treaty_text
from workbench.sources.web import Web
from workbench.sources.web_cache import Delivery, Request
from workbench.use_cases.fetch_corpus import worded

_PAGES = {
    "Council of Europe": "coe",
    "Europees Hof voor de Rechten van de Mens": "echr",
    "OHCHR": "ohchr",
    "United Nations": "un",
    "UNECE": "unece",
    "ILO NORMLEX": "ilo",
    "HCCH": "hcch",
}
Read = Callable[[Instrument, str, OfficialSource, Publisher], tuple[RawTreaty, Delivery]]


@dataclass(frozen=True)
class PublishedTexts:
    """Treaty texts at their publishers; `today` (ISO) says which state of a text is meant."""

    web: Web
    publishers: Mapping[str, Publisher]
    read_pdf: pages.ReadPdf
    today: str

    def attempts(self, instrument: Instrument, language: str) -> Iterator[Attempt]:
        """Ask one publisher after another; the structured files come first, the Official Journal for the Union's own texts."""
        for source in _ordered(instrument, language):
            publisher, read = self._way(source)
            url = publisher.address(source.url)
            try:
                raw, delivery = read(instrument, language, source, publisher)
                text = _own_text(raw, instrument, publisher, delivery)
            except (SourceError, InputError, CorpusError) as error:
                yield Attempt(publisher.name, url, error=error)
            else:
                yield Attempt(publisher.name, delivery.url, text)

    def _way(self, source: OfficialSource) -> tuple[Publisher, Read]:
        if source.kind == "bwb":
            return self.publishers["bwb"], self._bwb
        if source.publisher == "EUR-Lex":
            return self.publishers["eu"], self._eu
        return self.publishers[_PAGES[source.publisher]], self._page

    def _bwb(self, instrument: Instrument, language: str, source: OfficialSource, publisher: Publisher) -> _Found:
        match = bwb.IDENTIFIER.search(source.url)
        if match is None:
            raise CorpusError("error.source_address", publisher=publisher.name, url=source.url)
        folder = f"{publisher.base}/bwb/{match[0]}"

        def state_of(delivery: Delivery) -> bwb.State:
            return bwb.current_state(delivery.body, delivery.name, self.today)

        def read(delivery: Delivery) -> list[RawTreaty]:
            return bwb.read_bwb(delivery.body, delivery.name, instrument.code, match[0])

        manifest = self.web.get(publisher, Request(f"{folder}/manifest.xml", "application/xml"), lambda d: _passed(state_of(d)))
        state = state_of(manifest)
        request = Request(f"{folder}/{state.label}/xml/{state.item}", "application/xml")
        delivery = self.web.get(publisher, request, lambda d: _passed(read(d)))
        treaty = next((t for t in read(delivery) if t.language == language), None)
        if treaty is None:
            raise SourceMissing("error.source_no_language", publisher=publisher.name, language=language, url=delivery.url)
        treaty.text_date = treaty.text_date or state.begins
        return treaty, delivery

    def _eu(self, instrument: Instrument, language: str, source: OfficialSource, publisher: Publisher) -> _Found:
        celex = eu.celex_of(source.url)
        if not celex or language not in eu.LANGUAGES:
            raise CorpusError("error.source_address", publisher=publisher.name, url=source.url)
        request = Request(f"{publisher.base}/resource/celex/{celex}", eu.ACCEPT, eu.LANGUAGES[language])
        delivery = self.web.get(publisher, request, lambda d: _passed(eu.read_eu_page(d, instrument.code, language)))
        return eu.read_eu_page(delivery, instrument.code, language), delivery

    def _page(self, instrument: Instrument, language: str, source: OfficialSource, publisher: Publisher) -> _Found:
        """The page itself, or the full text that it leads to at the same publisher."""

        def check(delivery: Delivery) -> None:
            if not delivery.body.startswith(b"%PDF-"):
                page_root(delivery)

        page = self.web.get(publisher, Request(publisher.address(source.url), pages.ACCEPT, language), check)
        failure: ToetssteenError | None = None
        for url in [page.url, *pages.full_text_links(page, language, publisher)]:
            try:
                delivery = page if url == page.url else self.web.get(publisher, Request(url, pages.ACCEPT, language), check)
                raw = pages.read_page(delivery, instrument.code, language, self.read_pdf)
                _same_instrument(raw, instrument, delivery)
            except (SourceError, InputError, CorpusError) as error:
                failure = failure or error
                continue
            return raw, delivery
        raise failure or CorpusError("error.source_address", publisher=publisher.name, url=source.url)


_Found = tuple[RawTreaty, Delivery]


def _passed(checked: object) -> None:
    """A check is over when it raised nothing."""


def _ordered(instrument: Instrument, language: str) -> list[OfficialSource]:
    """The sources of this language, and the Basiswettenbestand for every language: its files hold the authentic texts too."""
    known = [s for s in instrument.sources if s.kind == "bwb" or s.publisher == "EUR-Lex" or s.publisher in _PAGES]
    fitting = [s for s in known if s.kind != "status" and (s.language == language or s.kind == "bwb")]
    unique = list({(s.kind, s.url): s for s in fitting}.values())
    rank = {"EUR-Lex": 0 if instrument.family == "eu" else 2, "Basiswettenbestand": 1}
    return sorted(unique, key=lambda s: rank.get(s.publisher, 3))


def _own_text(raw: RawTreaty, instrument: Instrument, publisher: Publisher, delivery: Delivery) -> TreatyText:
    """The instrument's own articles; a decision around an annexed convention, or protocols behind it, are left out."""
    if publisher.code != "bwb":
        main, _annexes = raw.main_and_annexes(instrument.expected_articles)
        raw.runs = [main] if main else []
    raw.title = instrument.names.get(raw.language) or raw.title
    source = f"{publisher.name}, {delivery.url}, {delivery.fetched[:10]}; {publisher.licence}"
    return worded(treaty_text(raw, instrument), source)


def _same_instrument(raw: RawTreaty, instrument: Instrument, delivery: Delivery) -> None:
    """The page must name the instrument: half of the longer words of its title, in the title or before the first article."""
    name = instrument.names.get(raw.language)
    wanted = set(re.findall(r"\w{5,}", (name or "").lower()))
    seen = set(re.findall(r"\w{5,}", f"{raw.title} {raw.preamble} {_first_words(raw)}".lower()))
    if wanted and len(wanted & seen) < len(wanted) / 2:
        raise CorpusError("error.source_other_text", file=delivery.name, wanted=name, found=raw.title or "?")


def _first_words(raw: RawTreaty) -> str:
    return " ".join(article.text for run in raw.runs for article in run[:3])[:3000]
