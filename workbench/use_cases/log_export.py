"""Every file that leaves the workbench is noted in the audit log."""

from __future__ import annotations

from workbench.domain.people import Action
from workbench.use_cases.acting import Actor, dossier_for


def log_export(actor: Actor, dossier_id: str, what: str) -> None:
    """Note that the actor took `what` (`advice.docx`) out of a dossier; raises AccessDenied like the export itself."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, dossier_id, Action.EXPORT_DOSSIER, closed=True)
        pen.log("export", what, dossier.id, dossier.id)
