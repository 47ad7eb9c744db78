"""Record a finding, revise it, submit it; a suggestion becomes a finding only by a person who judged it relevant."""

from __future__ import annotations

from dataclasses import replace

from workbench.domain.dossiers import Dossier
from workbench.domain.findings import PROCESS, Finding, Origin
from workbench.domain.ledger import Pen, Reader
from workbench.domain.people import Action
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.domain.workflow import SIGNED, FindingStatus, after_revision, check_move
from workbench.errors import RuleError
from workbench.use_cases.acting import Actor, check_version, current, dossier_for, known, reason_given

FIXED = ("id", "dossier", "author", "draft", "origin", "suggestion", "carried_from")
"""What a revision cannot change: where a finding comes from."""


def record_finding(actor: Actor, finding: Finding) -> Finding:
    """A new finding of the actor, in draft; machine output cannot come in this way (see `take_up`)."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, finding.dossier, Action.WRITE_FINDING)
        if finding.origin is Origin.SUGGESTION or finding.suggestion is not None:
            raise RuleError("error.suggestion_needs_verdict")
        return _record(pen, actor, dossier, finding)


def take_up(actor: Actor, verdict: Verdict, finding: Finding) -> Finding:
    """A finding on a candidate that the actor judged relevant or doubtful; it keeps the candidate's score and versions."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, finding.dossier, Action.WRITE_FINDING)
        judged = known(pen, Verdict, verdict.id)
        taken = judged.answer in (VerdictAnswer.RELEVANT, VerdictAnswer.DOUBT)
        if not taken or judged.author != actor.person.id or judged.dossier != dossier.id:
            raise RuleError("error.suggestion_needs_verdict")
        if judged.candidate is not None:
            finding = replace(finding, origin=Origin.SUGGESTION, suggestion=judged.candidate)
        return _record(pen, actor, dossier, finding)


def _record(pen: Pen, actor: Actor, dossier: Dossier, finding: Finding) -> Finding:
    _check_text(dossier, finding)
    me = actor.person.id
    fresh = replace(finding, author=me, writers=(me,), status=FindingStatus.DRAFT, validated_by="", created="", version=0)
    return pen.put(fresh, "record_finding")


def revise(actor: Actor, changed: Finding, reason: str = "") -> Finding:
    """Change the words of a finding (`changed` is the finding as it was seen, with other words).

    Once validated it has to be validated again; once signed a reason is needed and the change stays visible.
    Raises StaleWrite, RuleError.
    """
    with actor.write() as pen:
        return revise_in(pen, actor, changed, reason)


def revise_in(pen: Pen, actor: Actor, changed: Finding, reason: str = "") -> Finding:
    """The same inside a transaction that changes more than one record."""
    stored = _checked(pen, actor, changed)
    if stored.status in (FindingStatus.WITHDRAWN, FindingStatus.CLOSED):
        raise RuleError("error.finding_at_rest")
    if any(getattr(stored, name) != getattr(changed, name) for name in FIXED):
        raise RuleError("error.finding_fixed")
    reason = reason_given(reason) if stored.status in SIGNED else reason
    _check_text(dossier_for(pen, actor, stored.dossier, Action.WRITE_FINDING), changed)
    return pen.put(_revised(actor, stored, changed), "revise_finding", reason)


def _revised(actor: Actor, stored: Finding, changed: Finding) -> Finding:
    process = {name: getattr(stored, name) for name in PROCESS - {"due"}}
    writers = tuple(dict.fromkeys((*stored.writers, actor.person.id)))
    status = after_revision(stored.status)
    validated = "" if status is not stored.status else stored.validated_by
    return replace(changed, **{**process, "writers": writers, "status": status, "validated_by": validated})


def submit(actor: Actor, seen: Finding) -> Finding:
    """Ready for a reviewer."""
    return _move(actor, seen, FindingStatus.SUBMITTED, "submit_finding")


def withdraw(actor: Actor, seen: Finding, reason: str) -> Finding:
    """Set a finding aside before it is signed; it stays readable with the reason."""
    return _move(actor, seen, FindingStatus.WITHDRAWN, "withdraw_finding", reason_given(reason))


def reopen_finding(actor: Actor, seen: Finding, reason: str) -> Finding:
    """Bring a withdrawn finding back to draft."""
    return _move(actor, seen, FindingStatus.DRAFT, "reopen_finding", reason_given(reason))


def _move(actor: Actor, seen: Finding, status: FindingStatus, action: str, reason: str = "") -> Finding:
    with actor.write() as pen:
        stored = _checked(pen, actor, seen)
        check_move(stored.status, status)
        return pen.put(replace(stored, status=status, validated_by=""), action, reason)


def _checked(reader: Reader, actor: Actor, seen: Finding) -> Finding:
    stored = known(reader, Finding, seen.id)
    dossier_for(reader, actor, stored.dossier, Action.WRITE_FINDING)
    return current(reader, seen)


def _check_text(dossier: Dossier, finding: Finding) -> None:
    """A finding quotes a version of its own dossier."""
    check_version(dossier, finding.draft)
    if finding.subject.source != finding.draft:
        raise RuleError("error.finding_other_text", title=dossier.title)
