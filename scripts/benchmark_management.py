"""How quick the management page is with many dossiers, in a real Chromium on a real server: p50, p95 and the most, in milliseconds.

PYTHONPATH=. python scripts/benchmark_management.py [--dossiers 200] [--findings 10] [--verdicts 20] [--rounds 30]

Three steps: to the page by the navigation while nothing changed; the same when somebody wrote a note a moment before; from a large figure to the
list behind it. Then how long the report takes in each form. The first of each step warms up and is not counted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from scripts.benchmark_pages import CHROMIUM, answers, report, serving, settled, step
from tests.many_dossiers import fill
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.management import Selection
from workbench.domain.notes import Note, NoteKind
from workbench.domain.period import year_to
from workbench.outgoing import Outgoing
from workbench.use_cases.acting import utc_now
from workbench.use_cases.discuss import write_note
from workbench.use_cases.standing import Standing

OTHER = "to a page of words alone, to compare with"


def main() -> None:
    arguments = argparse.ArgumentParser()
    for name, value in (("dossiers", 200), ("findings", 10), ("verdicts", 20), ("rounds", 30)):
        arguments.add_argument(f"--{name}", type=int, default=value)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench(Settings(Path(folder)))
        dossiers = fill(bench.ledger, utc_now()[:10], chosen.dossiers, chosen.findings, chosen.verdicts)
        print(
            f"{chosen.dossiers} dossiers, {chosen.dossiers * chosen.findings} findings, {chosen.dossiers * chosen.verdicts} decisions"
        )
        print(f"read everything for the first time: {1000 * timed(Standing(bench.ledger).now):.0f} ms")

        def write() -> None:
            write_note(bench.actor(), Note(dossier=dossiers[0].id, kind=NoteKind.NOTE, text="tussendoor"))

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            report(measure(browser, Path(folder), chosen.rounds, write))
            browser.close()
        files(bench)


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure(browser: Any, folder: Path, rounds: int, write: Callable[[], None]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {OTHER: [], "to the page": [], "to the page after a write": [], "figure to its list": []}
    with serving(folder) as (base, _):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        while not answers(base + "_stcore/health"):
            time.sleep(0.05)
        page.goto(base)
        page.locator(".ts-foot").wait_for(timeout=120_000)
        for number in range(rounds + 1):
            for name in ("to the page", "to the page after a write"):
                go(page, "Hulp", "Begrippen", times[OTHER] if number else [], lambda: settled(page, "h1:has-text('Begrippen')"))
                if name.endswith("write"):
                    write()
                go(page, "Directie", "Beleidsoverzicht", times[name] if number else [], lambda: complete(page))
            figure = page.locator(".ts-board dd a").nth(3)
            step(times["figure to its list"] if number else [], figure.click, lambda: page.locator("#ts-arrive").wait_for())
    return times


def go(page: Any, group: str, name: str, times: list[float], seen: Callable[[], None]) -> None:
    page.get_by_role("button", name=group).click()
    target = page.get_by_role("menuitem", name=name, exact=True).first
    target.wait_for()
    step(times, target.click, seen)


def complete(page: Any) -> None:
    """The last part of the page stands there, the bars are drawn and nothing is left over from the page before."""
    settled(page, "h1:has-text('Beleidsoverzicht')")
    page.locator("h2:has-text('Hoe er geteld wordt')").wait_for()
    page.locator(".ts-bars").first.wait_for()


def files(bench: Workbench) -> None:
    way = Outgoing(bench, bench.actor())
    found = way.figures(Selection(year_to(utc_now())))
    for form in ("docx", "pdf", "xlsx"):
        print(
            f"report as {form}: {timed(lambda form=form: way.management(found, form)):.1f} s, {len(found.cases)} findings in the annex"
        )


if __name__ == "__main__":
    main()
