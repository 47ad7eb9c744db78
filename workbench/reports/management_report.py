"""The management report: the figures of a period, and the findings behind them with their quoted words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from workbench.domain.behind import BEFORE, STANDING, behind, figure
from workbench.domain.management import Case, Facet, ManagementSet
from workbench.domain.workload import Work
from workbench.reports.advice import upper_first
from workbench.reports.document import Block, Bullets, Document, Heading, Para, Run, Runs, Style, Table, para, plain
from workbench.reports.management_words import (
    days_words,
    defect_words,
    filter_words,
    impact_sentence,
    period_words,
    report_words,
    share_words,
    step_words,
    value_words,
)
from workbench.reports.voice import Voice

FIGURES = (*STANDING, "recorded", "serious", "signed", "asking", "followed", "advised")
BY = (Facet.SEVERITY, Facet.INSTRUMENT, Facet.DOMAIN, Facet.MINISTER, Facet.STAGE, Facet.OUTCOME)


def compose_management(found: ManagementSet, voice: Voice) -> Document:
    """The report; a part without anything says so."""
    title = voice.t("management.title")
    facts = {
        "titel": title,
        "onderwerp": "; ".join(filter_words(voice, found.selection)) or voice.t("management.everything"),
        "periode": period_words(voice, found.selection.period),
        "datum": voice.day(found.made),
    }
    parts = (_minute, _dossiers, _findings, _follow_up, _defects, _load, _oversight, _annex, _account)
    numbers = {case.finding.id: n for n, case in enumerate(found.cases, start=1)}
    blocks = tuple(block for part in parts for block in part(found, voice, numbers))
    return Document(title, voice.language, voice.t("report.institute"), found.made, {"inhoud": blocks}, facts)


Numbers = Mapping[str, int]  # finding id -> number in the annex


def ranges(numbers: Iterable[int]) -> str:
    """`1–3, 7`: numbers as they are read."""
    ordered = sorted(set(numbers))
    runs = [[n for _, n in run] for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _which(cases: Iterable[Case], numbers: Numbers) -> str:
    return ranges(numbers[c.finding.id] for c in cases if c.finding.id in numbers) or "–"


def _table(voice: Voice, caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], widths: tuple[float, ...]) -> Table:
    names = tuple(voice.t(f"column.{name}") for name in head)
    return Table(caption, names, tuple(tuple(map(plain, row)) for row in rows), widths)


def _compared(found: ManagementSet, name: str) -> list[str]:
    return [str(figure(found, name)), str(figure(found, BEFORE + name)) if found.before else "–"]


def _minute(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.minute"))
    yield para(impact_sentence(voice, found.now.impact))
    if found.before:
        yield para(voice.t("management.compared", period=period_words(voice, found.before.period)), Style.META)
    rows = []
    for name in FIGURES:
        counted = [str(figure(found, name)), "–"] if name in STANDING else _compared(found, name)
        listed = behind(found, name)
        rows.append([report_words(voice, found, name), *counted, _which(listed.cases if listed else (), numbers)])
    median = [found.now.median_days, found.before.median_days if found.before else None]
    rows.append([voice.t("management.median_days"), *(voice.number(d) if d is not None else "–" for d in median), "–"])
    head = ("figure", "now", "earlier_period", "annex_numbers")
    yield _table(voice, voice.t("management.caption.minute"), head, rows, (0.44, 0.12, 0.16, 0.28))


def _dossiers(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.dossiers"))
    if not found.dossiers:
        yield para(voice.t("management.dossiers.none"), Style.NOTICE)
        return
    rows = [
        [
            line.dossier.title,
            voice.label("stage", line.dossier.stage),
            days_words(voice, line),
            step_words(voice, line),
            str(len(line.cases)),
            voice.t(f"management.reading.{line.reading}"),
        ]
        for line in found.dossiers
    ]
    head = ("dossier_title", "stage", "days_left", "step", "findings", "first_reading")
    yield _table(voice, voice.t("management.caption.dossiers"), head, rows, (0.26, 0.17, 0.1, 0.21, 0.12, 0.14))


def _findings(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.findings"))
    if not found.now.recorded:
        yield para(voice.t("management.findings.none"), Style.NOTICE)
        return
    for facet in BY:
        yield Heading(2, voice.t(f"management.facet.{facet}"))
        yield _groups(found, voice, numbers, facet)


def _groups(found: ManagementSet, voice: Voice, numbers: Numbers, facet: Facet) -> Table:
    now, before = group_values(found, facet)
    rows = []
    for value in (*now, *before):
        name = f"{facet}:{value}"
        listed = behind(found, name)
        named = upper_first(value_words(voice, facet, value))
        rows.append([named, *_compared(found, name), _which(listed.cases if listed else (), numbers)])
    head = ("group", "now", "earlier_period", "annex_numbers")
    return _table(voice, voice.t(f"management.caption.{facet}"), head, rows, (0.4, 0.12, 0.16, 0.32))


def group_values(found: ManagementSet, facet: Facet) -> tuple[list[str], list[str]]:
    """The groups of this period, and those that only the earlier one has."""
    now = [*found.now.groups(facet)]
    return now, [value for value in (found.before.groups(facet) if found.before else ()) if value not in now]


def _follow_up(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.follow_up"))
    yield para(voice.t("management.follow_up.lead"))
    if not found.now.asking:
        yield para(voice.t("management.follow_up.none"), Style.NOTICE)
        return
    yield _groups(found, voice, numbers, Facet.EFFECT)
    for facet in (Facet.MINISTER, Facet.DOMAIN):
        yield _answered(found, voice, facet)
    rows = [[str(numbers[c.finding.id]), c.finding.title, c.dossier.title, *_told(c, voice)] for c in found.now.asking]
    head = ("number", "title", "dossier_title", "effect", "replies")
    yield _table(voice, voice.t("management.caption.follow_up"), head, rows, (0.07, 0.29, 0.22, 0.16, 0.26))


def _answered(found: ManagementSet, voice: Voice, facet: Facet) -> Table:
    rows = [
        [upper_first(value_words(voice, facet, value)), str(asking), str(followed), f"{voice.number(100 * followed / asking)} %"]
        for value, asking, followed in found.now.answered(facet)
    ]
    head = ("group", "asking", "taken_up", "share")
    return _table(voice, voice.t(f"management.answered.{facet}"), head, rows, (0.4, 0.2, 0.2, 0.2))


def _told(case: Case, voice: Voice) -> list[str]:
    """The effect, and per recommendation what was answered and done."""
    assert case.counted is not None
    told = []
    for advice in case.counted.advice:
        parts = [voice.label("reply_verdict", advice.reply), voice.label("text_fate", advice.fate), advice.where]
        if said := ", ".join(filter(None, parts)):
            told.append(f"{advice.number}: {said}" if advice.number else said)
    return [voice.label("effect", case.counted.effect), "; ".join(told) or "–"]


def _defects(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.defects"))
    yield para(voice.t("management.defects.lead"))
    if not found.defects:
        yield para(voice.t("management.defects.none"), Style.NOTICE)
        return
    rows = []
    for defect in found.defects:
        which = ranges(numbers[f.id] for f in defect.findings if f.id in numbers)
        counts = [str(len(defect.dossiers)), str(len(defect.findings))]
        rows.append([upper_first(voice.cite(defect.article)), defect_words(voice, defect), *counts, which])
    head = ("norm", "recurs", "dossiers", "findings", "annex_numbers")
    yield _table(voice, voice.t("management.caption.defects"), head, rows, (0.2, 0.36, 0.12, 0.13, 0.19))


def _load(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.load"))
    if not found.load and not found.team:
        yield para(voice.t("management.load.none"), Style.NOTICE)
    if found.load:
        rows = [[found.name(p.person), str(len(p.items)), str(len(p.overdue(found.today)))] for p in found.load]
        yield _table(voice, voice.t("management.caption.load"), ("who", "open_work", "late"), rows, (0.5, 0.25, 0.25))
    if found.team:
        rows = [[voice.t(f"management.work.{w}"), str(n)] for w in Work if (n := figure(found, f"team:{w}"))]
        yield _table(voice, voice.t("management.team"), ("open_work", "now"), rows, (0.7, 0.3))


def _oversight(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.oversight"))
    yield para(voice.t("management.oversight.lead"))
    if not found.now.oversight.read:
        yield para(voice.t("management.oversight.none"), Style.NOTICE)
        return
    rows = []
    for name, share in found.now.oversight.shares.items():
        before = share_words(voice, found.before.oversight.shares[name]) if found.before else "–"
        about = voice.t(f"management.dial.{name}.about")
        rows.append([voice.t(f"management.dial.{name}"), share_words(voice, share), before, about])
    head = ("figure", "now", "earlier_period", "meaning")
    yield _table(voice, voice.t("management.caption.oversight"), head, rows, (0.18, 0.2, 0.2, 0.42))


def _annex(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.annex"))
    if not found.cases:
        yield para(voice.t("management.findings.none"), Style.NOTICE)
        return
    yield para(voice.t("management.annex.lead"))
    for case in found.cases:
        yield from _case(numbers[case.finding.id], case, voice)


def _case(number: int, case: Case, voice: Voice) -> Iterator[Block]:
    f = case.finding
    yield Heading(2, f"{number}. {f.title}", f"bevinding-{number}")
    facts = [voice.label("outcome", f.outcome), voice.label("severity", f.severity), voice.label("finding_status", f.status)]
    facts += [voice.label("effect", case.counted.effect)] if case.counted else []
    facts += [voice.t("advice.changed_short")] if case.changed else []
    facts += [voice.t("ui.management.is_confidential")] if case.dossier.confidential else []
    yield para(" · ".join(filter(None, (case.dossier.title, voice.day(case.recorded), *facts))), Style.META)
    place = upper_first(f.carrier or f.provision)
    yield Para((*_said(place), Run(_quoted(f.subject.quote.exact))), Style.QUOTE)
    words = _quoted(f.measure.quote.exact) if f.measure else voice.t("management.no_treaty_words")
    yield Para((*_said(upper_first(voice.cite(f.norm_id))), Run(words)), Style.QUOTE)


def _quoted(words: str) -> str:
    return f"“{' '.join(words.split())}”"


def _said(place: str) -> Runs:
    return (Run(f"{place}: ", bold=True),)


def _account(found: ManagementSet, voice: Voice, numbers: Numbers) -> Iterator[Block]:
    yield Heading(1, voice.t("management.about"))
    yield Bullets(tuple(plain(line) for line in account_lines(found, voice)))


def account_lines(found: ManagementSet, voice: Voice) -> Iterator[str]:
    """How it was counted, when, for whom, and what is not in it."""
    yield voice.t("management.about.counted")
    yield voice.t("management.about.made", day=voice.day(found.made), period=period_words(voice, found.selection.period))
    yield from filter_words(voice, found.selection)
    yield voice.t("body.account.confidential_in" if found.selection.confidential else "body.account.confidential_out")
    if found.left_out:
        yield voice.t("management.left_out", count=found.left_out)
    if found.blind:
        yield voice.t("export.blind")
    if found.before:
        yield voice.t("management.about.earlier")
