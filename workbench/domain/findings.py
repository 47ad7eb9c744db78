"""A finding: a person's reasoned judgment on exact words of a draft against exact words of a treaty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from functools import cached_property

from workbench.domain.anchors import Anchor
from workbench.domain.instruments import BINDING, Status
from workbench.domain.reason import Reason
from workbench.domain.records import Record, fingerprint
from workbench.domain.search import Versions
from workbench.domain.trees import StepAnswer, Tree
from workbench.domain.workflow import FindingStatus


class Outcome(StrEnum):
    """The conclusion, in the institute's words; a court alone finds violations."""

    CONFORM = "conform"
    CONFORM_IF_READ = "conform_if_read"  # conform mits interpretatie
    ATTENTION = "attention"  # aandachtspunt: insufficiently reasoned
    RISK = "risk"  # risico op schending
    LIKELY_CONTRARY = "likely_contrary"  # waarschijnlijk strijdig
    CONTRARY = "contrary"  # strijdig: only once the text is law
    PROMOTES = "promotes"  # bevordert het recht
    OUTSIDE = "outside"  # buiten bevoegdheid


ADVERSE = frozenset({Outcome.RISK, Outcome.LIKELY_CONTRARY, Outcome.CONTRARY})


class Severity(StrEnum):
    """Impact, reversibility and vulnerability together; apart from how settled the law is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    CRITICAL = "critical"


class Certainty(StrEnum):
    """How settled the case law is."""

    SETTLED = "settled"
    DISPUTED = "disputed"
    NEW = "new"


class Reversibility(StrEnum):
    """Whether the harm can be undone."""

    REVERSIBLE = "reversible"
    HARD = "hard"
    IRREVERSIBLE = "irreversible"


class Verb(StrEnum):
    """What the draft's words do to the treaty's words."""

    RESTRICTS = "restricts"  # beperkt
    ELABORATES = "elaborates"  # werkt uit
    OMITS = "omits"  # laat weg
    DEVIATES = "deviates"  # wijkt af van
    REPEATS = "repeats"  # herhaalt


class Competence(StrEnum):
    """Whose power the provision falls under."""

    FLEMISH = "flemish"
    SHARED = "shared"
    FEDERAL = "federal"
    LOCAL = "local"


class Remedy(StrEnum):
    """What a recommendation asks for."""

    DELETE = "delete"
    AMEND = "amend"
    ADD_SAFEGUARD = "add_safeguard"
    EXPLAIN = "explain"  # verduidelijken in de memorie
    COLLECT_DATA = "collect_data"
    CONSULT = "consult"  # participatie organiseren
    POSTPONE = "postpone"


class Addressee(StrEnum):
    """Who a recommendation is for."""

    MINISTER = "minister"
    COMMITTEE = "committee"
    ADMINISTRATION = "administration"
    LOCAL_AUTHORITY = "local_authority"


class Origin(StrEnum):
    """Where a finding came from."""

    RESEARCHER = "researcher"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Authority:
    """An interpretive authority with its pinpoint: general comment, judgment."""

    source: str
    pinpoint: str = ""


@dataclass(frozen=True)
class Norm:
    """The treaty provision, how it stood towards Belgium on a day, and the constitutional article it is read with."""

    provision: str  # `ECHR/8/2`
    status: Status
    on: str  # ISO date of the status
    constitution: tuple[str, ...] = ()  # "22", "22bis"
    authorities: tuple[Authority, ...] = ()
    note: str = ""

    @property
    def binds(self) -> bool:
        """Whether the norm may be held against a draft; otherwise it is persuasive only."""
        return self.status in BINDING


@dataclass(frozen=True)
class Recommendation:
    """One numbered recommendation."""

    number: int
    action: Remedy
    addressee: Addressee
    proposed_text: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Suggestion:
    """What the machine said when a person took its candidate up: kept with the finding, never shown as a judgment."""

    screening: str
    provision: str  # draft unit
    norm: str  # treaty place
    score: float
    relevance: float
    tension: float
    versions: Versions
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding(Record):
    """A conformity finding with the fields of the institute's form."""

    title: str
    draft: str
    subject: Anchor  # the words of the draft
    norm: Norm
    measure: Anchor | None = None  # the words of the treaty; None while its official text is not there
    carrier: str = ""  # printed citation: "artikel 14, § 2, tweede lid, 3°"
    target: str = ""  # for an amending provision: the place in the other law
    verb: Verb | None = None
    tree: Tree | None = None
    steps: tuple[StepAnswer, ...] = ()
    reasoning: str = ""
    memorandum: str = ""  # what the memorie says
    council_of_state: str = ""
    evidence: str = ""
    competence: Competence | None = None
    holders: tuple[str, ...] = ()  # thesaurus codes
    affected: str = ""  # who and how many
    outcome: Outcome | None = None
    severity: Severity | None = None
    certainty: Certainty | None = None
    reversibility: Reversibility | None = None
    tags: tuple[str, ...] = ()  # recurrent defects: delegation, no hardship clause, ...
    recommendations: tuple[Recommendation, ...] = ()
    origin: Origin = Origin.RESEARCHER
    origin_note: str = ""  # complaint reference
    suggestion: Suggestion | None = None
    due: str = ""  # ISO date, tied to the parliamentary calendar
    status: FindingStatus = FindingStatus.DRAFT
    writers: tuple[str, ...] = ()  # everybody who wrote in it
    validated_by: str = ""
    carried_from: str = ""  # the finding on an earlier version that this one continues

    @property
    def provision(self) -> str:
        """The eId of the provision that carries it."""
        return self.subject.provision

    @property
    def norm_id(self) -> str:
        """The treaty provision's id."""
        return self.norm.provision

    @cached_property
    def content_hash(self) -> str:
        """Fingerprint of what a signature covers: everything but the process around it."""
        return fingerprint(self.content())

    def content(self) -> Mapping[str, object]:
        """What a signature covers."""
        plain = asdict(self)
        return {f.name: plain[f.name] for f in fields(self) if f.name not in PROCESS}


PROCESS = frozenset({"version", "status", "writers", "validated_by", "due", "created"})
"""Fields that say where a finding stands, not what it says."""
