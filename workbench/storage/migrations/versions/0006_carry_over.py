"""Decisions on what became of findings, notes and texts in a new version.

Going down keeps everything: the table is set aside as `kept_carry_over` and comes back on the way up.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table back that was set aside, or make it with its triggers."""
    if sa.inspect(op.get_bind()).has_table("kept_carry_over"):
        op.rename_table("kept_carry_over", "carry_over")
        return
    facts = [(n, 64) for n in ("id", "dossier", "author")] + [("created", 32)]
    searched = [(n, 255) for n in ("old", "new", "kind", "subject", "decided")]
    op.create_table(
        "carry_over",
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in facts),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in searched),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_carry_over"),
    )
    op.create_index("ix_carry_over_dossier", "carry_over", ["dossier"])
    _forbid()


def downgrade() -> None:
    """Set the table aside."""
    op.rename_table("carry_over", "kept_carry_over")


def _forbid() -> None:
    """A decision can change (with its history) but never go."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER keep_carry_over_delete BEFORE DELETE ON carry_over "
            "BEGIN SELECT RAISE(ABORT, 'carry_over is append-only'); END"
        )
        return
    op.execute("CREATE TRIGGER keep_carry_over BEFORE DELETE ON carry_over FOR EACH ROW EXECUTE FUNCTION forbid_change()")
    op.execute("CREATE TRIGGER keep_all_carry_over BEFORE TRUNCATE ON carry_over EXECUTE FUNCTION forbid_change()")
