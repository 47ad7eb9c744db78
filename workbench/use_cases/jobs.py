"""Long work: ask for it, run it in the worker, notice that a worker is gone."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from workbench.domain.jobs import Ending, Job, JobKind, JobRepository, JobState, Queue, Work
from workbench.errors import Cancelled, InputError, ToetssteenError

REPORT_EVERY = 0.3  # seconds between two writes of progress, each of which also hears whether to stop
LOST_AFTER = timedelta(seconds=20)  # a worker beats every few seconds


def new_id() -> str:
    """An id for a job; also names the folder of its files."""
    return uuid.uuid4().hex


def ask(kind: JobKind, about: str, asked_by: str, jobs: JobRepository, queue: Queue, job_id: str = "") -> Job:
    """Store a job and hand it to the worker; an open job of the same kind about the same thing is joined."""
    wanted = Job(job_id or new_id(), kind, about, asked_by, now())
    job = jobs.add(wanted)
    if job.id == wanted.id:
        queue.put(job.id)
    return job


def ask_again(job_id: str, jobs: JobRepository, queue: Queue) -> None:
    """Start a job that is over once more."""
    if jobs.restart(job_id):
        queue.put(job_id)


def run(job_id: str, worker: str, jobs: JobRepository, works: Mapping[JobKind, Work]) -> None:
    """Do a job and write how it ends, whatever happens; a job that is not waiting is left alone."""
    job = jobs.claim(job_id, worker)
    if job is None:
        return
    ending = Ending(JobState.FAILED, "error.job_failed")  # stands when the work ends by a mistake of ours; the log has it
    try:
        ending = Ending(JobState.DONE, result=works[job.kind](job, _Reporter(job, worker, jobs)))
    except Cancelled:
        ending = Ending(JobState.CANCELLED)
    except ToetssteenError as error:
        params = {name: str(value) for name, value in error.params.items()}
        unusable = {"unusable": True} if isinstance(error, InputError) else {}  # trying again would not help
        ending = Ending(JobState.FAILED, error.key, params, unusable)
    except (KeyboardInterrupt, SystemExit):
        ending = Ending(JobState.INTERRUPTED)
        raise
    finally:
        jobs.finish(job_id, worker, ending)


class _Reporter:
    """Writes progress now and then; raises Cancelled once the job should stop."""

    def __init__(self, job: Job, worker: str, jobs: JobRepository) -> None:
        self._job, self._worker, self._jobs = job, worker, jobs
        self._step, self._written = "", 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        clock = time.monotonic()
        if step == self._step and clock - self._written < REPORT_EVERY:
            return
        self._step, self._written = step, clock
        if not self._jobs.report(self._job.id, self._worker, step, done, total):
            raise Cancelled("error.cancelled")


def clear_lost(jobs: JobRepository) -> None:
    """Jobs of workers that have not been heard of for a while are interrupted."""
    limit = (datetime.now(UTC) - LOST_AFTER).isoformat(timespec="milliseconds")
    lost = [worker for worker, (_, _, seen) in jobs.workers().items() if seen < limit]
    if lost:
        jobs.leave(lost)


def now() -> str:
    """The time as it is stored: ISO, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
