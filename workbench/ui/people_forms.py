"""The forms of the page of people; every one sends all it changes at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from workbench.domain.people import Person, Role
from workbench.errors import RuleError
from workbench.ui.provider import provider_set_up
from workbench.ui.state import errors_shown, me, person, t, workbench
from workbench.use_cases.acting import Actor
from workbench.use_cases.manage_accounts import (
    Member,
    add_member,
    close_access,
    give_roles,
    open_access,
    reset_password,
)
from workbench.use_cases.manage_people import change_person


def add_form(first: bool) -> None:
    """A new person; the `first` one has to be an administrator and keeps the password that is typed here."""
    with st.form("add_person"):
        name = st.text_input(t("ui.people.name"), max_chars=120, autocomplete="off")
        email = st.text_input(t("ui.people.email"), max_chars=200, autocomplete="off", help=t("ui.people.email_help"))
        roles = _roles((Role.ADMINISTRATOR,) if first else (), "new")
        password = _password("password_first" if first else "password")
        elsewhere = st.checkbox(t("ui.people.only_elsewhere")) if provider_set_up() else False
        if st.form_submit_button(t("ui.people.add_button"), type="primary"):
            _do(lambda actor: _add(actor, name, email, roles, password, elsewhere, first), first)


def _add(actor: Actor, name: str, email: str, roles: list[Role], password: str, elsewhere: bool, first: bool) -> str:
    if elsewhere and not email:
        raise RuleError("error.email_needed")
    if not elsewhere and not password:
        raise RuleError("error.password_needed")
    made = add_member(workbench().door, actor, name, roles, email, "" if elsewhere else password, temporary=not first)
    return t("ui.people.added_first" if first else "ui.people.added", name=made.name)


def person_forms(member: Member) -> None:
    """What can be changed about one person."""
    _identity_form(member.person)
    _roles_form(member.person)
    if member.person.active:
        _password_form(member)
    if member.person.id != me():
        _access_form(member.person)


def _identity_form(who: Person) -> None:
    with st.form(f"identity-{who.id}"):
        name = st.text_input(t("ui.people.name"), value=who.name, max_chars=120, autocomplete="off")
        email = st.text_input(t("ui.people.email"), value=who.email, max_chars=200, autocomplete="off")
        subject = who.subject
        if provider_set_up() or subject:
            subject = st.text_input(t("ui.people.subject"), value=subject, max_chars=300, help=t("ui.people.subject_help"))
        if st.form_submit_button(t("ui.people.keep_identity")):
            _do(lambda actor: _identify(actor, who, name, email, subject))


def _identify(actor: Actor, who: Person, name: str, email: str, subject: str) -> str:
    if not name.strip():
        raise RuleError("error.name_needed")
    changed = replace(who, name=name.strip(), email=email.strip(), subject=subject.strip())
    change_person(actor, changed)
    return t("ui.people.identity_kept", name=changed.name)


def _roles_form(who: Person) -> None:
    with st.form(f"roles-{who.id}"):
        roles = _roles(who.roles, who.id)
        if st.form_submit_button(t("ui.people.keep_roles")):
            _do(lambda actor: t("ui.people.roles_kept", name=give_roles(actor, who, roles).name))


def _roles(given: tuple[Role, ...], key: str) -> list[Role]:
    """A tick per role, with what the role is for."""
    st.markdown(t("ui.people.roles"))
    return [
        role
        for role in Role
        if st.checkbox(t(f"role.{role}"), value=role in given, key=f"role-{key}-{role}", help=t(f"ui.people.role.{role}"))
    ]


def _password_form(member: Member) -> None:
    with st.form(f"password-{member.person.id}", clear_on_submit=True):
        password = _password("password")
        if st.form_submit_button(t("ui.people.reset_button")):
            _do(lambda actor: _reset(actor, member.person, password))


def _password(name: str) -> str:
    help_ = t("ui.entry.password_rule")
    return st.text_input(t(f"ui.people.{name}"), type="password", autocomplete="new-password", help=help_)


def _reset(actor: Actor, who: Person, password: str) -> str:
    reset_password(workbench().door, actor, who, password)
    return t("ui.people.reset_done", name=who.name)


def _access_form(who: Person) -> None:
    closing = who.active
    with st.form(f"access-{who.id}"):
        reason = st.text_input(t("ui.people.reason"), max_chars=300)
        if st.form_submit_button(t("ui.people.close_button" if closing else "ui.people.open_button")):
            _do(lambda actor: _turn(actor, who, reason))


def _turn(actor: Actor, who: Person, reason: str) -> str:
    if who.active:
        return t("ui.people.closed_done", name=close_access(workbench().door, actor, who, reason).name)
    return t("ui.people.opened_done", name=open_access(actor, who, reason).name)


def _do(step: Callable[[Actor], str], stay: bool = False) -> None:
    """Do it in this person's name and say so; `stay`: this visit may not come back to the list."""
    with errors_shown():
        done = step(workbench().actor(person()))
        if stay:
            st.html(f'<p class="ts-note ts-say" role="status">{escape(done)}</p>')
            return
        st.session_state["people_done"] = done
        st.rerun()
