"""Open a dossier and keep it up to date: versions, stage, deadlines, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workbench.domain.dossiers import STAGES, Assignment, Deadline, Dossier, DossierState, DraftVersion, Stage
from workbench.domain.ledger import Reader
from workbench.domain.people import LOCAL_PERSON, Action, Person, require
from workbench.domain.records import new_id
from workbench.errors import RuleError, UnknownRecord
from workbench.use_cases.acting import Actor, current, dossier_for, person_now, reason_given

DESCRIPTION = frozenset({"title", "number", "kind", "minister", "domains", "summary"})


def open_dossier(actor: Actor, title: str, draft: str = "", label: str = "", **facts: Any) -> Dossier:
    """A new dossier, with its first version when a draft id is given; `facts` are further fields of Dossier."""
    with actor.write() as pen:
        require(person_now(pen, actor), Action.OPEN_DOSSIER)
        if not title.strip():
            raise RuleError("error.title_needed")
        dossier = Dossier(id=new_id(), title=title.strip(), author=actor.person.id, **facts)
        if draft:
            dossier = replace(dossier, versions=(DraftVersion(draft, label, dossier.stage, actor.now()),))
        return pen.put(dossier, "open_dossier")


def add_version(actor: Actor, seen: Dossier, draft: str, label: str, stage: Stage) -> Dossier:
    """A further version of the text; the dossier moves to its stage. Raises RuleError when it is there already."""
    with actor.write() as pen:
        dossier = _checked(pen, actor, seen)
        if any(v.draft == draft for v in dossier.versions):
            raise RuleError("error.version_known", title=dossier.title)
        versions = (*dossier.versions, DraftVersion(draft, label, stage, actor.now()))
        return pen.put(replace(dossier, versions=versions, stage=stage), "add_version")


def move_to_stage(actor: Actor, seen: Dossier, stage: Stage, reason: str = "") -> Dossier:
    """The text went on, or back on its journey, which needs a reason."""
    with actor.write() as pen:
        dossier = _checked(pen, actor, seen)
        back = STAGES.index(stage) < STAGES.index(dossier.stage)
        return pen.put(replace(dossier, stage=stage), "move_to_stage", reason_given(reason) if back else reason.strip())


def set_deadlines(actor: Actor, seen: Dossier, deadlines: Sequence[Deadline], reason: str = "") -> Dossier:
    """The days that matter, in order of day; changing or dropping one that stood needs a reason."""
    ordered = tuple(sorted(deadlines, key=lambda d: d.day))
    with actor.write() as pen:
        dossier = _checked(pen, actor, seen)
        lost = set(dossier.deadlines) - set(ordered)
        return pen.put(replace(dossier, deadlines=ordered), "set_deadlines", reason_given(reason) if lost else reason.strip())


def describe_dossier(actor: Actor, seen: Dossier, **facts: Any) -> Dossier:
    """Change title, number, kind, minister, domains or summary."""
    if unknown := facts.keys() - DESCRIPTION:
        raise ValueError(f"not a description: {sorted(unknown)}")
    if not facts.get("title", seen.title).strip():
        raise RuleError("error.title_needed")
    with actor.write() as pen:
        return pen.put(replace(_checked(pen, actor, seen), **facts), "describe_dossier")


def close_dossier(actor: Actor, seen: Dossier, reason: str) -> Dossier:
    """No further work; follow-up of published findings goes on."""
    with actor.write() as pen:
        closed = replace(_checked(pen, actor, seen), state=DossierState.CLOSED)
        return pen.put(closed, "close_dossier", reason_given(reason))


def reopen_dossier(actor: Actor, seen: Dossier, reason: str) -> Dossier:
    """Work goes on again."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, seen.id, Action.EDIT_DOSSIER, closed=True)
        current(pen, seen)
        return pen.put(replace(dossier, state=DossierState.OPEN), "reopen_dossier", reason_given(reason))


def set_members(actor: Actor, dossier_id: str, confidential: bool, members: Sequence[str], reason: str = "") -> None:
    """Who may see the dossier. An administrator who is no member may set this too, without seeing the dossier."""
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, dossier_id, Action.MANAGE_MEMBERS)
        for member in members:
            _known_person(pen, member)
        pen.put(replace(dossier, confidential=confidential, members=tuple(dict.fromkeys(members))), "set_members", reason)


def assign(actor: Actor, seen: Dossier, assignment: Assignment) -> Dossier:
    """Ask somebody to do something; the person has to be able to see the dossier."""
    with actor.write() as pen:
        dossier_for(pen, actor, seen.id, Action.ASSIGN)
        dossier = current(pen, seen)
        asked = _known_person(pen, assignment.person)
        require(asked, Action.READ_DOSSIER, members=dossier.readers)
        return pen.put(replace(dossier, assignments=(*dossier.assignments, assignment)), "assign")


def finish_assignment(actor: Actor, seen: Dossier, assignment: Assignment) -> Dossier:
    """Mark a task of one's own as done; who assigns tasks may mark any."""
    with actor.write() as pen:
        own = assignment.person == actor.person.id
        dossier_for(pen, actor, seen.id, Action.READ_DOSSIER if own else Action.ASSIGN)
        dossier = current(pen, seen)
        tasks = tuple(replace(a, done=True) if a == assignment else a for a in dossier.assignments)
        return pen.put(replace(dossier, assignments=tasks), "finish_assignment")


def _checked(reader: Reader, actor: Actor, seen: Dossier) -> Dossier:
    dossier_for(reader, actor, seen.id, Action.EDIT_DOSSIER)
    return current(reader, seen)


def _known_person(reader: Reader, person_id: str) -> Person:
    found = reader.get(Person, person_id) or (LOCAL_PERSON if person_id == LOCAL_PERSON.id else None)
    if found is None or not found.active:
        raise UnknownRecord("error.person_not_found", id=person_id)
    return found
