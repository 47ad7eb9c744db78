"""Repairs of the parse: human records like the others, never erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table back that was set aside, or make it."""
    if sa.inspect(op.get_bind()).has_table("kept_repair"):
        op.rename_table("kept_repair", "repair")
        return
    lengths = (("id", 64), ("dossier", 64), ("author", 64), ("created", 32))
    op.create_table(
        "repair",
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in lengths),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("draft", sa.String(255), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_repair"),
    )
    op.create_index("ix_repair_dossier", "repair", ["dossier"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER keep_repair_delete BEFORE DELETE ON repair BEGIN SELECT RAISE(ABORT, 'repair is append-only'); END"
        )
        return
    op.execute("CREATE TRIGGER keep_repair BEFORE DELETE ON repair FOR EACH ROW EXECUTE FUNCTION forbid_change()")
    op.execute("CREATE TRIGGER keep_all_repair BEFORE TRUNCATE ON repair EXECUTE FUNCTION forbid_change()")


def downgrade() -> None:
    """Set it aside."""
    op.rename_table("repair", "kept_repair")
