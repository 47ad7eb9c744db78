"""A real worker process: killed in the middle of a screening, stopped politely, and asked to stop by the user."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.jobs import Job, JobKind, JobState
from workbench.use_cases.jobs import ask, ask_again

pytestmark = pytest.mark.slow
ARTICLES = 700  # long enough to be caught in the middle
RULE = "De toezichthouders kunnen op elk ogenblik elke woning betreden zonder toestemming van de bewoner ({number})."


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    made = Workbench(Settings(tmp_path))
    articles = "\n\n".join(f"Art. {n}. {RULE.format(number=n)}" for n in range(1, ARTICLES + 1))
    (tmp_path / "lang.txt").write_text(f"Ontwerp van decreet over het toezicht\n\n{articles}\n", encoding="utf-8")
    made.import_draft(tmp_path / "lang.txt")
    made.treaty_index()
    return made


@pytest.fixture
def start_worker(tmp_path: Path, project_root: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        environment = {**os.environ, "TOETSSTEEN_DATA": str(tmp_path), "PYTHONPATH": str(project_root)}
        command = [sys.executable, "-m", "workbench.console", "worker"]
        started.append(subprocess.Popen(command, cwd=project_root, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(bench: Workbench, job_id: str, wanted: Callable[[Job], bool]) -> Job:
    for _ in range(900):
        job = bench.jobs.get(job_id)
        assert job is not None
        if wanted(job):
            return job
        time.sleep(0.1)
    pytest.fail(f"the job stays {job.state} at {job.step} {job.done}/{job.total}")


def in_the_middle(job: Job) -> bool:
    return job.step == "progress.screening" and 0 < job.done < job.total


def test_a_killed_worker_loses_nothing_and_its_job_can_be_started_again(
    bench: Workbench, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    draft = bench.drafts.all()[0].id
    job = ask(JobKind.SCREEN, draft, "an", bench.jobs, bench.queue)
    process = start_worker()
    wait_for(bench, job.id, in_the_middle)
    process.send_signal(signal.SIGKILL)
    process.wait()
    start_worker()
    interrupted = wait_for(bench, job.id, lambda j: not j.open)
    assert interrupted.state is JobState.INTERRUPTED
    assert bench.screenings.latest_id(draft) is None
    ask_again(job.id, bench.jobs, bench.queue)
    done = wait_for(bench, job.id, lambda j: not j.open)
    assert (done.state, done.attempt) == (JobState.DONE, 2)
    screening = bench.screenings.latest(draft)
    assert screening is not None and (screening.id, len(screening.units)) == (done.result["screening"], ARTICLES)


def test_stop_from_the_page_and_a_polite_end_of_the_worker(
    bench: Workbench, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    draft = bench.drafts.all()[0].id
    process = start_worker()
    first = ask(JobKind.SCREEN, draft, "an", bench.jobs, bench.queue)
    wait_for(bench, first.id, in_the_middle)
    bench.jobs.ask_stop(first.id)
    assert wait_for(bench, first.id, lambda j: not j.open).state is JobState.CANCELLED
    second = ask(JobKind.SCREEN, draft, "an", bench.jobs, bench.queue)
    wait_for(bench, second.id, in_the_middle)
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert wait_for(bench, second.id, lambda j: not j.open).state is JobState.INTERRUPTED
    assert bench.jobs.workers() == {}
    assert bench.screenings.latest_id(draft) is None
