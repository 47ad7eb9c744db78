"""How long a dossier with many findings takes in every form of report and export, with the progress that was told.

    PYTHONPATH=. python scripts/benchmark_reports.py [--findings 200]

The demo draft, one finding with recommendation, signature and reply after the other spread over its provisions; SQLite; the clock runs
from the selection to the last byte. The aim is 10 s per file.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.records import finding
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.body_set import Reach
from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.drafts import Draft
from workbench.domain.follow_up import FollowUp, ReplyVerdict
from workbench.domain.period import period_of
from workbench.domain.report_request import FORMS, ReportRequest, Wanted
from workbench.domain.workflow import FindingStatus
from workbench.ordering import make
from workbench.use_cases.draft_units import units
from workbench.use_cases.open_dossier import open_dossier

NORMS = ("ECHR/8", "CRC/12", "CRC/3/1", "CRPD/19/a", "ICCPR/17", "ICESCR/11", "RESC/30", "ECHR/14", "CEDAW/5/a", "CERD/5/e")
WORDS = "De bepaling laat de toezichthouder binnen zonder dat een rechter vooraf meekijkt. " * 8


def fill(bench: Workbench, count: int) -> tuple[Dossier, Draft]:
    """The dossier: `count` published findings, every second one with a reply."""
    bench.import_demo()
    draft = bench.drafts.get(bench.drafts.all()[0].id)
    assert draft is not None
    dossier = open_dossier(bench.actor(), draft.title, draft.id, "Stuk 336 (2026-2027) – Nr. 1", stage=Stage.TABLED)
    places = [unit for unit in units(draft) if not unit.boilerplate]
    with bench.ledger.write("local") as pen:
        for number in range(count):
            unit = places[number % len(places)]
            subject = anchor_in_draft(draft, unit.provision)
            norm = replace(finding("x").norm, provision=NORMS[number % len(NORMS)])
            made = finding(
                dossier.id, draft=draft.id, title=f"Bevinding {number}", subject=subject, norm=norm, carrier=unit.citation,
                reasoning=WORDS, steps=(), status=FindingStatus.FOLLOW_UP,
            )  # fmt: skip
            kept = pen.put(made, "record_finding")
            if number % 2:
                reply = FollowUp(
                    dossier=dossier.id,
                    finding=kept.id,
                    recommendation=1,
                    day="2026-11-20",
                    reply=ReplyVerdict.PARTLY,
                    words="Brief.",
                )
                pen.put(reply, "record_follow_up")
    return dossier, draft


def timed(act: Callable[[Callable[[str, int, int], None]], bytes]) -> tuple[float, int, int, float]:
    """Seconds, bytes, how often progress was told, and the longest silence in seconds."""
    began = last = time.perf_counter()
    told, silence = 0, 0.0

    def progress(step: str, done: int, total: int) -> None:
        nonlocal told, last, silence
        told += 1
        silence = max(silence, time.perf_counter() - last)
        last = time.perf_counter()

    size = len(act(progress))
    return time.perf_counter() - began, size, told, max(silence, time.perf_counter() - last)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=200)
    count = parser.parse_args().findings
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench(Settings(Path(folder)))
        dossier, draft = fill(bench, count)
        bench.screen(draft)
        print(f"{count} findings, {len(draft.provisions)} provisions in the draft")
        print(f"{'what':<22}{'seconds':>9}{'kB':>8}{'progress':>10}{'silence s':>11}")
        for what in Wanted:
            for form in FORMS[what]:
                facts = {"dossier": dossier.id} if what in (Wanted.ADVICE, Wanted.EXPORT) else {"body": "CRC"}
                request = ReportRequest(what, form, "local", **facts)
                seconds, size, told, silence = timed(lambda p, r=request: make(bench, bench.actor(), r, p).content)
                late = "" if seconds < 10 else "  OVER 10 s"
                print(f"{what + ' ' + form:<22}{seconds:>9.2f}{size // 1024:>8}{told:>10}{silence:>11.2f}{late}")
        found = bench_body(bench)
    print(f"treaty body CRC holds {found} findings; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def bench_body(bench: Workbench) -> int:
    from workbench.outgoing import Outgoing

    return len(Outgoing(bench, bench.actor()).for_body("CRC", Reach(period_of("", "", bench.actor().now()))).findings)


if __name__ == "__main__":
    main()
