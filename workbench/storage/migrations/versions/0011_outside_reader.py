"""Whether a dossier's texts may go to an outside reader, and what such a reader answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables back that were set aside, or make them."""
    if sa.inspect(op.get_bind()).has_table("kept_outside_reading"):
        op.rename_table("kept_outside_reading", "outside_reading")
        op.rename_table("kept_opinion", "opinion")
        return
    texts = (("id", 64), ("dossier", 64), ("author", 64), ("created", 32))
    op.create_table(
        "outside_reading",
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in texts),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("allowed", sa.Boolean, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outside_reading"),
    )
    op.create_index("ix_outside_reading_dossier", "outside_reading", ["dossier"])
    _forbid()
    places = (("id", 32), ("dossier", 64), ("draft", 12), ("provision", 255), ("norm", 80), ("created", 32))
    op.create_table(
        "opinion",
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in places),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_opinion"),
    )
    op.create_index("ix_opinion_pair", "opinion", ["dossier", "draft"])


def downgrade() -> None:
    """Set the tables aside."""
    op.rename_table("outside_reading", "kept_outside_reading")
    op.rename_table("opinion", "kept_opinion")


def _forbid() -> None:
    """A record can change (with its history) but never go."""
    name = "outside_reading"
    if op.get_bind().dialect.name == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        op.execute(f"CREATE TRIGGER keep_{name}_delete BEFORE DELETE ON {name} {stop}")
        return
    op.execute(f"CREATE TRIGGER keep_{name} BEFORE DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION forbid_change()")
    op.execute(f"CREATE TRIGGER keep_all_{name} BEFORE TRUNCATE ON {name} EXECUTE FUNCTION forbid_change()")
