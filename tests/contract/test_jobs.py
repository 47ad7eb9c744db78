"""Jobs over every store and every queue: claimed once, never lost, stopped and interrupted as the page shows it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from workbench.domain.jobs import Ending, Job, JobKind, JobState
from workbench.domain.ports import Progress
from workbench.errors import DamagedFile, StoreError
from workbench.jobs.queue import JobQueue
from workbench.storage.jobs import SqlJobs
from workbench.use_cases.jobs import ask, ask_again, clear_lost, run


def job(name: str, about: str = "d1", created: str = "2026-11-24T10:00:00.000+00:00") -> Job:
    return Job(name, JobKind.SCREEN, about, "an", created)


class Shelf:
    """A queue that only remembers."""

    def __init__(self) -> None:
        self.put_in: list[str] = []

    def put(self, job_id: str) -> None:
        self.put_in.append(job_id)


def doing(work: Callable[[Job, Progress], dict[str, object]]) -> dict[JobKind, Callable[[Job, Progress], dict[str, object]]]:
    return {JobKind.SCREEN: work}


def test_two_people_who_start_the_same_screening_share_one_job(engine: Engine) -> None:
    jobs, queue = SqlJobs(engine), Shelf()
    first = ask(JobKind.SCREEN, "d1", "an", jobs, queue)
    second = ask(JobKind.SCREEN, "d1", "bart", jobs, queue)
    other = ask(JobKind.SCREEN, "d2", "bart", jobs, queue)
    assert (second.id, second.asked_by) == (first.id, "an")
    assert queue.put_in == [first.id, other.id]


def test_a_job_is_claimed_by_one_worker_only(engine: Engine) -> None:
    jobs = SqlJobs(engine)
    jobs.add(job("j1"))
    claimed = jobs.claim("j1", "w1")
    assert claimed is not None and (claimed.state, claimed.worker) == (JobState.RUNNING, "w1")
    assert jobs.claim("j1", "w2") is None
    assert jobs.report("j1", "w2", "progress.screening", 1, 9) is False
    assert jobs.report("j1", "w1", "progress.screening", 3, 9) is True
    shown = jobs.get("j1")
    assert shown is not None and (shown.step, shown.done, shown.total) == ("progress.screening", 3, 9)


def test_a_finished_job_keeps_its_result_and_the_same_can_be_asked_again(engine: Engine) -> None:
    jobs = SqlJobs(engine)
    jobs.add(job("j1"))
    run("j1", "w1", jobs, doing(lambda j, progress: {"screening": "s-" + j.about}))
    done = jobs.newest(JobKind.SCREEN, "d1")
    assert done is not None and (done.state, done.result) == (JobState.DONE, {"screening": "s-d1"})
    jobs.add(job("j2", created="2026-11-24T11:00:00.000+00:00"))
    newest = jobs.newest(JobKind.SCREEN, "d1")
    assert newest is not None and newest.id == "j2"
    assert [(j.id, j.state) for j in jobs.recent(9)] == [("j2", JobState.WAITING), ("j1", JobState.DONE)]


def test_who_asks_to_stop_is_heard_at_the_next_step(engine: Engine) -> None:
    jobs = SqlJobs(engine)
    jobs.add(job("j1"))
    steps = []

    def work(j: Job, progress: Progress) -> dict[str, object]:
        for step in ("een", "twee", "drie"):
            steps.append(step)
            progress(step, 0, 3)
            jobs.ask_stop(j.id)
        return {}

    run("j1", "w1", jobs, doing(work))
    stopped = jobs.get("j1")
    assert stopped is not None and stopped.state is JobState.CANCELLED
    assert steps == ["een", "twee"]


def test_a_waiting_job_that_is_stopped_is_never_done(engine: Engine) -> None:
    jobs = SqlJobs(engine)
    jobs.add(job("j1"))
    jobs.ask_stop("j1")
    run("j1", "w1", jobs, doing(lambda j, progress: pytest.fail("it was done")))
    stopped = jobs.get("j1")
    assert stopped is not None and stopped.state is JobState.CANCELLED


@pytest.mark.parametrize(
    ("error", "key", "details", "result"),
    [
        (DamagedFile("error.damaged_file", file="a.pdf"), "error.damaged_file", {"file": "a.pdf"}, {"unusable": True}),
        (StoreError("error.store_busy", detail="x"), "error.store_busy", {"detail": "x"}, {}),
    ],
)
def test_a_job_that_fails_says_why(
    engine: Engine, error: Exception, key: str, details: dict[str, str], result: dict[str, object]
) -> None:
    jobs = SqlJobs(engine)
    jobs.add(job("j1"))

    def work(j: Job, progress: Progress) -> dict[str, object]:
        raise error

    run("j1", "w1", jobs, doing(work))
    failed = jobs.get("j1")
    assert failed is not None
    assert (failed.state, failed.error, failed.details, failed.result) == (JobState.FAILED, key, details, result)


def test_a_mistake_of_ours_is_written_too(engine: Engine) -> None:
    jobs = SqlJobs(engine)
    jobs.add(job("j1"))
    with pytest.raises(ZeroDivisionError):
        run("j1", "w1", jobs, doing(lambda j, progress: {"x": 1 // 0}))
    failed = jobs.get("j1")
    assert failed is not None and (failed.state, failed.error) == (JobState.FAILED, "error.job_failed")


def test_a_killed_worker_leaves_an_interrupted_job_that_can_be_started_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs, queue = SqlJobs(engine), Shelf()
    jobs.add(job("j1"))
    monkeypatch.setattr("workbench.storage.jobs._now", lambda: "2026-11-24T10:00:00.000+00:00")
    jobs.beat("w1", "deze", 1)
    monkeypatch.undo()
    jobs.beat("w2", "deze", 2)
    jobs.claim("j1", "w1")
    clear_lost(jobs)
    interrupted = jobs.get("j1")
    assert interrupted is not None and interrupted.state is JobState.INTERRUPTED
    assert set(jobs.workers()) == {"w2"}
    ask_again("j1", jobs, queue)
    assert queue.put_in == ["j1"]
    run("j1", "w2", jobs, doing(lambda j, progress: {"attempt": j.attempt}))
    done = jobs.get("j1")
    assert done is not None and (done.state, done.result) == (JobState.DONE, {"attempt": 2})
    jobs.finish("j1", "w1", Ending(JobState.FAILED))  # the first worker was not dead after all
    still = jobs.get("j1")
    assert still is not None and still.state is JobState.DONE


def test_an_open_job_is_not_started_again(engine: Engine) -> None:
    jobs, queue = SqlJobs(engine), Shelf()
    jobs.add(job("j1"))
    ask_again("j1", jobs, queue)
    assert queue.put_in == []


def test_the_queue_hands_over_each_number_once_in_order(store_url: str, tmp_path: Path) -> None:
    url = store_url if store_url.startswith("postgresql") else ""
    app, worker = JobQueue(tmp_path, url), JobQueue(tmp_path, url)
    for name in ("j1", "j2", "j3"):
        app.put(name)
    heard: list[str] = []
    assert worker.work_off(heard.append) == 3
    assert heard == ["j1", "j2", "j3"]
    assert worker.work_off(heard.append) == 0
    app.close()
    worker.close()
