"""History and kept searches in the database."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.engine import RowMapping

from workbench.domain.searches import PastSearch
from workbench.storage.database import transaction
from workbench.storage.schema import search as table

LONGEST_HISTORY = 200  # per person; older ones are forgotten


class SqlSearches:
    """Searches per person."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remember(self, search: PastSearch) -> None:
        """Add to the history; the same question again moves to the front."""
        self._put(search, _digest(search.address))
        old = select(table.c.id).filter_by(who=search.who, name="").order_by(table.c.at.desc()).offset(LONGEST_HISTORY)
        with transaction(self._engine) as connection:
            ids = list(connection.execute(old).scalars())
            if ids:
                connection.execute(delete(table).where(table.c.id.in_(ids)))

    def history(self, who: str, limit: int) -> list[PastSearch]:
        """The newest first."""
        return self._rows(select(table).filter_by(who=who, name="").order_by(table.c.at.desc(), table.c.id).limit(limit))

    def forget_history(self, who: str) -> None:
        """Empty the history of a person."""
        with transaction(self._engine) as connection:
            connection.execute(delete(table).filter_by(who=who, name=""))

    def keep(self, search: PastSearch) -> None:
        """Keep a search under its name; the same name again replaces it."""
        self._put(search, _digest(search.name))

    def kept(self, who: str) -> list[PastSearch]:
        """By name."""
        return self._rows(select(table).where(table.c.who == who, table.c.name != "").order_by(table.c.name, table.c.id))

    def drop(self, who: str, search_id: str) -> None:
        """Let go of a kept search."""
        with transaction(self._engine) as connection:
            connection.execute(delete(table).where(table.c.who == who, table.c.id == search_id, table.c.name != ""))

    def _put(self, search: PastSearch, digest: str) -> None:
        """In the place of the one with the same digest, in one transaction."""
        row = {"id": search.id, "who": search.who, "at": search.at, "name": search.name, "address": search.address}
        same = delete(table).where(table.c.who == search.who, table.c.digest == digest)
        kind = table.c.name != "" if search.name else table.c.name == ""
        with transaction(self._engine) as connection:
            connection.execute(same.where(kind))
            connection.execute(insert(table).values(**row, digest=digest))

    def _rows(self, query: Any) -> list[PastSearch]:
        with transaction(self._engine) as connection:
            return [_search(row) for row in connection.execute(query).mappings()]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _search(row: RowMapping) -> PastSearch:
    return PastSearch(row["id"], row["who"], row["at"], row["address"], row["name"])
