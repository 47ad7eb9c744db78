"""Holding the store against its own chain: links, decisions and the records as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from sqlalchemy import Connection, Table, select

from workbench.domain.history import AuditEntry, Decision, Tampering, broken_links, replay
from workbench.storage import schema

_AUDIT = tuple(f.name for f in fields(AuditEntry))
_DECISION = tuple(f.name for f in fields(Decision))


def tampering(connection: Connection) -> Iterator[Tampering]:
    """Every misfit, in the order: broken links, changed or missing decisions, records that are not what was decided."""
    entries = [AuditEntry(**{n: row[n] for n in _AUDIT}) for row in _rows(connection, schema.audit)]
    head = connection.execute(select(schema.audit_head.c.seq, schema.audit_head.c.hash)).one_or_none()
    yield from broken_links(entries, (head.seq, head.hash) if head else (0, ""))
    decisions = [_decision({n: row[n] for n in _DECISION}) for row in _rows(connection, schema.decision)]
    yield from _misfits(entries, decisions)
    yield from _records(connection, decisions)


def _rows(connection: Connection, table: Table):  # type: ignore[no-untyped-def]  # SQLAlchemy's row mappings
    return connection.execute(select(table).order_by(table.c.seq)).mappings()


def _decision(row: dict) -> Decision:  # type: ignore[type-arg]  # a raw row
    return Decision(**{**row, "changes": _changes(row["changes"])})


def _changes(stored: object) -> dict[str, tuple[object, object]]:
    """Old and new value per field; nothing when they are of another form, so that their digest no longer fits and is reported."""
    pairs = stored if isinstance(stored, dict) else {}
    whole = all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs.values())
    return {name: (pair[0], pair[1]) for name, pair in pairs.items()} if whole else {}


def _misfits(entries: list[AuditEntry], decisions: list[Decision]) -> Iterator[Tampering]:
    told = {e.seq: e.digest for e in entries if e.digest}
    for decision in decisions:
        if told.pop(decision.seq, None) != decision.digest:
            yield Tampering("audit.decision_changed", decision.seq, decision.kind, decision.subject)
    for seq in told:
        yield Tampering("audit.decision_missing", seq)


def _records(connection: Connection, decisions: list[Decision]) -> Iterator[Tampering]:
    """Replay the decisions and compare with what the tables say now."""
    by_record: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        by_record.setdefault((decision.kind, decision.subject), []).append(decision)
    for table in schema.record_tables.values():
        for row in connection.execute(select(table)).mappings():
            made = by_record.pop((table.name, row["id"]), [])
            stands = {name: value for name, value in row["content"].items() if value is not None}
            if replay(made) != stands or not _columns_fit(dict(row)):
                yield Tampering("audit.record_changed", made[-1].seq if made else 0, table.name, row["id"])
    for (kind, subject), made in by_record.items():
        yield Tampering("audit.record_missing", made[-1].seq, kind, subject)


def _columns_fit(row: dict) -> bool:  # type: ignore[type-arg]  # a raw row
    content = row["content"]
    return all(content[name] == row[name] for name in row if name != "content" and name in content)
