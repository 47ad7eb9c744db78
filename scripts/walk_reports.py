"""The whole way of a report on real data, from an empty folder through the console and LibreOffice to pictures that one can look at.

    PYTHONPATH=. python scripts/walk_reports.py --folder /tmp/walk [--draft FILE.pdf]

Treaty texts come from ../shared/data; the draft is the shipped demo PDF unless another one is named. Every step prints what it did.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.records import answers
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.anchors import anchor_in_draft, anchor_in_treaty
from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.drafts import Draft
from workbench.domain.findings import (
    Addressee,
    Authority,
    Certainty,
    Competence,
    Finding,
    Norm,
    Outcome,
    Recommendation,
    Remedy,
    Severity,
    Verb,
)
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.search import Candidate, ScreenedUnit, Screening
from workbench.domain.trees import Quotation
from workbench.domain.verdicts import VerdictAnswer
from workbench.use_cases.acting import Actor
from workbench.use_cases.decide_candidate import decide, suggestion_of
from workbench.use_cases.no_remarks import record_no_remarks
from workbench.use_cases.open_dossier import describe_dossier, open_dossier
from workbench.use_cases.publish import publish, record_follow_up
from workbench.use_cases.record_finding import submit, take_up
from workbench.use_cases.review_finding import validate
from workbench.use_cases.sign_off import sign_off
from workbench.use_cases.write_advice import advice_of, write_advice

ROOT = Path(__file__).resolve().parents[1]
TREATIES = ROOT.parent / "shared" / "data" / "treaties"
TAKEN = 8  # findings
FORMS = ("xlsx", "zip", "jsonld", "json", "bib", "ris", "md")


class Walk:
    """One folder, and what was said on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.out = folder, folder / "data", folder / "out"
        shutil.rmtree(folder, ignore_errors=True)
        self.out.mkdir(parents=True)

    def console(self, *words: str, data: Path | None = None) -> str:
        """A command as somebody types it."""
        began = time.perf_counter()
        command = [sys.executable, "-m", "workbench.console", "--data", str(data or self.data), *words]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
        said = (done.stdout + done.stderr).strip()
        print(f"$ toetssteen {' '.join(words)}   [{time.perf_counter() - began:.1f} s, code {done.returncode}]")
        print("\n".join(f"    {line}" for line in said.splitlines()[-6:]))
        if done.returncode:
            sys.exit(f"stopped: {said}")
        return said

    def office(self, file: Path, to: str) -> Path:
        """The file as LibreOffice writes it again."""
        target = self.folder / "office"
        profile = f"-env:UserInstallation=file://{self.folder / 'profile'}"
        command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", str(target), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return target / f"{file.stem}.{to.split(':')[0]}"

    def pictures(self, file: Path) -> None:
        """Every page as PNG."""
        subprocess.run(["pdftoppm", "-r", "60", "-png", str(file), str(self.folder / "office" / file.stem)], check=True)


def best(screening: Screening) -> Iterator[tuple[ScreenedUnit, Candidate]]:
    """The units with most tension, each with its first candidate of a treaty that binds."""
    for unit in sorted(screening.units, key=lambda u: -u.tension):
        found = next((c for c in unit.candidates if c.applicability.binds), None)
        if found and len(unit.text) > 120:
            yield unit, found


def sentence_of(text: str) -> str:
    """The first whole sentence, numbers such as `§ 2.` left out."""
    found = (piece for piece in re.split(r"(?<=[.;])\s", text) if len(piece) > 30)
    return " ".join(next(found, text).split())


def write_finding(
    bench: Workbench, actor: Actor, dossier: Dossier, draft: Draft, screening: Screening, pair: tuple[ScreenedUnit, Candidate]
) -> Finding:
    """One candidate taken up, written out, submitted and validated."""
    unit, candidate = pair
    obligation = next(iter(bench.loaded_register.register.of_article(candidate.provision)), None)
    where = anchor_in_draft(draft, unit.provision, sentence_of(unit.text))
    treaty = next((p for p in bench.corpus.provisions() if p.id == candidate.provision and p.language == "nl"), None)
    measure = anchor_in_treaty(treaty, sentence_of(treaty.text)) if treaty else None
    asked = obligation.requires[:2] if obligation else ()
    norm = Norm(
        candidate.provision, candidate.applicability.status, "2026-11-25", obligation.constitution[:2] if obligation else (),
        tuple(Authority(r.source, r.pinpoint) for r in asked),
    )  # fmt: skip
    steps = tuple(replace(a, quotation=Quotation(where.quote.exact, anchor=where)) if a.quotation else a for a in answers())
    title = obligation.title["nl"] if obligation else unit.citation
    reasoning = " ".join(r.words["nl"] for r in asked) or "De bepaling noemt geen waarborg."
    advice = Recommendation(
        1, Remedy.ADD_SAFEGUARD, Addressee.MINISTER, "Voeg toe: “na machtiging van de rechter, en met een verslag aan de betrokkene”.",
        "Zo weegt iemand buiten de administratie de ingreep af.",
    )  # fmt: skip
    suggestion = suggestion_of(screening, unit, candidate.provision)
    assert suggestion is not None
    place = (unit.provision, candidate.provision)
    verdict = decide(actor, dossier.id, draft.id, place, VerdictAnswer.RELEVANT, candidate=suggestion)
    made = Finding(
        dossier=dossier.id, draft=draft.id, title=title, subject=where, norm=norm, measure=measure, carrier=unit.citation,
        verb=Verb.RESTRICTS, tree=None, reasoning=reasoning, competence=Competence.FLEMISH, outcome=Outcome.RISK,
        severity=Severity.HIGH, certainty=Certainty.SETTLED, recommendations=(advice,), steps=steps,
    )  # fmt: skip
    from workbench.domain.trees import Tree

    return validate(actor, submit(actor, take_up(actor, verdict, replace(made, tree=Tree.LIMITATION, holders=("everyone",)))))


def work(bench: Workbench, draft: Draft) -> Dossier:
    """What people do: decide, write, sign, publish, follow up."""
    screening = bench.screen(draft)
    actor = bench.actor()
    label = "Stuk 336 (2026-2027) – Nr. 1"
    dossier = open_dossier(actor, draft.title, draft.id, label, stage=Stage.TABLED)
    dossier = describe_dossier(actor, dossier, minister="de Vlaamse minister van Welzijn")
    pairs = list(best(screening))
    found = [write_finding(bench, actor, dossier, draft, screening, pair) for pair in pairs[:TAKEN]]
    for unit, candidate in pairs[TAKEN : TAKEN + 4]:
        place = (unit.provision, candidate.provision)
        decide(actor, dossier.id, draft.id, place, VerdictAnswer.NOT_RELEVANT, reasons=["raakt het recht niet"])
    quiet = [u.provision for u in sorted(screening.units, key=lambda u: u.tension)[:6]]
    record_no_remarks(actor, dossier.id, draft.id, quiet, ["ECHR", "CRC", "CRPD"], not_tested=["AARHUS"])
    write_advice(
        actor, advice_of(actor, dossier.id, draft.id), number="2026/7", addressed_to="Vlaams Parlement, commissie Welzijn",
        about="Het ontwerp regelt het toezicht op plaatsen waar mensen wonen en verblijven.\nHet Instituut adviseert uit eigen beweging.",
        framework="Het Instituut toetst aan de verdragen die België binden, in samenhang met de Grondwet.",
        opening="Het Instituut heeft bedenkingen bij de volgende bepalingen.",
        summary="Het decreet geeft inspecteurs veel macht. Er is te weinig controle. We vragen dat een rechter vooraf meekijkt.",
    )  # fmt: skip
    sign_off(actor, dossier.id, found[:5], bench.frozen(draft), bench.norms, "gezien en goedgekeurd")
    for number, one in enumerate(found[:3], start=1):
        stored = bench.ledger.get(Finding, one.id)
        assert stored is not None
        shown = publish(actor, stored, "advies 2026/7")
        entry = FollowUp(finding=one.id, recommendation=1, day=f"2026-11-{20 + number}", reply=list(ReplyVerdict)[number], text=list(TextFate)[number], where="Stuk 336 (2026-2027) – Nr. 4", words="De minister antwoordde in de commissie.")  # fmt: skip
        record_follow_up(actor, shown, entry)
    return dossier


def edited(file: Path, target: Path) -> None:
    """Two recommendations reworded, as a word processor would store them."""
    with zipfile.ZipFile(file) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for info, content in parts.items():
            if info.filename == "word/document.xml":
                content = content.replace(b"na machtiging van de rechter", b"na machtiging van de vrederechter", 2)
            package.writestr(info, content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--draft", type=Path, default=ROOT / "corpus" / "demo" / "demo-ontwerp.pdf")
    arguments = parser.parse_args()
    walk = Walk(arguments.folder)
    walk.console("corpus", "import", str(TREATIES))
    walk.console("draft", "import", str(arguments.draft))
    bench = Workbench(Settings(walk.data))
    draft = bench.drafts.get(bench.drafts.all()[0].id)
    assert draft is not None
    began = time.perf_counter()
    dossier = work(bench, draft)
    print(f"screened, decided, wrote, signed and followed up in {time.perf_counter() - began:.1f} s")
    advice, edit = walk.out / "advies.docx", walk.out / "bewerkt.docx"
    for file in (advice, walk.out / "advies.pdf"):
        walk.console("report", "advice", dossier.id, "--out", str(file))
    edited(advice, edit)
    saved = walk.office(edit, "docx:MS Word 2007 XML")
    print(f"LibreOffice saved the edited advice: {saved.name}, {saved.stat().st_size // 1024} kB")
    walk.console("report", "compare", dossier.id, str(saved))
    walk.console("report", "compare", dossier.id, str(saved), "--write", "--reason", "vrederechter na overleg")
    walk.console("report", "advice", dossier.id, "--out", str(walk.out / "ondertekend.docx"), "--signed")
    for ending in FORMS:
        walk.console("export", "dossier", dossier.id, "--out", str(walk.out / f"gegevens.{ending}"))
    walk.console("export", "compare", dossier.id, str(walk.out / "gegevens.xlsx"))
    for body in ("HRC", "CRC"):
        walk.console("report", "treaty-body", body, "--from", "2024-01-01", "--out", str(walk.out / f"comite-{body}.docx"))
    walk.console("report", "treaty-body", "HRC", "--out", str(walk.out / "comite.pdf"))
    walk.console("report", "unratified", "--out", str(walk.out / "niet-bekrachtigd.pdf"))
    walk.console("dossier", "export", dossier.id, str(walk.out / "dossier.zip"))
    other = walk.folder / "elsewhere"
    walk.console("dossier", "import", str(walk.out / "dossier.zip"), data=other)
    walk.console("report", "advice", dossier.id, "--out", str(walk.out / "elders.docx"), data=other)
    walk.console("audit", "verify")
    for file in (advice, walk.out / "comite-HRC.docx"):
        walk.pictures(walk.office(file, "pdf"))
    for file in (walk.out / "advies.pdf", walk.out / "comite.pdf", walk.out / "niet-bekrachtigd.pdf"):
        shutil.copy(file, walk.folder / "office" / f"typst-{file.name}")
        walk.pictures(walk.folder / "office" / f"typst-{file.name}")
    print(f"pictures: {walk.folder / 'office'}")


if __name__ == "__main__":
    main()
