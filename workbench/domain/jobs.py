"""Work that takes longer than a page: imports, index builds and screenings, done by a separate worker process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from workbench.domain.ports import Progress


class JobKind(StrEnum):
    """What the worker can do."""

    IMPORT_DRAFT = "import_draft"
    IMPORT_TEXTS = "import_texts"
    BUILD_INDEX = "build_index"
    SCREEN = "screen"
    OPINION = "opinion"  # ask the configured second reader about one pair
    MAKE_REPORT = "make_report"
    CHECK_KNOWN = "check_known"  # are the must-find pairs still found?


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"  # its worker stopped before it was done


OPEN = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class Job:
    """One piece of work and how far it is; every field comes from the store."""

    id: str
    kind: JobKind
    about: str  # what it works on (a draft, a file, an index): no two open jobs of a kind are about the same
    asked_by: str
    created: str  # ISO time, UTC
    state: JobState = JobState.WAITING
    changed: str = ""
    step: str = ""  # catalogue key
    done: int = 0
    total: int = 0  # 0: unknown
    stop_asked: bool = False
    attempt: int = 1
    worker: str = ""
    error: str = ""  # catalogue key of what went wrong
    details: dict[str, Any] = field(default_factory=dict)  # the parameters of that sentence
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN

    @property
    def share(self) -> float:
        """0..1 of the present step."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


@dataclass(frozen=True)
class Ending:
    """How a job ended."""

    state: JobState
    error: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)


Work = Callable[[Job, Progress], dict[str, Any]]


class Queue(Protocol):
    """The way to the worker."""

    def put(self, job_id: str) -> None:
        """Hand a job to the worker; handing it twice does no harm, since a job is claimed once."""


class JobRepository(Protocol):
    """The state of every job, shared by all pages and workers."""

    def add(self, job: Job) -> Job:
        """Store a new job; when an open job of this kind about the same is there already, that one comes back instead."""

    def get(self, job_id: str) -> Job | None:
        """One job."""

    def newest(self, kind: JobKind, about: str) -> Job | None:
        """The last job of a kind about something."""

    def recent(self, limit: int) -> list[Job]:
        """Open jobs first, then the newest."""

    def waiting(self) -> list[str]:
        """The ids of jobs that no worker has taken yet, oldest first."""

    def claim(self, job_id: str, worker: str) -> Job | None:
        """Take a waiting job for this worker; nothing when it is no longer waiting."""

    def report(self, job_id: str, worker: str, step: str, done: int, total: int) -> bool:
        """Write how far the job is; False when it should stop: the user asked, or it is this worker's no longer."""

    def finish(self, job_id: str, worker: str, ending: Ending) -> None:
        """Write how the job ended; nothing when it is this worker's no longer."""

    def ask_stop(self, job_id: str) -> None:
        """Cancel a waiting job, ask a running one to stop."""

    def restart(self, job_id: str) -> bool:
        """Put a job that is over back to waiting; False when it is open, or when another one like it is."""

    def beat(self, worker: str, host: str, pid: int) -> None:
        """Say that this worker is alive."""

    def leave(self, workers: Sequence[str]) -> None:
        """These workers are gone: what they were at is interrupted."""

    def workers(self) -> dict[str, tuple[str, int, str]]:
        """Per worker its host, process number and the ISO time of its last beat."""
