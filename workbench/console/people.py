"""Commands for the people who work here; who may run them owns the data folder already."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Annotated

import typer

from workbench.console.shared import State, group, tell, told
from workbench.domain.people import Person, Role
from workbench.errors import InputError
from workbench.texts import say

people_app = group("people")
Name = Annotated[str, typer.Argument(help=say("nl", "console.people.name"))]
Roles = Annotated[list[Role], typer.Option("--role", help=say("nl", "console.option.role"))]
Temporary = Annotated[bool, typer.Option("--temporary", help=say("nl", "console.option.temporary"))]


@people_app.command("list", help=say("nl", "console.people.list"))
def people_list() -> None:
    """The people: sign-in name, roles, name, whether access is open."""
    from workbench.use_cases.manage_accounts import members

    workbench = State.workbench()
    found = members(workbench.door, workbench.actor())
    for member in found:
        roles = ", ".join(told(f"role.{role}") for role in member.person.roles) or "-"
        closed = "" if member.person.active else f"  ({told('console.people.closed')})"
        print(f"{member.login or member.person.email or '-'}  {roles}  {member.person.name}{closed}")
    if not found:
        tell(told("console.people.none"))


@people_app.command("add", help=say("nl", "console.people.add"))
def people_add(
    name: Name,
    role: Roles,
    email: Annotated[str, typer.Option(help=say("nl", "console.option.email"))] = "",
    elsewhere: Annotated[bool, typer.Option("--no-password", help=say("nl", "console.option.no_password"))] = False,
    temporary: Temporary = False,
) -> None:
    """A new person; the first one has to be an administrator."""
    from workbench.use_cases.manage_accounts import add_member

    if elsewhere and not email:
        raise InputError("error.email_needed")
    workbench = State.workbench()
    password = "" if elsewhere else _new_password()
    person = add_member(workbench.door, workbench.actor(), name, role, email, password, temporary)
    tell(told("console.people.added", name=person.name))


@people_app.command("role", help=say("nl", "console.people.role"))
def people_role(name: Name, role: Roles) -> None:
    """Exactly these roles from now on."""
    from workbench.use_cases.manage_accounts import give_roles

    changed = give_roles(State.workbench().actor(), _person(name), role)
    tell(told("console.people.roles", name=changed.name, roles=", ".join(told(f"role.{r}") for r in changed.roles)))


@people_app.command("disable", help=say("nl", "console.people.disable"))
def people_disable(name: Name, reason: Annotated[str, typer.Option(help=say("nl", "console.option.reason"))] = "") -> None:
    """No access from now on; sessions end."""
    from workbench.use_cases.manage_accounts import close_access

    workbench = State.workbench()
    closed = close_access(workbench.door, workbench.actor(), _person(name), reason)
    tell(told("console.people.disabled", name=closed.name))


@people_app.command("reset", help=say("nl", "console.people.reset"))
def people_reset(name: Name, temporary: Temporary = False) -> None:
    """A new password; access opens again, a wait is over, open sessions end."""
    from workbench.use_cases.manage_accounts import open_access, reset_password

    workbench = State.workbench()
    person = _person(name)
    password = _new_password()
    if not person.active:
        person = open_access(workbench.actor(), person)
    reset_password(workbench.door, workbench.actor(), person, password, temporary)
    tell(told("console.people.reset_done", name=person.name))


def _person(name: str) -> Person:
    from workbench.use_cases.manage_accounts import member_named

    workbench = State.workbench()
    return member_named(workbench.door, workbench.actor(), name).person


def _new_password() -> str:
    """From the keyboard, twice and unseen; from a pipe, one line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass(told("console.people.password") + " ")
    if getpass(told("console.people.password_again") + " ") != first:
        raise InputError("error.passwords_differ")
    return first
