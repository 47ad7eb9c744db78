"""The obligation register: what an article protects and how decrees touch it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Text


class Force(StrEnum):
    """How hard a duty is."""

    ABSOLUTE = "absolute"
    LIMITED = "limited"
    QUALIFIED = "qualified"
    RELATIVE = "relative"
    PROGRAMMATIC = "programmatic"


class Relation(StrEnum):
    """How an analogous article compares with this one."""

    EQUAL = "equal"
    BROADER = "broader"
    NARROWER = "narrower"


@dataclass(frozen=True)
class Duty:
    """respect / protect / fulfil; immediate / progressive / mixed; and its force."""

    kinds: tuple[str, ...]
    timing: str
    force: Force


@dataclass(frozen=True)
class Limitation:
    """The clause that allows limits and the grounds it lists."""

    clause: str
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class Requirement:
    """What an authority asks, in our own words, with its pinpoint."""

    words: Text
    source: str
    pinpoint: str


@dataclass(frozen=True)
class Analogue:
    """The same interest in another instrument."""

    id: str
    relation: Relation


@dataclass(frozen=True)
class Obligation:
    """One register entry; codes come from the thesaurus."""

    id: str
    title: Text
    rights: tuple[str, ...]
    protects: Text
    duty: Duty
    holders: tuple[str, ...]
    interferences: tuple[str, ...]
    safeguards: tuple[str, ...]
    as_written: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    limitation: Limitation | None
    requires: tuple[Requirement, ...]
    analogues: tuple[Analogue, ...]
    constitution: tuple[str, ...]
    domains: tuple[str, ...]
    verified: bool

    @property
    def instrument(self) -> str:
        """The code of its instrument."""
        return self.id.split("/", 1)[0]

    @property
    def article(self) -> str:
        """The article that the entry belongs to."""
        return article_of(self.id)


@dataclass(frozen=True)
class Concept:
    """A thesaurus concept: synonyms are the words that decrees use."""

    scheme: str
    code: str
    label: Text
    synonyms: tuple[str, ...] = ()
    eurovoc: tuple[str, ...] = ()
    broader: str = ""


@dataclass(frozen=True)
class Thesaurus:
    """All concepts by scheme and code."""

    concepts: dict[str, dict[str, Concept]]

    def label(self, scheme: str, code: str, language: str) -> str:
        """The concept's label in `language`, else Dutch, else the code."""
        concept = self.concepts.get(scheme, {}).get(code)
        return (concept.label.get(language) or concept.label["nl"]) if concept else code


@dataclass(frozen=True)
class Register:
    """Every obligation by id, with the hash of the files it was read from."""

    obligations: dict[str, Obligation]
    version: str

    def of_article(self, article: str) -> tuple[Obligation, ...]:
        """The article's own entry and those of its paragraphs."""
        return self._by_article.get(article, ())

    def phrase_language(self, phrase: str) -> str:
        """The language of a phrase as decrees write it; empty when the register has no such phrase."""
        return self._phrases.get(phrase, "")

    @cached_property
    def _phrases(self) -> dict[str, str]:
        rows = (o.as_written.items() for o in self.obligations.values())
        return {phrase: code for by_language in rows for code, phrases in by_language for phrase in phrases}

    @cached_property
    def _by_article(self) -> dict[str, tuple[Obligation, ...]]:
        found: dict[str, tuple[Obligation, ...]] = {}
        for obligation in self.obligations.values():
            found[obligation.article] = (*found.get(obligation.article, ()), obligation)
        return found
