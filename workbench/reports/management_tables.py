"""The management figures as tables: the same set as page and report, one sheet per part."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.domain.behind import BEFORE, STANDING, figure
from workbench.domain.management import Facet, ManagementSet
from workbench.domain.workload import WorkItem
from workbench.reports.management_report import BY, FIGURES, account_lines, group_values
from workbench.reports.management_words import defect_words, period_words, report_words, step_words, value_words, work_words
from workbench.reports.tables import Cell, Sheet, dictionary
from workbench.reports.voice import Voice

Rows = Iterator[tuple[Cell, ...]]

FINDINGS = (
    *("number", "dossier_title", "title", "place", "quote", "norm_id", "norm", "treaty_quote", "verb", "outcome", "severity"),
    *("tags", "status", "effect", "recorded_on", "signed_on_day", "changed", "in_period", "minister", "domains", "stage"),
    "finding",
)
DOSSIERS = ("dossier_title", "stage", "minister", "domains", "days", "step", "step_day", "findings", "first_reading", "questions")


def management_tables(found: ManagementSet, voice: Voice) -> tuple[Sheet, ...]:
    """All sheets; the first says what was chosen, the last explains every column."""
    sheets = [Sheet(name, columns, tuple(make(found, voice))) for name, columns, make in _SHEETS]
    return (*sheets, dictionary(sheets, voice))


def _selection(found: ManagementSet, voice: Voice) -> Rows:
    yield voice.t("selection.period"), period_words(voice, found.selection.period)
    if found.before:
        yield voice.t("selection.earlier_period"), period_words(voice, found.before.period)
    yield voice.t("selection.made"), found.made
    yield from ((voice.t("selection.note"), line) for line in account_lines(found, voice))


def _figures(found: ManagementSet, voice: Voice) -> Rows:
    for name in FIGURES:
        compared = found.before and name not in STANDING
        yield report_words(voice, found, name), figure(found, name), figure(found, BEFORE + name) if compared else ""
    days = (found.now.median_days, found.before.median_days if found.before else None)
    yield voice.t("management.median_days"), *("" if d is None else float(d) for d in days)


def _groups(found: ManagementSet, voice: Voice) -> Rows:
    for facet in (*BY, Facet.EFFECT):
        for value in (v for values in group_values(found, facet) for v in values):
            name = f"{facet}:{value}"
            earlier = figure(found, BEFORE + name) if found.before else ""
            yield voice.t(f"management.facet.{facet}"), value_words(voice, facet, value), figure(found, name), earlier


def _answered(found: ManagementSet, voice: Voice) -> Rows:
    for facet in (Facet.MINISTER, Facet.DOMAIN):
        for value, asking, followed in found.now.answered(facet):
            name = voice.t(f"management.facet.{facet}"), value_words(voice, facet, value)
            yield *name, asking, followed, round(followed / asking, 4)


def _dossiers(found: ManagementSet, voice: Voice) -> Rows:
    for line in found.dossiers:
        d = line.dossier
        domains = "; ".join(value_words(voice, Facet.DOMAIN, code) for code in d.domains)
        days: Cell = "" if line.days is None else line.days
        step = (days, step_words(voice, line), line.step.day if line.step else "")
        reading = voice.t(f"management.reading.{line.reading}")
        yield (d.title, voice.label("stage", d.stage), d.minister, domains, *step, len(line.cases), reading, line.questions)


def _findings(found: ManagementSet, voice: Voice) -> Rows:
    """Every finding that a figure counts; those of the period first, with the numbers of the report's annex."""
    recorded = {c.finding.id for c in found.now.recorded}
    for number, case in enumerate(found.all_cases, start=1):
        f, d = case.finding, case.dossier
        treaty = f.measure.quote.exact if f.measure else ""
        judged = (voice.label(name, getattr(f, name)) for name in ("verb", "outcome", "severity"))
        effect = voice.label("effect", case.counted.effect) if case.counted else ""
        yield (
            *(
                number,
                d.title,
                f.title,
                f.carrier or f.provision,
                f.subject.quote.exact,
                f.norm_id,
                voice.cite(f.norm_id),
                treaty,
            ),
            *(*judged, ", ".join(f.tags), voice.label("finding_status", f.status), effect, case.recorded, case.signed),
            *(_yes(case.changed, voice), _yes(f.id in recorded, voice), d.minister),
            *("; ".join(value_words(voice, Facet.DOMAIN, code) for code in d.domains), voice.label("stage", d.stage), f.id),
        )


def _follow_up(found: ManagementSet, voice: Voice) -> Rows:
    numbers = {c.finding.id: n for n, c in enumerate(found.all_cases, start=1)}
    for case in found.now.asking:
        for advice in case.counted.advice if case.counted else ():
            said = (voice.label("reply_verdict", advice.reply), voice.label("text_fate", advice.fate), advice.where)
            yield numbers[case.finding.id], case.finding.title, advice.number or "", voice.label("effect", advice.effect), *said


def _defects(found: ManagementSet, voice: Voice) -> Rows:
    for d in found.defects:
        yield d.article, voice.cite(d.article), defect_words(voice, d), len(d.dossiers), len(d.findings)


def _load(found: ManagementSet, voice: Voice) -> Rows:
    for item in (*(i for load in found.load for i in load.items), *found.team):
        yield _work_row(item, found, voice)


def _work_row(item: WorkItem, found: ManagementSet, voice: Voice) -> tuple[Cell, ...]:
    who = found.name(item.person) if item.person else voice.t("management.team")
    title = item.finding.title if item.finding else ""
    return who, work_words(voice, item), item.dossier.title, title, item.due, _yes(item.overdue(found.today), voice)


def _oversight(found: ManagementSet, voice: Voice) -> Rows:
    for name, share in found.now.oversight.shares.items():
        before = found.before.oversight.shares[name].ratio if found.before else None
        ratios = ("" if ratio is None else round(ratio, 4) for ratio in (share.ratio, before))
        about = voice.t(f"management.dial.{name}.about")
        yield voice.t(f"management.dial.{name}"), len(share.part), len(share.whole), *ratios, about


def _yes(value: bool, voice: Voice) -> str:
    return voice.t("word.yes" if value else "word.no")


_SHEETS: tuple[tuple[str, tuple[str, ...], Callable[[ManagementSet, Voice], Rows]], ...] = (
    ("selection", ("fact", "value"), _selection),
    ("figures", ("figure", "now", "earlier_period"), _figures),
    ("groups", ("facet", "group", "now", "earlier_period"), _groups),
    ("answered", ("facet", "group", "asking", "taken_up", "share"), _answered),
    ("open_dossiers", DOSSIERS, _dossiers),
    ("findings", FINDINGS, _findings),
    ("follow_up", ("number", "title", "recommendation", "effect", "reply", "text_fate", "where"), _follow_up),
    ("defects", ("norm_id", "norm", "recurs", "dossiers", "findings"), _defects),
    ("load", ("who", "open_work", "dossier_title", "title", "due", "late"), _load),
    ("oversight", ("figure", "part_count", "whole_count", "share", "earlier_share", "meaning"), _oversight),
)
