"""What the use cases ask of the world around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.domain.authority import AuthorityText
from workbench.domain.base_law import BaseLaw
from workbench.domain.drafts import Draft
from workbench.domain.instruments import Provision, TreatyText
from workbench.domain.search import Lane, Passage, Screening

Vectors = NDArray[np.float32]


class Progress(Protocol):
    """A listener for long work: `step` is a catalogue key; it may raise Cancelled to stop the work."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Hear that `done` of `total` units of `step` are finished (total 0: unknown)."""


def silent(step: str, done: int, total: int) -> None:
    """The default listener: hears everything, says nothing."""


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def identity(self) -> str:
        """Name and revision or hash: another identity means another index."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length for texts that are searched, shape (len(texts), dimension)."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length for texts that search, shape (len(texts), dimension)."""


class Reranker(Protocol):
    """Reads a query and a passage together."""

    @property
    def identity(self) -> str:
        """Name of the model."""

    def scores(self, query: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One score per passage, higher is better, shape (len(passages),)."""


class Passages(Protocol):
    """The passages of an index by position."""

    articles: list[str]
    article_codes: NDArray[np.int32]  # per passage: its article's place in `articles`

    def __len__(self) -> int:
        """How many there are."""

    def __getitem__(self, position: int) -> Passage:
        """One passage."""

    def values(self, name: str) -> list[str]:
        """One column, in order."""


class IndexManifest(Protocol):
    """What an index was built from."""

    @property
    def content(self) -> str:
        """Hash over the passages."""

    @property
    def encoder(self) -> str:
        """Identity of the encoder."""


class PassageIndex(Protocol):
    """A built index."""

    @property
    def manifest(self) -> IndexManifest:
        """What it was built from."""

    @property
    def table(self) -> Passages:
        """Its passages."""

    def lanes(
        self, queries: Sequence[str], vectors: Vectors, language: str, top: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[list[Lane]]:
        """Per query, what each lane finds: at most `top` passages, best first."""


@dataclass(frozen=True)
class StoredText:
    """What the corpus holds of one instrument in one language."""

    code: str
    language: str
    title: str
    source: str
    text_date: str
    articles: tuple[str, ...]
    hash: str
    imported: str


@dataclass(frozen=True)
class StoredDraft:
    """A draft in the list: enough to choose one."""

    id: str
    title: str
    kind: str
    file_name: str
    imported: str
    articles: int


class VectorLane(Protocol):
    """Exact nearest neighbours among the passages of one lane."""

    def search(
        self, queries: Vectors, top: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Positions and cosines, shape (queries, top), best first; -1 pads rows with fewer hits."""


class VectorStore(Protocol):
    """Lanes of vectors on a server, for corpora that no longer fit one machine."""

    def publish(self, lane: str, content: str, hashes: Sequence[str], vectors: Vectors, progress: Progress = silent) -> int:
        """Make `lane` equal to these rows, known from then on as `content`; how many rows had to be sent.

        A writer that dies on the way leaves the lane as it was, or unreadable until the next publish; never half new.
        Raises VectorsAway.
        """

    def lane(self, lane: str, content: str) -> VectorLane:
        """The lane as published under `content`; raises VectorsAway, and VectorsBehind when it holds something else."""


class CorpusRepository(Protocol):
    """Official texts."""

    def stored(self) -> list[StoredText]:
        """What is there, by code and language."""

    def replace(self, text: TreatyText) -> None:
        """Put this text in the place of the stored one, whole or not at all."""

    def provisions(self, languages: Iterable[str] = (), codes: Iterable[str] = ()) -> list[Provision]:
        """All provisions in reading order; empty arguments mean all."""

    def at(self, provision: str) -> list[Provision]:
        """The provision in every language that has it."""


class DraftRepository(Protocol):
    """Imported drafts."""

    def all(self) -> list[StoredDraft]:
        """Every draft, newest first."""

    def get(self, draft_id: str) -> Draft | None:
        """The whole draft with the repairs that people made."""

    def revisions(self) -> dict[str, str]:
        """Per draft with repairs, a word that changes with every repair; a draft that is not named is as it was read."""

    def save(self, draft: Draft) -> bool:
        """Store a draft; False when a draft with this id is there already (nothing changes)."""


class ScreeningRepository(Protocol):
    """Screenings: results of the machine, kept apart from human decisions."""

    def save(self, screening: Screening) -> None:
        """Store a screening, whole or not at all."""

    def latest(self, draft_id: str) -> Screening | None:
        """The newest screening of a draft."""


class LawRepository(Protocol):
    """Texts of laws that drafts change."""

    def all(self) -> list[BaseLaw]:
        """Every law, by date and title."""

    def save(self, law: BaseLaw) -> bool:
        """Keep a law in the place of an older state of it; False when exactly this text is there already."""


class AuthorityRepository(Protocol):
    """The interpretive shelf."""

    def all(self) -> list[AuthorityText]:
        """Every text, by id and language."""

    def replace(self, text: AuthorityText) -> None:
        """Put this text in the place of the one with its id and language, whole or not at all."""

    def about(self, article: str) -> list[AuthorityText]:
        """The texts with a paragraph that is attached to an article or to a place inside it."""
