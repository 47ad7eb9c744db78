"""How a finding moves from draft to closed: only these steps exist."""

from __future__ import annotations

from enum import StrEnum

from workbench.errors import IllegalStep


class FindingStatus(StrEnum):
    """Where a finding stands; the order of the members is the usual order."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    VALIDATED = "validated"
    SIGNED_OFF = "signed_off"
    PUBLISHED = "published"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"  # kept, with the reason; counts nowhere


_S = FindingStatus

MOVES: dict[FindingStatus, frozenset[FindingStatus]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.SUBMITTED: frozenset({_S.CHANGES_REQUESTED, _S.VALIDATED, _S.WITHDRAWN}),
    _S.CHANGES_REQUESTED: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.VALIDATED: frozenset({_S.SIGNED_OFF, _S.CHANGES_REQUESTED, _S.SUBMITTED, _S.WITHDRAWN}),
    _S.SIGNED_OFF: frozenset({_S.PUBLISHED, _S.CHANGES_REQUESTED}),
    _S.PUBLISHED: frozenset({_S.FOLLOW_UP}),
    _S.FOLLOW_UP: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset({_S.FOLLOW_UP}),
    _S.WITHDRAWN: frozenset({_S.DRAFT}),
}

WRITABLE = frozenset({_S.DRAFT, _S.CHANGES_REQUESTED})
"""Where the words may be changed without any effect on the status."""

SIGNED = frozenset({_S.SIGNED_OFF, _S.PUBLISHED, _S.FOLLOW_UP, _S.CLOSED})
"""Where a signature stands: a change of words shows "gewijzigd na ondertekening"."""


def check_move(now: FindingStatus, then: FindingStatus) -> None:
    """Let a step pass or raise IllegalStep."""
    if then not in MOVES[now]:
        raise IllegalStep(f"error.step.{then}")


def after_revision(now: FindingStatus) -> FindingStatus:
    """The status after the words changed: a validated finding must be validated again, a signed one keeps its status."""
    return _S.SUBMITTED if now is _S.VALIDATED else now
