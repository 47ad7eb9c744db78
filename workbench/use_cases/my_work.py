"""What waits for a person over all dossiers: tasks, findings, readings, questions, signatures, and the days that come near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.days import days_until
from workbench.domain.dossiers import Assignment, Deadline, Dossier, DossierState
from workbench.domain.findings import Finding
from workbench.domain.notes import Note, NoteKind, NoteState
from workbench.domain.people import Action, Person, may
from workbench.domain.signing import changed_since
from workbench.domain.verdicts import ReadingState, SecondReading, reads_along
from workbench.domain.workflow import SIGNED, FindingStatus
from workbench.use_cases.acting import Actor, person_now, works_alone
from workbench.use_cases.adjudicate import awaiting
from workbench.use_cases.read_dossier import STANDING, DossierView, read_dossiers

FAR = 10**6  # days: after everything that has a date


class Waiting(StrEnum):
    """Why something waits; the order of the members is the order of the page."""

    CHANGES = "changes"  # a reviewer asked for changes in a finding of mine
    TASK = "task"
    QUESTION = "question"  # an open question of somebody else on my finding or dossier
    ANSWER = "answer"  # somebody answered my question
    VALIDATE = "validate"
    READING = "reading"  # a double reading that I have not finished
    ADJUDICATE = "adjudicate"
    SIGN = "sign"
    SIGN_AGAIN = "sign_again"  # changed after the signature
    PUBLISH = "publish"
    DRAFT = "draft"  # findings that I began


@dataclass(frozen=True)
class Item:
    """One thing that waits: in a dossier, about a record of it (None: the dossier itself), so many in one."""

    dossier: Dossier
    about: Finding | Note | SecondReading | Assignment | None
    days: int | None  # to the nearest day that matters; negative when past
    count: int = 1


@dataclass(frozen=True)
class NearDay:
    """A deadline of a dossier that somebody works on."""

    dossier: Dossier
    deadline: Deadline
    days: int


@dataclass(frozen=True)
class MyWork:
    """Everything that waits, each list with the nearest first."""

    waiting: Mapping[Waiting, tuple[Item, ...]]
    days: tuple[NearDay, ...]

    @property
    def count(self) -> int:
        """How many things wait."""
        return sum(len(items) for items in self.waiting.values())


@dataclass(frozen=True)
class _Desk:
    """Who asks, on which day, and what the roles allow."""

    actor: Actor
    person: Person
    alone: bool
    today: str

    def may(self, action: Action) -> bool:
        return may(self.person, action)

    def wrote(self, finding: Finding) -> bool:
        """Whether the finding is one's own work, which another has to judge."""
        return self.person.id in finding.writers and not self.alone


def my_work(actor: Actor) -> MyWork:
    """What waits for the actor; raises AccessDenied."""
    person = person_now(actor.ledger, actor)
    desk = _Desk(actor, person, works_alone(actor.ledger, actor), actor.now())
    views = read_dossiers(actor, DossierState.OPEN, STANDING)
    found: dict[Waiting, list[Item]] = {reason: [] for reason in Waiting}
    for view in views:
        for look in (_tasks, _findings, _questions, _readings, _signing):
            for reason, item in look(view, desk):
                found[reason].append(item)
    ordered = {reason: tuple(sorted(items, key=_nearest)) for reason, items in found.items()}
    return MyWork(ordered, tuple(sorted(_days(views, desk), key=lambda d: (d.days, d.dossier.title))))


def _nearest(item: Item) -> int:
    return FAR if item.days is None else item.days


def _item(view: DossierView, desk: _Desk, about: Finding | Note | SecondReading | None = None, count: int = 1) -> Item:
    near = view.dossier.next_deadline(desk.today)
    return Item(view.dossier, about, days_until(near.day, desk.today) if near else None, count)


def _tasks(view: DossierView, desk: _Desk) -> Iterator[tuple[Waiting, Item]]:
    for task in view.dossier.assignments:
        if task.person == desk.person.id and not task.done:
            due = days_until(task.due, desk.today) if task.due else _item(view, desk).days
            yield Waiting.TASK, Item(view.dossier, task, due)


def _findings(view: DossierView, desk: _Desk) -> Iterator[tuple[Waiting, Item]]:
    for finding in view.findings:
        mine = desk.person.id in finding.writers
        if finding.status is FindingStatus.CHANGES_REQUESTED and mine:
            yield Waiting.CHANGES, _item(view, desk, finding)
        elif finding.status is FindingStatus.DRAFT and mine:
            yield Waiting.DRAFT, _item(view, desk, finding)
        elif finding.status is FindingStatus.SUBMITTED and desk.may(Action.REVIEW_FINDING) and not desk.wrote(finding):
            yield Waiting.VALIDATE, _item(view, desk, finding)


def _questions(view: DossierView, desk: _Desk) -> Iterator[tuple[Waiting, Item]]:
    written = {f.id for f in view.findings if desk.person.id in f.writers}
    involved = view.dossier.author == desk.person.id or any(a.person == desk.person.id for a in view.dossier.assignments)
    for note in view.notes:
        if note.kind is not NoteKind.QUESTION or note.state is not NoteState.OPEN:
            continue
        if (note.replies[-1].person if note.replies else note.author) == desk.person.id:
            continue  # the others have the turn
        if note.author == desk.person.id:
            yield Waiting.ANSWER, _item(view, desk, note)
        elif note.finding in written or (involved and not note.finding):
            yield Waiting.QUESTION, _item(view, desk, note)


def _readings(view: DossierView, desk: _Desk) -> Iterator[tuple[Waiting, Item]]:
    for reading in view.readings:
        reads = desk.person.id in reading.readers
        if reading.state is ReadingState.OPEN and reads and desk.person.id not in reading.done:
            yield Waiting.READING, _item(view, desk, reading)
        elif reading.state is ReadingState.BOTH_DONE and _may_settle(reading, view, desk):
            yield Waiting.ADJUDICATE, _item(view, desk, reading, len(awaiting(desk.actor.ledger, reading)))


def _may_settle(reading: SecondReading, view: DossierView, desk: _Desk) -> bool:
    me = desk.person.id
    return desk.may(Action.ADJUDICATE) and me not in reading.readers and not reads_along(me, reading, view.readings)


def _signing(view: DossierView, desk: _Desk) -> Iterator[tuple[Waiting, Item]]:
    ready = [f for f in view.findings if f.status is FindingStatus.VALIDATED and f.draft == view.dossier.current]
    own = [f for f in ready if not desk.wrote(f)]
    if own and desk.may(Action.SIGN_OFF):
        yield Waiting.SIGN, _item(view, desk, count=len(own))
    signed = [f for f in view.findings if f.status in SIGNED]
    newest = {s.finding: signature for signature in view.signatures for s in signature.findings}
    changed = {f.id for f in signed if f.id in newest and changed_since(newest[f.id], [f])}
    if changed and desk.may(Action.SIGN_OFF):
        yield Waiting.SIGN_AGAIN, _item(view, desk, count=len(changed))
    public = [f for f in signed if f.status is FindingStatus.SIGNED_OFF and f.id not in changed]
    if public and desk.may(Action.PUBLISH):
        yield Waiting.PUBLISH, _item(view, desk, count=len(public))


def _days(views: list[DossierView], desk: _Desk) -> Iterator[NearDay]:
    """Days of the dossiers that the person opened, is a member of, has a task in or wrote in."""
    for view in views:
        dossier = view.dossier
        people = {dossier.author, *dossier.members, *(a.person for a in dossier.assignments)}
        people |= {writer for finding in view.findings for writer in finding.writers}
        if desk.person.id in people:
            for deadline in dossier.deadlines:
                if deadline.day >= desk.today[:10]:
                    yield NearDay(dossier, deadline, days_until(deadline.day, desk.today))
