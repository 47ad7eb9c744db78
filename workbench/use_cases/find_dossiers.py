"""Find dossiers: those that a person may see, narrowed, the nearest irreversible step first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.domain.days import days_until
from workbench.domain.dossiers import Deadline, Dossier, DossierState, Stage
from workbench.domain.workflow import FindingStatus
from workbench.use_cases.acting import Actor
from workbench.use_cases.read_dossier import STANDING, DossierView, read_dossiers

FAR = 10**6  # days: after everything that has a date


@dataclass(frozen=True)
class Wanted:
    """Which dossiers; an empty field means no restriction."""

    words: str = ""  # all of them in title, number or minister
    stage: Stage | None = None
    within: int | None = None  # a deadline within so many days
    who: str = ""  # person id: opened it, is a member, or has a task in it
    state: DossierState | None = DossierState.OPEN


@dataclass(frozen=True)
class DossierRow:
    """A dossier in a list."""

    dossier: Dossier
    step: Deadline | None  # the next irreversible one
    days: int | None  # until then
    deadline: Deadline | None  # the next one of any kind
    statuses: Counter[FindingStatus]
    weighty: int  # open weighty questions


def find_dossiers(actor: Actor, wanted: Wanted) -> list[DossierRow]:
    """The dossiers as wanted; raises AccessDenied."""
    today = actor.now()
    rows = [_row(view, today) for view in read_dossiers(actor, wanted.state, STANDING) if _fits(view.dossier, wanted, today)]
    return sorted(rows, key=lambda row: (FAR if row.days is None else row.days, row.dossier.title.casefold()))


def _row(view: DossierView, today: str) -> DossierRow:
    step = view.dossier.next_step(today)
    statuses = Counter(f.status for f in view.findings)
    weighty = sum(note.blocks for note in view.notes)
    days = days_until(step.day, today) if step else None
    return DossierRow(view.dossier, step, days, view.dossier.next_deadline(today), statuses, weighty)


def _fits(dossier: Dossier, wanted: Wanted, today: str) -> bool:
    said = f"{dossier.title} {dossier.number} {dossier.minister}".casefold()
    near = [d for d in dossier.deadlines if wanted.within is not None and 0 <= days_until(d.day, today) <= wanted.within]
    involved = {dossier.author, *dossier.members, *(a.person for a in dossier.assignments)}
    return (
        all(word in said for word in wanted.words.casefold().split())
        and wanted.stage in (None, dossier.stage)
        and (wanted.within is None or bool(near))
        and (not wanted.who or wanted.who in involved)
    )
