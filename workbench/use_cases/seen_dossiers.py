"""Dossier by dossier what a person may see of all that was decided, with each finding counted once over its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workbench.domain.carry_over import CarryOver
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.impact import Counted, chains, impact_of
from workbench.domain.management import Case
from workbench.domain.notes import Note
from workbench.domain.people import Person
from workbench.domain.signing import SignOff, changed_since
from workbench.domain.verdicts import Adjudication, NoRemarks, ReadingState, SecondReading, Verdict, hidden_from
from workbench.domain.workflow import FindingStatus
from workbench.use_cases.standing import Snapshot

S = TypeVar("S", Finding, Verdict)


@dataclass(frozen=True)
class SeenDossier:
    """A dossier with what the person may see of it."""

    dossier: Dossier
    findings: tuple[Finding, ...]
    cases: tuple[Case, ...]
    verdicts: tuple[Verdict, ...]
    readings: tuple[SecondReading, ...]
    settled: tuple[Adjudication, ...]
    signatures: tuple[SignOff, ...]
    silences: tuple[NoRemarks, ...]
    notes: tuple[Note, ...]


def files_for(person: Person, records: Snapshot) -> Iterator[SeenDossier]:
    """Every dossier that the person may see, as `read_dossier` shows it, oldest first."""
    for dossier in records.of(Dossier):
        if dossier.readers is None or person.id in dossier.readers:
            yield _seen(person, dossier, records)


def _seen(person: Person, dossier: Dossier, records: Snapshot) -> SeenDossier:
    own = dossier.id
    twice = records.of_dossier(SecondReading, own)
    found = _shown(person, records.of_dossier(Finding, own), twice)
    signed = records.of_dossier(SignOff, own)
    impact = impact_of(found, records.of_dossier(FollowUp, own), records.of_dossier(CarryOver, own))
    counted = {c.latest: c for c in impact.counted}
    cases = [_case(dossier, chain, signed, counted.get(chain[-1].id)) for chain in chains(found)]
    return SeenDossier(
        dossier,
        found,
        tuple(c for c in cases if c.finding.status is not FindingStatus.WITHDRAWN),
        _shown(person, records.of_dossier(Verdict, own), twice),
        twice,
        records.of_dossier(Adjudication, own),
        signed,
        records.of_dossier(NoRemarks, own),
        records.of_dossier(Note, own),
    )


def _shown(person: Person, records: Sequence[S], readings: tuple[SecondReading, ...]) -> tuple[S, ...]:
    if not any(r.state is ReadingState.OPEN for r in readings):
        return tuple(records)
    return tuple(r for r in records if not hidden_from(person.id, r.author, r.draft, r.provision, readings))


def _case(dossier: Dossier, chain: Sequence[Finding], signatures: Sequence[SignOff], counted: Counted | None) -> Case:
    """The newest finding that still stands speaks for the chain."""
    newest = next((f for f in reversed(chain) if f.status is not FindingStatus.WITHDRAWN), chain[-1])
    ids = {f.id for f in chain}
    covering = [s for s in signatures if any(signed.finding in ids for signed in s.findings)]
    last = next((s for s in reversed(covering) if any(signed.finding == newest.id for signed in s.findings)), None)
    first = covering[0].created[:10] if covering else ""
    return Case(newest, dossier, chain[0].created[:10], first, counted, bool(last and changed_since(last, [newest])))
