"""What stands between a finding and a signature: each check yields problems with a catalogue key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.domain.agreement import agreement_of
from workbench.domain.anchors import Side, overlaps
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import ADVERSE, Competence, Finding, Outcome
from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Instrument
from workbench.domain.notes import Note
from workbench.domain.obligations import Register
from workbench.domain.signing import Frozen
from workbench.domain.trees import PROCEDURE, Step, Tree, open_steps
from workbench.domain.verdicts import Adjudication, ReadingState, SecondReading, Verdict


@dataclass(frozen=True)
class Problem:
    """One reason to wait: `key` names the sentence, `step` a tree step or field, `blocking` whether it stops a signature."""

    key: str
    finding: str = ""
    step: str = ""
    note: str = ""
    blocking: bool = True


@dataclass(frozen=True)
class Norms:
    """What the catalogue and register say that a check needs; empty where nobody knows."""

    absolute: frozenset[str] = frozenset()  # places that allow no balancing: `ECHR/3`, `ECHR/4/1`
    aims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # article or place -> grounds of its own list


def norms_of(instruments: Mapping[str, Instrument], register: Register) -> Norms:
    """The absolute places of the catalogue, and the grounds that the register lists per entry."""
    absolute = frozenset(place for instrument in instruments.values() for place in instrument.absolute)
    aims = {o.id: o.limitation.grounds for o in register.obligations.values() if o.limitation and o.limitation.grounds}
    return Norms(absolute, aims)


@dataclass(frozen=True)
class Context:
    """The surroundings of the findings that are to be signed."""

    dossier: Dossier
    frozen: Frozen
    signer: str  # person id
    alone: bool = False  # one user on this machine: four eyes are recorded as missing instead of demanded
    notes: tuple[Note, ...] = ()
    readings: tuple[SecondReading, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    adjudications: tuple[Adjudication, ...] = ()
    norms: Norms = Norms()


def problems_of(findings: Iterable[Finding], context: Context) -> tuple[Problem, ...]:
    """Every problem, finding by finding and then those of the dossier."""
    checks = (_quotes, _judgment, _norm, _steps, _aims, _questions, _four_eyes, _double_reading)
    return tuple(problem for finding in findings for check in checks for problem in check(finding, context))


def _quotes(finding: Finding, context: Context) -> Iterator[Problem]:
    if not finding.subject.quote.exact.strip():
        yield Problem("ready.no_quotation", finding.id)
    elif finding.subject.text_hash != context.frozen.text_hash or finding.draft != context.frozen.draft:
        yield Problem("ready.other_text", finding.id)
    if finding.measure is None:
        yield Problem("ready.no_treaty_quotation", finding.id, blocking=False)


def _judgment(finding: Finding, context: Context) -> Iterator[Problem]:
    required = ("verb", "outcome", "certainty", "competence", "holders", "reasoning")
    for name in required:
        if not getattr(finding, name):
            yield Problem("ready.field_empty", finding.id, name)
    weighs = finding.outcome in ADVERSE or finding.outcome is Outcome.ATTENTION
    for name in ("severity", "recommendations") if weighs else ():
        if not getattr(finding, name):
            yield Problem("ready.field_empty", finding.id, name)
    if finding.outcome is Outcome.CONTRARY and not context.dossier.adopted:
        yield Problem("ready.contrary_before_adoption", finding.id)
    if finding.competence is Competence.FEDERAL and finding.outcome is not Outcome.OUTSIDE:
        yield Problem("ready.federal", finding.id)


def _norm(finding: Finding, context: Context) -> Iterator[Problem]:
    if not finding.norm.binds and finding.outcome in ADVERSE:
        yield Problem("ready.not_binding", finding.id)
    if not finding.norm.constitution:
        yield Problem("ready.no_constitution", finding.id, blocking=False)
    place = finding.norm.provision + "/"
    absolute = any(place.startswith(f"{listed}/") for listed in context.norms.absolute)
    if absolute and finding.tree is Tree.LIMITATION:
        yield Problem("ready.no_balancing", finding.id)


def _steps(finding: Finding, context: Context) -> Iterator[Problem]:
    if finding.tree is None:
        yield Problem("ready.field_empty", finding.id, "tree")
        return
    for step in open_steps(finding.tree, finding.steps):
        yield Problem("ready.step_open", finding.id, step)
    for answer in finding.steps:
        if answer.step in PROCEDURE and finding.tree is not Tree.PROCEDURE and not answer.complete:
            yield Problem("ready.step_open", finding.id, answer.step)


def _aims(finding: Finding, context: Context) -> Iterator[Problem]:
    place = finding.norm.provision
    allowed = context.norms.aims.get(place) or context.norms.aims.get(article_of(place))
    for answer in finding.steps:
        if answer.step is Step.LEGITIMATE_AIM and allowed and not set(answer.aims) <= set(allowed):
            yield Problem("ready.aim_not_listed", finding.id, answer.step)


def _questions(finding: Finding, context: Context) -> Iterator[Problem]:
    for note in context.notes:
        if note.blocks and _about(note, finding):
            yield Problem("ready.weighty_question", finding.id, note=note.id)


def _about(note: Note, finding: Finding) -> bool:
    """A note speaks of a finding by name, or by standing on its words in either text, or on the dossier as a whole."""
    if note.finding:
        return note.finding == finding.id
    if note.anchor is None:
        return note.draft in ("", finding.draft)
    if note.anchor.side is Side.TREATY:
        return article_of(note.provision) == article_of(finding.norm_id)
    return note.anchor.source == finding.draft and overlaps(note.provision, finding.provision)


def _four_eyes(finding: Finding, context: Context) -> Iterator[Problem]:
    if context.signer in finding.writers:
        yield Problem("ready.signer_wrote", finding.id, blocking=not context.alone)
    if finding.validated_by in (*finding.writers, ""):
        yield Problem("ready.reviewer_wrote", finding.id, blocking=not context.alone)


def _double_reading(finding: Finding, context: Context) -> Iterator[Problem]:
    for reading in context.readings:
        if not reading.covers(finding.draft, finding.provision) or reading.state is ReadingState.ADJUDICATED:
            continue
        if reading.state is ReadingState.OPEN:
            yield Problem("ready.reading_open", finding.id)
            continue
        settled = {(a.provision, a.norm) for a in context.adjudications if a.reading == reading.id}
        differing = set(agreement_of(reading, context.verdicts).differing) - settled
        if any(overlaps(provision, finding.provision) for provision, _ in differing):
            yield Problem("ready.not_adjudicated", finding.id)
