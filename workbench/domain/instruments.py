"""Treaty instruments as the catalogue knows them: facts, status for Belgium, and whether a norm binds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workbench.domain.identifiers import ProvisionId, article_of

Text = dict[str, str]  # language code -> words


class Status(StrEnum):
    """How a norm stands towards Belgium."""

    BINDING = "binding"
    RESERVATION = "reservation"
    DECLARATION = "declaration"
    CONDITIONAL = "conditional"  # EU Charter: only when Union law is implemented
    NOT_ACCEPTED = "not_accepted"
    SIGNED_ONLY = "signed_only"
    NOT_PARTY = "not_party"
    SUPERSEDED = "superseded"
    SOFT = "soft"
    NOT_SUBSTANTIVE = "not_substantive"


BINDING = frozenset({Status.BINDING, Status.RESERVATION, Status.DECLARATION, Status.CONDITIONAL})


@dataclass(frozen=True)
class Applicability:
    """The answer to "does this norm bind Belgium?", with the fact it rests on."""

    status: Status
    note: Text = field(default_factory=dict)
    source: str = ""
    verified: bool = False
    argue_via: tuple[str, ...] = ()

    @property
    def binds(self) -> bool:
        """Whether the norm may be held against a draft; otherwise it is persuasive only."""
        return self.status in BINDING


@dataclass(frozen=True)
class ArticleStatus:
    """A deviation from the instrument's own status, for one article or paragraph."""

    id: str
    applicability: Applicability


@dataclass(frozen=True)
class Interpretation:
    """A general comment or the like, and the articles it interprets."""

    body: str
    kind: str
    number: str
    year: str
    title: Text
    articles: tuple[str, ...]


@dataclass(frozen=True)
class OfficialSource:
    """Where a publisher keeps the official text in one language."""

    language: str
    publisher: str
    url: str
    kind: str
    note: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """Where a group of catalogue facts comes from and how sure we are."""

    what: str
    source: str
    verified: bool


@dataclass(frozen=True)
class Body:
    """Who monitors the instrument, and whether it hears individual complaints against Belgium."""

    code: str
    name: Text
    individual_complaints: str
    note: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Instrument:
    """One treaty, protocol or declaration; dates are ISO strings, empty when unknown."""

    code: str
    names: Text
    short: Text
    abbreviations: dict[str, tuple[str, ...]]
    family: str
    kind: str
    parent: str
    adopted: str
    signed: str
    ratified: str
    in_force: str
    status: Status
    expected_articles: tuple[str, ...]  # numbers that a complete text has
    kinds_of_articles: dict[str, tuple[str, ...]]  # substantive | implementation | procedural -> numbers
    absolute: tuple[str, ...]
    bodies: tuple[Body, ...]
    article_status: tuple[ArticleStatus, ...]
    interpretation: tuple[Interpretation, ...]
    sources: tuple[OfficialSource, ...]
    facts: tuple[Fact, ...]
    text_state: str
    verified: bool

    def applicability(self, provision: str) -> Applicability:
        """How `provision` stands towards Belgium: the most specific statement wins, the instrument's own status is the rest."""
        place = ProvisionId.parse(provision)
        best: Applicability | None = None
        depth = -1
        for row in self.article_status:
            stated = ProvisionId.parse(row.id)
            if place.within(stated) and len(stated.rest) > depth:
                best, depth = row.applicability, len(stated.rest)
        if best is not None:
            return best
        inside = [row for row in self.article_status if ProvisionId.parse(row.id).within(place)]
        return self._of_parts(inside) if inside else self._own()

    def _own(self) -> Applicability:
        return Applicability(self.status, source=self._status_source(), verified=self.verified)

    def _of_parts(self, rows: list[ArticleStatus]) -> Applicability:
        """An article of which only paragraphs are stated: their common status, else the instrument's, deviations named."""
        statuses = {row.applicability.status for row in rows}
        if len(statuses) == 1:
            return rows[0].applicability
        deviating = [row for row in rows if row.applicability.status is not self.status]
        places = ", ".join(row.id for row in deviating)
        note = {"nl": f"Behalve: {places}.", "en": f"Except: {places}."}
        own = self._own()
        via = tuple(dict.fromkeys(v for row in deviating for v in row.applicability.argue_via))
        return Applicability(own.status, note, own.source, own.verified, via)

    def _status_source(self) -> str:
        return next((fact.source for fact in self.facts if fact.what.startswith("belgium")), "")

    def article_kind(self, article: str) -> str:
        """substantive | implementation | procedural; substantive when the catalogue does not say."""
        for kind, numbers in self.kinds_of_articles.items():
            if article in numbers:
                return kind
        return "substantive"

    def name(self, language: str) -> str:
        """The short name in `language`, else Dutch, else the code."""
        return self.short.get(language) or self.short.get("nl") or self.code


@dataclass(frozen=True)
class Provision:
    """One place of an official text in one language; `text` holds the words of this place and everything below it."""

    id: str
    language: str
    kind: str  # article | paragraph | point | preamble | annex
    number: str
    heading: str
    text: str
    path: tuple[str, ...]  # headings above it
    parent: str
    source: str
    text_date: str
    hash: str  # SHA-256 of the text

    @property
    def instrument(self) -> str:
        """The code of its instrument."""
        return self.id.split("/", 1)[0]

    @property
    def article(self) -> str:
        """The id of the article it belongs to."""
        return article_of(self.id)


@dataclass(frozen=True)
class TreatyText:
    """One instrument in one language as a source delivered it."""

    code: str
    language: str
    title: str
    source: str
    text_date: str
    provisions: tuple[Provision, ...]

    @property
    def articles(self) -> tuple[Provision, ...]:
        """The article-level provisions in reading order."""
        return tuple(p for p in self.provisions if p.kind == "article")


@dataclass(frozen=True)
class Completeness:
    """What arrived against what the catalogue expects."""

    code: str
    language: str
    expected: int
    found: int
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    outcome: str  # imported | unchanged | kept (the stored text is more complete) | unknown_instrument
    provisions: int = 0

    @property
    def complete(self) -> bool:
        """Whether every expected article arrived."""
        return not self.missing


def check_completeness(text: TreatyText, instrument: Instrument | None) -> Completeness:
    """Count the articles of `text` against the catalogue; an instrument without a catalogue entry expects nothing."""
    found = [p.number for p in text.articles]
    expected = instrument.expected_articles if instrument else ()
    return Completeness(
        text.code,
        text.language,
        len(expected),
        len(found),
        tuple(n for n in expected if n not in found),
        tuple(n for n in found if expected and n not in expected),
        "imported",
        len(text.provisions),
    )
