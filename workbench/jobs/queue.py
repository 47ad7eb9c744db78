"""Job numbers on their way to the worker; what a job is and how far it is stands in the store, never in the queue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
from huey import Huey
from huey.consumer import Consumer
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import PostgresStorage, SqliteStorage

from workbench.errors import StoreError

LONGEST_WAIT = 0.5  # seconds between two looks at an empty SQLite queue; PostgreSQL tells


class _JsonSerializer(Serializer):  # type: ignore[misc]  # huey has no types
    """Messages as JSON: who can write to the database must not be able to run code in the worker, as pickle would let them."""

    def _serialize(self, data: object) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> object:
        found = json.loads(data)
        if not isinstance(found, list):
            return found
        message = Message(*found)
        return message._replace(args=tuple(message.args or ()), kwargs=dict(message.kwargs or {}))


class JobQueue:
    """SQLite beside the store, or tables in the PostgreSQL database of the store."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        try:
            self._huey = _open(folder, database_url)
        except (sqlite3.Error, psycopg.Error, OSError) as error:
            raise StoreError("error.store_unreachable", detail=str(error)) from error
        self._handler: Callable[[str], None] = _nobody
        self._task = self._huey.task(name="job")(self._run)

    def _run(self, job_id: str) -> None:
        self._handler(job_id)

    def put(self, job_id: str) -> None:
        """Hand a job to the worker; raises StoreError when the queue cannot be written."""
        try:
            self._task(job_id)
        except (sqlite3.Error, psycopg.Error, OSError) as error:
            raise StoreError("error.store_unreachable", detail=str(error)) from error

    def work(self, handler: Callable[[str], None]) -> None:
        """Do jobs one after the other until the process is told to stop."""
        self._handler = handler
        consumer = Consumer(self._huey, workers=1, periodic=False, initial_delay=0.1, max_delay=LONGEST_WAIT)
        consumer.run()

    def work_off(self, handler: Callable[[str], None]) -> int:
        """Do what waits and come back with how many that were."""
        self._handler = handler
        count = 0
        while self._huey.storage.queue_size():
            self._huey.execute(self._huey.dequeue())
            count += 1
        return count

    def close(self) -> None:
        """Let go of the database."""
        self._huey.storage.close()


def _open(folder: Path, database_url: str) -> Huey:
    shared = {"name": "toetssteen", "results": False, "serializer": _JsonSerializer()}
    if database_url.startswith("postgresql"):
        dsn = "postgresql://" + database_url.split("://", 1)[1]  # without the driver that SQLAlchemy wants to know
        return Huey(storage_class=PostgresStorage, dsn=dsn, table_prefix="queue", **shared)
    return Huey(storage_class=SqliteStorage, filename=str(folder / "queue.db"), **shared)


def _nobody(job_id: str) -> None:
    raise RuntimeError(f"no handler for job {job_id}")
