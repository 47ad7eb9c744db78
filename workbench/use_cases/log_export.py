"""Every file that leaves the workbench is noted in the audit log."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.domain.people import Action, require
from workbench.use_cases.acting import Actor, dossier_for, person_now


def log_export(actor: Actor, dossier_id: str, what: str) -> None:
    """Note that the actor took `what` (`advice.docx`) out of a dossier; raises AccessDenied like the export itself."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, dossier_id, Action.EXPORT_DOSSIER, closed=True)
        pen.log("export", what, dossier.id, dossier.id)


def log_gathered(actor: Actor, dossiers: Iterable[str], what: str) -> None:
    """Note that the actor took `what` out of several dossiers, each with its own entry; raises AccessDenied."""
    with actor.write() as pen:
        require(person_now(pen, actor), Action.EXPORT_DOSSIER)
        ids = list(dossiers)
        for dossier_id in ids:
            dossier = dossier_for(pen, actor, dossier_id, Action.EXPORT_DOSSIER, closed=True)
            pen.log("export", what, dossier.id, dossier.id)
        if not ids:
            pen.log("export", what)
