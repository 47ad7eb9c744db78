"""Confirm what became of a finding, note or text in a new version: a person decides, nothing of the older version changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.domain.anchors import Anchor, Side, anchor_at
from workbench.domain.carry_over import CONTINUES, CarryOver, Development, Subject, carry_over_id
from workbench.domain.draft_citation import citation_path
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp, TextFate
from workbench.domain.ledger import Pen
from workbench.domain.notes import Note
from workbench.domain.people import Action, require
from workbench.domain.records import new_id
from workbench.domain.trees import StepAnswer
from workbench.domain.workflow import WRITABLE, FindingStatus, check_move
from workbench.errors import RuleError, StaleWrite
from workbench.screening.reanchoring import place
from workbench.use_cases.acting import Actor, current, dossier_for, known, person_now, reason_given
from workbench.use_cases.carry_over import Item, Step


def confirm(
    actor: Actor,
    step: Step,
    item: Item,
    decided: Development,
    at: Anchor | None = None,
    remark: str = "",
    fates: Mapping[int, TextFate] | None = None,
) -> CarryOver:
    """Store a person's decision; a finding that goes on gets a record of its own on the new version.

    `at` is the place that the person chose (default: the proposed one); `fates` says per recommendation number (0: all of it)
    what became of the text. Raises AccessDenied, StaleWrite, RuleError.
    """
    with actor.write() as pen:
        action = Action.WRITE_NOTE if item.kind is Subject.NOTE else Action.WRITE_FINDING
        dossier_for(pen, actor, step.dossier.id, action)
        where = at or _proposed_place(step, item)
        _check(item, decided, where, step)
        if item.decision is not None:
            current(pen, item.decision)
        decision = _decision(step, item, decided, where, remark)
        if pen.get(CarryOver, decision.id) is not None and item.decision is None:
            raise StaleWrite("error.stale_write")
        if item.kind is Subject.FINDING:
            decision = replace(decision, continued_as=_carry_finding(pen, actor, step, item, decision))
            _follow_up(pen, actor, step, item.subject, fates or {})
        elif isinstance(item.record, Note) and decided in CONTINUES:
            pen.put(replace(current(pen, item.record), draft=step.new.id, anchor=where), "carry_over", remark)
        return pen.put(decision, "carry_over", remark)


def _proposed_place(step: Step, item: Item) -> Anchor | None:
    found = item.placement.place
    return anchor_at(step.new, found.position) if found else None


def _check(item: Item, decided: Development, where: Anchor | None, step: Step) -> None:
    texts = (Development.NEW, Development.NO_PROBLEM)
    if (item.kind is Subject.TEXT) is not (decided in texts):
        raise RuleError("error.carry_over_answer")
    if decided in CONTINUES and where is None:
        raise RuleError("error.place_needed")
    if where is not None and where.source != step.new.id:
        raise RuleError("error.finding_other_text", title=step.dossier.title)


def _decision(step: Step, item: Item, decided: Development, where: Anchor | None, remark: str) -> CarryOver:
    made = item.decision
    return CarryOver(
        id=carry_over_id(step.dossier.id, step.old.id, step.new.id, item.kind, item.subject),
        dossier=step.dossier.id,
        author=made.author if made else "",
        created=made.created if made else "",
        version=made.version if made else 0,
        old=step.old.id,
        new=step.new.id,
        kind=item.kind,
        subject=item.subject,
        proposed=item.proposal.development,
        decided=decided,
        placed=item.placement.kind,
        confidence=item.placement.confidence,
        before=item.before,
        anchor=None if decided is Development.GONE else where,
        grounds=item.proposal.grounds,
        remark=remark,
        continued_as=made.continued_as if made else "",
    )


def _carry_finding(pen: Pen, actor: Actor, step: Step, item: Item, decision: CarryOver) -> str:
    """Make, move or set aside the finding on the new version; returns its id, empty when there is none."""
    old = known(pen, Finding, item.subject)
    goes_on = pen.get(Finding, decision.continued_as) if decision.continued_as else None
    if decision.decided not in CONTINUES:
        if goes_on is not None and goes_on.status is not FindingStatus.WITHDRAWN:
            _check_unsigned(goes_on)
            reason = reason_given(decision.remark)
            pen.put(replace(goes_on, status=FindingStatus.WITHDRAWN, validated_by=""), "carry_over", reason)
        return decision.continued_as
    assert decision.anchor is not None
    carried = _on_new_text(old, decision.anchor, actor, step)
    if goes_on is None:
        return pen.put(replace(carried, id=new_id(), carried_from=old.id), "carry_over", decision.remark).id
    _check_unsigned(goes_on)
    status = FindingStatus.DRAFT if goes_on.status is FindingStatus.WITHDRAWN else goes_on.status
    moved = replace(goes_on, subject=decision.anchor, carrier=carried.carrier, status=status)
    pen.put(moved, "carry_over", decision.remark)
    return goes_on.id


def _check_unsigned(finding: Finding) -> None:
    if finding.status not in WRITABLE | {FindingStatus.WITHDRAWN}:
        raise RuleError("error.carried_goes_on")


def _on_new_text(old: Finding, where: Anchor, actor: Actor, step: Step) -> Finding:
    """The finding's words on the new version, to be reviewed and signed there; its author and writers stay."""
    return replace(
        old,
        draft=step.new.id,
        subject=where,
        carrier=citation_path(step.new, where.provision),
        steps=tuple(_step_on(answer, step) for answer in old.steps),
        status=FindingStatus.DRAFT,
        writers=tuple(dict.fromkeys((*old.writers, actor.person.id))),
        validated_by="",
        due="",
        version=0,
        created="",
    )


def _step_on(answer: StepAnswer, step: Step) -> StepAnswer:
    """The answer with its quotation on the new words; without a quotation when those words cannot be placed surely."""
    quotation = answer.quotation
    if quotation is None or quotation.anchor is None or quotation.anchor.side is not Side.DRAFT:
        return answer
    if quotation.anchor.source != step.old.id:
        return answer
    found = place(quotation.anchor, step.followed).place
    if found is None:
        return replace(answer, quotation=None)
    anchor = anchor_at(step.new, found.position)
    return replace(answer, quotation=replace(quotation, words=anchor.quote.exact, anchor=anchor))


def _follow_up(pen: Pen, actor: Actor, step: Step, finding_id: str, fates: Mapping[int, TextFate]) -> None:
    """What became of the text per recommendation, for a finding that was made public."""
    if not fates:
        return
    require(person_now(pen, actor), Action.FOLLOW_UP)
    finding = known(pen, Finding, finding_id)
    if unknown := fates.keys() - {0, *(r.number for r in finding.recommendations)}:
        raise RuleError("error.recommendation_unknown", number=min(unknown))
    if finding.status is not FindingStatus.FOLLOW_UP:
        check_move(finding.status, FindingStatus.FOLLOW_UP)
        pen.put(replace(finding, status=FindingStatus.FOLLOW_UP), "follow_up_finding")
    label = next(v.label for v in step.dossier.versions if v.draft == step.new.id)
    for number, fate in sorted(fates.items()):
        entry = FollowUp(dossier=finding.dossier, finding=finding.id, recommendation=number, text=fate, draft=step.new.id)
        pen.put(replace(entry, author=actor.person.id, day=actor.now()[:10], where=label), "record_follow_up")
