"""Who works here: add people, change roles, close access; nobody is ever erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.ledger import Reader
from workbench.domain.people import Action, Person, Role, require
from workbench.errors import RuleError
from workbench.use_cases.acting import Actor, current, person_now


def add_person(actor: Actor, name: str, roles: Sequence[Role], email: str = "", subject: str = "") -> Person:
    """A new person; the first one on a machine has to be an administrator, since the local user loses its place."""
    with actor.write() as pen:
        require(person_now(pen, actor), Action.MANAGE_PEOPLE)
        if not name.strip():
            raise RuleError("error.name_needed")
        person = Person(name=name.strip(), email=email.strip(), roles=tuple(dict.fromkeys(roles)), subject=subject)
        stored = pen.put(person, "add_person")
        _check_administrator(pen)
        return stored


def change_person(actor: Actor, changed: Person, reason: str = "") -> Person:
    """Change a name, address, roles or whether access is open; raises RuleError when nobody would be left to administer."""
    with actor.write() as pen:
        require(person_now(pen, actor), Action.MANAGE_PEOPLE)
        stored = current(pen, changed)
        kept = replace(changed, author=stored.author, created=stored.created)
        saved = pen.put(kept, "change_person", reason)
        _check_administrator(pen)
        return saved


def _check_administrator(reader: Reader) -> None:
    if not any(Role.ADMINISTRATOR in p.roles for p in reader.find(Person, active=True)):
        raise RuleError("error.last_administrator")
