"""Many users at once on PostgreSQL while the worker is busy: errors, p50 and p95 per deed, and whether memory stays flat.

    python -m scripts.prove_load --users 50 --minutes 10
    python -m scripts.prove_load --users 8 --minutes 0.5 --pause 0.2

A user is a process of its own that does what people do, with pauses, through the same use cases as the pages: reads the list and a
dossier, decides, writes a note, writes and changes a finding. It is not a browser: what a page costs is measured by
scripts/benchmark_pages.py. Two reports wait for the worker at any time. A stale write (somebody was first) is an answer, not an error.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from scripts.prove_writes import arrive, hire, one_write
from tests.postgres import PostgresServer, find_postgres
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.dossiers import Dossier
from workbench.domain.jobs import JobState
from workbench.domain.report_request import ReportRequest, Wanted
from workbench.errors import StaleWrite, ToetssteenError
from workbench.storage.database import open_store
from workbench.storage.ledger import SqlLedger
from workbench.use_cases.ask_report import ask_report
from workbench.use_cases.read_dossier import read_dossier, read_dossiers

ROOT = Path(__file__).resolve().parents[1]


def use(url: str, name: str, log: Path, until: float, pause: float) -> None:
    """One user until the end; every line is a deed with its milliseconds and how it ended."""
    actor, dossier = arrive(url, name)
    dice = random.Random(name)
    with log.open("w", encoding="utf-8") as file:
        while time.time() < until:
            what = dice.choices(("list", "dossier", "write"), (2, 4, 4))[0]
            began, ended = time.perf_counter(), "done"
            try:
                if what == "list":
                    read_dossiers(actor)
                elif what == "dossier":
                    read_dossier(actor, dossier)
                else:
                    one_write(actor, dossier, f"{name}-{dice.getrandbits(40):x}", dice)
            except StaleWrite:
                ended = "stale"
            except ToetssteenError as error:
                ended = error.key
            row = {"what": what, "ms": 1000 * (time.perf_counter() - began), "ended": ended, "mb": megabytes(os.getpid())}
            file.write(json.dumps(row) + "\n")
            time.sleep(dice.expovariate(1 / pause))


def megabytes(pid: int) -> float:
    """Resident memory of a process; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return 0.0


def keep_busy(bench: Workbench, until: float, worker: int) -> tuple[list[str], list[float]]:
    """Ask for a report whenever the worker has done one; the states they came to, and its memory meanwhile."""
    dossier = bench.ledger.find(Dossier)[0]
    actor = bench.actor()
    asked: list[str] = []
    memory: list[float] = []
    forms = ("xlsx", "jsonld", "markdown", "csv")
    while time.time() < until:
        if not bench.jobs.waiting():
            request = ReportRequest(Wanted.EXPORT, forms[len(asked) % 4], actor.person.id, dossier=dossier.id)
            asked.append(ask_report(actor, request, bench.jobs, bench.queue).id)
        memory.append(megabytes(worker))
        time.sleep(0.5)
    for _ in range(240):
        if not any(job and job.open for job in map(bench.jobs.get, asked)):
            break
        time.sleep(0.5)
    return [str(job.state) for job in map(bench.jobs.get, dict.fromkeys(asked)) if job], memory


def prove(url: str, users: int, seconds: float, pause: float, folder: Path) -> bool:
    """Hire, start the worker and the users, wait, tell; whether there was no error and nothing was lost from the chain."""
    names = [f"gebruiker{n}" for n in range(users)]
    hire(url, names)
    environment = {**os.environ, "TOETSSTEEN_DATA": str(folder), "TOETSSTEEN_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    with (folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen([sys.executable, "-m", "workbench.console", "worker"], cwd=ROOT, env=environment, stderr=log)
    until = time.time() + seconds
    logs = [folder / f"{name}.jsonl" for name in names]
    forks = multiprocessing.get_context("fork")
    people = [forks.Process(target=use, args=(url, n, log, until, pause)) for n, log in zip(names, logs, strict=True)]
    for one in people:
        one.start()
    try:
        reports, memory = keep_busy(Workbench(Settings(folder, database_url=url)), until, worker.pid)
        for one in people:
            one.join(60)
    finally:
        worker.terminate()
        worker.wait(40)
    return tell(users, seconds, [one.exitcode for one in people], logs, reports, memory, SqlLedger(open_store(url)))


def tell(
    users: int,
    seconds: float,
    codes: list[int | None],
    logs: list[Path],
    reports: list[str],
    memory: list[float],
    ledger: SqlLedger,
) -> bool:
    """Print what was seen."""
    rows = [[json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] for log in logs if log.exists()]
    every = [row for one in rows for row in one]
    ended = Counter(row["ended"] for row in every)
    errors = {key: n for key, n in ended.items() if key not in ("done", "stale")}
    print(
        f"{users} users, {seconds:.0f} s: {len(every)} deeds, {len(every) / seconds:.1f}/s, {ended['stale']} stale, errors {errors or 0}"
    )
    for what in ("list", "dossier", "write"):
        times = sorted(row["ms"] for row in every if row["what"] == what)
        if len(times) > 1:
            p95 = statistics.quantiles(times, n=20)[-1]
            print(
                f"  {what:8} {len(times):6}  p50 {statistics.median(times):7.0f} ms  p95 {p95:7.0f} ms  most {times[-1]:7.0f} ms"
            )
    grown = [one[-1]["mb"] - one[len(one) // 4]["mb"] for one in rows if len(one) > 8]
    print(
        f"  a user's process grew after the first quarter: median {statistics.median(grown or [0]):+.1f} MB, most {max(grown or [0]):+.1f} MB"
    )
    if memory:
        print(
            f"  worker: {memory[len(memory) // 2]:.0f} MB halfway, {memory[-1]:.0f} MB at the end; reports {dict(Counter(reports))}"
        )
    tampered = len(list(ledger.verify()))
    crashed = sum(code != 0 for code in codes)
    print(f"  users that crashed: {crashed}; misfits in the audit chain: {tampered}")
    return not errors and not crashed and not tampered and set(reports) <= {str(JobState.DONE)} and len(every) > users


def main() -> None:
    """Read the arguments and prove, on a PostgreSQL server that is started for it."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--users", type=int, default=50)
    cli.add_argument("--minutes", type=float, default=10)
    cli.add_argument("--pause", type=float, default=3.0, help="mean seconds between two deeds of a user")
    chosen = cli.parse_args()
    binaries = find_postgres()
    if binaries is None:
        sys.exit("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory() as cluster, tempfile.TemporaryDirectory() as folder:
        server = PostgresServer(binaries, Path(cluster))
        server.start()
        try:
            sound = prove(server.fresh_database(), chosen.users, 60 * chosen.minutes, chosen.pause, Path(folder))
        finally:
            server.stop()
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
