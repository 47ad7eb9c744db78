"""The impact figure: of so many findings so many were followed, with the list behind every number."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.carry_over import CarryOver
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.impact import Impact, impact_of
from workbench.use_cases.acting import Actor
from workbench.use_cases.read_dossier import list_dossiers, read_dossier


def impact(actor: Actor, dossiers: Sequence[str] = ()) -> Impact:
    """Over these dossiers, or over every dossier that the actor may see; raises AccessDenied, UnknownRecord."""
    findings: list[Finding] = []
    entries: list[FollowUp] = []
    decisions: list[CarryOver] = []
    for dossier in dossiers or [d.id for d in list_dossiers(actor)]:
        view = read_dossier(actor, dossier)
        findings += view.findings
        entries += view.follow_ups
        decisions += actor.ledger.find(CarryOver, dossier=dossier)
    return impact_of(findings, entries, decisions)
