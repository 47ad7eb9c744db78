"""Decide on a candidate of the machine, per reader; a second decision never erases the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.domain.findings import Suggestion
from workbench.domain.ledger import Pen, Reader
from workbench.domain.people import Action
from workbench.domain.search import ScreenedUnit, Screening
from workbench.domain.verdicts import DECIDED, SecondReading, Verdict, VerdictAnswer, verdict_id
from workbench.errors import AccessDenied, RuleError, StaleWrite
from workbench.use_cases.acting import Actor, check_version, dossier_for, known


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
    wanted = Verdict(
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
    return decide_all(actor, [wanted])[0]


def decide_all(actor: Actor, wanted: Sequence[Verdict], seen: Mapping[str, int] | None = None) -> tuple[Verdict, ...]:
    """Store the actor's verdicts on several pairs of one dossier, all of them or none.

    `seen`: per verdict id the row version that the actor saw (0: none yet); raises StaleWrite for another one.
    """
    with actor.write() as pen:
        for dossier, draft in dict.fromkeys((verdict.dossier, verdict.draft) for verdict in wanted):
            check_version(dossier_for(pen, actor, dossier, Action.DECIDE_CANDIDATE), draft)
        for place, version in (seen or {}).items():
            stored = pen.get(Verdict, place)
            if (stored.version if stored else 0) != version:
                raise StaleWrite("error.stale_write")
        return tuple(_decide(pen, actor, verdict) for verdict in wanted)


def _decide(pen: Pen, actor: Actor, wanted: Verdict) -> Verdict:
    _check_reading(pen, actor, wanted.dossier, wanted.draft, wanted.provision)
    place = verdict_id(wanted.dossier, wanted.draft, *wanted.pair, actor.person.id)
    stored = pen.get(Verdict, place)
    if stored is None:
        return pen.put(replace(wanted, id=place, author=""), "decide_candidate", wanted.remark)
    came = stored if stored.answer in DECIDED else wanted  # how a card came is told by the decision that read it
    kept = replace(
        stored,
        answer=wanted.answer,
        reasons=wanted.reasons,
        remark=wanted.remark,
        candidate=stored.candidate or wanted.candidate,
        drawer=stored.drawer or came.drawer,
        queued=came.queued,
    )
    return stored if kept == stored else pen.put(kept, "decide_candidate", wanted.remark)


def take_back(actor: Actor, verdict_record: str) -> Verdict:
    """Undo: the actor's previous answer on the pair stands again, or none when this was the first."""
    return take_back_all(actor, [verdict_record])[0]


def take_back_all(actor: Actor, verdict_records: Sequence[str]) -> tuple[Verdict, ...]:
    """Undo the newest decision on each of these verdicts, on all of them or none."""
    with actor.write() as pen:
        return tuple(_take_back(pen, actor, record) for record in verdict_records)


def _take_back(pen: Pen, actor: Actor, verdict_record: str) -> Verdict:
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
