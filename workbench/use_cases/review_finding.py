"""A reviewer validates a finding or asks for changes; never the own work."""

from __future__ import annotations

from dataclasses import replace

from workbench.domain.findings import Finding
from workbench.domain.ledger import Reader
from workbench.domain.people import Action
from workbench.domain.workflow import FindingStatus, check_move
from workbench.errors import AccessDenied
from workbench.use_cases.acting import Actor, current, dossier_for, known, reason_given, works_alone


def validate(actor: Actor, seen: Finding, remark: str = "") -> Finding:
    """The finding is sound; raises AccessDenied for somebody who wrote in it, unless nobody else is there."""
    with actor.write() as pen:
        finding = _checked(pen, actor, seen)
        check_move(finding.status, FindingStatus.VALIDATED)
        if actor.person.id in finding.writers and not works_alone(pen, actor):
            raise AccessDenied("error.own_work")
        validated = replace(finding, status=FindingStatus.VALIDATED, validated_by=actor.person.id)
        return pen.put(validated, "validate_finding", remark)


def request_changes(actor: Actor, seen: Finding, reason: str) -> Finding:
    """Back to the writer, with what has to change."""
    with actor.write() as pen:
        finding = _checked(pen, actor, seen)
        check_move(finding.status, FindingStatus.CHANGES_REQUESTED)
        sent = replace(finding, status=FindingStatus.CHANGES_REQUESTED, validated_by="")
        return pen.put(sent, "request_changes", reason_given(reason))


def _checked(reader: Reader, actor: Actor, seen: Finding) -> Finding:
    stored = known(reader, Finding, seen.id)
    dossier_for(reader, actor, stored.dossier, Action.REVIEW_FINDING)
    return current(reader, seen)
