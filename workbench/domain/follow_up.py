"""What became of a recommendation: the reply, the text, a later court."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.records import Record


class ReplyVerdict(StrEnum):
    """How the addressee answered."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED_REASONED = "rejected_reasoned"
    REJECTED_UNREASONED = "rejected_unreasoned"
    NO_REPLY = "no_reply"
    MOOT = "moot"  # zonder voorwerp


class TextFate(StrEnum):
    """What happened to the text."""

    AMENDED = "amended"
    PARTLY_AMENDED = "partly_amended"
    EXPLANATION_AMENDED = "explanation_amended"  # toelichting aangepast
    UNCHANGED = "unchanged"
    DELETED = "deleted"  # artikel geschrapt
    IN_ORDER = "in_order"  # opgenomen in uitvoeringsbesluit


FOLLOWED = frozenset({TextFate.AMENDED, TextFate.PARTLY_AMENDED, TextFate.DELETED, TextFate.IN_ORDER})


@dataclass(frozen=True, kw_only=True)
class FollowUp(Record):
    """One entry in the letter-and-reply log of a finding."""

    finding: str
    recommendation: int = 0  # number; 0: the finding as a whole
    day: str = ""  # ISO date of the reply or event
    reply: ReplyVerdict | None = None
    text: TextFate | None = None
    where: str = ""  # "Stuk 336 (2014-2015) – Nr. 2"
    draft: str = ""  # the version in which the text changed
    court: str = ""  # later court outcome
    words: str = ""  # text of the reply
