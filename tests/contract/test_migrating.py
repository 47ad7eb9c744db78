"""A store that several processes open at once, and a migration that cannot be finished."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, inspect, text

from workbench.errors import StoreError
from workbench.storage.database import HEAD, open_store, schema_version


def test_app_and_worker_that_open_a_new_store_together_both_get_it(store_url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(open_store, [store_url] * 6))
    assert [schema_version(engine) for engine in opened] == [HEAD] * 6
    for engine in opened:
        engine.dispose()


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(store_url: str) -> None:
    raw = create_engine(store_url)
    with raw.begin() as connection:
        connection.execute(text("CREATE TABLE worker (id INTEGER)"))  # in the way of a later migration
    with pytest.raises(StoreError):
        open_store(store_url)
    assert inspect(raw).get_table_names() == ["worker"]
    with raw.begin() as connection:
        connection.execute(text("DROP TABLE worker"))
    raw.dispose()
    opened = open_store(store_url)
    assert schema_version(opened) == HEAD
    opened.dispose()
