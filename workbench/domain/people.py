"""People and what their roles allow: the permission matrix is data, `require` is the one check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.records import Record
from workbench.errors import AccessDenied


class Role(StrEnum):
    """What somebody does at the institute; a person may have several."""

    RESEARCHER = "researcher"
    ADVISOR = "advisor"
    REVIEWER = "reviewer"
    MANAGEMENT = "management"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What a role may allow; every use case asks for one."""

    READ_DOSSIER = "read_dossier"
    OPEN_DOSSIER = "open_dossier"
    EDIT_DOSSIER = "edit_dossier"  # versions, stage, deadlines, minister, domains, close
    MANAGE_MEMBERS = "manage_members"  # confidentiality and who may see it
    ASSIGN = "assign"  # tasks and second readings
    REPAIR_DRAFT = "repair_draft"  # merge, split, relabel provisions that were read wrongly
    DECIDE_CANDIDATE = "decide_candidate"
    RECORD_NO_REMARKS = "record_no_remarks"
    WRITE_NOTE = "write_note"  # notes, questions, answers
    WRITE_FINDING = "write_finding"  # record, revise, submit, withdraw
    KEEP_KNOWN = "keep_known"  # pairs that a search must find
    REVIEW_FINDING = "review_finding"  # validate, ask for changes
    SECOND_READ = "second_read"
    ADJUDICATE = "adjudicate"
    SIGN_OFF = "sign_off"
    PUBLISH = "publish"
    FOLLOW_UP = "follow_up"  # replies, text follow-up, close a finding
    EXPORT_DOSSIER = "export_dossier"
    IMPORT_DOSSIER = "import_dossier"
    READ_MANAGEMENT = "read_management"  # figures over all dossiers and people; one's own share is for everybody
    READ_AUDIT = "read_audit"
    BACK_UP = "back_up"
    MANAGE_PEOPLE = "manage_people"


_R, _A, _V, _M, _B = Role.RESEARCHER, Role.ADVISOR, Role.REVIEWER, Role.MANAGEMENT, Role.ADMINISTRATOR

MATRIX: dict[Action, frozenset[Role]] = {
    Action.READ_DOSSIER: frozenset({_R, _A, _V, _M, _B}),
    Action.OPEN_DOSSIER: frozenset({_R, _A, _V, _M}),
    Action.EDIT_DOSSIER: frozenset({_R, _A, _V, _M}),
    Action.MANAGE_MEMBERS: frozenset({_A, _M, _B}),
    Action.ASSIGN: frozenset({_A, _V, _M}),
    Action.REPAIR_DRAFT: frozenset({_R, _A, _V}),
    Action.DECIDE_CANDIDATE: frozenset({_R, _A, _V}),
    Action.RECORD_NO_REMARKS: frozenset({_R, _A, _V}),
    Action.WRITE_NOTE: frozenset({_R, _A, _V, _M}),
    Action.WRITE_FINDING: frozenset({_R, _A, _V}),
    Action.KEEP_KNOWN: frozenset({_R, _A, _V}),
    Action.REVIEW_FINDING: frozenset({_V}),
    Action.SECOND_READ: frozenset({_R, _A, _V}),
    Action.ADJUDICATE: frozenset({_V}),
    Action.SIGN_OFF: frozenset({_A, _M}),
    Action.PUBLISH: frozenset({_A, _M}),
    Action.FOLLOW_UP: frozenset({_A, _M}),
    Action.EXPORT_DOSSIER: frozenset({_A, _V, _M, _B}),
    Action.IMPORT_DOSSIER: frozenset({_M, _B}),
    Action.READ_MANAGEMENT: frozenset({_M, _B}),
    Action.READ_AUDIT: frozenset({_M, _B}),
    Action.BACK_UP: frozenset({_B}),
    Action.MANAGE_PEOPLE: frozenset({_B}),
}


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """Somebody who works with Toetssteen; people are never deleted, only made inactive."""

    name: str
    email: str = ""
    roles: tuple[Role, ...] = ()
    active: bool = True
    subject: str = ""  # the identity provider's own id, for a team that signs in elsewhere


LOCAL_PERSON = Person(id="local", author="local", name="lokale gebruiker", roles=tuple(Role))
"""Who acts when nobody signs in: one person on this machine, with every role."""


def may(person: Person, action: Action) -> bool:
    """Whether one of the person's roles allows the action (confidentiality apart)."""
    return person.active and bool(MATRIX[action] & set(person.roles))


def require(person: Person, action: Action, *, members: Iterable[str] | None = None) -> None:
    """Let the action pass or raise AccessDenied; `members` are the ids who may see a confidential dossier, None: everybody."""
    if not person.active:
        raise AccessDenied("error.person_inactive", name=person.name)
    if members is not None and person.id not in set(members):
        raise AccessDenied("error.dossier_confidential")
    if not may(person, action):
        raise AccessDenied(f"error.denied.{action}", name=person.name)
