"""Settle the pairs on which two readers differ; what both said stays beside the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.domain.agreement import agreement_of
from workbench.domain.ledger import Pen, Reader
from workbench.domain.people import Action
from workbench.domain.verdicts import Adjudication, ReadingState, SecondReading, Verdict, VerdictAnswer, reads_along, verdict_id
from workbench.errors import AccessDenied, RuleError
from workbench.use_cases.acting import Actor, dossier_for, known, reason_given


def awaiting(reader: Reader, reading: SecondReading) -> tuple[tuple[str, str], ...]:
    """Pairs (provision, norm) on which the readers differ and nobody decided yet; none while a reader is still blind."""
    if reading.state is ReadingState.OPEN:
        return ()
    verdicts = reader.find(Verdict, dossier=reading.dossier, draft=reading.draft)
    decided = {(a.provision, a.norm) for a in reader.find(Adjudication, reading=reading.id)}
    return tuple(pair for pair in agreement_of(reading, verdicts).differing if pair not in decided)


def adjudicate(actor: Actor, reading_id: str, pair: tuple[str, str], answer: VerdictAnswer, reasoning: str) -> Adjudication:
    """A third person decides a differing pair, with reasons; deciding again changes it and keeps the old one.

    When the last difference is settled the reading is closed. Raises RuleError before both are done, AccessDenied for one
    of the two readers and for who reads elsewhere with one of them.
    """
    return adjudicate_all(actor, reading_id, {pair: answer}, reasoning)[0]


def adjudicate_all(
    actor: Actor, reading_id: str, answers: Mapping[tuple[str, str], VerdictAnswer], reasoning: str
) -> tuple[Adjudication, ...]:
    """Several pairs for one reason, all of them or none; raises what `adjudicate` raises."""
    with actor.write() as pen:
        reading = known(pen, SecondReading, reading_id)
        dossier_for(pen, actor, reading.dossier, Action.ADJUDICATE)
        if actor.person.id in reading.readers:
            raise AccessDenied("error.adjudicator_reads")
        if reading.state is ReadingState.OPEN:
            raise RuleError("error.reading_open")
        if reads_along(actor.person.id, reading, pen.find(SecondReading, dossier=reading.dossier)):
            raise AccessDenied("error.adjudicator_blind")
        reason = reason_given(reasoning)
        stored = tuple(
            pen.put(_decision(pen, reading, pair, answer, reason), "adjudicate", reason) for pair, answer in answers.items()
        )
        if reading.state is ReadingState.BOTH_DONE and not awaiting(pen, reading):
            pen.put(replace(reading, state=ReadingState.ADJUDICATED), "close_reading")
        return stored


def _decision(pen: Pen, reading: SecondReading, pair: tuple[str, str], answer: VerdictAnswer, reasoning: str) -> Adjudication:
    earlier = pen.find(Adjudication, reading=reading.id, provision=pair[0], norm=pair[1])
    if earlier:
        return replace(earlier[0], answer=answer, reasoning=reasoning)
    if pair not in awaiting(pen, reading):
        raise RuleError("error.nothing_to_adjudicate")
    first, second = (_verdict(pen, reading, pair, reader) for reader in reading.readers)
    return Adjudication(
        dossier=reading.dossier,
        reading=reading.id,
        draft=reading.draft,
        provision=pair[0],
        norm=pair[1],
        first=first,
        second=second,
        answer=answer,
        reasoning=reasoning,
    )


def _verdict(reader: Reader, reading: SecondReading, pair: tuple[str, str], person: str) -> str:
    place = verdict_id(reading.dossier, reading.draft, *pair, person)
    return place if reader.get(Verdict, place) else ""
