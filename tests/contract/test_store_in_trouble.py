"""Tampering, a full disk, a read-only folder, a busy store, and migrations over real data."""

from __future__ import annotations

import sqlite3
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.office import FROZEN, NORMS, Office
from tests.records import DRAFT, finding
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.history import Tampering
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.errors import StoreError
from workbench.ingest import read_draft
from workbench.storage.database import HEAD, downgrade, open_store, schema_version, transaction, upgrade
from workbench.storage.ledger import SqlLedger
from workbench.storage.repositories import SqlDrafts
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.record_finding import revise
from workbench.use_cases.sign_off import sign_off


def without_triggers(engine: Engine, *statements: str) -> None:
    """What somebody with the database's own tools could do."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in names:
                connection.execute(text(f"DROP TRIGGER {name}"))
            connection.execute(text("PRAGMA foreign_keys = OFF"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))


def filled(engine: Engine) -> tuple[SqlLedger, Finding]:
    ledger = SqlLedger(engine)
    office = Office(ledger)
    dossier = office.dossier()
    made = office.finding(dossier)
    return ledger, revise(office["rik"], replace(made, title="Herzien"))


SQL = {
    "a changed reason": ("UPDATE decision SET reason = 'anders' WHERE subject = '{id}' AND version = 2", "audit.decision_changed"),
    "a changed name": ("UPDATE decision SET who = 'mia' WHERE subject = '{id}' AND version = 1", "audit.decision_changed"),
    "an erased decision": ("DELETE FROM decision WHERE subject = '{id}' AND version = 2", "audit.decision_missing"),
    "a changed audit line": ("UPDATE audit SET who = 'mia' WHERE seq = 2", "audit.changed"),
    "an erased audit line": ("DELETE FROM audit WHERE seq = 3", "audit.missing"),
    "a cut-off end": ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "audit.head"),
    "a changed status": ("UPDATE finding SET status = 'signed_off' WHERE id = '{id}'", "audit.record_changed"),
    "an erased finding": ("DELETE FROM finding WHERE id = '{id}'", "audit.record_missing"),
    "a smuggled finding": (
        "INSERT INTO finding SELECT 'smokkel', dossier, author, created, version, draft, provision, norm_id, status, content FROM finding",
        "audit.record_changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("deed", SQL)
def test_tampering_behind_the_programs_back_is_detected(engine: Engine, deed: str) -> None:
    ledger, made = filled(engine)
    assert list(ledger.verify()) == []
    statement, key = SQL[deed]
    without_triggers(engine, statement.format(id=made.id))
    assert key in [t.key for t in ledger.verify()]


def test_a_whole_chain_written_anew_is_detected_by_a_head_that_was_kept_elsewhere(engine: Engine) -> None:
    ledger, made = filled(engine)
    seq, digest = ledger.head()
    without_triggers(
        engine,
        f"DELETE FROM decision WHERE seq = {seq}",
        f"DELETE FROM audit WHERE seq = {seq}",
        f"UPDATE audit_head SET seq = {seq - 1}, hash = (SELECT hash FROM audit WHERE seq = {seq - 1})",
    )
    found = list(ledger.verify())
    assert found == [Tampering("audit.record_changed", found[0].seq, "finding", made.id)]
    assert ledger.head() != (seq, digest)


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system of 2 MB; skips where the machine lets nobody mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("no right to mount a small file system here")
    return folder


def test_a_full_disk_says_so_and_keeps_everything_that_was_acknowledged(tmp_path: Path) -> None:
    """SQLite's own page limit answers as a full disk does, byte for byte the same error."""
    engine = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    ledger, made = filled(engine)
    engine.dispose()
    with sqlite3.connect(tmp_path / "store.db") as raw:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
    from sqlalchemy import event

    event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count = {pages + 40}"))
    office, stored = Office(ledger, hire=False), []
    with pytest.raises(StoreError) as caught:
        for number in range(2000):
            pair = (f"art_{number}", "ECHR/8")
            stored.append(decide(office["rik"], made.dossier, DRAFT, pair, VerdictAnswer.RELEVANT, remark="x" * 500))
    assert caught.value.key == "error.store_full"
    assert len(stored) > 5
    assert {v.id for v in ledger.find(Verdict)} == {v.id for v in stored}
    assert list(ledger.verify()) == []


def test_a_really_full_file_system_says_so_too(small_disk: Path) -> None:
    try:
        engine = open_store(f"sqlite:///{small_disk / 'store.db'}")
        ledger, made = filled(engine)
        office = Office(ledger, hire=False)
        stored = 0
        with pytest.raises(StoreError) as caught:
            for number in range(5000):
                pair = (f"art_{number}", "ECHR/8")
                decide(office["rik"], made.dossier, DRAFT, pair, VerdictAnswer.RELEVANT, remark="x" * 2000)
                stored += 1
        assert caught.value.key == "error.store_full"
        assert len(ledger.find(Verdict)) == stored > 5
        engine.dispose()
    finally:
        subprocess.run(["umount", "-l", str(small_disk)], check=False)


def test_a_read_only_database_says_so_and_can_still_be_read(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    _, made = filled(engine)
    engine.dispose()
    read_only = open_store(f"sqlite:///file:{tmp_path / 'store.db'}?mode=ro&uri=true")
    ledger = SqlLedger(read_only)
    assert ledger.get(Finding, made.id) == made
    with pytest.raises(StoreError) as caught, ledger.write("rik") as pen:
        pen.put(replace(made, title="x"), "revise_finding")
    assert caught.value.key == "error.store_read_only"


def test_a_writer_that_keeps_the_store_busy_does_not_hang_the_others_forever(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.storage import database

    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    other = open_store(engine.url.render_as_string(hide_password=False))
    with SqlLedger(engine).write("an") as pen:
        pen.put(finding("d1"), "made")
        with pytest.raises(StoreError) as caught, SqlLedger(other).write("bert") as waiting:
            waiting.put(finding("d1"), "made")
    other.dispose()
    assert caught.value.key == "error.store_busy"
    assert [d.who for d in SqlLedger(engine).history()] == ["an"]


def test_migrations_go_down_and_up_over_real_work_without_losing_anything(engine: Engine, project_root: Path) -> None:
    draft = read_draft(project_root / "corpus" / "demo" / "demo-ontwerp.pdf")
    SqlDrafts(engine).save(draft)
    ledger, made = filled(engine)
    office = Office(ledger, hire=False)
    dossier = office.ledger.find(Dossier)[0]
    sign_off(office["mia"], dossier.id, [office.validated(dossier)], FROZEN, NORMS)
    before = (ledger.head(), ledger.history(), ledger.find(Finding), ledger.find(Verdict))
    downgrade(engine, "0001")
    assert schema_version(engine) == "0001"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM draft")).scalar() == draft.title
    upgrade(engine)
    assert schema_version(engine) == HEAD
    assert SqlDrafts(engine).get(draft.id) == draft
    assert (ledger.head(), ledger.history(), ledger.find(Finding), ledger.find(Verdict)) == before
    assert list(ledger.verify()) == []
    revise(office["rik"], replace(made, title="Na de verhuizing"))
    with pytest.raises(StoreError), transaction(engine) as connection:
        connection.execute(text("DELETE FROM decision"))
