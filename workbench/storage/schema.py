"""The tables."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

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
