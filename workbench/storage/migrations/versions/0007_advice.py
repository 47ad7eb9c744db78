"""The words of an advice that belong to no finding."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table back that was set aside, or make it."""
    if sa.inspect(op.get_bind()).has_table("kept_advice"):
        op.rename_table("kept_advice", "advice")
        return
    texts = (("id", 64), ("dossier", 64), ("author", 64), ("created", 32))
    op.create_table(
        "advice",
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in texts),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("draft", sa.String(255), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_advice"),
    )
    op.create_index("ix_advice_dossier", "advice", ["dossier"])
    _forbid()


def downgrade() -> None:
    """Set the table aside."""
    op.rename_table("advice", "kept_advice")


def _forbid() -> None:
    """A record can change (with its history) but never go."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER keep_advice_delete BEFORE DELETE ON advice BEGIN SELECT RAISE(ABORT, 'advice is append-only'); END"
        )
        return
    op.execute("CREATE TRIGGER keep_advice BEFORE DELETE ON advice FOR EACH ROW EXECUTE FUNCTION forbid_change()")
    op.execute("CREATE TRIGGER keep_all_advice BEFORE TRUNCATE ON advice EXECUTE FUNCTION forbid_change()")
