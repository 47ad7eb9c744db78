"""Publish signed findings and follow up what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.ledger import Pen, Reader
from workbench.domain.people import Action
from workbench.domain.signing import SignOff, changed_since
from workbench.domain.workflow import FindingStatus, check_move
from workbench.errors import RuleError
from workbench.use_cases.acting import Actor, current, dossier_for, known, reason_given


def publish(actor: Actor, seen: Finding, where: str = "") -> Finding:
    """Make a signed finding public; raises RuleError when its words changed after the signature."""
    return publish_all(actor, [seen], where)[0]


def publish_all(actor: Actor, seen: Sequence[Finding], where: str = "") -> tuple[Finding, ...]:
    """Make signed findings public, all of them or none; raises what `publish` raises."""
    with actor.write() as pen:
        return tuple(_publish(pen, actor, finding, where) for finding in seen)


def _publish(pen: Pen, actor: Actor, seen: Finding, where: str) -> Finding:
    finding = _checked(pen, actor, seen, Action.PUBLISH)
    check_move(finding.status, FindingStatus.PUBLISHED)
    signatures = signatures_on(pen, finding)
    if not signatures or changed_since(signatures[-1], [finding]):
        raise RuleError("error.changed_after_signing")
    return pen.put(replace(finding, status=FindingStatus.PUBLISHED), "publish_finding", where)


def record_follow_up(actor: Actor, seen: Finding, entry: FollowUp) -> FollowUp:
    """A reply, a changed text or a judgment; the first one moves a published finding into follow-up."""
    with actor.write() as pen:
        finding = _checked(pen, actor, seen, Action.FOLLOW_UP)
        if entry.recommendation and entry.recommendation not in {r.number for r in finding.recommendations}:
            raise RuleError("error.recommendation_unknown", number=entry.recommendation)
        if finding.status is not FindingStatus.FOLLOW_UP:
            check_move(finding.status, FindingStatus.FOLLOW_UP)
            pen.put(replace(finding, status=FindingStatus.FOLLOW_UP), "follow_up_finding")
        fresh = replace(entry, dossier=finding.dossier, finding=finding.id, author=actor.person.id, version=0, created="")
        return pen.put(fresh, "record_follow_up")


def close_finding(actor: Actor, seen: Finding, reason: str) -> Finding:
    """Nothing more is expected."""
    with actor.write() as pen:
        finding = _checked(pen, actor, seen, Action.FOLLOW_UP)
        check_move(finding.status, FindingStatus.CLOSED)
        return pen.put(replace(finding, status=FindingStatus.CLOSED), "close_finding", reason_given(reason))


def signatures_on(reader: Reader, finding: Finding) -> list[SignOff]:
    """The signatures that cover a finding, oldest first."""
    found = reader.find(SignOff, dossier=finding.dossier)
    return [s for s in found if any(signed.finding == finding.id for signed in s.findings)]


def _checked(reader: Reader, actor: Actor, seen: Finding, action: Action) -> Finding:
    stored = known(reader, Finding, seen.id)
    dossier_for(reader, actor, stored.dossier, action)
    return current(reader, seen)
