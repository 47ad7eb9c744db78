"""Two readings beside one another once both are done: what each said and noted, and what was decided where they differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.domain.agreement import Agreement, agreement_of
from workbench.domain.anchors import overlaps
from workbench.domain.notes import Note
from workbench.domain.verdicts import DECIDED, Adjudication, ReadingState, SecondReading, Verdict, VerdictAnswer, reads_along
from workbench.errors import RuleError
from workbench.use_cases.read_dossier import DossierView

Pair = tuple[str, str]


@dataclass(frozen=True)
class Compared:
    """One pair of provision and norm as both readers left it."""

    pair: Pair
    first: Verdict | None  # None: that reader gave no answer
    second: Verdict | None
    settled: Adjudication | None
    notes: tuple[Note, ...]  # what the two readers wrote on the provision

    @property
    def one_sided(self) -> VerdictAnswer | None:
        """The answer of the one reader who gave any; None when both did."""
        given = [v.answer for v in (self.first, self.second) if v]
        return given[0] if len(given) == 1 else None

    def overruled(self, person: str) -> bool:
        """Whether the decision is another than what this reader said."""
        said = next((v for v in (self.first, self.second) if v and v.author == person), None)
        return self.settled is not None and (said.answer if said else None) != self.settled.answer


@dataclass(frozen=True)
class Comparison:
    """A double reading that both finished."""

    agreement: Agreement
    differing: tuple[Compared, ...]
    equal: tuple[Compared, ...]
    answers: Counter[tuple[VerdictAnswer, VerdictAnswer]]  # of the first and the second reader, over pairs that both judged

    @property
    def open(self) -> tuple[Compared, ...]:
        """Differences that nobody decided yet."""
        return tuple(c for c in self.differing if c.settled is None)


def compare_readings(view: DossierView, reading: SecondReading, person: str) -> Comparison:
    """Both readings, for this person (whose `view` it is); raises RuleError while one of them goes on, so that nobody sees
    the other's work early, and while this person reads elsewhere with one of the two, since half of the answers is hidden."""
    if reading.state is ReadingState.OPEN:
        raise RuleError("error.reading_open")
    if reads_along(person, reading, view.readings):
        raise RuleError("error.adjudicator_blind")
    agreement = agreement_of(reading, view.verdicts)
    first, second = (_answers(view, reading, reader) for reader in reading.readers)
    settled = {(a.provision, a.norm): a for a in view.adjudications if a.reading == reading.id}
    rows = {
        pair: Compared(pair, first.get(pair), second.get(pair), settled.get(pair), _notes(view, reading, pair))
        for pair in (*first, *(p for p in second if p not in first))
    }
    both = [(first[p].answer, second[p].answer) for p in first if p in second]
    differing = set(agreement.differing)
    return Comparison(
        agreement,
        tuple(row for pair, row in rows.items() if pair in differing),
        tuple(row for pair, row in rows.items() if pair not in differing),
        Counter(both),
    )


def _answers(view: DossierView, reading: SecondReading, reader: str) -> dict[Pair, Verdict]:
    own = (v for v in view.verdicts if v.author == reader and v.answer in DECIDED)
    return {v.pair: v for v in own if reading.covers(v.draft, v.provision)}


def _notes(view: DossierView, reading: SecondReading, pair: Pair) -> tuple[Note, ...]:
    here = (n for n in view.notes if n.author in reading.readers and n.draft == reading.draft and n.provision)
    return tuple(n for n in here if overlaps(n.provision, pair[0]))
