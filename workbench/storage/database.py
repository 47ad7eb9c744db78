"""The connection to SQLite or PostgreSQL, and the one place where driver errors become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from workbench.errors import StoreError

HEAD = "0012"
WAIT_SECONDS = 10.0  # how long a writer waits for its turn
_SIGNS = (
    ("locked", "error.store_busy"),
    ("busy", "error.store_busy"),
    ("lock timeout", "error.store_busy"),
    ("append-only", "error.store_append_only"),
    ("full", "error.store_full"),
    ("no space left", "error.store_full"),
    ("readonly", "error.store_read_only"),
    ("read-only", "error.store_read_only"),
    ("malformed", "error.store_damaged"),
    ("not a database", "error.store_damaged"),
    ("unable to open", "error.store_unreachable"),
    ("could not connect", "error.store_unreachable"),
    ("connection", "error.store_unreachable"),
)


_MIGRATION_LOCK = 7_031_957  # any number that only we use
Store = Engine  # what the rest of the house calls it


def open_store(url: str) -> Store:
    """An engine whose schema is at the newest version; raises StoreError."""
    with store_errors():
        engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        _migrate(engine)
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it or nothing; driver errors arrive as StoreError."""
    with store_errors(), engine.begin() as connection:
        yield connection


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction that is the only writer from its first read on (SQLite: now; PostgreSQL: once it holds a row).

    Waits up to WAIT_SECONDS for its turn, then raises StoreError.
    """
    with transaction(engine) as connection:
        wait = round(1000 * WAIT_SECONDS)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")
        yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A transaction for reading that sees one moment, whatever others write meanwhile."""
    with transaction(engine) as connection:
        connection.exec_driver_sql(
            "BEGIN" if engine.dialect.name == "sqlite" else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
        )
        yield connection


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn driver errors into a StoreError with a sentence."""
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig).lower()
        key = next((key for sign, key in _SIGNS if sign in words), "error.store_failed")
        raise StoreError(key, detail=str(error.orig)) from error
    except SQLAlchemyError as error:
        raise StoreError("error.store_failed", detail=str(error)) from error


def _prepare_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def]  # DBAPI objects have no types
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def schema_version(engine: Engine) -> str:
    """The migration that the store stands at; empty for a new store."""
    if not inspect(engine).has_table("alembic_version"):
        return ""
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(engine: Engine) -> None:
    version = schema_version(engine)
    if version == HEAD:
        return
    if version > HEAD:
        raise StoreError("error.store_newer", version=version)
    upgrade(engine)


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other migration runs beside: app and worker start together, and the second finds the work done.

    Opening it by hand makes SQLite put the changes of tables into it too: a migration that fails leaves nothing behind.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        yield connection


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to `revision`."""
    from alembic import command

    with _alone(engine) as connection:
        command.upgrade(alembic_config(engine, connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Run the migrations down to `revision`."""
    from alembic import command

    with _alone(engine) as connection:
        command.downgrade(alembic_config(engine, connection), revision)


def alembic_config(engine: Engine, connection: Connection):  # type: ignore[no-untyped-def]  # alembic is imported late
    """Alembic's settings for this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(str(files("workbench.storage"))) / "migrations"))
    config.attributes["connection"] = connection
    return config


def is_local(url: str) -> bool:
    """Whether the store is a file on this machine."""
    return make_url(url).get_backend_name() == "sqlite"
