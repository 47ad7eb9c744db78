"""Decide on a candidate of the machine, per reader; a second decision never erases the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.findings import Suggestion
from workbench.domain.ledger import Reader
from workbench.domain.people import Action
from workbench.domain.search import ScreenedUnit, Screening
from workbench.domain.verdicts import SecondReading, Verdict, VerdictAnswer, verdict_id
from workbench.errors import AccessDenied, RuleError
from workbench.use_cases.acting import Actor, dossier_for, known


def suggestion_of(screening: Screening, unit: ScreenedUnit, norm: str) -> Suggestion | None:
    """What the screening said of this pair, with the versions it rested on; None when it did not suggest it."""
    found = next((c for c in unit.candidates if c.provision == norm), None)
    if found is None:
        return None
    facts = (screening.id, unit.provision, norm, found.score, found.relevance, unit.tension, screening.versions)
    return Suggestion(*facts, found.reasons)


def decide(
    actor: Actor,
    dossier_id: str,
    draft: str,
    pair: tuple[str, str],
    answer: VerdictAnswer,
    *,
    reasons: Sequence[str] = (),
    remark: str = "",
    candidate: Suggestion | None = None,
    drawer: bool = False,
) -> Verdict:
    """Store the actor's verdict on `pair` (draft provision, treaty place); deciding again changes it and keeps the old one.

    The first verdict's candidate stays: later scores do not replace what the reader saw. Raises RuleError when the actor
    finished a double reading of this provision.
    """
    provision, norm = pair
    with actor.write() as pen:
        dossier_for(pen, actor, dossier_id, Action.DECIDE_CANDIDATE)
        _check_reading(pen, actor, dossier_id, draft, provision)
        place = verdict_id(dossier_id, draft, provision, norm, actor.person.id)
        if stored := pen.get(Verdict, place):
            first = stored.candidate or candidate
            kept = replace(stored, answer=answer, reasons=tuple(reasons), remark=remark, candidate=first)
            return stored if kept == stored else pen.put(kept, "decide_candidate", remark)
        fresh = Verdict(
            id=place,
            dossier=dossier_id,
            draft=draft,
            provision=provision,
            norm=norm,
            answer=answer,
            reasons=tuple(reasons),
            remark=remark,
            candidate=candidate,
            drawer=drawer,
        )
        return pen.put(fresh, "decide_candidate", remark)


def take_back(actor: Actor, verdict_record: str) -> Verdict:
    """Undo: the actor's previous answer on the pair stands again, or none when this was the first."""
    with actor.write() as pen:
        stored = known(pen, Verdict, verdict_record)
        dossier_for(pen, actor, stored.dossier, Action.DECIDE_CANDIDATE)
        if stored.author != actor.person.id:
            raise AccessDenied("error.verdict_not_yours")
        _check_reading(pen, actor, stored.dossier, stored.draft, stored.provision)
        return pen.put(_before(pen, stored), "take_back")


def _before(reader: Reader, verdict: Verdict) -> Verdict:
    """The verdict as it was before the newest decision on it."""
    changes = reader.history(subject=verdict.id)[-1].changes
    answer, reasons, remark = (
        changes[name][0] if name in changes else getattr(verdict, name) for name in ("answer", "reasons", "remark")
    )
    return replace(
        verdict,
        answer=VerdictAnswer(answer or VerdictAnswer.TAKEN_BACK),
        reasons=tuple(reasons or ()),
        remark=remark or "",
    )


def _check_reading(reader: Reader, actor: Actor, dossier_id: str, draft: str, provision: str) -> None:
    for reading in reader.find(SecondReading, dossier=dossier_id, draft=draft):
        if actor.person.id in reading.done and reading.covers(draft, provision):
            raise RuleError("error.reading_done")
