"""Backup and restore, and one dossier as a file, over SQLite and PostgreSQL."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.office import Office
from tests.records import answers, finding, person
from tests.unit.versions.texts import ARTICLES, article, draft
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.machine_opinion import Leaning, MachineOpinion, PairTexts
from workbench.domain.notes import Note, NoteKind
from workbench.domain.people import Person, Role
from workbench.domain.records import Record
from workbench.domain.repairs import Repair, RepairKind
from workbench.domain.search import Screening
from workbench.errors import AccessDenied, DamagedFile, RuleError, StoreError, ToetssteenError, UnknownRecord
from workbench.storage.backup import back_up, restore
from workbench.storage.database import open_store, transaction
from workbench.storage.dossier_file import KINDS, SqlDossierFiles
from workbench.storage.ledger import SqlLedger
from workbench.storage.opinions import SqlOpinions
from workbench.storage.record_codec import to_json
from workbench.storage.repositories import SqlDrafts, SqlScreenings
from workbench.storage.rows import rows_of, tables_of
from workbench.use_cases.acting import Actor
from workbench.use_cases.discuss import reply, write_note
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.record_finding import record_finding, revise, submit
from workbench.use_cases.repair_draft import repair_draft
from workbench.use_cases.safekeeping import export_dossier, import_dossier
from workbench.use_cases.second_read import plan_second_reading

TEXT = draft(*ARTICLES)
OTHER = draft(*ARTICLES[1:], "Geheime bepaling over de Zandbergse duinen.", name="ander.md")


def work(engine: Engine, title: str = "Kampeerterreinen", text=TEXT, hire: bool = True) -> str:  # type: ignore[no-untyped-def]
    """A dossier with a finding that was changed, an answered question, a screening and a confidential sibling."""
    office = Office(SqlLedger(engine), hire)
    SqlDrafts(engine).save(text)
    from tests.records import VERSIONS

    SqlScreenings(engine).save(Screening(f"s{title}", text.id, "2026-01-01T00:00:00+00:00", VERSIONS, ()))
    dossier = open_dossier(office["ada"], title, text.id, "voorontwerp", confidential=True, members=("rik",))
    where = anchor_in_draft(text, article(text, 1))
    made = record_finding(office["rik"], finding(dossier.id, draft=text.id, subject=where, steps=answers(), title=title))
    submit(office["rik"], revise(office["rik"], replace(made, reasoning=f"reden van {title}")))
    asked = Note(dossier=dossier.id, kind=NoteKind.QUESTION, text=f"vraag over {title}", draft=text.id, anchor=where)
    reply(office["ada"], write_note(office["rik"], asked), "antwoord", answers=True)
    return dossier.id


def everything(engine: Engine) -> dict[str, list[dict[str, object]]]:
    with transaction(engine) as connection:
        return {t.name: list(rows_of(connection, t)) for t in tables_of(connection)}


@contextmanager
def store(url: str) -> Iterator[Engine]:
    opened = open_store(url)
    try:
        yield opened
    finally:
        opened.dispose()


@pytest.fixture
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """The URL of a new empty store of a kind."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / f'nieuw{time.monotonic_ns()}.db'}"
        url: str = request.getfixturevalue("postgres").fresh_database()
        return url

    return make


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_comes_back_whole_on_either_engine(
    engine: Engine, another: Callable[[str], str], tmp_path: Path, target: str
) -> None:
    work(engine)
    report = back_up(engine, tmp_path / "alles.zip")
    url = another(target)
    restored = restore(url, tmp_path / "alles.zip")
    with store(url) as there:
        assert everything(there) == everything(engine)
        assert list(SqlLedger(there).verify()) == []
        assert SqlDrafts(there).get(TEXT.id) == TEXT
    assert restored.tables == report.tables
    assert (report.tables["finding"], report.tables["note"], report.tables["person"]) == (1, 1, 7)
    assert sorted(p.name for p in tmp_path.iterdir() if "alles" in p.name or "restore" in p.name) == ["alles.zip"]


def test_a_backup_made_while_others_write_holds_one_moment(engine: Engine, another: Callable[[str], str], tmp_path: Path) -> None:
    ledger, stop = SqlLedger(engine), threading.Event()

    def write() -> None:
        while not stop.is_set():
            with ledger.write("an") as pen:
                first = pen.put(person(f"p{time.monotonic_ns()}", Role.ADVISOR), "add_person")
                pen.put(replace(first, email="a@b"), "change_person")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        time.sleep(0.3)
        back_up(engine, tmp_path / "alles.zip")
    finally:
        stop.set()
        writer.join()
    url = another("sqlite")
    restore(url, tmp_path / "alles.zip")
    with store(url) as there:
        found = SqlLedger(there)
        assert list(found.verify()) == []
        people = found.find(Person)
        assert people
        assert all(p.email == "a@b" for p in people)
        assert 2 * len(people) == found.head()[0] <= ledger.head()[0]


def test_a_restore_does_not_replace_data_unless_it_is_told_to(engine: Engine, store_url: str, tmp_path: Path) -> None:
    work(engine)
    back_up(engine, tmp_path / "alles.zip")
    before = everything(engine)
    with SqlLedger(engine).write("local") as pen:
        pen.put(person("later", Role.ADVISOR), "add_person")
    with pytest.raises(StoreError) as caught:
        restore(store_url, tmp_path / "alles.zip")
    assert caught.value.key == "error.restore_would_replace"
    assert SqlLedger(engine).get(Person, "later") is not None
    restore(store_url, tmp_path / "alles.zip", replace=True)
    assert everything(engine) == before
    with pytest.raises(StoreError, match="append_only"), transaction(engine) as connection:
        connection.exec_driver_sql("DELETE FROM finding")


def test_a_restore_that_is_interrupted_leaves_the_old_data(engine: Engine, store_url: str, tmp_path: Path) -> None:
    work(engine)
    back_up(engine, tmp_path / "alles.zip")
    with SqlLedger(engine).write("local") as pen:
        pen.put(person("later", Role.ADVISOR), "add_person")
    before = everything(engine)

    def trouble(step: str, done: int, total: int) -> None:
        if done > total / 2:
            raise RuntimeError("de stroom valt uit")

    with pytest.raises(RuntimeError):
        restore(store_url, tmp_path / "alles.zip", replace=True, progress=trouble)
    assert everything(engine) == before
    assert list(SqlLedger(engine).verify()) == []
    assert [p.name for p in tmp_path.iterdir() if "restore" in p.name] == []


KILLED = """
import sys, sqlite3
from pathlib import Path
from workbench.storage import backup
copy = backup._copy_pages
def slow(source, target):
    target.execute("PRAGMA wal_autocheckpoint=1")
    source.backup(target, pages=3, progress=lambda *_: (print("busy", flush=True), __import__("time").sleep(0.05)))
backup._copy_pages = slow
backup.restore(sys.argv[1], Path(sys.argv[2]), replace=True)
"""


def test_a_restore_killed_while_it_puts_the_new_database_in_place_leaves_the_old_one(tmp_path: Path, project_root: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with store(url) as engine:
        work(engine)
        back_up(engine, tmp_path / "alles.zip")
        with SqlLedger(engine).write("local") as pen:
            pen.put(person("later", Role.ADVISOR), "add_person")
        before = everything(engine)
    command = [sys.executable, "-c", KILLED, url, str(tmp_path / "alles.zip")]
    environment = {**os.environ, "PYTHONPATH": str(project_root)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    for _ in range(5):
        assert process.stdout.readline() == "busy\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    with store(url) as engine:
        assert everything(engine) == before
        assert list(SqlLedger(engine).verify()) == []


def test_a_database_that_cannot_be_read_any_more_is_set_aside_and_replaced(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with store(url) as engine:
        work(engine)
        back_up(engine, tmp_path / "alles.zip")
        before = everything(engine)
    (tmp_path / "store.db").write_bytes(b"this was a database " * 400)
    with pytest.raises(StoreError) as caught:
        restore(url, tmp_path / "alles.zip")
    assert caught.value.key == "error.restore_would_replace"
    restore(url, tmp_path / "alles.zip", replace=True)
    with store(url) as engine:
        assert everything(engine) == before
    assert [p.read_bytes()[:4] for p in tmp_path.glob("store.db.damaged-*")] == [b"this"]


def test_a_backup_never_overwrites_another(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "alles.zip").write_text("de vorige")
    with pytest.raises(StoreError) as caught:
        back_up(engine, tmp_path / "alles.zip")
    assert caught.value.key == "error.archive_exists"
    assert (tmp_path / "alles.zip").read_text() == "de vorige"


def lossless(engine: Engine, dossier: str) -> dict[str, object]:
    """Everything of a dossier that has to come back: records, texts, and the history but for its numbers in the chain."""
    ledger = SqlLedger(engine)
    records = {name: ledger.find(kind, dossier=dossier) for name, kind in KINDS.items()}
    decisions = [replace(d, seq=0) for d in ledger.history(dossier=dossier)]
    lines = [(e.at, e.who, e.action, e.kind, e.subject) for e in ledger.audit() if e.dossier == dossier]
    texts = [(SqlDrafts(engine).get(v.draft), SqlScreenings(engine).latest(v.draft)) for v in records["dossier"][0].versions]  # type: ignore[attr-defined]
    return {"records": records, "decisions": decisions, "texts": texts, "lines": [x for x in lines if x[2] != "import_dossier"]}


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_dossier_goes_from_one_institute_to_another_and_nothing_is_lost(
    engine: Engine, another: Callable[[str], str], tmp_path: Path, target: str
) -> None:
    dossier = work(engine)
    office = Office(SqlLedger(engine), hire=False)
    export_dossier(office["ada"], SqlDossierFiles(engine), dossier, tmp_path / "dossier.zip")
    url = another(target)
    with store(url) as there:
        work(there, "Een ander dossier", OTHER)
        elsewhere = Office(SqlLedger(there), hire=False)
        found, _ = import_dossier(elsewhere["mia"], SqlDossierFiles(there), tmp_path / "dossier.zip")
        assert found.id == dossier
        assert lossless(there, dossier) == lossless(engine, dossier)
        assert list(SqlLedger(there).verify()) == []
        line = next(e for e in SqlLedger(there).audit() if e.action == "import_dossier")
        assert (line.who, line.dossier) == ("mia", dossier)
        SqlDossierFiles(there).write(dossier, tmp_path / "weer.zip")
        with pytest.raises(RuleError) as caught:
            import_dossier(elsewhere["mia"], SqlDossierFiles(there), tmp_path / "dossier.zip")
        assert caught.value.key == "error.dossier_here"
    url = another("sqlite")
    with store(url) as third:
        with SqlLedger(third).write("local") as pen:
            pen.put(person("mia", Role.MANAGEMENT), "add_person")
        import_dossier(Office(SqlLedger(third), hire=False)["mia"], SqlDossierFiles(third), tmp_path / "weer.zip")
        assert lossless(third, dossier) == lossless(engine, dossier)
        rik = SqlLedger(third).get(Person, "rik")
        assert rik is not None
        assert (rik.name, rik.active, rik.roles) == ("Rik", False, ())


def test_a_dossier_of_before_a_field_was_added_comes_in_as_it_was(
    engine: Engine, another: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(record: Record) -> dict[str, object]:
        return {name: value for name, value in to_json(record).items() if name not in ("number", "domains")}

    monkeypatch.setattr("workbench.storage.ledger.to_json", older)
    dossier = work(engine)
    monkeypatch.undo()
    SqlDossierFiles(engine).write(dossier, tmp_path / "dossier.zip")
    with store(another("sqlite")) as there:
        SqlDossierFiles(there).adopt(tmp_path / "dossier.zip", "mia")
        assert SqlLedger(there).get(Dossier, dossier) == SqlLedger(engine).get(Dossier, dossier)
        assert list(SqlLedger(there).verify()) == []


def test_answers_of_a_second_reader_travel_with_their_dossier(
    engine: Engine, another: Callable[[str], str], tmp_path: Path
) -> None:
    dossier = work(engine)
    texts = PairTexts("artikel 1", "De wagen.", "artikel 8", "De woning.")
    facts = ("rik", "2026-11-25T10", "host", "model", "pair-1", texts, Leaning.NONE, ())
    kept = MachineOpinion("a" * 32, dossier, TEXT.id, "art_1", "ECHR/8", *facts)
    SqlOpinions(engine).save(kept)
    SqlDossierFiles(engine).write(dossier, tmp_path / "dossier.zip")
    with store(another("sqlite")) as there:
        SqlDossierFiles(there).adopt(tmp_path / "dossier.zip", "mia")
        assert SqlOpinions(there).about(dossier, TEXT.id, "art_1", "ECHR/8") == [kept]


def repair(engine: Engine, heading: str) -> Repair:
    """The first article gets a heading."""
    fix = Repair(draft=TEXT.id, provision=article(TEXT, 1), repair=RepairKind.RELABEL, number="1", heading=heading)
    return repair_draft(Office(SqlLedger(engine), hire=False)["ada"], SqlDrafts(engine), fix)


def test_repairs_of_the_parse_travel_with_the_draft(engine: Engine, another: Callable[[str], str], tmp_path: Path) -> None:
    dossier = work(engine)
    fixed = repair(engine, "Bevoegdheid")
    SqlDossierFiles(engine).write(dossier, tmp_path / "dossier.zip")
    with store(another("sqlite")) as there:
        SqlDossierFiles(there).adopt(tmp_path / "dossier.zip", "mia")
        assert SqlLedger(there).get(Repair, fixed.id) == fixed
        assert SqlDrafts(there).get(TEXT.id) == SqlDrafts(engine).get(TEXT.id)
        assert list(SqlLedger(there).verify()) == []
    with store(another("sqlite")) as otherwise:
        Office(SqlLedger(otherwise))
        SqlDrafts(otherwise).save(TEXT)
        repair(otherwise, "Iets anders")
        with pytest.raises(RuleError) as caught:
            SqlDossierFiles(otherwise).adopt(tmp_path / "dossier.zip", "mia")
        assert caught.value.key == "error.dossier_other_reading"
        assert SqlLedger(otherwise).find(Dossier) == []


def test_nothing_of_another_dossier_is_in_the_file(engine: Engine, tmp_path: Path) -> None:
    dossier = work(engine)
    other = work(engine, "Geheim onderzoek", OTHER, hire=False)
    SqlDossierFiles(engine).write(dossier, tmp_path / "dossier.zip")
    with zipfile.ZipFile(tmp_path / "dossier.zip") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for secret in (other, "Geheim onderzoek", OTHER.id, "Zandbergse duinen", "Mia"):
        assert secret not in content
    assert content.count('"dossier":') > 5


def test_only_who_may_see_and_export_a_dossier_gets_the_file(engine: Engine, tmp_path: Path) -> None:
    dossier = work(engine)
    office = Office(SqlLedger(engine), hire=False)
    refused = {"rik": AccessDenied, "leo": UnknownRecord, "bob": UnknownRecord, "niemand": AccessDenied}
    for who, error in refused.items():
        with pytest.raises(error):
            export_dossier(office[who], SqlDossierFiles(engine), dossier, tmp_path / "dossier.zip")
    assert not (tmp_path / "dossier.zip").exists()
    with pytest.raises(AccessDenied):
        import_dossier(office["rik"], SqlDossierFiles(engine), tmp_path / "dossier.zip")


def test_a_reader_of_an_open_double_reading_cannot_look_into_the_file(engine: Engine, tmp_path: Path) -> None:
    dossier = work(engine)
    office = Office(SqlLedger(engine), hire=False)
    plan_second_reading(office["ada"], dossier, TEXT.id, "ada", "rik")
    with pytest.raises(RuleError) as caught:
        export_dossier(office["ada"], SqlDossierFiles(engine), dossier, tmp_path / "dossier.zip")
    assert caught.value.key == "error.export_while_blind"


Change = Callable[[dict[str, bytes]], None]


def _manifest_of(files: dict[str, bytes]) -> None:
    """Make the manifest fit again after a change, as somebody who knows the form would."""
    import hashlib

    manifest = json.loads(files["manifest.json"])
    for name, told in manifest["members"].items():
        told.update(sha256=hashlib.sha256(files[name]).hexdigest(), rows=files[name].count(b"\n"))
    files["manifest.json"] = json.dumps(manifest).encode()


def _rewritten(name: str, old: bytes, new: bytes, fit: bool = True) -> Change:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new)
        if fit:
            _manifest_of(files)

    return change


def _bomb(files: dict[str, bytes]) -> None:
    files["records/note.jsonl"] = b'"' + b"a" * (40 << 20) + b'"\n'
    _manifest_of(files)


def _nested(files: dict[str, bytes]) -> None:
    files["records/note.jsonl"] = b"[" * 200_000 + b"]" * 200_000 + b"\n"
    _manifest_of(files)


def _traversal(files: dict[str, bytes]) -> None:
    manifest = json.loads(files["manifest.json"])
    manifest["members"]["../../evil.jsonl"] = manifest["members"].pop("people.jsonl")
    files["../../evil.jsonl"] = files.pop("people.jsonl")
    files["manifest.json"] = json.dumps(manifest).encode()


HOSTILE: dict[str, tuple[Change, str]] = {
    "changed words": (_rewritten("records/finding.jsonl", b"reden van", b"andere van", fit=False), "error.archive_damaged"),
    "changed words, hashes made to fit": (
        _rewritten("records/finding.jsonl", b"reden van", b"andere van"),
        "error.dossier_altered",
    ),
    "changed history": (_rewritten("decisions.jsonl", b'"rik"', b'"leo"'), "error.dossier_altered"),
    "changed audit line": (_rewritten("audit.jsonl", b'"rik"', b'"leo"'), "error.dossier_altered"),
    "a record of another dossier": (_rewritten("records/note.jsonl", b'"dossier":"', b'"dossier":"x'), "error.dossier_altered"),
    "a name outside": (_traversal, "error.archive_hostile"),
    "one more member": (lambda files: files.update({"extra.jsonl": b"{}\n"}), "error.archive_hostile"),
    "a bomb": (_bomb, "error.archive_hostile"),
    "nested without end": (_nested, "error.archive_damaged"),
    "no manifest": (lambda files: files.pop("manifest.json") and None, "error.archive_other_file"),
    "another form": (
        _rewritten("manifest.json", b"toetssteen-dossier", b"toetssteen-backup", fit=False),
        "error.archive_other_file",
    ),
    "a later form": (_rewritten("manifest.json", b'"form_version": 1', b'"form_version": 2', fit=False), "error.archive_newer"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_gets_one_sentence_and_brings_nothing_in(tmp_path: Path, kind: str) -> None:
    change, key = HOSTILE[kind]
    with store(f"sqlite:///{tmp_path / 'a.db'}") as engine:
        SqlDossierFiles(engine).write(work(engine), tmp_path / "goed.zip")
    with zipfile.ZipFile(tmp_path / "goed.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(tmp_path / "kwaad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    assert refused(tmp_path, "kwaad.zip") == key


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.97])
def test_a_truncated_file_gets_one_sentence(tmp_path: Path, share: float) -> None:
    with store(f"sqlite:///{tmp_path / 'a.db'}") as engine:
        SqlDossierFiles(engine).write(work(engine), tmp_path / "goed.zip")
    whole = (tmp_path / "goed.zip").read_bytes()
    (tmp_path / "kwaad.zip").write_bytes(whole[: int(share * len(whole))])
    assert refused(tmp_path, "kwaad.zip") == "error.archive_damaged"


def test_a_file_with_any_flipped_byte_is_refused_or_reads_the_same(tmp_path: Path) -> None:
    with store(f"sqlite:///{tmp_path / 'a.db'}") as engine:
        SqlDossierFiles(engine).write(work(engine), tmp_path / "goed.zip")
    whole = (tmp_path / "goed.zip").read_bytes()
    told = []
    for place in range(0, len(whole), max(1, len(whole) // 25)):
        (tmp_path / "kwaad.zip").write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        told.append(refused(tmp_path, "kwaad.zip", fresh=f"b{place}.db"))
    assert told.count("error.archive_damaged") > 0.5 * len(
        told
    )  # bytes that nothing rests on (a date in the archive) read the same


def refused(folder: Path, name: str, fresh: str = "b.db") -> str:
    """The key of the sentence; empty when the file was taken in whole."""
    with store(f"sqlite:///{folder / fresh}") as engine:
        try:
            SqlDossierFiles(engine).adopt(folder / name, "mia")
        except ToetssteenError as error:
            assert isinstance(error, DamagedFile), error
            assert SqlLedger(engine).head()[0] == 0
            assert SqlDrafts(engine).all() == []
            return error.key
        assert list(SqlLedger(engine).verify()) == []
        assert len(SqlLedger(engine).find(Finding)) == 1
    return ""


def test_a_draft_that_is_here_with_another_reading_is_not_mixed_up(tmp_path: Path) -> None:
    with store(f"sqlite:///{tmp_path / 'a.db'}") as engine:
        SqlDossierFiles(engine).write(work(engine), tmp_path / "goed.zip")
    with store(f"sqlite:///{tmp_path / 'b.db'}") as there:
        SqlDrafts(there).save(replace(TEXT, source=replace(TEXT.source, text=TEXT.source.text + " ")))
        with pytest.raises(RuleError) as caught:
            SqlDossierFiles(there).adopt(tmp_path / "goed.zip", "mia")
        assert caught.value.key == "error.dossier_other_reading"
        assert SqlLedger(there).find(Dossier) == []


def test_a_stranger_cannot_make_a_backup(engine: Engine, tmp_path: Path) -> None:
    from workbench.use_cases.safekeeping import back_up as ask

    office = Office(SqlLedger(engine))
    for who in ("rik", "ada", "leo", "mia"):
        with pytest.raises(AccessDenied):
            ask(Actor(office.ledger, office[who].person), None, tmp_path / "alles.zip")  # type: ignore[arg-type]
