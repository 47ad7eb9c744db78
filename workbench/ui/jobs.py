"""Work that takes longer than a page: it runs in a thread of the server, shows its progress and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from workbench.domain.ports import Progress
from workbench.errors import Cancelled, ToetssteenError


@dataclass
class Job:
    """One piece of work and how far it is; also the listener that the work reports to."""

    step: str = ""
    done: int = 0
    total: int = 0
    error: ToetssteenError | None = None
    finished: bool = False
    stopping: threading.Event = field(default_factory=threading.Event)

    def __call__(self, step: str, done: int, total: int) -> None:
        """Hear how far the work is; raises Cancelled once the user has asked to stop."""
        self.step, self.done, self.total = step, done, total
        if self.stopping.is_set():
            raise Cancelled("error.cancelled")

    @property
    def share(self) -> float:
        """0..1 of the present step."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


@st.cache_resource(show_spinner=False)
def _jobs() -> dict[str, Job]:
    return {}


def running(key: str) -> Job | None:
    """The job called `key`, running or finished and not yet looked at."""
    return _jobs().get(key)


def start(key: str, work: Callable[[Progress], object]) -> Job:
    """Start `work` under the name `key`, unless it is running already."""
    known = _jobs().get(key)
    if known and not known.finished:
        return known
    job = _jobs()[key] = Job()
    threading.Thread(target=_run, args=(job, work), name=f"toetssteen-{key}", daemon=True).start()
    return job


def forget(key: str) -> None:
    """Clear a finished job away."""
    _jobs().pop(key, None)


def _run(job: Job, work: Callable[[Progress], object]) -> None:
    job.error = ToetssteenError("ui.error.job")  # stands when the work ends by a mistake of ours; the log has the traceback
    try:
        work(job)
        job.error = None
    except ToetssteenError as error:
        job.error = error
    finally:
        job.finished = True
