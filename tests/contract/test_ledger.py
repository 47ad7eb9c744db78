"""The memory of human decisions: one suite over the fake, SQLite and PostgreSQL."""

import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from tests.records import SUGGESTION, finding, person
from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.findings import Finding, Severity
from workbench.domain.history import replay
from workbench.domain.ledger import Ledger
from workbench.domain.notes import Note, NoteKind
from workbench.domain.people import Person, Role
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.errors import StaleWrite, StoreError, UnknownRecord
from workbench.storage.ledger import SqlLedger
from workbench.storage.record_codec import from_json
from workbench.storage.schema import RECORDS, kind_name


def put(ledger: Ledger, record, action: str = "made", reason: str = "", who: str = "an"):  # type: ignore[no-untyped-def]
    with ledger.write(who) as pen:
        return pen.put(record, action, reason)


def test_a_finding_comes_back_with_every_field(ledger: Ledger) -> None:
    stored = put(ledger, finding("d1", suggestion=SUGGESTION))
    assert stored.version == 1
    assert stored.author == "an"
    assert ledger.get(Finding, stored.id) == stored
    assert ledger.find(Finding, dossier="d1", status="draft") == [stored]
    assert ledger.find(Finding, dossier="d1", status=("submitted", "closed")) == []


def test_a_change_is_kept_old_and_new_with_who_when_and_why(ledger: Ledger) -> None:
    first = put(ledger, finding("d1"))
    second = put(ledger, replace(first, severity=Severity.LOW), "revised", "minder mensen geraakt", who="bert")
    made, changed = ledger.history(subject=first.id)
    assert (made.version, made.who, made.changes["severity"]) == (1, "an", (None, "high"))
    assert (changed.who, changed.action, changed.reason) == ("bert", "revised", "minder mensen geraakt")
    assert changed.changes == {"severity": ("high", "low"), "version": (1, 2)}
    assert changed.at >= made.at
    assert from_json(replay([made, changed]), Finding) == second == ledger.get(Finding, first.id)
    assert [ledger.as_of(Finding, first.id, n) for n in (1, 2, 3)] == [first, second, None]


def test_a_stale_write_says_so_and_stores_nothing(ledger: Ledger) -> None:
    first = put(ledger, finding("d1"))
    put(ledger, replace(first, title="van Bert"), who="bert")
    before = ledger.head()
    with pytest.raises(StaleWrite) as caught:
        put(ledger, replace(first, title="van An"))
    assert caught.value.key == "error.stale_write"
    stands = ledger.get(Finding, first.id)
    assert stands is not None
    assert (stands.title, stands.version, ledger.head()) == ("van Bert", 2, before)


def test_a_new_record_cannot_take_the_place_of_another(ledger: Ledger) -> None:
    first = put(ledger, finding("d1"))
    with pytest.raises(StaleWrite):
        put(ledger, replace(first, version=0, title="overschreven"))
    with pytest.raises(UnknownRecord):
        put(ledger, replace(first, id="weg"))


def test_a_transaction_that_fails_leaves_no_trace_at_all(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), ledger.write("an") as pen:
        pen.put(finding("d1"), "made")
        pen.put(Note(dossier="d1", kind=NoteKind.NOTE, text="half"), "noted")
        raise RuntimeError("de stroom valt uit")
    assert (ledger.find(Finding), ledger.find(Note), ledger.history(), ledger.head()[0]) == ([], [], [], 0)


def test_several_records_in_one_transaction_follow_one_another_in_the_chain(ledger: Ledger) -> None:
    with ledger.write("an") as pen:
        dossier = pen.put(Dossier(id="d1", title="Oefenontwerp", stage=Stage.TABLED), "opened")
        pen.put(finding("d1"), "made")
        pen.log("exported", "dossier", "d1", "d1")
        assert pen.find(Finding, dossier="d1")[0].title == "Woning betreden zonder rechter"
    assert dossier.dossier == "d1"
    entries = list(ledger.audit())
    assert [(e.seq, e.action, e.kind) for e in entries] == [
        (1, "opened", "dossier"),
        (2, "made", "finding"),
        (3, "exported", "dossier"),
    ]
    assert [e.previous for e in entries[1:]] == [e.hash for e in entries[:-1]]
    assert ledger.head() == (3, entries[-1].hash)
    assert [e.seq for e in ledger.audit(after=2)] == [3]
    assert list(ledger.verify()) == []


def test_every_kind_of_record_can_be_stored_and_found() -> None:
    assert {kind.__name__ for kind in RECORDS} == {
        "Person", "Dossier", "Finding", "Note", "Verdict", "NoRemarks", "SecondReading", "Adjudication", "SignOff", "FollowUp",
        "CarryOver", "Advice", "Repair", "OutsideReading", "KnownItem", "KnownCheck",
    }  # fmt: skip


def test_a_person_with_roles_comes_back(ledger: Ledger) -> None:
    put(ledger, person("bea", Role.ADVISOR, Role.REVIEWER))
    assert [p.roles for p in ledger.find(Person, active=True)] == [(Role.ADVISOR, Role.REVIEWER)]


def test_history_is_asked_per_dossier_and_from_a_number_on(ledger: Ledger) -> None:
    put(ledger, finding("d1"))
    second = put(ledger, finding("d2"))
    assert [d.subject for d in ledger.history(dossier="d2")] == [second.id]
    assert [d.seq for d in ledger.history(after=1)] == [2]


def test_a_verdict_keeps_the_score_and_versions_of_the_candidate(ledger: Ledger) -> None:
    verdict = Verdict(
        dossier="d1", draft="x", provision="art_5", norm="ECHR/8", answer=VerdictAnswer.RELEVANT, candidate=SUGGESTION
    )
    stored = put(ledger, verdict)
    found = ledger.get(Verdict, stored.id)
    assert found is not None
    assert found.candidate == SUGGESTION


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET who = 'x'",
        "DELETE FROM decision",
        "UPDATE audit SET who = 'x'",
        "DELETE FROM audit",
        "DELETE FROM finding",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_itself_refuses_to_change_or_erase_history(engine: Engine, statement: str) -> None:
    ledger = SqlLedger(engine)
    put(ledger, finding("d1"))
    from workbench.storage.database import transaction

    with pytest.raises(StoreError) as caught, transaction(engine) as connection:
        connection.execute(text(statement))
    assert caught.value.key == "error.store_append_only"
    assert list(ledger.verify()) == []
    assert len(ledger.history()) == 1


def test_postgresql_refuses_to_empty_the_history_at_once(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    from workbench.storage.database import transaction

    with pytest.raises(StoreError) as caught, transaction(engine) as connection:
        connection.execute(text("TRUNCATE audit, decision"))
    assert caught.value.key == "error.store_append_only"


def test_the_tables_are_those_of_the_migrations(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from workbench.storage.schema import metadata

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize("kind", RECORDS)
def test_no_kind_of_human_record_can_be_deleted(engine: Engine, kind) -> None:  # type: ignore[no-untyped-def]
    """Also for kinds that are added later: their migration has to set the trigger too."""
    table = kind_name(kind)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            query = f"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}' AND sql LIKE '%DELETE%'"
        else:
            query = f"SELECT count(*) FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND (tgtype & 8) = 8"
        assert connection.execute(text(query)).scalar() == 1


def test_a_second_writer_waits_for_the_first_and_then_sees_what_it_wrote(ledger: Ledger) -> None:
    begun, seen = threading.Event(), []

    def second() -> None:
        begun.set()
        with ledger.write("bert") as pen:
            seen.extend(f.title for f in pen.find(Finding, dossier="d1"))
            pen.put(finding("d1", title="van Bert"), "made")

    with ledger.write("an") as pen:
        thread = threading.Thread(target=second)
        thread.start()
        begun.wait()
        time.sleep(0.2)
        pen.put(finding("d1", title="van An"), "made")
    thread.join(20)
    assert seen == ["van An"]
    assert [(d.seq, d.who) for d in ledger.history()] == [(1, "an"), (2, "bert")]
    assert list(ledger.verify()) == []
