"""Must-find pairs and their checks: human records like the others, never erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = {"known_item": (("norm", sa.String(255)), ("active", sa.Boolean())), "known_check": ()}


def upgrade() -> None:
    """Bring the tables back that were set aside, or make them."""
    for name, columns in TABLES.items():
        if sa.inspect(op.get_bind()).has_table(f"kept_{name}"):
            op.rename_table(f"kept_{name}", name)
            continue
        _make(name, columns)


def _make(name: str, columns: tuple[tuple[str, sa.types.TypeEngine], ...]) -> None:
    lengths = (("id", 64), ("dossier", 64), ("author", 64), ("created", 32))
    op.create_table(
        name,
        *(sa.Column(column, sa.String(length), nullable=False) for column, length in lengths),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(column, kind, nullable=False) for column, kind in columns),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_dossier", name, ["dossier"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER keep_{name}_delete BEFORE DELETE ON {name} BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        )
        return
    op.execute(f"CREATE TRIGGER keep_{name} BEFORE DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION forbid_change()")
    op.execute(f"CREATE TRIGGER keep_all_{name} BEFORE TRUNCATE ON {name} EXECUTE FUNCTION forbid_change()")


def downgrade() -> None:
    """Set them aside."""
    for name in TABLES:
        op.rename_table(name, f"kept_{name}")
