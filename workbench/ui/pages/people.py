"""Who works here: add people, give roles, close access, new passwords; for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.domain.people import LOCAL_PERSON, Action, Role, require
from workbench.ui.frame import address, heading, title
from workbench.ui.people_forms import add_form, person_forms
from workbench.ui.state import person, t, workbench
from workbench.ui.tables import table_html
from workbench.use_cases.manage_accounts import Member, members


def show() -> None:
    """The list, the person in the address, and the form for a new one."""
    title(t("ui.people.title"), t("ui.people.lead"))
    require(person(), Action.MANAGE_PEOPLE)
    found = members(workbench().door, workbench().actor(person()))
    _told()
    if person().id == LOCAL_PERSON.id:
        st.html(f'<p class="ts-note">{escape(t("ui.people.alone"))}</p>')
    if found:
        st.html(_table(found))
    chosen = next((m for m in found if m.person.id == st.query_params.get("person")), None)
    if chosen:
        words = t("ui.people.change", name=chosen.person.name)
        st.html(f'<h2 id="ts-arrive-person" tabindex="-1">{escape(words)}</h2>')
        person_forms(chosen)
    heading(t("ui.people.add"))
    add_form(first=not any(m.person.active for m in found))


def _told() -> None:
    """What was done on the run before, so that it is still read after the list was made anew."""
    done = st.session_state.pop("people_done", "")
    if done:
        st.html(f'<p class="ts-note ts-say" role="status">{escape(done)}</p>')


def _table(found: Sequence[Member]) -> str:
    head = [t(f"ui.people.{name}") for name in ("name", "sign_in", "roles", "access", "edit")]
    return table_html(head, map(_row, found), t("ui.people.table"))


def _row(member: Member) -> list[str]:
    who = member.person
    roles = ", ".join(t(f"role.{role}") for role in Role if role in who.roles) or t("ui.who.no_role")
    way = member.login or who.email or "–"
    if who.subject or not member.login:
        way = f"{way} ({t('ui.people.elsewhere')})"
    access = t("ui.people.open" if who.active else "ui.people.closed")
    place = escape(address("people", person=who.id), quote=True)
    label = escape(t("ui.people.change", name=who.name), quote=True)
    edit = f'<a href="{place}" aria-label="{label}">{escape(t("ui.people.edit_link"))}</a>'
    return [escape(who.name), escape(way), escape(roles), escape(access), edit]


if __name__ == "__main__":
    show()
