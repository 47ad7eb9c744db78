"""Make docs/screenshots/*.png: every page of the app on the demo draft, without official texts, since those are not ours to commit.

.venv/bin/python scripts/screenshots.py [FOLDER [NAME...]]
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.dossiers import Assignment, Deadline, Dossier, Stage, Task
from workbench.domain.draft_citation import own_citation
from workbench.domain.drafts import Draft
from workbench.domain.findings import Certainty, Finding, Outcome, Severity, Verb
from workbench.domain.notes import Note, NoteKind
from workbench.domain.trees import Answer, Quotation, Step, StepAnswer, Tree
from workbench.use_cases.discuss import reply, write_note
from workbench.use_cases.known_items import keep_item
from workbench.use_cases.open_dossier import assign, open_dossier
from workbench.use_cases.propose_finding import blank_finding
from workbench.use_cases.record_finding import record_finding, submit
from workbench.use_cases.review_finding import validate

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "q=De+inspecteurs+kunnen+de+woning+op+elk+ogenblik+betreden+zonder+toestemming+van+de+bewoner."
PAGES = {
    "overzicht": ("?", 900),
    "invoeren": ("invoer?draft={draft}", 1250),
    "ontwerp": ("ontwerp?draft={draft}", 1250),
    "zoeken": ("zoeken?" + QUESTION, 1400),
    "screening": ("screening?draft={draft}&order=tension", 1250),
    "twee-teksten": ("screening?draft={draft}&order=tension&unit={unit}", 1250),
    "bevinding-schrijven": ("bevinding?draft={draft}&dossier={dossier}&unit={unit}&cand={norm}", 1500),
    "bevinding": ("bevinding?dossier={dossier}&finding={finding}", 1900),
    "mijn-werk": ("mijn-werk?", 800),
    "dossiers": ("dossiers?", 1150),
    "dossier": ("dossier?dossier={dossier}", 1150),
    "dossier-vragen": ("dossier?dossier={dossier}&part=talk", 1150),
    "ondertekenen": ("ondertekenen?dossier={dossier}", 1500),
    "beleidsoverzicht": ("beleidsoverzicht?", 1500),
    "achter-een-cijfer": ("beleidsoverzicht?show=recorded", 1000),
    "proefparen": ("proefparen?", 1200),
    "verdragen": ("verdragen?", 1000),
    "per-recht": ("verdragen?by=right&right=private-life", 1000),
    "herstel": ("ontwerp?draft={draft}&repair=chp_1__art_2", 1500),
    "taken": ("taken?", 700),
    "rondleiding": ("rondleiding?", 700),
    "scores": ("scores?", 1000),
    "begrippen": ("begrippen?", 1000),
    "toegankelijkheid": ("toegankelijkheid?", 1100),
    "zoeken-smal": ("zoeken?" + QUESTION, 900),
    "artikel": ("verdragen?instrument=ECHR&article=8", 1250),
    "desk-english-dark": ("screening?draft={draft}&order=tension&unit={unit}&lang=en", 1250),
}
COLOURS = 96  # a palette keeps the files under 200 kB
WIDTH = 1280


def main() -> None:
    """Fill a temporary data folder, serve it, take the pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = fill(folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        environment = {**os.environ, "TOETSSTEEN_DATA": str(folder)}
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait(f"http://localhost:{port}/_stcore/health")
            take(f"http://localhost:{port}/", places, target)
        finally:
            server.terminate()
            server.wait(timeout=20)


def fill(folder: Path) -> dict[str, str]:
    """Demo draft, a screening, and a finding in a dossier; the places to show."""
    bench = Workbench(Settings(folder))
    bench.import_demo()
    draft = bench.drafts.get(bench.drafts.all()[0].id)
    assert draft is not None
    screening = bench.screen(draft)
    first = max(screening.units, key=lambda unit: unit.tension)
    norm = first.candidates[0].provision
    dossier = open_dossier(
        bench.actor(), "Demo", draft.id, "voorontwerp", number="1 (2030-2031)", minister="minister van het voorbeeld",
        stage=Stage.COMMITTEE, deadlines=(Deadline("2031-03-04", "stemming in de commissie", True),),
    )  # fmt: skip
    keep_item(bench.actor(), "De inspecteurs kunnen de woning betreden zonder toestemming van de bewoner.", "ECHR/8")
    bench.check_known(bench.actor())
    places = {"draft": draft.id, "unit": first.provision, "norm": norm, "dossier": dossier.id}
    return {**places, "finding": discuss(bench, write(bench, dossier, draft, first.provision, norm))}


def discuss(bench: Workbench, finding: Finding) -> str:
    """A task, a question on the finding, and the finding validated; its id."""
    me = bench.actor()
    dossier = bench.ledger.get(Dossier, finding.dossier)
    assert dossier is not None
    assign(me, dossier, Assignment("local", Task.FIRST_READING, "2031-02-10"))
    asked = Note(dossier=dossier.id, kind=NoteKind.QUESTION, text="Wat zegt de memorie over het doel?", draft=finding.draft)
    reply(me, write_note(me, replace(asked, finding=finding.id, weighty=True)), "Niets; de Raad van State vroeg het ook.")
    return validate(me, submit(me, finding)).id


def write(bench: Workbench, dossier: Dossier, draft: Draft, provision: str, norm: str) -> Finding:
    """A finding as somebody would begin it."""
    blank = blank_finding(dossier, draft, provision, norm, bench.loaded_register.register, bench.catalogue.instruments)
    step = StepAnswer(
        Step.ENGAGEMENT, Answer.YES, "Het gaat om dit recht.", Quotation(blank.subject.quote.exact, anchor=blank.subject)
    )
    made = replace(
        blank, title="Voorbeeld van een bevinding", verb=Verb.RESTRICTS, tree=Tree.LIMITATION, steps=(step,),
        reasoning="De bepaling beperkt het recht zonder criteria en zonder beroep.", outcome=Outcome.ATTENTION,
        carrier=own_citation(draft, provision), severity=Severity.MODERATE, certainty=Certainty.SETTLED,
    )  # fmt: skip
    return record_finding(bench.actor(), made)


def wait(address: str) -> None:
    """Until the server answers."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server does not answer")


def take(base: str, places: dict[str, str], target: Path) -> None:
    """One picture per page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (address, height) in PAGES.items():
            if sys.argv[2:] and name not in sys.argv[2:]:
                continue
            theme: Any = "dark" if "dark" in name else "light"
            width = 320 if "smal" in name else WIDTH
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
            page.goto(base + address.format(**places))
            page.wait_for_selector(".ts-foot", timeout=120_000)
            page.wait_for_timeout(900)
            page.screenshot(path=target / f"{name}.png")
            page.close()
            size = compress(target / f"{name}.png")
            print(f"{name}.png {size // 1024} kB")
        browser.close()


def compress(path: Path) -> int:
    """A palette instead of full colour; the size in bytes."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    return path.stat().st_size


if __name__ == "__main__":
    main()
