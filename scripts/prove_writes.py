"""Proof that no acknowledged write is lost: writers in processes of their own, each killed with SIGKILL at a random moment
and replaced, again and again.

    python scripts/prove_writes.py --sqlite 5 --seconds 60
    python scripts/prove_writes.py --postgres 20 --seconds 60      (starts a server of its own)
    python scripts/prove_writes.py --postgres 20 --seconds 60 --kill-server

A writer does what people do (verdicts, notes, findings and their revision, submission) and notes every acknowledgement in a
file of its own, flushed, only after the store said yes. At the end every noted record must be there with at least the noted
version, its decision of that version must carry the noted words, and the audit chain must be whole.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.office import Office
from tests.postgres import PostgresServer, find_postgres
from tests.records import DRAFT, anchor, finding, person
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.ledger import Ledger
from workbench.domain.notes import Note, NoteKind
from workbench.domain.people import Person, Role
from workbench.domain.records import Record
from workbench.domain.verdicts import VerdictAnswer
from workbench.errors import StaleWrite, StoreError, ToetssteenError
from workbench.storage.database import open_store
from workbench.storage.ledger import SqlLedger
from workbench.storage.schema import kind_name
from workbench.use_cases.acting import Actor
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.discuss import write_note
from workbench.use_cases.record_finding import record_finding, revise, submit


def write(url: str, name: str, log: Path) -> None:
    """One writer: work until killed; every line of `log` is a write that the store acknowledged."""
    actor, dossier = arrive(url, name)
    dice = random.Random(f"{name}{os.getpid()}")
    with log.open("a", encoding="utf-8") as notes:
        while True:
            mark = f"{name}-{dice.getrandbits(48):012x}"
            try:
                stored, words = one_write(actor, dossier, mark, dice)
            except (StaleWrite, StoreError) as error:
                row = {"refused": error.key}
            else:
                row = {"kind": kind_name(type(stored)), "id": stored.id, "version": stored.version, "words": words}
            notes.write(json.dumps(row) + "\n")
            notes.flush()


def arrive(url: str, name: str) -> tuple[Actor, str]:
    """Open the store, again while its server is starting; returns who writes and the dossier."""
    while True:
        try:
            ledger = SqlLedger(open_store(url))
            me, dossier = ledger.get(Person, name), ledger.find(Dossier)[0]
        except StoreError:
            time.sleep(0.1)
            continue
        assert me is not None
        return Actor(ledger, me), dossier.id


def one_write(actor: Actor, dossier: str, mark: str, dice: random.Random) -> tuple[Record, str]:
    """A deed of somebody at work; returns what the store acknowledged and the words that must be found in it."""
    deed = dice.random()
    if deed < 0.4:
        pair = (f"art_{dice.randrange(40)}", "ECHR/8")
        return decide(actor, dossier, DRAFT, pair, dice.choice(list(VerdictAnswer)), remark=mark), mark
    if deed < 0.6:
        return write_note(actor, Note(dossier=dossier, kind=NoteKind.NOTE, text=mark, draft=DRAFT, anchor=anchor())), mark
    mine = actor.ledger.find(Finding, author=actor.person.id, status="draft")
    if deed < 0.75 or not mine:
        return record_finding(actor, finding(dossier, title=mark)), mark
    if deed < 0.95:
        shared = actor.ledger.find(Finding, status="draft")
        return revise(actor, replace(dice.choice(shared or mine), reasoning=mark)), mark
    return submit(actor, dice.choice(mine)), "submitted"


@contextmanager
def writers(url: str, names: list[str], folder: Path) -> Iterator[dict[str, BaseProcess]]:
    """One process per name; all are killed at the end."""
    running = {name: spawn(url, name, folder) for name in names}
    try:
        yield running
    finally:
        for process in running.values():
            process.kill()
            process.join()


def spawn(url: str, name: str, folder: Path) -> BaseProcess:
    """Start one writer as a fork (no connection is open here); its error output goes to a file."""

    def work() -> None:
        with (folder / f"{name}.err").open("ab") as errors:
            os.dup2(errors.fileno(), 2)
        write(url, name, folder / f"{name}.jsonl")

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    return process


def harass(url: str, names: list[str], folder: Path, seconds: float, server: PostgresServer | None = None) -> int:
    """Let the writers work and kill one at a random moment, again and again; returns the number of kills."""
    kills, dice = 0, random.Random(6)
    with writers(url, names, folder) as running:
        wait_for_first_lines(names, folder)
        until = time.monotonic() + seconds
        halfway = time.monotonic() + seconds / 2
        while time.monotonic() < until:
            time.sleep(dice.uniform(0.05, 0.6))
            victim = dice.choice(names)
            running[victim].kill()
            running[victim].join()
            running[victim] = spawn(url, victim, folder)
            kills += 1
            if server and time.monotonic() > halfway:
                server.kill_and_start()
                server = None
    return kills


def wait_for_first_lines(names: list[str], folder: Path, patience: float = 60) -> None:
    """The clock of the proof starts when everybody works."""
    until = time.monotonic() + patience
    while time.monotonic() < until and not all((folder / f"{n}.jsonl").exists() for n in names):
        time.sleep(0.1)


def acknowledged(folder: Path) -> Iterator[dict[str, object]]:
    """Every whole line that a writer noted (the last one may be torn by the kill)."""
    for log in sorted(folder.glob("*.jsonl")):
        for line in log.read_text(encoding="utf-8").split("\n"):
            try:
                yield json.loads(line)
            except ValueError:
                continue


def missing(ledger: Ledger, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Acknowledged writes that cannot be found again in the history."""
    kept = {(d.kind, d.subject, d.version): json.dumps(d.changes) for d in ledger.history()}
    return [row for row in rows if str(row["words"]) not in kept.get((row["kind"], row["id"], row["version"]), "")]  # type: ignore[index]


def hire(url: str, names: Sequence[str]) -> tuple[SqlLedger, int]:
    """The ledger of an empty store with these advisors and one dossier, and its newest audit line; no connection is left open for a fork."""
    engine = open_store(url)
    ledger = SqlLedger(engine)
    office = Office(ledger)
    with ledger.write("local") as pen:
        for name in names:
            pen.put(person(name, Role.ADVISOR), "add_person")
    office.dossier()
    newest = ledger.head()[0]
    engine.dispose()
    return ledger, newest


def prove(url: str, count: int, seconds: float, folder: Path, server: PostgresServer | None = None) -> bool:
    """Set up, harass, check, report; whether everything acknowledged is there and the chain is whole."""
    names = [f"schrijver{n}" for n in range(count)]
    ledger, before = hire(url, names)
    kills = harass(url, names, folder, seconds, server)
    rows = list(acknowledged(folder))
    done = [row for row in rows if "id" in row]
    refused = Counter(str(row["refused"]) for row in rows if "refused" in row)
    for ended in endings(folder):
        print(f"  {ended}")
    lost, tampered = missing(ledger, done), list(ledger.verify())
    stored = ledger.head()[0] - before
    print(f"{url.split(':')[0]}: {count} writers, {seconds:.0f} s, {kills} times kill -9, server killed: {server is not None}")
    print(f"  acknowledged {len(done)}, stored {stored} (not yet acknowledged when killed: {stored - len(done)})")
    print(f"  refused in one sentence: {dict(refused) or 'none'}; unexpected errors: {unexpected(folder)}")
    print(f"  acknowledged but lost: {len(lost)}; misfits in the audit chain: {len(tampered)}")
    return bool(done) and not lost and not tampered and not unexpected(folder)


def endings(folder: Path) -> list[str]:
    """The last line of every error output."""
    texts = [log.read_text(encoding="utf-8").strip() for log in sorted(folder.glob("*.err"))]
    return [text.splitlines()[-1] for text in texts if text]


def unexpected(folder: Path) -> int:
    """Writers that ended with a traceback."""
    return sum(log.read_text(encoding="utf-8").count("Traceback") for log in folder.glob("*.err"))


def main() -> None:
    """Read the arguments and prove."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--sqlite", "--postgres"):
        parser.add_argument(option, type=int, default=0, metavar="WRITERS")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kill-server", action="store_true")
    chosen = parser.parse_args()
    sound = True
    if chosen.sqlite:
        with tempfile.TemporaryDirectory() as folder:
            sound &= prove(f"sqlite:///{Path(folder) / 'store.db'}", chosen.sqlite, chosen.seconds, Path(folder))
    if chosen.postgres:
        sound &= on_postgres(chosen.postgres, chosen.seconds, chosen.kill_server)
    sys.exit(0 if sound else 1)


def on_postgres(count: int, seconds: float, kill_server: bool) -> bool:
    """The proof on a server that is started for it."""
    binaries = find_postgres()
    if binaries is None:
        print("PostgreSQL is not installed")
        return False
    with tempfile.TemporaryDirectory() as cluster, tempfile.TemporaryDirectory() as folder:
        server = PostgresServer(binaries, Path(cluster))
        server.start()
        try:
            return prove(server.fresh_database(), count, seconds, Path(folder), server if kill_server else None)
        finally:
            server.stop()


if __name__ == "__main__":
    try:
        main()
    except ToetssteenError as error:
        sys.exit(str(error))
