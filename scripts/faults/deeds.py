"""What is killed in the middle: one deed after another in a data folder, each noted once it was acknowledged; and what must hold afterwards.

A deed is `work(folder, note)`: it goes on until it is killed. `check(folder, notes)` is the next start: it returns a sentence for
everything that was acknowledged and is not there, and it must be able to do the deed once more.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.contract.test_safekeeping import everything, work
from tests.records import DRAFT
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.report_request import ReportRequest, Wanted
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.storage.archive import open_archive
from workbench.storage.backup import FORM, LARGEST, back_up, restore
from workbench.storage.database import HEAD, downgrade, open_store, schema_version
from workbench.storage.ledger import SqlLedger
from workbench.use_cases.ask_report import ask_report
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.jobs import ask_again
from workbench.use_cases.open_dossier import open_dossier

Note = Callable[[str], None]


@dataclass(frozen=True)
class Deed:
    """One kind of work that gets killed."""

    name: str
    prepare: Callable[[Path], None]
    work: Callable[[Path, Note], None]
    check: Callable[[Path, list[str]], list[str]]
    longest: float = 1.5  # seconds until the kill, at most


def bench(folder: Path) -> Workbench:
    """The workbench of a data folder, as a new start makes it."""
    return Workbench(Settings(folder))


def _draft(folder: Path, articles: int = 3) -> Path:
    mark = uuid.uuid4().hex
    lines = "\n\n".join(f"Art. {n}. De gemeente {mark} plaatst bank nummer {n} in de buurt." for n in range(1, articles + 1))
    path = folder / f"{mark}.txt"
    path.write_text(f"Voorontwerp van decreet over de banken\n\n{lines}\n", encoding="utf-8")
    return path


def _chain(folder: Path) -> list[str]:
    return ["the audit chain is broken"] if list(bench(folder).ledger.verify()) else []


def _nothing(folder: Path) -> None:
    bench(folder).ledger.head()


def _import(folder: Path, note: Note) -> None:
    here = bench(folder)
    while True:
        note(here.import_draft(_draft(folder))[0].id)


def _imported(folder: Path, notes: list[str]) -> list[str]:
    here = bench(folder)
    lost = [f"draft {one} is gone" for one in notes if here.drafts.get(one) is None]
    return [*lost, *(f"draft {d.id} is torn" for d in here.drafts.all() if here.drafts.get(d.id) is None), *_chain(folder)]


def _index(folder: Path, note: Note) -> None:
    here = bench(folder)
    while True:
        here.import_draft(_draft(folder))
        note(here.draft_index().manifest.content)


def _indexed(folder: Path, notes: list[str]) -> list[str]:
    here = bench(folder)
    index = here.draft_index()
    stray = [p.name for p in here.settings.indexes.rglob("*") if p.name.endswith((".new", ".old", ".embedded"))]
    wrong = [] if index.manifest.content == here.index_content("drafts") else ["the index rests on something else"]
    return [*wrong, *(f"left behind: {name}" for name in stray)]


def _with_draft(folder: Path) -> None:
    here = bench(folder)
    here.import_draft(_draft(folder, 8))
    here.treaty_index()


def _screen(folder: Path, note: Note) -> None:
    here = bench(folder)
    draft = here.drafts.get(here.drafts.all()[0].id)
    assert draft is not None
    while True:
        note(here.screen(draft).id)


def _screened(folder: Path, notes: list[str]) -> list[str]:
    here = bench(folder)
    kept = {str(row["id"]): row for row in everything(here.store)["screening"]}
    lost = [f"screening {one} is gone" for one in notes if one not in kept]
    latest = here.screenings.latest(here.drafts.all()[0].id)
    return [*lost, *(["a screening is torn"] if latest is not None and len(latest.units) != 8 else [])]


def _with_dossier(folder: Path) -> None:
    open_dossier(bench(folder).actor(), "Banken", DRAFT, "voorontwerp")


def _decide(folder: Path, note: Note) -> None:
    while True:
        notes: list[str] = []
        some_decisions(folder, notes, 1)
        note(notes[0])


def some_decisions(folder: Path, notes: list[str], count: int) -> None:
    """So many decisions of a process of its own."""
    here = bench(folder)
    dossier = here.ledger.find(Dossier)[0].id
    for _ in range(count):
        mark = uuid.uuid4().hex
        stored = decide(here.actor(), dossier, DRAFT, (f"art_{mark[:6]}", "ECHR/8"), VerdictAnswer.RELEVANT, remark=mark)
        notes.append(f"{stored.id} {mark}")


def _decided(folder: Path, notes: list[str]) -> list[str]:
    here = bench(folder)
    kept = {f"{v.id} {v.remark}" for v in here.ledger.find(Verdict)}
    return [*(f"verdict {one} is gone" for one in notes if one not in kept), *_chain(folder)]


def _old_store(folder: Path) -> None:
    engine = open_store(f"sqlite:///{folder / 'nieuw.db'}")
    work(engine)
    (folder / "lines").write_text(str(SqlLedger(engine).head()[0]))
    downgrade(engine, "0002")
    engine.dispose()
    _settle(folder / "nieuw.db", folder / "oud.db")


def _settle(source: Path, target: Path) -> None:
    """A copy without a log beside it."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _migrate(folder: Path, note: Note) -> None:
    while True:
        store = folder / f"m-{uuid.uuid4().hex}.db"
        shutil.copy(folder / "oud.db", folder / "kopie")
        (folder / "kopie").rename(store)
        open_store(f"sqlite:///{store}").dispose()
        note(store.name)


def _migrated(folder: Path, notes: list[str]) -> list[str]:
    """Every store, migrated or killed in the middle of it, opens at the newest schema with all that was in the old one."""
    wrong = [f"{one} is gone" for one in notes if not (folder / one).exists()]
    for store in folder.glob("m-*.db"):
        engine = open_store(f"sqlite:///{store}")
        ledger = SqlLedger(engine)
        found = (schema_version(engine), ledger.head()[0], len(ledger.find(Finding)), list(ledger.verify()))
        if found != (HEAD, int((folder / "lines").read_text()), 1, []):
            wrong.append(f"{store.name}: {found}")
        engine.dispose()
        for ending in ("", "-wal", "-shm"):
            store.with_name(store.name + ending).unlink(missing_ok=True)
    return wrong


def _full_store(folder: Path) -> None:
    engine = open_store(f"sqlite:///{folder / 'store.db'}")
    work(engine)
    engine.dispose()


def _back_up(folder: Path, note: Note) -> None:
    engine = open_store(f"sqlite:///{folder / 'store.db'}")
    number = 0
    while True:
        number += 1
        back_up(engine, folder / f"{os.getpid()}-{number}.zip")
        note(f"{os.getpid()}-{number}.zip")


def _backed_up(folder: Path, notes: list[str]) -> list[str]:
    wrong = [f"{one} is gone" for one in notes if not (folder / one).exists()]
    for file in folder.glob("*.zip"):
        open_archive(file, FORM, LARGEST)  # raises for one that is not whole
    engine = open_store(f"sqlite:///{folder / 'store.db'}")
    back_up(engine, folder / f"weer-{uuid.uuid4().hex}.zip")
    engine.dispose()
    for file in folder.glob("*.zip"):
        file.unlink()
    return wrong


def _two_moments(folder: Path) -> None:
    engine = open_store(f"sqlite:///{folder / 'store.db'}")
    work(engine)
    back_up(engine, folder / "een.zip")
    work(engine, "Zandberg", hire=False)
    back_up(engine, folder / "twee.zip")
    engine.dispose()


def _restore(folder: Path, note: Note) -> None:
    while True:
        for name in ("een.zip", "twee.zip"):
            restore(f"sqlite:///{folder / 'store.db'}", folder / name, replace=True)
            note(name)


def _restored(folder: Path, notes: list[str]) -> list[str]:
    engine = open_store(f"sqlite:///{folder / 'store.db'}")
    rows = {name: len(found) for name, found in everything(engine).items()}
    wholes = [{n: open_archive(folder / f, FORM, LARGEST).count(n) for n in rows} for f in ("een.zip", "twee.zip")]
    broken = ["the audit chain is broken"] if list(SqlLedger(engine).verify()) else []
    engine.dispose()
    stray = [p.name for p in folder.iterdir() if p.name.startswith(".toetssteen-restore")]
    for name in stray:
        shutil.rmtree(folder / name)
    return [*([] if rows in wholes else [f"neither the one nor the other: {rows}"]), *broken]


def _with_report(folder: Path) -> None:
    here = bench(folder)
    draft, _ = here.import_draft(_draft(folder))
    open_dossier(here.actor(), "Banken", draft.id, "voorontwerp")


def _report(folder: Path, note: Note) -> None:
    """Reports that somebody asked for, and the worker that makes them."""
    from workbench.worker import work as serve

    here = bench(folder)
    dossier = here.ledger.find(Dossier)[0]
    for form in ("xlsx", "jsonld", "ris"):
        request = ReportRequest(Wanted.EXPORT, form, here.actor().person.id, dossier=dossier.id, draft=dossier.current)
        note(ask_report(here.actor(), request, here.jobs, here.queue).id)
    here.store.dispose()
    serve(lambda: Settings(folder))


def _reported(folder: Path, notes: list[str]) -> list[str]:
    """The job that a killed worker had is done by the next one, and its file is whole."""
    from workbench.use_cases import jobs as use_case
    from workbench.worker import Workroom

    here = bench(folder)
    here.jobs.leave(list(here.jobs.workers()))
    use_case.clear_lost(here.jobs)
    works = Workroom(lambda: Settings(folder)).works
    for job in here.jobs.recent(50):
        if not job.open and str(job.state) != "done":
            ask_again(job.id, here.jobs, here.queue)
    for job_id in here.jobs.waiting():
        use_case.run(job_id, "toets", here.jobs, works)
    wrong = [f"report {one} is gone" for one in notes if here.jobs.get(one) is None]
    for job in here.jobs.recent(50):
        content = here.outbox.read(job.id, str(job.result.get("file", "?")))
        if str(job.state) != "done" or content is None or len(content) != job.result["size"]:
            wrong.append(f"report {job.id} is {job.state} {job.error}")
    return [*wrong, *_chain(folder)]


DEEDS = {
    deed.name: deed
    for deed in (
        Deed("import", _nothing, _import, _imported),
        Deed("index", _nothing, _index, _indexed, 3.0),
        Deed("screening", _with_draft, _screen, _screened, 8.0),
        Deed("finding", _with_dossier, _decide, _decided),
        Deed("migration", _old_store, _migrate, _migrated, 3.0),
        Deed("backup", _full_store, _back_up, _backed_up),
        Deed("restore", _two_moments, _restore, _restored, 3.0),
        Deed("report", _with_report, _report, _reported, 5.0),
    )
}
