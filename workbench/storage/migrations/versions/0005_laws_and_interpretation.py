"""Base laws that drafts change, and the interpretive shelf."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "base_law",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("imported", sa.String(32), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_base_law"),
    )
    op.create_table(
        "authority_text",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("imported", sa.String(32), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", "language", name="pk_authority_text"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("authority_text")
    op.drop_table("base_law")
