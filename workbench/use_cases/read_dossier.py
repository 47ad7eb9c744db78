"""Read dossiers: what a person may see, with a double reading kept blind while it lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.domain.dossiers import Dossier, DossierState
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.history import Decision
from workbench.domain.notes import Note
from workbench.domain.people import LOCAL_PERSON, Action, Person, require
from workbench.domain.records import Record
from workbench.domain.signing import SignOff
from workbench.domain.verdicts import Adjudication, NoRemarks, SecondReading, Verdict, hidden_from
from workbench.use_cases.acting import Actor, dossier_for, person_now
from workbench.use_cases.sight import may_see

KINDS: tuple[type[Record], ...] = (Finding, Note, Verdict, NoRemarks, SecondReading, Adjudication, SignOff, FollowUp)

STANDING: tuple[type[Record], ...] = (Finding, Note, SecondReading, SignOff)


@dataclass(frozen=True)
class DossierView:
    """Everything in a dossier that the person may see, oldest first."""

    dossier: Dossier
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    verdicts: tuple[Verdict, ...]
    no_remarks: tuple[NoRemarks, ...]
    readings: tuple[SecondReading, ...]
    adjudications: tuple[Adjudication, ...]
    signatures: tuple[SignOff, ...]
    follow_ups: tuple[FollowUp, ...]


def list_dossiers(actor: Actor) -> list[Dossier]:
    """The dossiers that the actor may see, oldest first."""
    person = person_now(actor.ledger, actor)
    require(person, Action.READ_DOSSIER)
    return [d for d in actor.ledger.find(Dossier) if may_see(person, d)]


def read_dossier(actor: Actor, dossier_id: str) -> DossierView:
    """One dossier with its records; raises UnknownRecord, AccessDenied."""
    dossier = dossier_for(actor.ledger, actor, dossier_id, Action.READ_DOSSIER)
    return _view(actor, dossier, {kind: actor.ledger.find(kind, dossier=dossier_id) for kind in KINDS})


def read_dossiers(actor: Actor, state: DossierState | None = None, kinds: Sequence[type[Record]] = KINDS) -> list[DossierView]:
    """Every dossier that the actor may see (in one state, or all), each as `read_dossier` shows it, in a dozen queries in all.

    With fewer `kinds` (STANDING for what waits, without the many verdicts) the others come empty.
    """
    dossiers = [d for d in list_dossiers(actor) if state is None or d.state is state]
    sorted_out: dict[str, dict[type[Record], list[Any]]] = {d.id: {kind: [] for kind in KINDS} for d in dossiers}
    for kind in kinds:
        for record in actor.ledger.find(kind, dossier=tuple(sorted_out)):
            sorted_out[record.dossier][kind].append(record)
    return [_view(actor, dossier, sorted_out[dossier.id]) for dossier in dossiers]


def _view(actor: Actor, dossier: Dossier, records: Mapping[type[Record], list[Any]]) -> DossierView:
    readings = tuple(records[SecondReading])

    def shown(record: Finding | Note | Verdict) -> bool:
        return not hidden_from(actor.person.id, record.author, record.draft, record.provision, readings)

    hidden = {f.id for f in records[Finding] if not shown(f)}
    return DossierView(
        dossier,
        tuple(f for f in records[Finding] if f.id not in hidden),
        tuple(n for n in records[Note] if shown(n) and n.finding not in hidden),
        tuple(filter(shown, records[Verdict])),
        tuple(n for n in records[NoRemarks] if not _blind(actor, n, readings)),
        readings,
        tuple(records[Adjudication]),
        tuple(records[SignOff]),
        tuple(records[FollowUp]),
    )


def _blind(actor: Actor, read: NoRemarks, readings: tuple[SecondReading, ...]) -> bool:
    """ "Geen opmerkingen" of the other reader tells as much as a verdict; it may cover several provisions or all."""
    places = read.provisions or tuple(p for r in readings for p in (r.provisions or ("",)))
    return any(hidden_from(actor.person.id, read.author, read.draft, place, readings) for place in places)


def history_of(actor: Actor, dossier_id: str, subject: str = "") -> list[Decision]:
    """Every decision in a dossier (or on one record of it) that the actor may see, in order."""
    view = read_dossier(actor, dossier_id)
    groups = (view.findings, view.notes, view.verdicts, view.no_remarks)
    seen = {record.id for group in groups for record in group}
    kinds = {"finding", "note", "verdict", "no_remarks"}
    decisions = actor.ledger.history(dossier=dossier_id, subject=subject)
    return [d for d in decisions if d.kind not in kinds or d.subject in seen]


def people(actor: Actor) -> dict[str, Person]:
    """Everybody by id, the local user included: names for authors."""
    require(person_now(actor.ledger, actor), Action.READ_DOSSIER)
    return {LOCAL_PERSON.id: LOCAL_PERSON, **{p.id: p for p in actor.ledger.find(Person)}}
