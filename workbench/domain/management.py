"""What management reads: figures over dossiers, each with the list of records behind it; candidates count nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from statistics import median

from workbench.domain.days import days_until
from workbench.domain.dossiers import Deadline, Dossier, Stage
from workbench.domain.findings import Finding, Outcome, Severity
from workbench.domain.identifiers import article_of
from workbench.domain.impact import Counted, Effect, Impact
from workbench.domain.oversight import Oversight
from workbench.domain.period import Against, Period
from workbench.domain.recurrent import Defect
from workbench.domain.workload import Load, WorkItem

SOON = 14  # days to an irreversible step from which a dossier is urgent


FILTERS = {"minister": "ministers", "dom": "domains", "instr": "instruments", "stage": "stages", "sev": "severities"}
"""Restrictions by their name in an address, with the field that holds them."""


@dataclass(frozen=True)
class Selection:
    """Which part of the work is looked at; an empty field means no restriction, `""` in a field means "not filled in"."""

    period: Period
    against: Against = Against.YEAR
    instruments: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    ministers: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    confidential: bool = True  # also confidential dossiers, as far as the person may see them

    @property
    def filters(self) -> dict[str, list[str]]:
        """The restrictions that are set, by their name in an address."""
        named = {name: sorted(getattr(self, field)) for name, field in FILTERS.items()}
        return {name: values for name, values in named.items() if values}

    @property
    def filtered(self) -> bool:
        """Whether anything but the period restricts it."""
        return bool(self.filters) or not self.confidential

    def takes(self, dossier: Dossier) -> bool:
        """Whether a dossier belongs to it."""
        return (
            (self.confidential or not dossier.confidential)
            and (not self.ministers or dossier.minister in self.ministers)
            and (not self.stages or dossier.stage in self.stages)
            and (not self.domains or bool(self.domains & set(dossier.domains or ("",))))
        )

    def takes_case(self, case: Case) -> bool:
        """Whether a finding of such a dossier belongs to it."""
        return (not self.instruments or case.instrument in self.instruments) and (
            not self.severities or (case.finding.severity or "") in self.severities
        )


def selection_of(
    period: Period, against: str = "", filters: Mapping[str, Iterable[str]] | None = None, confidential: bool = True
) -> Selection:
    """A selection from what an address or a request says; what is no comparison means a year earlier."""
    chosen = {field: frozenset((filters or {}).get(name, ())) for name, field in FILTERS.items()}
    compared = Against(against) if against in set(Against) else Against.YEAR
    return Selection(period, compared, **chosen, confidential=confidential)


@dataclass(frozen=True)
class Case:
    """One finding, counted once over all versions of its text: `finding` holds its newest words."""

    finding: Finding
    dossier: Dossier
    recorded: str  # day on which it was first recorded
    signed: str = ""  # day of the first signature
    counted: Counted | None = None  # what became of it; None: not signed, or it asks for nothing
    changed: bool = False  # its words changed after the newest signature

    @property
    def instrument(self) -> str:
        """The treaty's code."""
        return article_of(self.finding.norm.provision).split("/")[0]

    @property
    def serious(self) -> bool:
        """High or critical."""
        return self.finding.severity in (Severity.HIGH, Severity.CRITICAL)


class Facet(StrEnum):
    """By what findings are grouped."""

    SEVERITY = "severity"
    INSTRUMENT = "instrument"
    DOMAIN = "domain"
    MINISTER = "minister"
    STAGE = "stage"
    OUTCOME = "outcome"
    EFFECT = "effect"


_ORDER: dict[Facet, tuple[str, ...]] = {
    Facet.SEVERITY: tuple(reversed(Severity)),
    Facet.STAGE: tuple(Stage),
    Facet.OUTCOME: tuple(Outcome),
    Facet.EFFECT: tuple(Effect),
}


def values_of(case: Case, facet: Facet) -> tuple[str, ...]:
    """Where a finding belongs; an empty value means that nobody filled it in, which is no judgment."""
    match facet:
        case Facet.DOMAIN:
            return case.dossier.domains or ("",)
        case Facet.MINISTER:
            return (case.dossier.minister,)
        case Facet.STAGE:
            return (case.dossier.stage,)
        case Facet.INSTRUMENT:
            return (case.instrument,)
        case Facet.EFFECT:
            return (case.counted.effect if case.counted else "",)
        case _:
            return (getattr(case.finding, facet) or "",)


@dataclass(frozen=True)
class Group:
    """The findings with one value."""

    value: str
    cases: tuple[Case, ...]


def grouped(cases: Iterable[Case], facet: Facet) -> tuple[Group, ...]:
    """Groups in the order of the vocabulary, else the largest first; what is not filled in comes last. A finding of a
    dossier with several domains stands in each."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        for value in values_of(case, facet):
            found.setdefault(value, []).append(case)
    order = _ORDER.get(facet, ())

    def place(value: str) -> tuple[bool, int, str]:
        return not value, order.index(value) if value in order else -len(found[value]), value

    return tuple(Group(value, tuple(found[value])) for value in sorted(found, key=place))


class Reading(StrEnum):
    """How far the first reading of a dossier is."""

    DONE = "done"
    OPEN = "open"
    UNKNOWN = "unknown"  # nobody was asked and nobody recorded it


@dataclass(frozen=True)
class DossierLine:
    """An open dossier and what it waits for."""

    dossier: Dossier
    cases: tuple[Case, ...]
    step: Deadline | None  # the next irreversible step, today or later
    days: int | None  # to that step
    passed: Deadline | None  # the last irreversible step that is over, when none is to come
    reading: Reading
    questions: int  # weighty questions without an answer

    @property
    def urgent(self) -> bool:
        """Whether the text can soon no longer move."""
        return self.days is not None and self.days <= SOON


def line_of(dossier: Dossier, cases: Sequence[Case], today: str, reading: Reading, questions: int) -> DossierLine:
    """The line of a dossier on a day."""
    final = sorted((d for d in dossier.deadlines if d.irreversible and d.day), key=lambda d: d.day)
    step = next((d for d in final if d.day >= today), None)
    passed = final[-1] if final and step is None else None
    days = days_until(step.day, today) if step else None
    return DossierLine(dossier, tuple(cases), step, days, passed, reading, questions)


@dataclass(frozen=True)
class Advised:
    """A dossier that was signed for the first time, and how long that took."""

    dossier: Dossier
    day: str
    days: int  # from the first version in the dossier


@dataclass(frozen=True)
class Flow:
    """What happened in one period."""

    period: Period
    recorded: tuple[Case, ...]
    signed: tuple[Case, ...]  # first signed in the period
    advised: tuple[Advised, ...]
    oversight: Oversight

    @cached_property
    def serious(self) -> tuple[Case, ...]:
        """Recorded findings that are high or critical."""
        return tuple(c for c in self.recorded if c.serious)

    @cached_property
    def asking(self) -> tuple[Case, ...]:
        """Signed in the period and asking for something."""
        return tuple(c for c in self.signed if c.counted)

    @cached_property
    def impact(self) -> Impact:
        """Of those: what became of them up to now."""
        return Impact(tuple(c.counted for c in self.signed if c.counted))

    @cached_property
    def followed(self) -> tuple[Case, ...]:
        """Signed in the period and taken up since, wholly or partly."""
        taken_up = set(map(id, self.impact.taken_up))
        return tuple(c for c in self.asking if id(c.counted) in taken_up)

    def groups(self, facet: Facet) -> Mapping[str, tuple[Case, ...]]:
        """Recorded findings by value, in reading order; by effect: those that ask for something."""
        return self._groups[facet]

    @cached_property
    def _groups(self) -> Mapping[Facet, Mapping[str, tuple[Case, ...]]]:
        def of(facet: Facet) -> dict[str, tuple[Case, ...]]:
            return {g.value: g.cases for g in grouped(self.asking if facet is Facet.EFFECT else self.recorded, facet)}

        return {facet: of(facet) for facet in Facet}

    def answered(self, facet: Facet) -> tuple[tuple[str, int, int], ...]:
        """Per value how many signed findings ask for something, and how many of those were taken up."""
        taken_up = set(map(id, self.followed))
        asked = grouped(self.asking, facet)
        return tuple((g.value, len(g.cases), sum(id(c) in taken_up for c in g.cases)) for g in asked)

    @property
    def median_days(self) -> float | None:
        """From the first version in the dossier to the first signature; None without any."""
        return median(a.days for a in self.advised) if self.advised else None


@dataclass(frozen=True)
class ManagementSet:
    """Everything that the page, the report and the tables show; worked out once."""

    selection: Selection
    today: str  # ISO date
    made: str  # ISO time
    dossiers: tuple[DossierLine, ...]  # open ones, the nearest irreversible step first
    now: Flow
    before: Flow | None
    defects: tuple[Defect, ...]
    load: tuple[Load, ...]
    team: tuple[WorkItem, ...]  # open work that waits for anybody with the role
    to_sign: tuple[Case, ...]  # waits for the signature of who looks
    names: Mapping[str, str]  # person id -> name
    ministers: tuple[str, ...] = ()  # of every dossier that the person may see, to choose from
    viewer: str = ""  # id of who looks
    left_out: int = 0  # confidential dossiers that the person may see but the selection leaves out
    blind: bool = False  # a double reading hides somebody's work from the person

    @property
    def urgent(self) -> tuple[DossierLine, ...]:
        """Dossiers whose text can soon no longer move."""
        return tuple(line for line in self.dossiers if line.urgent)

    def reading(self, state: Reading) -> tuple[DossierLine, ...]:
        """Open dossiers whose first reading is in this state."""
        return tuple(line for line in self.dossiers if line.reading is state)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The findings behind the figures of this period and behind what waits for a signature, each once."""
        found = {c.finding.id: c for c in (*self.now.recorded, *self.now.signed, *self.to_sign)}
        return tuple(found.values())

    @property
    def all_cases(self) -> tuple[Case, ...]:
        """Those, and every other finding of an open dossier."""
        found = {c.finding.id: c for c in (*self.cases, *(c for line in self.dossiers for c in line.cases))}
        return tuple(found.values())

    @property
    def shown_dossiers(self) -> tuple[str, ...]:
        """Ids of every dossier that something of this set is about."""
        flows = [self.now, *([self.before] if self.before else [])]
        ids = [line.dossier.id for line in self.dossiers]
        ids += [c.dossier.id for flow in flows for c in (*flow.recorded, *flow.signed)]
        ids += [a.dossier.id for flow in flows for a in flow.advised]
        ids += [v.dossier for flow in flows for v in (*flow.oversight.decided, *flow.oversight.read)]
        return tuple(dict.fromkeys(ids))

    def name(self, person: str) -> str:
        """Somebody's name, else the id."""
        return self.names.get(person, person)


def by_urgency(line: DossierLine) -> tuple[bool, int, str]:
    """Sort key: the nearest step first, without a step last."""
    return line.days is None, line.days or 0, line.dossier.title
