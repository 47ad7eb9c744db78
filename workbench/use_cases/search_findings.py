"""Search in findings and notes: only what the searcher may see, by words and by meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding, Outcome, Severity
from workbench.domain.notes import Note
from workbench.domain.ports import Encoder
from workbench.domain.search import EVEN
from workbench.domain.workflow import FindingStatus
from workbench.use_cases.acting import Actor
from workbench.use_cases.read_dossier import read_dossiers

LEAST = 0.35  # meaning below this, without a shared word, is no answer
SharedWords = Callable[[str, str, str], tuple[str, ...]]
"""Words of a query that also stand in a text of a language."""


@dataclass(frozen=True)
class FindingFilters:
    """What may be found; an empty tuple means no restriction. Notes have no outcome: a filter on it leaves them out."""

    instruments: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    statuses: tuple[FindingStatus, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    severities: tuple[Severity, ...] = ()

    def admits(self, record: Finding | Note, about: Finding | None) -> bool:
        """Whether the record passes; a note is held against the finding that it speaks of."""
        finding = record if isinstance(record, Finding) else about
        norm = finding.norm_id if finding else record.provision if isinstance(record, Note) else ""
        facts = (
            (self.instruments, norm.split("/", 1)[0]),
            (self.drafts, record.draft),
            (self.statuses, finding.status if finding else ""),
            (self.outcomes, finding.outcome if finding else ""),
            (self.severities, finding.severity if finding else ""),
        )
        return all(not wanted or value in wanted for wanted, value in facts)


@dataclass(frozen=True)
class Found:
    """A finding or note that answers; `finding` is the one that a note speaks of."""

    record: Finding | Note
    dossier: Dossier
    finding: Finding | None
    score: float
    words: tuple[str, ...]


def search_findings(
    actor: Actor, query: str, encoder: Encoder, shared: SharedWords, balance: float = EVEN,
    filters: FindingFilters | None = None, top: int = 20,
) -> list[Found]:  # fmt: skip
    """The best answers first: the share of the query's words that stand in it, and the nearness in meaning (0..1 each).

    Without a query everything that passes the filters, newest first.
    """
    rows = [row for row in _visible(actor) if (filters or FindingFilters()).admits(row[0], row[2])]
    if not query.strip():
        newest = sorted(rows, key=lambda row: row[0].created, reverse=True)
        return [Found(record, dossier, about, 0.0, ()) for record, dossier, about in newest[:top]]
    texts = [text_of(record) for record, _, _ in rows]
    words = [shared(query, text, "nl") for text in texts]
    asked = max(1, len(shared(query, query, "nl")))
    near = _meaning(query, texts, encoder)
    found = [
        Found(record, dossier, about, round((1 - balance) * len(w) / asked + balance * float(n), 4), w)
        for (record, dossier, about), w, n in zip(rows, words, near, strict=True)
        if (w and balance < 1) or (n >= LEAST and balance > 0)
    ]
    return sorted(found, key=lambda f: (-f.score, f.record.id))[:top]


def _visible(actor: Actor) -> Iterator[tuple[Finding | Note, Dossier, Finding | None]]:
    for view in read_dossiers(actor):
        dossier = view.dossier
        by_id = {finding.id: finding for finding in view.findings}
        yield from ((finding, dossier, None) for finding in view.findings)
        yield from ((note, dossier, by_id.get(note.finding)) for note in view.notes)


def text_of(record: Finding | Note) -> str:
    """The words by which a record is found."""
    if isinstance(record, Note):
        quoted = record.anchor.quote.exact if record.anchor else ""
        return "\n".join(filter(None, (record.text, quoted, *(r.text for r in record.replies))))
    said = [record.title, record.subject.quote.exact, record.measure.quote.exact if record.measure else "", record.reasoning]
    said += [step.reasoning for step in record.steps]
    said += [f"{r.proposed_text} {r.explanation}" for r in record.recommendations]
    return "\n".join(filter(str.strip, [*said, record.affected, *record.tags]))


def _meaning(query: str, texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    if not texts:
        return np.zeros(0, np.float32)
    near: NDArray[np.float32] = encoder.encode_passages(texts) @ encoder.encode_queries([query])[0]
    return near
