"""Who acts on which ledger, and the checks that every use case makes before it reads or writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from workbench.domain.dossiers import Dossier, DossierState
from workbench.domain.ledger import Ledger, Pen, Reader
from workbench.domain.people import LOCAL_PERSON, Action, Person, Role, require
from workbench.domain.records import Record
from workbench.errors import AccessDenied, RuleError, StaleWrite, UnknownRecord
from workbench.use_cases.sight import may_see

R = TypeVar("R", bound=Record)
STILL_ALLOWED = frozenset({Action.READ_DOSSIER, Action.FOLLOW_UP, Action.EXPORT_DOSSIER, Action.MANAGE_MEMBERS, Action.PUBLISH})
"""What goes on after a dossier is closed."""


def utc_now() -> str:
    """Now, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Actor:
    """A person at work: every use case takes one."""

    ledger: Ledger
    person: Person = LOCAL_PERSON
    now: Callable[[], str] = utc_now

    @contextmanager
    def write(self) -> Iterator[Pen]:
        """One transaction in this person's name."""
        with self.ledger.write(self.person.id) as pen:
            yield pen


def person_now(reader: Reader, actor: Actor) -> Person:
    """The actor as stored at this moment, so that a withdrawn role counts at once; raises AccessDenied for a stranger."""
    stored = reader.get(Person, actor.person.id)
    if stored is None and actor.person.id == LOCAL_PERSON.id:
        return LOCAL_PERSON
    if stored is None:
        raise AccessDenied("error.person_unknown", name=actor.person.name)
    return stored


def works_alone(reader: Reader, actor: Actor) -> bool:
    """Whether this is the one user of a machine without other people, where four eyes cannot be had."""
    return actor.person.id == LOCAL_PERSON.id and not any(p.id != LOCAL_PERSON.id for p in reader.find(Person, active=True))


def dossier_for(reader: Reader, actor: Actor, dossier_id: str, action: Action, *, closed: bool = False) -> Dossier:
    """The dossier, once the actor may do `action` in it.

    A confidential dossier of others is as if it were not there. Raises UnknownRecord, AccessDenied, or RuleError when it is
    closed (`closed` allows that).
    """
    person = person_now(reader, actor)
    dossier = reader.get(Dossier, dossier_id)
    require(person, action)
    unlocks = action is Action.MANAGE_MEMBERS and Role.ADMINISTRATOR in person.roles
    if dossier is None or not (unlocks or may_see(person, dossier)):
        raise UnknownRecord("error.dossier_unknown", id=dossier_id)
    if dossier.state is DossierState.CLOSED and not closed and action not in STILL_ALLOWED:
        raise RuleError("error.dossier_closed", title=dossier.title)
    return dossier


def check_version(dossier: Dossier, draft: str) -> None:
    """Let a text pass that is a version in the dossier; raises RuleError."""
    if draft not in {v.draft for v in dossier.versions}:
        raise RuleError("error.finding_other_text", title=dossier.title)


def current(reader: Reader, seen: R) -> R:
    """The record as stored, once it is still the version that the person saw; raises StaleWrite or UnknownRecord."""
    stored = known(reader, type(seen), seen.id)
    if stored.version != seen.version:
        raise StaleWrite("error.stale_write")
    return stored


def known(reader: Reader, kind: type[R], record_id: str) -> R:
    """The record, or UnknownRecord."""
    stored = reader.get(kind, record_id)
    if stored is None:
        raise UnknownRecord("error.record_unknown", kind=kind.__name__, id=record_id)
    return stored


def reason_given(reason: str) -> str:
    """The reason without spare space; raises RuleError when there is none."""
    if not reason.strip():
        raise RuleError("error.reason_needed")
    return reason.strip()
