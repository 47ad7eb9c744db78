"""The tables."""

from __future__ import annotations

import re

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from workbench.domain.advice import Advice
from workbench.domain.carry_over import CarryOver
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.known_items import KnownCheck, KnownItem
from workbench.domain.machine_opinion import OutsideReading
from workbench.domain.notes import Note
from workbench.domain.people import Person
from workbench.domain.records import Record
from workbench.domain.repairs import Repair
from workbench.domain.signing import SignOff
from workbench.domain.verdicts import Adjudication, NoRemarks, SecondReading, Verdict

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

treaty_text = Table(
    "treaty_text",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("language", String(2), primary_key=True),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("text_date", String(10), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("imported", String(32), nullable=False),
)

provision = Table(
    "provision",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("language", String(2), primary_key=True),
    Column("code", String(40), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("number", String(40), nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("path", JSON, nullable=False),
    Column("parent", String(80), nullable=False),
    Column("source", Text, nullable=False),
    Column("text_date", String(10), nullable=False),
    Column("hash", String(64), nullable=False),
)
Index("ix_provision_text", provision.c.code, provision.c.language)

draft = Table(
    "draft",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("title", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("imported", String(32), nullable=False),
    Column("content", JSON, nullable=False),  # the whole Draft: tree, source text, parse report
)

screening = Table(
    "screening",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("draft", ForeignKey("draft.id"), nullable=False, index=True),
    Column("created", String(32), nullable=False),
    Column("content", JSON, nullable=False),
)

base_law = Table(
    "base_law",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("date", String(10), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("imported", String(32), nullable=False),
    Column("content", JSON, nullable=False),
)

authority_text = Table(
    "authority_text",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("language", String(2), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("imported", String(32), nullable=False),
    Column("content", JSON, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("about", String(200), nullable=False),
    Column("open_as", String(240), unique=True),  # kind and subject while it waits or runs, so that two cannot be open at once
    Column("asked_by", String(80), nullable=False),
    Column("created", String(32), nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("step", String(80), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("stop_asked", Boolean, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("worker", String(32), nullable=False),
    Column("error", String(80), nullable=False),
    Column("details", JSON, nullable=False),
    Column("result", JSON, nullable=False),
)

search = Table(
    "search",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("who", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("name", String(120), nullable=False),  # empty: history
    Column("digest", String(64), nullable=False),  # of the question in the history, of the name when kept
    Column("address", JSON, nullable=False),
)
Index("ix_search_who", search.c.who, search.c.at)

credential = Table(
    "credential",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("login", String(255), nullable=False, unique=True),
    Column("digest", Text, nullable=False),
    Column("temporary", Boolean, nullable=False),
    Column("changed", String(32), nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("person", String(64), nullable=False, index=True),
    Column("way", String(12), nullable=False),
    Column("created", String(32), nullable=False),
    Column("seen", String(32), nullable=False),
    Column("ends", String(32), nullable=False),
    Column("ended", String(32), nullable=True),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("until", String(32), nullable=True),
    Column("last", String(32), nullable=False),
)

opinion = Table(
    "opinion",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("dossier", String(64), nullable=False),
    Column("draft", String(12), nullable=False),
    Column("provision", String(255), nullable=False),
    Column("norm", String(80), nullable=False),
    Column("created", String(32), nullable=False),
    Column("content", JSON, nullable=False),
    Index("ix_opinion_pair", "dossier", "draft"),
)

worker = Table(
    "worker",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("host", String(255), nullable=False),
    Column("pid", Integer, nullable=False),
    Column("seen", String(32), nullable=False),
)


def kind_name(kind: type[Record]) -> str:
    """`SecondReading` -> `second_reading`: the word for a kind in tables, history and audit."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


RECORDS: dict[type[Record], tuple[str, ...]] = {
    Person: ("name", "active", "subject"),
    Dossier: ("state", "stage", "confidential"),
    Finding: ("draft", "provision", "norm_id", "status"),
    Note: ("draft", "provision", "finding", "kind", "state"),
    Verdict: ("draft", "provision", "norm", "answer"),
    NoRemarks: ("draft",),
    SecondReading: ("draft", "state"),
    Adjudication: ("draft", "provision", "norm", "reading"),
    SignOff: ("draft",),
    FollowUp: ("finding",),
    Repair: ("draft",),
    Advice: ("draft",),
    OutsideReading: ("host", "allowed"),
    CarryOver: ("old", "new", "kind", "subject", "decided"),
    KnownItem: ("norm", "active"),
    KnownCheck: (),
}
"""The kinds of human records and, per kind, the columns beside `id`, `dossier`, `author`, `created`, `version` and `content`
that can be searched; each is an attribute of the record."""


def _record_table(kind: type[Record], columns: tuple[str, ...]) -> Table:
    searched = [Column(name, Boolean if name in _FLAGS else String(255), nullable=False) for name in columns]
    table = Table(
        kind_name(kind),
        metadata,
        Column("id", String(64), primary_key=True),
        Column("dossier", String(64), nullable=False, index=True),
        Column("author", String(64), nullable=False),
        Column("created", String(32), nullable=False),
        Column("version", Integer, nullable=False),
        *searched,
        Column("content", JSON, nullable=False),
    )
    return table


_FLAGS = frozenset({"active", "allowed", "confidential"})
record_tables: dict[type[Record], Table] = {kind: _record_table(kind, columns) for kind, columns in RECORDS.items()}

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("dossier", String(64), nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("seq", ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("dossier", String(64), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("changes", JSON, nullable=False),  # field -> [old, new]
    Column("reason", Text, nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1: who holds this row writes
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
