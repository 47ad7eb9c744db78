"""Two readers of the same provisions, blind to one another until both are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.agreement import agreement_of
from workbench.domain.ledger import Reader
from workbench.domain.people import Action, Person, require
from workbench.domain.verdicts import ReadingState, SecondReading, Verdict
from workbench.errors import AccessDenied, RuleError, UnknownRecord
from workbench.use_cases.acting import Actor, check_version, current, dossier_for, known


def plan_second_reading(
    actor: Actor, dossier_id: str, draft: str, first: str, second: str, provisions: Sequence[str] = ()
) -> SecondReading:
    """Ask two different people to read the same provisions (empty: the whole text)."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, dossier_id, Action.ASSIGN)
        check_version(dossier, draft)
        if first == second:
            raise RuleError("error.two_readers")
        for reader in (first, second):
            found = pen.get(Person, reader)
            if found is None:
                raise UnknownRecord("error.person_not_found", id=reader)
            require(found, Action.SECOND_READ, members=dossier.readers)
        reading = SecondReading(dossier=dossier_id, draft=draft, first=first, second=second, provisions=tuple(provisions))
        return pen.put(reading, "plan_second_reading")


def finish_reading(actor: Actor, seen: SecondReading) -> SecondReading:
    """The actor is done: own verdicts in its scope stand; when both are done, both see both.

    Without any difference there is nothing to adjudicate and the reading is closed at once.
    """
    with actor.write() as pen:
        reading = known(pen, SecondReading, seen.id)
        dossier_for(pen, actor, reading.dossier, Action.SECOND_READ)
        if actor.person.id not in reading.readers:
            raise AccessDenied("error.not_a_reader")
        reading = current(pen, seen)
        if actor.person.id in reading.done:
            return reading
        done = (*reading.done, actor.person.id)
        state = ReadingState.OPEN if len(done) < len(reading.readers) else _state_after(pen, reading)
        return pen.put(replace(reading, done=done, state=state), "finish_reading")


def _state_after(reader: Reader, reading: SecondReading) -> ReadingState:
    verdicts = reader.find(Verdict, dossier=reading.dossier, draft=reading.draft)
    return ReadingState.BOTH_DONE if agreement_of(reading, verdicts).differing else ReadingState.ADJUDICATED
