"""Give people a way in and take it away again; who they are and what they may do is `manage_people`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.domain.accounts import Credential, attempts_key, check_password, login_form
from workbench.domain.people import Action, Person, Role, require
from workbench.errors import RuleError, UnknownRecord
from workbench.use_cases.acting import Actor, person_now
from workbench.use_cases.manage_people import add_person, change_person
from workbench.use_cases.sign_in import Door, store_password


@dataclass(frozen=True)
class Member:
    """A person with the name that they sign in with; empty: only through the organisation's own sign-in."""

    person: Person
    login: str = ""


def members(door: Door, actor: Actor) -> list[Member]:
    """Everybody, by name; for administrators."""
    require(person_now(actor.ledger, actor), Action.MANAGE_PEOPLE)
    people = sorted(actor.ledger.find(Person), key=lambda p: (not p.active, p.name.casefold()))
    credentials = {p.id: door.accounts.credential_of(p.id) for p in people}
    return [Member(p, found.login if (found := credentials[p.id]) else "") for p in people]


def member_named(door: Door, actor: Actor, name: str) -> Member:
    """The person with this sign-in name, e-mail address or full name; raises UnknownRecord when there is none or not one."""
    wanted = login_form(name)
    everybody = members(door, actor)
    for values in ([m.login for m in everybody], [m.person.email for m in everybody], [m.person.name for m in everybody]):
        found = [m for m, value in zip(everybody, values, strict=True) if login_form(value) == wanted and value]
        if len(found) == 1:
            return found[0]
    raise UnknownRecord("error.person_not_found", id=name)


def add_member(
    door: Door, actor: Actor, name: str, roles: Sequence[Role], email: str = "", password: str = "", temporary: bool = True
) -> Person:
    """A new person; with a password they sign in here under their e-mail address, or their name when there is none.

    Raises RuleError for a password that is too weak or a sign-in name that somebody has, before anything is stored.
    """
    login = login_form(email or name)
    if password:
        check_password(password, login)
    if door.accounts.credential(login):
        raise RuleError("error.login_taken", login=login)
    person = add_person(actor, name, roles, email)
    if password:
        store_password(door, Credential(person.id, login, ""), password, temporary)
    return person


def reset_password(door: Door, actor: Actor, person: Person, password: str, temporary: bool = True) -> None:
    """A new password for somebody else, who comes in again at once: waits are forgotten, open sessions end."""
    require(person_now(actor.ledger, actor), Action.MANAGE_PEOPLE)
    kept = door.accounts.credential_of(person.id)
    credential = kept or Credential(person.id, login_form(person.email or person.name), "")
    store_password(door, credential, password, temporary)
    door.accounts.forgive(attempts_key(credential.login))
    door.accounts.end_all(person.id, door.clock())
    with actor.write() as pen:
        pen.log("reset_password", "person", person.id)


def give_roles(actor: Actor, person: Person, roles: Sequence[Role]) -> Person:
    """Other roles, from the next click on; raises RuleError when nobody would be left to administer."""
    return change_person(actor, replace(person, roles=tuple(dict.fromkeys(roles))))


def close_access(door: Door, actor: Actor, person: Person, reason: str = "") -> Person:
    """No access any more; open sessions end. The person stays in everything they did."""
    closed = change_person(actor, replace(person, active=False), reason)
    door.accounts.end_all(person.id, door.clock())
    return closed


def open_access(actor: Actor, person: Person, reason: str = "") -> Person:
    """Access again, with the roles of before."""
    return change_person(actor, replace(person, active=True), reason)
