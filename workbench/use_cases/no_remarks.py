""" "Geen opmerkingen": read and found nothing, by whom, against which treaties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.people import Action
from workbench.domain.verdicts import NoRemarks
from workbench.errors import AccessDenied, RuleError
from workbench.use_cases.acting import Actor, check_version, current, dossier_for, known, reason_given


def record_no_remarks(
    actor: Actor,
    dossier_id: str,
    draft: str,
    provisions: Sequence[str],
    instruments: Sequence[str],
    *,
    not_tested: Sequence[str] = (),
    remark: str = "",
) -> NoRemarks:
    """The actor read these provisions (empty: the whole text) against these treaties and has no remark."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, dossier_id, Action.RECORD_NO_REMARKS)
        check_version(dossier, draft)
        if not instruments:
            raise RuleError("error.treaties_needed")
        read = NoRemarks(
            dossier=dossier_id,
            draft=draft,
            provisions=tuple(provisions),
            instruments=tuple(instruments),
            not_tested=tuple(not_tested),
            remark=remark,
        )
        return pen.put(read, "record_no_remarks")


def withdraw_no_remarks(actor: Actor, seen: NoRemarks, reason: str) -> NoRemarks:
    """There is something to say after all; only by who recorded it."""
    with actor.write() as pen:
        stored = known(pen, NoRemarks, seen.id)
        dossier_for(pen, actor, stored.dossier, Action.RECORD_NO_REMARKS)
        if stored.author != actor.person.id:
            raise AccessDenied("error.no_remarks_not_yours")
        return pen.put(replace(current(pen, seen), withdrawn=True), "withdraw_no_remarks", reason_given(reason))
