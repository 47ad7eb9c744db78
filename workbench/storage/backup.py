"""Backup and restore of a whole store, SQLite or PostgreSQL, also from one to the other."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine import make_url

from workbench.domain.ports import Progress, silent
from workbench.errors import StoreError
from workbench.storage.archive import Archive, open_archive, write_archive
from workbench.storage.database import HEAD, alembic_config, snapshot, store_errors, transaction, upgrade
from workbench.storage.rows import VERSION_TABLE, check_same, put_rows, rows_of, tables_of
from workbench.storage.verify import tampering

FORM = "toetssteen-backup"
LARGEST = 200 << 30  # bytes unpacked
WAIT = 10.0  # seconds for others to let go of the file
SEEDED = frozenset({VERSION_TABLE, "audit_head"})  # filled by the migrations of an empty store


@dataclass(frozen=True)
class BackupReport:
    """What a backup holds, or what a restore brought back."""

    file: Path
    tables: dict[str, int]  # rows per table
    schema: str
    made: str
    problems: int = 0  # places where the history was touched before the backup was made

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.tables.values())


def back_up(engine: Engine, target: Path, progress: Progress = silent) -> BackupReport:
    """Write one moment of the store into a file while others go on working, and read it back row by row.

    Raises StoreError; there is no file under that name unless it was found to be right.
    """
    with _moment(engine) as connection:
        tables = tables_of(connection)
        schema = str(connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar())
        facts = {"schema": schema, "made": datetime.now(UTC).isoformat(timespec="seconds"), "engine": engine.dialect.name}
        checked = target.with_name(f"{target.name}.unchecked")
        checked.unlink(missing_ok=True)
        if target.exists():
            raise StoreError("error.archive_exists", file=str(target))
        try:
            write_archive(checked, FORM, facts, ((t.name, rows_of(connection, t)) for t in tables))
            archive = open_archive(checked, FORM, LARGEST)
            for number, table in enumerate(tables):
                progress("progress.checking", number, len(tables))
                check_same(table.name, rows_of(connection, table), archive.rows(table.name))
            checked.rename(target)
        finally:
            checked.unlink(missing_ok=True)
        progress("progress.checking", len(tables), len(tables))
    return _report(Archive(target, archive.manifest, archive.sha256))


def _report(archive: Archive, problems: int = 0) -> BackupReport:
    tables = {name: archive.count(name) for name in archive.names()}
    return BackupReport(archive.path, tables, archive.manifest["schema"], archive.manifest["made"], problems)


@contextmanager
def _moment(engine: Engine) -> Iterator[Connection]:
    """One moment of the store: a copy through SQLite's online backup, a repeatable-read snapshot on PostgreSQL."""
    if engine.dialect.name != "sqlite":
        with snapshot(engine) as connection:
            yield connection
        return
    with TemporaryDirectory(prefix="toetssteen-backup-") as folder:
        copy = Path(folder) / "moment.db"
        with closing(engine.raw_connection()) as source, closing(sqlite3.connect(copy)) as target, _sqlite_errors():
            live = source.driver_connection
            assert isinstance(live, sqlite3.Connection)
            _copy_pages(live, target)
            if (said := target.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise StoreError("error.store_damaged", detail=said)
        frozen = create_engine(f"sqlite:///{copy}")
        try:
            with transaction(frozen) as connection:
                yield connection
        finally:
            frozen.dispose()


def restore(url: str, file: Path, replace: bool = False, progress: Progress = silent) -> BackupReport:
    """Bring the store at `url` to what the file holds; the old data stay until everything is there and checked.

    Raises DamagedFile, StoreError (needs `replace` when the store holds data; busy; from a newer version).
    """
    archive = open_archive(file, FORM, LARGEST)
    if archive.manifest["schema"] > HEAD:
        raise StoreError("error.store_newer", version=archive.manifest["schema"])
    if make_url(url).get_backend_name() != "sqlite":
        return _report(archive, _restore_server(url, archive, replace, progress))
    live = Path(make_url(url).database or "")
    if not replace and _holds_data(url, live):
        raise StoreError("error.restore_would_replace")
    with TemporaryDirectory(prefix=".toetssteen-restore-", dir=live.parent) as folder:
        fresh = Path(folder) / "fresh.db"
        problems = _build(fresh, archive, progress)
        _put_in_place(fresh, live)
    return _report(archive, problems)


def _holds_data(url: str, live: Path) -> bool:
    """Whether anything would be lost; a file that is no database counts as data."""
    if not live.exists() or not live.stat().st_size:
        return False
    engine = create_engine(url)
    try:
        with transaction(engine) as connection:
            return _has_rows(connection)
    except StoreError:
        return True
    finally:
        engine.dispose()


def _has_rows(connection: Connection) -> bool:
    tables = [t for t in tables_of(connection) if t.name not in SEEDED]
    return any(connection.execute(select(table).limit(1)).first() is not None for table in tables)


def _build(fresh: Path, archive: Archive, progress: Progress) -> int:
    """A new database with the rows of the archive, checked row by row and brought to the newest schema."""
    engine = create_engine(f"sqlite:///{fresh}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    try:
        with store_errors():
            upgrade(engine, archive.manifest["schema"])
            with transaction(engine) as connection:
                problems = _fill(connection, archive, progress)
            upgrade(engine)
    finally:
        engine.dispose()
    return problems


def _fill(connection: Connection, archive: Archive, progress: Progress) -> int:
    """Put and check every row; returns how many places of the history were touched before the backup."""
    tables = {t.name: t for t in tables_of(connection)}
    if unknown := sorted(set(archive.names()) - tables.keys()):
        raise StoreError("error.archive_row", table=unknown[0], row=1)
    for number, (name, table) in enumerate(tables.items()):
        progress("progress.restoring", number, len(tables))
        put_rows(connection, table, archive.rows(name))
        check_same(name, rows_of(connection, table), archive.rows(name))
    progress("progress.restoring", len(tables), len(tables))
    return sum(1 for _ in tampering(connection)) if "audit" in tables else 0


def _put_in_place(fresh: Path, live: Path) -> None:
    """Copy the new database over the old one in a single transaction of SQLite: interrupted, the old one stands."""
    with closing(sqlite3.connect(fresh)) as source, _sqlite_errors():
        try:
            with closing(sqlite3.connect(live, timeout=WAIT)) as target:
                target.execute("PRAGMA schema_version").fetchone()
                target.execute("PRAGMA journal_mode=WAL")
                target.execute("PRAGMA synchronous=FULL")
                _copy_pages(source, target)
            return
        except sqlite3.DatabaseError as error:
            if not any(sign in str(error) for sign in ("not a database", "malformed")):
                raise
    _set_aside(live)
    fresh.rename(live)


def _set_aside(live: Path) -> None:
    """A file that SQLite cannot read any more is kept beside the restored one."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    for ending in ("", "-wal", "-shm"):
        part = live.with_name(live.name + ending)
        if part.exists():
            part.rename(live.with_name(f"{live.name}.damaged-{stamp}{ending}"))


def _copy_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """SQLite's online backup in one step; gives up when somebody keeps the file."""
    until = time.monotonic() + WAIT

    def waited(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise StoreError("error.store_busy")

    source.backup(target, pages=-1, progress=waited, sleep=0.1)


@contextmanager
def _sqlite_errors() -> Iterator[None]:
    """The same sentences as for SQLAlchemy's own errors."""
    from sqlalchemy.exc import DBAPIError

    with store_errors():
        try:
            yield
        except sqlite3.Error as error:
            raise DBAPIError("", {}, error) from error


def _restore_server(url: str, archive: Archive, replace: bool, progress: Progress) -> int:
    """PostgreSQL: the old tables go and the new ones come in one transaction."""
    engine = create_engine(url)
    try:
        with transaction(engine) as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(1000 * WAIT)}")
            if _has_rows(connection) and not replace:
                raise StoreError("error.restore_would_replace")
            _empty(connection)
            config = alembic_config(engine, connection)
            command.upgrade(config, archive.manifest["schema"])
            problems = _fill(connection, archive, progress)
            command.upgrade(config, "head")
    finally:
        engine.dispose()
    return problems


def _empty(connection: Connection) -> None:
    preparer = connection.dialect.identifier_preparer
    for table in inspect(connection).get_table_names():
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {preparer.quote(table)} CASCADE")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS forbid_change() CASCADE")
