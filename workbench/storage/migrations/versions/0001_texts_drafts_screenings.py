"""Official texts, drafts and screenings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "treaty_text",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("text_date", sa.String(10), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("imported", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("code", "language", name="pk_treaty_text"),
    )
    op.create_table(
        "provision",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("path", sa.JSON, nullable=False),
        sa.Column("parent", sa.String(80), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("text_date", sa.String(10), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", "language", name="pk_provision"),
    )
    op.create_index("ix_provision_text", "provision", ["code", "language"])
    op.create_table(
        "draft",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("imported", sa.String(32), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_table(
        "screening",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("draft", sa.String(12), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_screening"),
        sa.ForeignKeyConstraint(["draft"], ["draft.id"], name="fk_screening_draft"),
    )
    op.create_index("ix_screening_draft", "screening", ["draft"])


def downgrade() -> None:
    """Drop them in reverse order."""
    for table in ("screening", "draft", "provision", "treaty_text"):
        op.drop_table(table)
