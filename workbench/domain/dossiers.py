"""A dossier: one text on its way through government and parliament, its versions, deadlines, people and confidentiality."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.records import Record


class Stage(StrEnum):
    """Where a text stands on its legislative journey; the order of the members is the order of the journey."""

    CONCEPT_NOTE = "concept_note"  # conceptnota, beleidsnota, regelgevingsagenda
    BASIC_FILE = "basic_file"  # opmaak basisdossier
    INTERNAL_OPINIONS = "internal_opinions"
    INTER_CABINET = "inter_cabinet"  # interkabinettenwerkgroep
    FIRST_APPROVAL = "first_approval"  # eerste principiële goedkeuring
    CONSULTATION = "consultation"  # adviesronde
    SECOND_APPROVAL = "second_approval"
    COUNCIL_OF_STATE = "council_of_state"
    FINAL_APPROVAL = "final_approval"
    TABLED = "tabled"  # indiening Vlaams Parlement
    COMMITTEE = "committee"
    PLENARY = "plenary"
    PROMULGATED = "promulgated"  # bekrachtiging en afkondiging
    PUBLISHED = "published"  # Belgisch Staatsblad
    IMPLEMENTATION = "implementation"  # besluit van de Vlaamse Regering
    REVIEW_AFTERWARDS = "review_afterwards"  # Grondwettelijk Hof, Raad van State


STAGES = tuple(Stage)
ADOPTED_FROM = STAGES.index(Stage.PROMULGATED)


class TextKind(StrEnum):
    """What kind of text the dossier follows."""

    DECREE = "decree"  # ontwerp van decreet (regering)
    MEMBERS_DECREE = "members_decree"  # voorstel van decreet: least pre-screened
    ORDER = "order"  # besluit van de Vlaamse Regering
    OTHER = "other"


class DossierState(StrEnum):
    """Whether work goes on."""

    OPEN = "open"
    CLOSED = "closed"


class Task(StrEnum):
    """What somebody is asked to do."""

    FIRST_READING = "first_reading"
    SECOND_READING = "second_reading"
    WRITE = "write"
    REVIEW = "review"
    SIGN = "sign"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class DraftVersion:
    """One version of the text; `draft` is the id of the imported draft."""

    draft: str
    label: str  # "voorontwerp", "Stuk 336 (2014-2015) – Nr. 1"
    stage: Stage
    added: str  # ISO time


@dataclass(frozen=True)
class Deadline:
    """A day that matters; `irreversible` marks a step after which the text can no longer move (committee vote)."""

    day: str  # ISO date
    what: str
    irreversible: bool = False


@dataclass(frozen=True)
class Assignment:
    """Who is asked to do what, by when; `provisions` empty means the whole text."""

    person: str
    task: Task
    due: str = ""  # ISO date
    provisions: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class Dossier(Record):
    """One text on its journey; `id` and `dossier` are the same."""

    title: str
    number: str = ""  # "VR 2018 1610 DOC.1195", "336 (2014-2015)"
    kind: TextKind = TextKind.DECREE
    stage: Stage = Stage.CONCEPT_NOTE
    versions: tuple[DraftVersion, ...] = ()  # oldest first
    deadlines: tuple[Deadline, ...] = ()
    minister: str = ""  # or who else answers for the text
    domains: tuple[str, ...] = ()  # thesaurus codes
    confidential: bool = False
    members: tuple[str, ...] = ()  # person ids; they count when confidential
    assignments: tuple[Assignment, ...] = ()
    state: DossierState = DossierState.OPEN
    summary: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "dossier", self.id)

    @property
    def readers(self) -> tuple[str, ...] | None:
        """Who may see it: the members of a confidential dossier and who opened it; None means everybody with a role."""
        return tuple(dict.fromkeys((self.author, *self.members))) if self.confidential else None

    @property
    def current(self) -> str:
        """The id of the newest draft; empty when there is none."""
        return self.versions[-1].draft if self.versions else ""

    @property
    def adopted(self) -> bool:
        """Whether the text is law already."""
        return STAGES.index(self.stage) >= ADOPTED_FROM

    @property
    def next_irreversible(self) -> Deadline | None:
        """The first irreversible deadline by day."""
        return min((d for d in self.deadlines if d.irreversible), key=lambda d: d.day, default=None)

    def next_step(self, today: str) -> Deadline | None:
        """The first irreversible deadline that is not past on this ISO date."""
        return min((d for d in self.deadlines if d.irreversible and d.day >= today[:10]), key=lambda d: d.day, default=None)

    def next_deadline(self, today: str) -> Deadline | None:
        """The first deadline of any kind that is not past on this ISO date."""
        return min((d for d in self.deadlines if d.day >= today[:10]), key=lambda d: d.day, default=None)
