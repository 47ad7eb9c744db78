"""A real server on a temporary data folder, and a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

DRAFT = """Ontwerp van decreet over de Zandbergse kampeerterreinen

HOOFDSTUK 1. Inleidende bepalingen

Artikel 1. Dit decreet regelt een gewestaangelegenheid.

HOOFDSTUK 2. Toezicht

Art. 2. § 1. De toezichthouders kunnen op elk ogenblik elke woning betreden zonder toestemming van de bewoner.

§ 2. De volgende personen worden gehoord:

1° de bewoner;

2° het kind dat er woont.

Art. 4. Dit decreet treedt in werking op 1 januari 2030.
"""
# Our own words, not those of the treaty: the pages need some text in both languages.
TREATY = {
    "treaty_id": "ECHR",
    "source": "verzonnen voor de test",
    "instruments": [
        {
            "title": title,
            "lang": language,
            "articles": [{"article": "8", "heading": heading, "text": text}],
        }
        for language, title, heading, text in (
            ("nl", "Testverdrag", "Huis en haard", "1. Wie woont, wordt in zijn woning gerust gelaten.\n2. De bewoner stemt toe."),
            ("en", "Test treaty", "Hearth and home", "1. Who lives in a dwelling is left in peace.\n2. The resident consents."),
        )
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Served:
    """Where the app answers, and the draft, the dossier and the finding that are in it."""

    base: str
    draft: str
    dossier: str
    finding: str


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Iterator[Served]:
    """The app with a screened fictitious draft and one fictitious treaty text; skips without Chromium."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed: apt-get install chromium")
    folder = tmp_path_factory.mktemp("app")
    draft, dossier, finding = _fill(folder)
    with serving(folder, project_root) as base:
        yield Served(base, draft, dossier, finding)


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def serving(folder: Path, project_root: Path, port: int = 0, **variables: str) -> Iterator[str]:
    """The app with its worker on a data folder; the address it answers at."""
    port = port or free_port()
    command = [sys.executable, "-m", "workbench.console", "serve", "--port", str(port)]
    environment = {**os.environ, "TOETSSTEEN_DATA": str(folder), "PYTHONPATH": str(project_root), **variables}
    process = subprocess.Popen(command, cwd=project_root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://localhost:{port}/_stcore/health", process)
        yield f"http://localhost:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _fill(folder: Path) -> tuple[str, str, str]:
    from tests.browser.human_work import ask_about, work_on
    from workbench.bootstrap import Workbench
    from workbench.config import Settings
    from workbench.use_cases.open_dossier import open_dossier

    bench = Workbench(Settings(folder))
    (folder / "kampeer.txt").write_text(DRAFT, encoding="utf-8")
    (folder / "ECHR.json").write_text(json.dumps(TREATY), encoding="utf-8")
    bench.import_corpus(folder / "ECHR.json")
    draft, _ = bench.import_draft(folder / "kampeer.txt")
    bench.screen(draft)
    bench.draft_index()
    dossier = open_dossier(bench.actor(), "Kampeerterreinen", draft.id, "voorontwerp")
    work_on(bench, dossier, draft)
    return draft.id, dossier.id, ask_about(bench, dossier, draft)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            pytest.fail("the server stopped")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
