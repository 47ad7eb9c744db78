"""Every store: SQLite always, PostgreSQL when a server can be started here."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.fake_ledger import FakeLedger
from tests.postgres import PostgresServer, find_postgres
from workbench.domain.ledger import Ledger
from workbench.storage.database import open_store
from workbench.storage.ledger import SqlLedger


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """In a folder of its own: pytest closes its folders to other users whenever another run starts on the machine."""
    binaries = find_postgres()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian package postgresql)")
    with tempfile.TemporaryDirectory(prefix="toetssteen-postgres-") as folder:
        server = PostgresServer(binaries, Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    url: str = request.getfixturevalue("postgres").fresh_database()
    return url


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    opened = open_store(store_url)
    yield opened
    opened.dispose()


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    """The store of human decisions: in memory and on both databases."""
    if request.param == "fake":
        return FakeLedger()
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'store.db'}" if sqlite else request.getfixturevalue("postgres").fresh_database()
    opened = open_store(url)
    request.addfinalizer(opened.dispose)
    return SqlLedger(opened)
