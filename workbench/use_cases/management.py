"""The figures for management, worked out once: screen, report and tables all show this set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.domain.days import days_until
from workbench.domain.dossiers import DossierState, Task
from workbench.domain.findings import Finding
from workbench.domain.management import Advised, Case, DossierLine, Flow, ManagementSet, Reading, Selection, by_urgency, line_of
from workbench.domain.oversight import oversight_of
from workbench.domain.people import LOCAL_PERSON, Action, Person, may, require
from workbench.domain.period import Period
from workbench.domain.recurrent import recurrent
from workbench.domain.verdicts import ReadingState, Verdict
from workbench.domain.workflow import SIGNED, FindingStatus
from workbench.domain.workload import Load, Work, WorkItem, loads, unassigned, work_in
from workbench.screening.reading_order import SUGGESTED
from workbench.use_cases.acting import Actor, person_now, works_alone
from workbench.use_cases.seen_dossiers import SeenDossier, files_for
from workbench.use_cases.standing import Standing


@dataclass(frozen=True)
class OwnShare:
    """What one person has to do, and what waits for that person's signature."""

    person: str
    today: str
    items: tuple[WorkItem, ...]
    to_sign: tuple[Case, ...]
    team: tuple[WorkItem, ...]  # what any person with this person's roles may take


def management(actor: Actor, selection: Selection, standing: Standing | None = None) -> ManagementSet:
    """The figures over every dossier that the actor may see; raises AccessDenied.

    `standing` spares reading everything again; only what is new is read then.
    """
    person = person_now(actor.ledger, actor)
    require(person, Action.READ_MANAGEMENT)
    records = (standing or Standing(actor.ledger)).now()
    made = actor.now()
    seen = list(files_for(person, records))
    files = [f for f in seen if selection.takes(f.dossier)]
    work = [item for f in files for item in _work(f)]
    now = _flow(files, selection, selection.period)
    earlier = selection.period.earlier(selection.against)
    return ManagementSet(
        selection,
        made[:10],
        made,
        tuple(sorted((_line(f, selection, made[:10]) for f in files if f.dossier.state is DossierState.OPEN), key=by_urgency)),
        now,
        _flow(files, selection, earlier) if earlier else None,
        recurrent(c.finding for c in now.recorded),
        loads(work),
        unassigned(work),
        _to_sign(actor, person, files),
        {LOCAL_PERSON.id: LOCAL_PERSON.name, **{p.id: p.name for p in records.of(Person)}},
        tuple(sorted({f.dossier.minister for f in seen if f.dossier.minister})),
        person.id,
        0 if selection.confidential else sum(f.dossier.confidential for f in seen),
        any(r.state is ReadingState.OPEN and person.id in r.readers for f in files for r in f.readings),
    )


def own_share(actor: Actor, standing: Standing | None = None) -> OwnShare:
    """What the actor has to do over all dossiers that the actor may see; raises AccessDenied for somebody without a role."""
    person = person_now(actor.ledger, actor)
    require(person, Action.READ_DOSSIER)
    files = list(files_for(person, (standing or Standing(actor.ledger)).now()))
    work = [item for f in files for item in _work(f)]
    own = next((load for load in loads(work) if load.person == person.id), Load(person.id, ()))
    alone = works_alone(actor.ledger, actor)
    team = tuple(i for i in unassigned(work) if may(person, _NEEDS[i.work]) and (alone or person.id not in i.barred))
    return OwnShare(person.id, actor.now()[:10], own.items, _to_sign(actor, person, files), team)


_NEEDS = {Work.REVIEW: Action.REVIEW_FINDING, Work.SIGN: Action.SIGN_OFF, Work.ADJUDICATE: Action.ADJUDICATE}


def _work(file: SeenDossier) -> Iterator[WorkItem]:
    return work_in(file.dossier, (c.finding for c in file.cases), file.readings)


def _line(file: SeenDossier, selection: Selection, today: str) -> DossierLine:
    cases = [c for c in file.cases if selection.takes_case(c)]
    questions = sum(note.blocks for note in file.notes)
    return line_of(file.dossier, cases, today, _reading(file), questions)


def _reading(file: SeenDossier) -> Reading:
    """Done when everybody who was asked is done, or somebody recorded the whole text as read; nobody asked is unknown."""
    asked = [a.done for a in file.dossier.assignments if a.task is Task.FIRST_READING]
    whole = any(not n.provisions and not n.withdrawn and n.draft == file.dossier.current for n in file.silences)
    if whole or (asked and all(asked)):
        return Reading.DONE
    return Reading.OPEN if asked else Reading.UNKNOWN


def _flow(files: Sequence[SeenDossier], selection: Selection, period: Period) -> Flow:
    cases = [c for f in files for c in f.cases if selection.takes_case(c)]
    verdicts = [v for f in files for v in f.verdicts if _of(selection, v)]
    findings = [c for f in files for c in f.findings]
    settled = [a for f in files for a in f.settled]
    return Flow(
        period,
        tuple(c for c in cases if period.holds(c.recorded)),
        tuple(c for c in cases if period.holds(c.signed)),
        tuple(a for a in map(_advised, files) if a and period.holds(a.day)),
        oversight_of(period, verdicts, findings, settled, SUGGESTED),
    )


def _of(selection: Selection, verdict: Verdict) -> bool:
    """A verdict has no severity; the treaty is all that a filter on findings can say of it."""
    return not selection.instruments or verdict.norm.split("/")[0] in selection.instruments


def _advised(file: SeenDossier) -> Advised | None:
    if not file.signatures:
        return None
    dossier, day = file.dossier, file.signatures[0].created[:10]
    began = dossier.versions[0].added if dossier.versions else dossier.created
    return Advised(dossier, day, days_until(day, began))


def _to_sign(actor: Actor, person: Person, files: Sequence[SeenDossier]) -> tuple[Case, ...]:
    """Validated findings that the person did not write and that somebody else validated, and signed ones that changed."""
    if not may(person, Action.SIGN_OFF):
        return ()
    alone = works_alone(actor.ledger, actor)
    waiting = [c for f in files if f.dossier.state is DossierState.OPEN for c in f.cases if _waits(c)]
    return tuple(c for c in waiting if alone or _other_eyes(person, c.finding))


def _waits(case: Case) -> bool:
    return case.finding.status is FindingStatus.VALIDATED or (case.finding.status in SIGNED and case.changed)


def _other_eyes(person: Person, finding: Finding) -> bool:
    return person.id not in finding.writers and finding.validated_by not in (*finding.writers, "")
