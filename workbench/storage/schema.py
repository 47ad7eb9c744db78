"""The tables."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

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

worker = Table(
    "worker",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("host", String(255), nullable=False),
    Column("pid", Integer, nullable=False),
    Column("seen", String(32), nullable=False),
)
