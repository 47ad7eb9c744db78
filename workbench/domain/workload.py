"""Open work: what each person still has to do, and what waits for anybody with the role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.dossiers import Dossier, DossierState, Task
from workbench.domain.findings import Finding
from workbench.domain.verdicts import ReadingState, SecondReading
from workbench.domain.workflow import FindingStatus


class Work(StrEnum):
    """What has to be done."""

    TASK = "task"  # an assignment; `task` says which
    WRITE = "write"  # a finding in draft
    CHANGES = "changes"  # a reviewer asked for changes
    READING = "reading"  # a double reading that this person has not finished
    REVIEW = "review"  # a submitted finding
    SIGN = "sign"  # a validated finding
    ADJUDICATE = "adjudicate"  # two readers differ


@dataclass(frozen=True)
class WorkItem:
    """One thing to do."""

    work: Work
    dossier: Dossier
    person: str = ""  # empty: anybody with the role
    finding: Finding | None = None
    task: Task | None = None
    due: str = ""  # ISO date
    barred: tuple[str, ...] = ()  # who may not do it: one's own finding, one's own reading

    def overdue(self, today: str) -> bool:
        """Whether its day is over."""
        return bool(self.due) and self.due < today


@dataclass(frozen=True)
class Load:
    """What one person still has to do, the most pressing first."""

    person: str
    items: tuple[WorkItem, ...]

    def overdue(self, today: str) -> tuple[WorkItem, ...]:
        """What is late."""
        return tuple(item for item in self.items if item.overdue(today))


def work_in(dossier: Dossier, findings: Iterable[Finding], readings: Iterable[SecondReading]) -> Iterator[WorkItem]:
    """The open work of a dossier; a closed one has none."""
    if dossier.state is DossierState.CLOSED:
        return
    for asked in dossier.assignments:
        if not asked.done:
            yield WorkItem(Work.TASK, dossier, asked.person, task=asked.task, due=asked.due)
    for finding in findings:
        mine, work = _ON_STATUS.get(finding.status, (False, None))
        if work:
            who, barred = (finding.author, ()) if mine else ("", finding.writers)
            yield WorkItem(work, dossier, who, finding, due=finding.due, barred=barred)
    for reading in readings:
        if reading.state is ReadingState.BOTH_DONE:
            yield WorkItem(Work.ADJUDICATE, dossier, barred=reading.readers)
        elif reading.state is ReadingState.OPEN:
            yield from (WorkItem(Work.READING, dossier, who) for who in reading.readers if who not in reading.done)


_ON_STATUS: dict[FindingStatus, tuple[bool, Work]] = {
    FindingStatus.DRAFT: (True, Work.WRITE),
    FindingStatus.CHANGES_REQUESTED: (True, Work.CHANGES),
    FindingStatus.SUBMITTED: (False, Work.REVIEW),
    FindingStatus.VALIDATED: (False, Work.SIGN),
}


def loads(items: Sequence[WorkItem]) -> tuple[Load, ...]:
    """Per person, who has most first."""
    found: dict[str, list[WorkItem]] = {}
    for item in items:
        if item.person:
            found.setdefault(item.person, []).append(item)
    kinds = tuple(Work)
    made = [Load(who, tuple(sorted(own, key=lambda i: (not i.due, i.due, kinds.index(i.work))))) for who, own in found.items()]
    return tuple(sorted(made, key=lambda load: (-len(load.items), load.person)))


def unassigned(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """What waits for anybody with the role."""
    return tuple(item for item in items if not item.person)
