"""Every table of a store as plain rows, in a fixed order, and back: whatever tables there are, also later ones."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert, select, update

from workbench.errors import StoreError
from workbench.storage.archive import Row, row_hash

VERSION_TABLE = "alembic_version"
BATCH = 200


def tables_of(connection: Connection) -> list[Table]:
    """Every table, a table that others point at before them."""
    metadata = MetaData()
    metadata.reflect(connection)
    return metadata.sorted_tables


def rows_of(connection: Connection, table: Table) -> Iterator[Row]:
    """The rows in the order of the primary key, one at a time."""
    query = select(table).order_by(*table.primary_key.columns)
    for row in connection.execute(query, execution_options={"yield_per": BATCH}).mappings():
        yield {name: _plain(value) for name, value in row.items()}


def put_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Store rows; one that a migration made already is changed into the given one."""
    keys = [c.name for c in table.primary_key.columns]
    there = {tuple(row[k] for k in keys) for row in rows_of(connection, table)}
    waiting: list[dict[str, Any]] = []
    for number, row in enumerate(rows, start=1):
        if row.keys() != set(table.c.keys()):
            raise StoreError("error.archive_row", table=table.name, row=number)
        values = {name: _stored(value) for name, value in row.items()}
        if tuple(row[k] for k in keys) in there:
            connection.execute(update(table).where(*(table.c[k] == values[k] for k in keys)).values(**values))
            continue
        waiting.append(values)
        if len(waiting) >= BATCH:
            connection.execute(insert(table), waiting)
            waiting = []
    if waiting:
        connection.execute(insert(table), waiting)


def check_same(name: str, ours: Iterable[Row], theirs: Iterable[Row]) -> None:
    """Row by row the same; raises StoreError with the table and the number of the first row that differs."""
    for number, (mine, other) in enumerate(zip_longest(ours, theirs), start=1):
        if mine is None or other is None or row_hash(mine) != row_hash(other):
            raise StoreError("error.archive_row", table=name, row=number)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    raise StoreError("error.store_failed", detail=f"a value of type {type(value).__name__} cannot be kept in a backup")


def _stored(value: Any) -> Any:
    return base64.b64decode(value["$bytes"]) if isinstance(value, dict) and value.keys() == {"$bytes"} else value
