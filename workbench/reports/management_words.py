"""The words of the management figures: one place for page, report and tables."""

from __future__ import annotations

from workbench.domain.behind import BEFORE
from workbench.domain.impact import Impact
from workbench.domain.management import DossierLine, Facet, ManagementSet, Selection
from workbench.domain.oversight import Share
from workbench.domain.period import Period
from workbench.domain.recurrent import Defect, DefectKind
from workbench.domain.workload import Work, WorkItem
from workbench.reports.voice import Voice


def value_words(voice: Voice, facet: Facet, value: str) -> str:
    """What a group is called; an empty value says that nobody filled it in."""
    if not value:
        return voice.t(f"management.unknown.{facet}")
    match facet:
        case Facet.INSTRUMENT:
            return voice.short(value)
        case Facet.DOMAIN:
            return voice.thesaurus.label("domain", value, voice.language)
        case Facet.MINISTER:
            return value
        case _:
            return voice.label(str(facet), value)


def defect_words(voice: Voice, defect: Defect) -> str:
    """What recurs: a step answered with no, somebody's own word, or what the draft does to the article."""
    if defect.kind is DefectKind.STEP:
        return voice.t("management.defect.step", step=voice.t(f"step.{defect.what}"))
    if defect.kind is DefectKind.VERB:
        return voice.t("management.defect.verb", verb=voice.t(f"verb.{defect.what}"))
    return voice.t("management.defect.tag", tag=defect.what)


def work_words(voice: Voice, item: WorkItem) -> str:
    """What has to be done: `eerste lezing`, `bevinding schrijven`."""
    return voice.label("task", item.task) if item.work is Work.TASK else voice.t(f"management.work.{item.work}")


def impact_sentence(voice: Voice, found: Impact) -> str:
    """ "Van 9 bevindingen zijn er 5 opgevolgd." """
    total, followed = len(found.counted), len(found.taken_up)
    if total == 1:
        return voice.t("ui.impact.one_followed" if followed else "ui.impact.one_not")
    return voice.t("ui.impact.sentence", total=total, followed=followed) if total else voice.t("ui.impact.none")


def step_words(voice: Voice, line: DossierLine) -> str:
    """The next irreversible step with its day, the last one that is over, or that none is known."""
    if line.step:
        return voice.t("management.step.next", what=line.step.what, day=voice.day(line.step.day))
    if line.passed:
        return voice.t("management.step.passed", what=line.passed.what, day=voice.day(line.passed.day))
    return voice.t("management.step.unknown")


def days_words(voice: Voice, line: DossierLine) -> str:
    """How many days are left: `vandaag`, `nog 1 dag`, `nog 9 dagen`, or a dash."""
    if line.days is None:
        return "–"
    keys = {0: "management.days.today", 1: "management.days.one"}
    return voice.t(keys.get(line.days, "management.days.many"), days=line.days)


def share_words(voice: Voice, share: Share) -> str:
    """`40 % (2 van 5)`, or that there is nothing to count."""
    if share.ratio is None:
        return voice.t("management.share.none")
    return voice.t("management.share", share=voice.number(100 * share.ratio), part=len(share.part), whole=len(share.whole))


def period_words(voice: Voice, period: Period) -> str:
    """`1 januari 2026 – 25 november 2026`."""
    return f"{voice.day(period.start)} – {voice.day(period.end)}"


def filter_words(voice: Voice, selection: Selection) -> list[str]:
    """Each restriction as a line; nothing when only the period restricts."""
    chosen = {
        Facet.INSTRUMENT: selection.instruments,
        Facet.DOMAIN: selection.domains,
        Facet.MINISTER: selection.ministers,
        Facet.STAGE: selection.stages,
        Facet.SEVERITY: selection.severities,
    }
    return [
        f"{voice.t(f'management.facet.{facet}')}: {', '.join(sorted(value_words(voice, facet, v) for v in values))}"
        for facet, values in chosen.items()
        if values
    ]


def figure_words(voice: Voice, found: ManagementSet, name: str) -> str:
    """What the figure called `name` counts."""
    earlier = name.startswith(BEFORE)
    kind, _, value = name.removeprefix(BEFORE).partition(":")
    said = _figure(voice, found, kind, value)
    return voice.t("management.in_earlier", figure=said) if earlier else said


def report_words(voice: Voice, found: ManagementSet, name: str) -> str:
    """The same for a file, where nobody is "me"."""
    if name == "to_sign":
        return voice.t("management.figure.to_sign_of", name=found.name(found.viewer))
    return figure_words(voice, found, name)


def _figure(voice: Voice, found: ManagementSet, kind: str, value: str) -> str:
    match kind:
        case "load" | "late":
            return voice.t(f"management.figure.{kind}", name=found.name(value))
        case "team":
            return voice.t(f"management.work.{value}")
        case "dial" | "dial_of":
            return voice.t(f"management.{kind}.{value}")
        case "defect":
            named = next((d for d in found.defects if d.key == value), None)
            return f"{voice.cite(named.article)}: {defect_words(voice, named)}" if named else voice.t("management.defects")
        case "dossier":
            title = next((line.dossier.title for line in found.dossiers if line.dossier.id == value), value)
            return voice.t("management.figure.dossier", title=title)
    if kind in ("asking", "followed") and value:
        facet, _, wanted = value.partition(":")
        return f"{voice.t(f'management.figure.{kind}')}: {value_words(voice, Facet(facet), wanted)}"
    if kind in set(Facet):
        return f"{voice.t(f'management.facet.{kind}')}: {value_words(voice, Facet(kind), value)}"
    return voice.t(f"management.figure.{kind}")
