"""Read dossiers: what a person may see, with a double reading kept blind while it lasts."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.history import Decision
from workbench.domain.notes import Note
from workbench.domain.people import LOCAL_PERSON, Action, Person, require
from workbench.domain.signing import SignOff
from workbench.domain.verdicts import Adjudication, NoRemarks, SecondReading, Verdict, hidden_from
from workbench.use_cases.acting import Actor, dossier_for, person_now


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
    return [d for d in actor.ledger.find(Dossier) if d.readers is None or person.id in d.readers]


def read_dossier(actor: Actor, dossier_id: str) -> DossierView:
    """One dossier with its records; raises UnknownRecord, AccessDenied."""
    ledger = actor.ledger
    dossier = dossier_for(ledger, actor, dossier_id, Action.READ_DOSSIER)
    readings = tuple(ledger.find(SecondReading, dossier=dossier_id))

    def shown(record: Finding | Note | Verdict) -> bool:
        return not hidden_from(actor.person.id, record.author, record.draft, record.provision, readings)

    findings = ledger.find(Finding, dossier=dossier_id)
    hidden = {f.id for f in findings if not shown(f)}
    notes = ledger.find(Note, dossier=dossier_id)
    return DossierView(
        dossier,
        tuple(f for f in findings if f.id not in hidden),
        tuple(n for n in notes if shown(n) and n.finding not in hidden),
        tuple(filter(shown, ledger.find(Verdict, dossier=dossier_id))),
        tuple(n for n in ledger.find(NoRemarks, dossier=dossier_id) if not _blind(actor, n, readings)),
        readings,
        tuple(ledger.find(Adjudication, dossier=dossier_id)),
        tuple(ledger.find(SignOff, dossier=dossier_id)),
        tuple(ledger.find(FollowUp, dossier=dossier_id)),
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
