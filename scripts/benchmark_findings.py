"""How long a dossier with many complete findings takes to load, over SQLite: median and slowest of 15 readings, in ms."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.office import Office
from tests.records import DRAFT, SUGGESTION, finding
from workbench.domain.findings import Finding
from workbench.domain.verdicts import VerdictAnswer
from workbench.storage.database import open_store
from workbench.storage.ledger import SqlLedger
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.read_dossier import history_of, read_dossier

FINDINGS, VERDICTS = 500, 200


def milliseconds(act: Callable[[], object]) -> str:
    """Median and slowest."""
    times = []
    for _ in range(15):
        start = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - start))
    return f"{statistics.median(times):7.1f} {max(times):7.1f}"


def once(act: Callable[[], object]) -> str:
    """One reading, in wall-clock and processor time."""
    start, used = time.perf_counter(), time.process_time()
    act()
    return f"{1000 * (time.perf_counter() - start):.0f} ms ({1000 * (time.process_time() - used):.0f} ms of processor)"


def main() -> None:
    """Fill a store and time it."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqlLedger(open_store(f"sqlite:///{Path(folder) / 'store.db'}"))
        office = Office(ledger)
        dossier = office.dossier()
        start = time.perf_counter()
        with ledger.write("rik") as pen:
            for number in range(FINDINGS):
                pen.put(finding(dossier.id, title=f"bevinding {number}", suggestion=SUGGESTION), "record_finding")
        print(f"write {FINDINGS} findings in one transaction: {1000 * (time.perf_counter() - start):.0f} ms")
        start = time.perf_counter()
        for number in range(VERDICTS):
            decide(office["rik"], dossier.id, DRAFT, (f"art_{number}", "ECHR/8"), VerdictAnswer.RELEVANT, candidate=SUGGESTION)
        print(f"one verdict, one transaction: {1000 * (time.perf_counter() - start) / VERDICTS:.1f} ms")
        print(f"list of {FINDINGS} findings, first time: {once(lambda: ledger.find(Finding, dossier=dossier.id))}")
        print("                         median slowest")
        print(f"list of {FINDINGS} findings     ", milliseconds(lambda: ledger.find(Finding, dossier=dossier.id)))
        print("whole dossier            ", milliseconds(lambda: read_dossier(office["mia"], dossier.id)))
        print("its history              ", milliseconds(lambda: history_of(office["mia"], dossier.id)))
        print("audit verify             ", milliseconds(lambda: list(ledger.verify())))


if __name__ == "__main__":
    main()
