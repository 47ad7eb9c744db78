"""Put interpretive texts on the shelf: what the catalogue knows of them is filled in, and a text without articles is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from workbench.domain.authority import AuthorityParagraph, AuthorityText
from workbench.domain.identifiers import ProvisionId, is_count
from workbench.domain.instruments import Instrument, Interpretation
from workbench.domain.ports import AuthorityRepository
from workbench.domain.search import Passage
from workbench.errors import InputError

MOST_GAPS = 200  # a paragraph called 999999999 is one mistake, not a list of them
SHORTEST = 12


@dataclass(frozen=True)
class ShelfImport:
    """What became of one text; `gaps` are numbers that the count skips."""

    text: AuthorityText
    gaps: tuple[str, ...]


def import_authority(
    texts: Iterable[AuthorityText], shelf: AuthorityRepository, instruments: Mapping[str, Instrument]
) -> list[ShelfImport]:
    """Store each text in the place of an older one with its id and language; raises InputError before storing any."""
    ready = [_completed(text, instruments) for text in texts]
    for text in ready:
        shelf.replace(text)
    return [ShelfImport(text, _gaps(text)) for text in ready]


def _completed(text: AuthorityText, instruments: Mapping[str, Instrument]) -> AuthorityText:
    known = next((i for instrument in instruments.values() for i in instrument.interpretation if _same(i, text)), None)
    title = text.title or (known.title.get(text.language) or known.title.get("nl", "") if known else "")
    year = text.year or (known.year if known else "")
    articles = text.articles or (known.articles if known else ())
    places = {a for a in (*articles, *(a for p in text.paragraphs for a in p.articles))}
    if not places:
        raise InputError("error.shelf_articles", text=text.id)
    for place in sorted(places):
        _check(place, text, instruments)
    return replace(text, title=title, year=year, articles=tuple(articles))


def _same(interpretation: Interpretation, text: AuthorityText) -> bool:
    return (interpretation.body, interpretation.kind, interpretation.number) == (text.body, str(text.kind), text.number)


def _check(place: str, text: AuthorityText, instruments: Mapping[str, Instrument]) -> None:
    try:
        parsed = ProvisionId.parse(place)
    except ValueError as error:
        raise InputError("error.shelf_place", text=text.id, place=place) from error
    instrument = instruments.get(parsed.instrument)
    if instrument is None or (instrument.expected_articles and parsed.article not in instrument.expected_articles):
        raise InputError("error.shelf_place", text=text.id, place=place)


def _gaps(text: AuthorityText) -> tuple[str, ...]:
    numbers = {int(p.number) for p in text.paragraphs if is_count(p.number)}
    missing = (str(n) for n in range(min(numbers), max(numbers)) if n not in numbers) if numbers else iter(())
    return tuple(islice(missing, MOST_GAPS))


def authority_passages(texts: Iterable[AuthorityText]) -> list[Passage]:
    """One passage per paragraph, found as itself."""
    return [_passage(text, paragraph) for text in texts for paragraph in text.paragraphs if len(paragraph.text) >= SHORTEST]


def _passage(text: AuthorityText, paragraph: AuthorityParagraph) -> Passage:
    place = text.place(paragraph)
    digest = hashlib.sha256(paragraph.text.encode()).hexdigest()[:24]
    return Passage(f"{place}@{text.language}", place, place, text.language, "interpretation", paragraph.text, digest)
