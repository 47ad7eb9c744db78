"""The list behind every figure, by a name that can stand in an address; a figure is the length of its list."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.management import Advised, Case, DossierLine, Facet, Flow, ManagementSet, Reading, values_of
from workbench.domain.verdicts import Verdict
from workbench.domain.workload import WorkItem

BEFORE = "before."
"""What a name begins with when it speaks of the earlier period."""

STANDING = ("open", "urgent", "unread", "unasked", "to_sign", "overdue")
"""Figures of this moment."""

FLOWING = ("recorded", "serious", "signed", "asking", "followed", "advised")
"""Figures of a period, which can be compared with an earlier one."""


@dataclass(frozen=True)
class Behind:
    """The records behind one figure; one of the lists is filled at most."""

    cases: tuple[Case, ...] = ()
    lines: tuple[DossierLine, ...] = ()
    advised: tuple[Advised, ...] = ()
    items: tuple[WorkItem, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def count(self) -> int:
        """The figure."""
        return len(self.cases) + len(self.lines) + len(self.advised) + len(self.items) + len(self.verdicts)


def behind(found: ManagementSet, name: str) -> Behind | None:
    """The list behind the figure called `name`; None when there is no such figure."""
    if name.startswith(BEFORE):
        return _in_flow(found.before, name.removeprefix(BEFORE)) if found.before else None
    return _standing(found, name) or _in_flow(found.now, name) or _of_part(found, *_cut(name))


def figure(found: ManagementSet, name: str) -> int:
    """The number; zero for what has no list."""
    listed = behind(found, name)
    return listed.count if listed else 0


def _standing(found: ManagementSet, name: str) -> Behind | None:
    match name:
        case "open":
            return Behind(lines=found.dossiers)
        case "urgent":
            return Behind(lines=found.urgent)
        case "unread":
            return Behind(lines=found.reading(Reading.OPEN))
        case "unasked":
            return Behind(lines=found.reading(Reading.UNKNOWN))
        case "to_sign":
            return Behind(found.to_sign)
        case "overdue":
            return Behind(items=tuple(item for load in found.load for item in load.overdue(found.today)))
    return None


def _in_flow(flow: Flow, name: str) -> Behind | None:
    if name == "advised":
        return Behind(advised=flow.advised)
    if name in FLOWING:
        return Behind(getattr(flow, name))
    kind, value = _cut(name)
    cases: tuple[Case, ...]
    if kind in ("dial", "dial_of"):
        share = flow.oversight.shares.get(value)
        return Behind(verdicts=share.part if kind == "dial" else share.whole) if share else None
    if kind in ("asking", "followed"):
        facet, wanted = _cut(value)
        cases = getattr(flow, kind)
        return Behind(tuple(c for c in cases if facet in set(Facet) and wanted in values_of(c, Facet(facet))))
    if kind in set(Facet):
        cases = flow.groups(Facet(kind)).get(value, ())
        return Behind(cases) if cases else None
    return None


def _of_part(found: ManagementSet, kind: str, value: str) -> Behind | None:
    match kind:
        case "defect":
            ids = {f.id for d in found.defects if d.key == value for f in d.findings}
            return Behind(tuple(c for c in found.now.recorded if c.finding.id in ids))
        case "load":
            return Behind(items=next((load.items for load in found.load if load.person == value), ()))
        case "late":
            return Behind(items=next((load.overdue(found.today) for load in found.load if load.person == value), ()))
        case "team":
            return Behind(items=tuple(item for item in found.team if item.work == value))
        case "dossier":
            return Behind(next((line.cases for line in found.dossiers if line.dossier.id == value), ()))
    return None


def _cut(name: str) -> tuple[str, str]:
    kind, _, value = name.partition(":")
    return kind, value
