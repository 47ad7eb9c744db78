"""How quick the pages are, in a real Chromium on a real server: a table of p50, p95 and the most, in milliseconds.

PYTHONPATH=. python scripts/benchmark_pages.py [--treaties FOLDER] [--articles 300] [--rounds 30] [--users 0]

The data folder is a temporary one: treaty texts from FOLDER (without it the register alone), a draft of our own of `--articles` articles, screened.
`--users` adds so many simulated visitors that search all the while.
"""

from __future__ import annotations

import argparse
import math
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from playwright.sync_api import sync_playwright

from workbench.bootstrap import Workbench
from workbench.config import Settings

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
RULES = (
    "De toezichthouders kunnen op elk ogenblik elke woning betreden zonder toestemming van de bewoner.",
    "Wie geen wettig verblijf heeft, wordt uitgesloten van de crisisopvang.",
    "De directie kan een leerling met een handicap weigeren als de aanpassingen te veel kosten.",
    "De Vlaamse Regering bepaalt welke persoonsgegevens over de gezondheid aan derden worden meegedeeld.",
    "Het lokaal bestuur kan een betoging verbieden om redenen van netheid.",
    "De verhuurder kan de huurwaarborg inhouden zonder tussenkomst van de rechter.",
)
QUESTIONS = (
    *RULES,
    "recht op onderwijs voor kinderen met een handicap",
    "standstill sociale huur",
    "access to a lawyer for a minor",
)


def main() -> None:
    """Fill, serve, measure, print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--treaties", type=Path)
    arguments.add_argument("--articles", type=int, default=300)
    arguments.add_argument("--rounds", type=int, default=30)
    arguments.add_argument("--users", type=int, default=0)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        draft = fill(Path(name), chosen.treaties, chosen.articles)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            times = measure(browser, Path(name), draft, chosen.rounds, chosen.users)
            browser.close()
    report(times)


def fill(folder: Path, treaties: Path | None, articles: int) -> str:
    """Texts, a draft and its screening; the draft's id."""
    bench = Workbench(Settings(folder))
    if treaties:
        bench.import_corpus(treaties)
    body = "\n\n".join(f"Art. {n}. {RULES[n % len(RULES)]} Dit geldt voor groep {n}." for n in range(1, articles + 1))
    (folder / "lang.txt").write_text(f"Ontwerp van decreet over de meting\n\n{body}\n", encoding="utf-8")
    draft, _ = bench.import_draft(folder / "lang.txt")
    bench.screen(draft)
    bench.draft_index()
    return draft.id


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, float]]:
    """The app with its worker; its address and when the process began."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "TOETSSTEEN_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    command = [sys.executable, "-m", "workbench.console", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield f"http://localhost:{port}/", began
    finally:
        server.terminate()
        server.wait(timeout=40)


def measure(browser: Any, folder: Path, draft: str, rounds: int, users: int) -> dict[str, list[float]]:
    """Milliseconds per kind of step."""
    times: dict[str, list[float]] = {
        "process start to first page": [],
        "page change": [],
        "search to results": [],
        "next provision": [],
    }
    for start in range(3):
        with serving(folder) as (base, began):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            while not answers(base + "_stcore/health"):
                time.sleep(0.02)
            page.goto(base)
            page.wait_for_selector(".ts-foot", timeout=120_000)
            times["process start to first page"].append((time.perf_counter() - began) * 1000)
            if start == 2:
                with crowd(base, users):
                    walk(page, base, draft, rounds, times)
            page.close()
    return times


def answers(address: str) -> bool:
    """Whether the server is there."""
    try:
        with urllib.request.urlopen(address, timeout=1):
            return True
    except OSError:
        return False


def walk(page: Any, base: str, draft: str, rounds: int, times: dict[str, list[float]]) -> None:
    """Go from page to page, search, and step through provisions as a reader does; the first of each warms up and is not counted."""
    for number in range(rounds + 1):
        for group, link, head in (
            ("Teksten", "Verdragen", "Verdragen"),
            ("Onderzoek", "Zoeken", "Zoeken"),
            ("", "Overzicht", "Toetssteen"),
        ):
            if group:
                page.get_by_role("button", name=group).click()
            target = page.get_by_role("menuitem" if group else "link", name=link, exact=True).first
            target.wait_for()
            step(
                times["page change"] if number else [],
                target.click,
                lambda head=head: settled(page, f"h1:has-text('{first(head)}')"),
            )
    page.goto(base + "zoeken")
    field = page.get_by_role("textbox", name="Bepaling of vraag")
    field.wait_for()
    for number in range(rounds + 1):
        question = f"{QUESTIONS[number % len(QUESTIONS)]} {number}"
        field.fill(question)
        old = page.locator(".ts-asked").get_attribute("data-asked") if number else ""
        step(
            times["search to results"] if number else [], lambda: page.keyboard.press("Control+Enter"), partial(found, page, old)
        )
    page.goto(f"{base}screening?draft={draft}&order=reading&unit=art_1")
    page.locator("#ts-arrive").wait_for()
    for number in range(1, rounds + 1):
        step(
            times["next provision"] if number > 1 else [],
            lambda: page.locator(".st-key-key_j a").click(),
            lambda number=number: page.locator(f"#ts-arrive:text-is('Artikel {number + 1}')").wait_for(),
        )


def first(head: str) -> str:
    """The heading of a page that the navigation calls otherwise."""
    return {"Verdragen": "Verdragen en register"}.get(head, head)


def found(page: Any, old: str) -> None:
    """The results of another question than `old` are painted."""
    page.locator(f'.ts-asked:not([data-asked="{old}"])').wait_for(state="attached")
    page.locator(".ts-hit h3").first.wait_for()
    page.locator("[data-stale=true]").first.wait_for(state="detached")


def settled(page: Any, heading: str) -> None:
    """The page's heading is there and nothing on it is left over from the page before."""
    page.locator(heading).wait_for()
    page.locator(".ts-foot").wait_for()
    page.locator("[data-stale=true]").first.wait_for(state="detached")


def step(times: list[float], act: Callable[[], Any], seen: Callable[[], Any]) -> None:
    """One act until its result is painted."""
    began = time.perf_counter()
    act()
    seen()
    times.append((time.perf_counter() - began) * 1000)
    time.sleep(0.15)


@contextmanager
def crowd(base: str, users: int) -> Iterator[None]:
    """Visitors in browsers of their own who search all the while."""
    done = Event()

    def visit(number: int) -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page()
            while not done.is_set():
                page.goto(f"{base}zoeken?q={QUESTIONS[number % len(QUESTIONS)].replace(' ', '+')}")
                page.wait_for_selector(".ts-hit", timeout=120_000)
                done.wait(2)
            browser.close()

    with ThreadPoolExecutor(max(users, 1)) as pool:
        visits = [pool.submit(visit, number) for number in range(users)]
        try:
            yield
        finally:
            done.set()
            for one in visits:
                one.result()


def report(times: dict[str, list[float]]) -> None:
    """A Markdown table."""
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n\n| step | n | p50 ms | p95 ms | most ms |\n|---|---|---|---|---|"
    )
    for name, found in times.items():
        ordered = sorted(found)
        p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]  # nearest rank
        print(f"| {name} | {len(ordered)} | {statistics.median(ordered):.0f} | {p95:.0f} | {ordered[-1]:.0f} |")


if __name__ == "__main__":
    main()
