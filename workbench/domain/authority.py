"""The interpretive shelf: what committees and courts said, paragraph by paragraph, attached to treaty articles. Never binding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AuthorityKind(StrEnum):
    """What sort of text it is; labels are `authority.kind.*` in the catalogues."""

    GENERAL_COMMENT = "general-comment"
    GENERAL_RECOMMENDATION = "general-recommendation"
    CONCLUDING_OBSERVATIONS = "concluding-observations"
    JUDGMENT = "judgment"
    DECISION = "decision"
    GUIDELINES = "guidelines"


@dataclass(frozen=True)
class AuthorityParagraph:
    """One numbered paragraph; `articles` only where it speaks of others than the whole text does."""

    number: str
    text: str
    page: int = 1
    articles: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuthorityText:
    """One text in one language; `title` of a judgment is its citation without the paragraph."""

    id: str  # CRPD-GC-5, EHRM-30562-04
    body: str
    kind: AuthorityKind
    number: str
    year: str
    title: str
    language: str
    articles: tuple[str, ...]
    source: str
    hash: str
    paragraphs: tuple[AuthorityParagraph, ...]

    def attached(self, paragraph: AuthorityParagraph) -> tuple[str, ...]:
        """The treaty places that a paragraph interprets."""
        return paragraph.articles or self.articles

    def place(self, paragraph: AuthorityParagraph) -> str:
        """The id of a paragraph: `CRPD-GC-5#16`."""
        return f"{self.id}#{paragraph.number}"

    def about(self, article: str) -> list[AuthorityParagraph]:
        """The paragraphs attached to an article or to a place inside it."""
        return [p for p in self.paragraphs if any(a == article or a.startswith(f"{article}/") for a in self.attached(p))]


_SHORT = {
    AuthorityKind.GENERAL_COMMENT: "GC",
    AuthorityKind.GENERAL_RECOMMENDATION: "GR",
    AuthorityKind.CONCLUDING_OBSERVATIONS: "CO",
    AuthorityKind.JUDGMENT: "J",
    AuthorityKind.DECISION: "D",
    AuthorityKind.GUIDELINES: "G",
}
_NAMES = {
    "nl": {
        AuthorityKind.GENERAL_COMMENT: "Algemene Opmerking nr. {number}",
        AuthorityKind.GENERAL_RECOMMENDATION: "Algemene Aanbeveling nr. {number}",
        AuthorityKind.CONCLUDING_OBSERVATIONS: "Slotopmerkingen over België ({year})",
        AuthorityKind.GUIDELINES: "Richtsnoeren {number}",
        AuthorityKind.DECISION: "beslissing nr. {number}",
    },
    "en": {
        AuthorityKind.GENERAL_COMMENT: "General Comment No. {number}",
        AuthorityKind.GENERAL_RECOMMENDATION: "General Recommendation No. {number}",
        AuthorityKind.CONCLUDING_OBSERVATIONS: "Concluding Observations on Belgium ({year})",
        AuthorityKind.GUIDELINES: "Guidelines {number}",
        AuthorityKind.DECISION: "decision No. {number}",
    },
}
_PARAGRAPH = re.compile(r"^(?P<text>.+?),?\s+(?:§|para\.|paragraaf)\s*(?P<number>\d{1,4}[a-z]?)\.?$", re.IGNORECASE)


def authority_id(body: str, kind: AuthorityKind, number: str, year: str) -> str:
    """A stable id: `CRPD-GC-5`, `CRPD-CO-2024`, `EHRM-J-30562-04`."""
    own = year if kind is AuthorityKind.CONCLUDING_OBSERVATIONS else number or year
    return "-".join(re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") for part in (body, _SHORT[kind], own))


def cite_authority(text: AuthorityText, number: str = "", language: str = "nl") -> str:
    """`CRPD, Algemene Opmerking nr. 5, § 16`; a judgment by its own citation."""
    if text.kind is AuthorityKind.JUDGMENT:
        name = text.title
    else:
        form = _NAMES.get(language, _NAMES["nl"])[text.kind]
        name = f"{text.body}, {form.format(number=text.number, year=text.year)}"
    return f"{name}, § {number}" if number else name


def parse_authority(citation: str, texts: Iterable[AuthorityText]) -> str:
    """The id of the paragraph (or text) that a citation names; raises ValueError when no text on the shelf is cited so."""
    match = _PARAGRAPH.match(citation.strip())
    name, number = (match["text"], match["number"]) if match else (citation.strip(), "")
    for text in texts:
        if any(_plain(name) == _plain(cite_authority(text, "", language)) for language in _NAMES):
            return f"{text.id}#{number}" if number else text.id
    raise ValueError(f"not a text on the shelf: {citation!r}")


def _plain(name: str) -> str:
    return re.sub(r"[\s.,\-]+", " ", name).strip().lower()
