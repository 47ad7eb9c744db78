"""Accounts, sessions and failed attempts.

Going down keeps the accounts: their table is set aside as `kept_credential` and comes back on the way up; sessions end.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, or bring the accounts back that were set aside."""
    if sa.inspect(op.get_bind()).has_table("kept_credential"):
        op.rename_table("kept_credential", "credential")
    else:
        op.create_table(
            "credential",
            sa.Column("person", sa.String(64), nullable=False),
            sa.Column("login", sa.String(255), nullable=False),
            sa.Column("digest", sa.Text, nullable=False),
            sa.Column("temporary", sa.Boolean, nullable=False),
            sa.Column("changed", sa.String(32), nullable=False),
            sa.PrimaryKeyConstraint("person", name="pk_credential"),
            sa.UniqueConstraint("login", name="uq_credential_login"),
        )
    times = [sa.Column(name, sa.String(32), nullable=False) for name in ("created", "seen", "ends")]
    op.create_table(
        "session",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("way", sa.String(12), nullable=False),
        *times,
        sa.Column("ended", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
    )
    op.create_index("ix_session_person", "session", ["person"])
    op.create_table(
        "attempts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("until", sa.String(32), nullable=True),
        sa.Column("last", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )


def downgrade() -> None:
    """Set the accounts aside and forget sessions and attempts."""
    op.drop_table("attempts")
    op.drop_table("session")
    op.rename_table("credential", "kept_credential")
