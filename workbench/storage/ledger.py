"""The ledger over SQLAlchemy: every write takes the head of the audit chain first, so writers follow one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Text, cast, insert, select, update

from workbench.domain.history import AuditEntry, Decision, Tampering, differences, link, replay
from workbench.domain.records import Record
from workbench.errors import StaleWrite, StoreError, UnknownRecord
from workbench.storage import schema
from workbench.storage.database import snapshot, transaction, write_transaction
from workbench.storage.record_codec import from_json, from_text, to_json
from workbench.storage.verify import tampering

R = TypeVar("R", bound=Record)
Clock = Callable[[], str]
AUDIT_FIELDS = tuple(f.name for f in fields(AuditEntry))


def utc_now() -> str:
    """Now, in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class SqlReader:
    """Reads on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record as it stands."""
        table = schema.record_tables[kind]
        content = self._connection.execute(select(cast(table.c.content, Text)).where(table.c.id == record_id)).scalar()
        return None if content is None else from_text(content, kind)

    def find(self, kind: type[R], **where: Any) -> list[R]:
        """Records whose columns equal the given values, oldest first."""
        table = schema.record_tables[kind]
        query = select(cast(table.c.content, Text)).order_by(table.c.created, table.c.id)
        for name, wanted in where.items():
            column = table.c[name]
            query = query.where(
                column.in_(list(wanted)) if isinstance(wanted, tuple | list | set | frozenset) else column == wanted
            )
        return [from_text(content, kind) for content in self._connection.execute(query).scalars()]

    def as_of(self, kind: type[R], record_id: str, version: int) -> R | None:
        """One record as it stood at a row version."""
        made = [d for d in self.history(subject=record_id) if d.version <= version]
        return from_json(replay(made), kind) if made and made[-1].version == version else None

    def history(self, dossier: str = "", subject: str = "", after: int = 0) -> list[Decision]:
        """Decisions in order."""
        table = schema.decision
        query = select(table).where(table.c.seq > after).order_by(table.c.seq)
        if dossier:
            query = query.where(table.c.dossier == dossier)
        if subject:
            query = query.where(table.c.subject == subject)
        return [decision_of(dict(row)) for row in self._connection.execute(query).mappings()]

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest audit entry."""
        row = self._connection.execute(select(schema.audit_head.c.seq, schema.audit_head.c.hash)).one()
        return row.seq, row.hash


def decision_of(row: dict[str, Any]) -> Decision:
    """A decision from its row."""
    return Decision(**{**row, "changes": {name: (old, new) for name, (old, new) in row["changes"].items()}})


class SqlPen(SqlReader):
    """One open transaction in a person's name."""

    def __init__(self, connection: Connection, who: str, clock: Clock) -> None:
        super().__init__(connection)
        self._who = who
        self._clock = clock
        query = select(schema.audit_head.c.seq, schema.audit_head.c.hash).with_for_update()
        self._seq, self._hash = connection.execute(query).one()

    def put(self, record: R, action: str, reason: str = "") -> R:
        """Store a record with its decision; raises StaleWrite."""
        now = self._clock()
        stored = replace(record, version=record.version + 1, created=record.created or now, author=record.author or self._who)
        old, new = self._replace(record, stored)
        kind = schema.kind_name(type(record))
        facts = (now, self._who, action, kind, stored.id, stored.dossier)
        decision = Decision(self._seq + 1, *facts, stored.version, differences(old, new), reason)
        self._append(*facts, decision.digest)
        self._connection.execute(insert(schema.decision).values(**asdict(decision)))
        return stored

    def log(self, action: str, kind: str = "", subject: str = "", dossier: str = "") -> None:
        """Note an event that changes no record."""
        self._append(self._clock(), self._who, action, kind, subject, dossier, "")

    def _replace(self, read: Record, stored: Record) -> tuple[dict[str, Any] | None, dict[str, Any]]:
        """Write the row; returns its content before and after."""
        table = schema.record_tables[type(stored)]
        row = _row(stored, table.c.keys())
        old = self._connection.execute(select(table.c.content, table.c.version).where(table.c.id == read.id)).one_or_none()
        if old is None and read.version:
            raise UnknownRecord("error.record_unknown", kind=table.name, id=read.id)
        if (old.version if old else 0) != read.version:
            raise StaleWrite("error.stale_write")
        if old is None:
            self._connection.execute(insert(table).values(**row))
            return None, row["content"]
        changed = self._connection.execute(
            update(table).where(table.c.id == read.id, table.c.version == read.version).values(**row)
        )
        if changed.rowcount != 1:
            raise StaleWrite("error.stale_write")
        return old.content, row["content"]

    def _append(self, at: str, who: str, action: str, kind: str, subject: str, dossier: str, digest: str) -> None:
        seq = self._seq + 1
        facts = (seq, at, who, action, kind, subject, dossier, digest)
        entry = AuditEntry(*facts, self._hash, link(self._hash, *facts))
        self._connection.execute(insert(schema.audit).values(**asdict(entry)))
        self._connection.execute(update(schema.audit_head).values(seq=seq, hash=entry.hash))
        self._seq, self._hash = seq, entry.hash


def _row(record: Record, columns: list[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in columns if name != "content"} | {"content": to_json(record)}


class SqlLedger:
    """The store of human decisions."""

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record as it stands."""
        with transaction(self._engine) as connection:
            return SqlReader(connection).get(kind, record_id)

    def find(self, kind: type[R], **where: Any) -> list[R]:
        """Records whose columns equal the given values, oldest first."""
        with transaction(self._engine) as connection:
            return SqlReader(connection).find(kind, **where)

    def as_of(self, kind: type[R], record_id: str, version: int) -> R | None:
        """One record as it stood at a row version."""
        with transaction(self._engine) as connection:
            return SqlReader(connection).as_of(kind, record_id, version)

    def history(self, dossier: str = "", subject: str = "", after: int = 0) -> list[Decision]:
        """Decisions in order."""
        with transaction(self._engine) as connection:
            return SqlReader(connection).history(dossier, subject, after)

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest audit entry."""
        with transaction(self._engine) as connection:
            return SqlReader(connection).head()

    @contextmanager
    def write(self, who: str) -> Iterator[SqlPen]:
        """A transaction in the name of a person; raises StoreError when the disk refuses or others keep writing."""
        if not who:
            raise StoreError("error.store_failed", detail="a writer without a name")
        with write_transaction(self._engine) as connection:
            yield SqlPen(connection, who, self._clock)

    def audit(self, after: int = 0) -> Iterator[AuditEntry]:
        """The chain in order."""
        table = schema.audit
        with snapshot(self._engine) as connection:
            for row in connection.execute(select(table).where(table.c.seq > after).order_by(table.c.seq)).mappings():
                yield AuditEntry(**{name: row[name] for name in AUDIT_FIELDS})

    def verify(self) -> Iterator[Tampering]:
        """Everything in the store that does not fit the chain."""
        with snapshot(self._engine) as connection:
            yield from tampering(connection)
