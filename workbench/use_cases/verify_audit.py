"""Hold the store against its audit chain, and against a head that somebody kept elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.domain.history import Tampering
from workbench.domain.people import Action, require
from workbench.errors import InputError
from workbench.use_cases.acting import Actor, person_now


@dataclass(frozen=True)
class AuditReport:
    """What was checked and what does not fit."""

    entries: int
    head: str  # `number:hash`, to keep elsewhere
    problems: tuple[Tampering, ...]


def verify_audit(actor: Actor, kept: str = "") -> AuditReport:
    """Check the whole chain; `kept` is a `number:hash` of an earlier report. Raises InputError for another form, AccessDenied."""
    ledger = actor.ledger
    require(person_now(ledger, actor), Action.READ_AUDIT)
    seq, digest = ledger.head()
    problems = [*_against(actor, kept), *ledger.verify()]
    return AuditReport(seq, f"{seq}:{digest}", tuple(problems))


def _against(actor: Actor, kept: str) -> list[Tampering]:
    """A log that was cut off or written anew no longer has the kept entry."""
    if not kept:
        return []
    form = re.fullmatch(r"(\d+):([0-9a-f]{64})", kept.strip())
    if form is None:
        raise InputError("error.audit_head_form", head=kept)
    seq = int(form[1])
    if not seq:
        return []
    entry = next(iter(actor.ledger.audit(after=seq - 1)), None)
    if entry is None:
        return [Tampering("audit.cut_off", seq)]
    return [] if (entry.seq, entry.hash) == (seq, form[2]) else [Tampering("audit.rewritten", seq)]
