"""Human records, their history and the audit chain; the database itself forbids changing or erasing what was decided.

Going down keeps everything: the tables are set aside under `kept_...` and come back on the way up.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RECORDS = {
    "person": ("name", "active", "subject"),
    "dossier": ("state", "stage", "confidential"),
    "finding": ("draft", "provision", "norm_id", "status"),
    "note": ("draft", "provision", "finding", "kind", "state"),
    "verdict": ("draft", "provision", "norm", "answer"),
    "no_remarks": ("draft",),
    "second_reading": ("draft", "state"),
    "adjudication": ("draft", "provision", "norm", "reading"),
    "sign_off": ("draft",),
    "follow_up": ("finding",),
}
FLAGS = ("active", "confidential")
LOGS = ("audit", "decision")
TABLES = (*RECORDS, *LOGS, "audit_head")


def upgrade() -> None:
    """Bring the tables back that were set aside, or make them."""
    if sa.inspect(op.get_bind()).has_table("kept_audit"):
        for table in TABLES:
            op.rename_table(f"kept_{table}", table)
        return
    for name, columns in RECORDS.items():
        _create_record(name, columns)
    _create_logs()
    _forbid()


def downgrade() -> None:
    """Set the tables aside."""
    for table in TABLES:
        op.rename_table(table, f"kept_{table}")


def _text(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=False)


def _create_record(name: str, columns: tuple[str, ...]) -> None:
    searched = [sa.Column(c, sa.Boolean, nullable=False) if c in FLAGS else _text(c, 255) for c in columns]
    op.create_table(
        name,
        *(_text("id", 64), _text("dossier", 64), _text("author", 64), _text("created", 32)),
        sa.Column("version", sa.Integer, nullable=False),
        *searched,
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_dossier", name, ["dossier"])


def _create_logs() -> None:
    facts = (("at", 32), ("who", 64), ("action", 40), ("kind", 40), ("subject", 64), ("dossier", 64))
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        *(_text(name, length) for name, length in (*facts, ("digest", 64), ("previous", 64), ("hash", 64))),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_dossier", "audit", ["dossier"])
    op.create_table(
        "decision",
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        *(_text(name, length) for name, length in facts),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_decision"),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_decision_seq"),
    )
    op.create_index("ix_decision_dossier", "decision", ["dossier"])
    op.create_index("ix_decision_subject", "decision", ["subject"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("seq", sa.Integer, nullable=False),
        _text("hash", 64),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])


def _forbid() -> None:
    """History can only grow; a record can change (with its history) but never go."""
    if op.get_bind().dialect.name == "sqlite":
        for table in LOGS:
            _sqlite_trigger(table, "UPDATE")
        for table in TABLES:
            _sqlite_trigger(table, "DELETE")
        return
    op.execute(
        "CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in TABLES:
        events = "UPDATE OR DELETE" if table in LOGS else "DELETE"
        op.execute(f"CREATE TRIGGER keep_{table} BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION forbid_change()")
        op.execute(f"CREATE TRIGGER keep_all_{table} BEFORE TRUNCATE ON {table} EXECUTE FUNCTION forbid_change()")


def _sqlite_trigger(table: str, event: str) -> None:
    op.execute(
        f"CREATE TRIGGER keep_{table}_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
