"""The state of jobs in the database: a row changes only from the state that the change expects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, case, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from workbench.domain.jobs import OPEN, Ending, Job, JobKind, JobState
from workbench.errors import StoreError
from workbench.storage.database import transaction
from workbench.storage.schema import job as table
from workbench.storage.schema import worker as workers

_OVER = [str(state) for state in JobState if state not in OPEN]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class SqlJobs:
    """Jobs and workers in the database; reading gives only those that are `shown` to who asks."""

    def __init__(self, engine: Engine, shown: Callable[[Job], bool] = lambda job: True) -> None:
        self._engine = engine
        self._shown = shown

    def add(self, job: Job) -> Job:
        """Store a new job; when an open job of this kind about the same is there already, that one comes back instead."""
        names = [column.name for column in table.columns if column.name != "open_as"]
        row = {name: getattr(job, name) for name in names}
        try:
            with transaction(self._engine) as connection:
                connection.execute(insert(table).values(**row | {"changed": job.changed or _now()}, open_as=_open_as(job)))
        except StoreError:
            there = self._open(job)
            if there is None:
                raise
            return there
        return job

    def _open(self, job: Job) -> Job | None:
        with transaction(self._engine) as connection:
            row = connection.execute(select(table).where(table.c.open_as == _open_as(job))).mappings().first()
        return _job(row) if row else None

    def get(self, job_id: str) -> Job | None:
        """One job."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(table).filter_by(id=job_id)).mappings().first()
        return self._seen(_job(row)) if row else None

    def newest(self, kind: JobKind, about: str) -> Job | None:
        """The last job of a kind about something."""
        query = select(table).filter_by(kind=str(kind), about=about).order_by(table.c.created.desc(), table.c.id).limit(1)
        with transaction(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        return self._seen(_job(row)) if row else None

    def recent(self, limit: int) -> list[Job]:
        """Open jobs first, then the newest."""
        first = case((table.c.open_as.is_not(None), 0), else_=1)
        with transaction(self._engine) as connection:
            rows = connection.execute(select(table).order_by(first, table.c.created.desc(), table.c.id).limit(limit))
            found = [_job(row) for row in rows.mappings()]
        return [job for job in found if self._shown(job)]

    def _seen(self, job: Job) -> Job | None:
        return job if self._shown(job) else None

    def waiting(self) -> list[str]:
        """The ids of jobs that no worker has taken yet, oldest first."""
        query = select(table.c.id).filter_by(state=str(JobState.WAITING)).order_by(table.c.created, table.c.id)
        with transaction(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def claim(self, job_id: str, worker: str) -> Job | None:
        """Take a waiting job for this worker; nothing when it is no longer waiting."""
        values = {"state": str(JobState.RUNNING), "worker": worker, "changed": _now()}
        taken = self._change(update(table).filter_by(id=job_id, state=str(JobState.WAITING)).values(**values))
        return self.get(job_id) if taken else None

    def report(self, job_id: str, worker: str, step: str, done: int, total: int) -> bool:
        """Write how far the job is; False when it should stop: the user asked, or it is this worker's no longer."""
        mine = update(table).filter_by(id=job_id, worker=worker, state=str(JobState.RUNNING), stop_asked=False)
        return self._change(mine.values(step=step, done=done, total=total, changed=_now())) == 1

    def finish(self, job_id: str, worker: str, ending: Ending) -> None:
        """Write how the job ended; nothing when it is this worker's no longer."""
        values = {"error": ending.error, "details": ending.details, "result": ending.result}
        mine = update(table).filter_by(id=job_id, worker=worker, state=str(JobState.RUNNING))
        self._change(mine.values(state=str(ending.state), open_as=None, changed=_now(), **values))

    def ask_stop(self, job_id: str) -> None:
        """Cancel a waiting job, ask a running one to stop."""
        waiting = update(table).filter_by(id=job_id, state=str(JobState.WAITING))
        if not self._change(waiting.values(state=str(JobState.CANCELLED), open_as=None, changed=_now())):
            self._change(update(table).filter_by(id=job_id, state=str(JobState.RUNNING)).values(stop_asked=True))

    def restart(self, job_id: str) -> bool:
        """Put a job that is over back to waiting; False when it is open, or when another one like it is."""
        job = self.get(job_id)
        if job is None or job.open or self._open(job):
            return False
        fresh = {"step": "", "done": 0, "total": 0, "stop_asked": False, "worker": "", "error": "", "details": {}, "result": {}}
        over = update(table).where(table.c.id == job_id, table.c.state.in_(_OVER))
        values = {"state": str(JobState.WAITING), "open_as": _open_as(job), "changed": _now(), "attempt": table.c.attempt + 1}
        return self._change(over.values(**fresh, **values)) == 1

    def beat(self, worker: str, host: str, pid: int) -> None:
        """Say that this worker is alive."""
        with transaction(self._engine) as connection:
            if not connection.execute(update(workers).filter_by(id=worker).values(seen=_now())).rowcount:
                connection.execute(insert(workers).values(id=worker, host=host, pid=pid, seen=_now()))

    def leave(self, gone: Sequence[str]) -> None:
        """These workers are gone: what they were at is interrupted."""
        theirs = update(table).where(table.c.worker.in_(gone), table.c.state == str(JobState.RUNNING))
        with transaction(self._engine) as connection:
            connection.execute(theirs.values(state=str(JobState.INTERRUPTED), open_as=None, changed=_now()))
            connection.execute(delete(workers).where(workers.c.id.in_(gone)))

    def workers(self) -> dict[str, tuple[str, int, str]]:
        """Per worker its host, process number and the ISO time of its last beat."""
        with transaction(self._engine) as connection:
            return {row.id: (row.host, row.pid, row.seen) for row in connection.execute(select(workers))}

    def _change(self, statement: Any) -> int:
        with transaction(self._engine) as connection:
            changed: int = connection.execute(statement).rowcount
        return changed


def _open_as(job: Job) -> str:
    return f"{job.kind}:{job.about}"


def _job(row: RowMapping) -> Job:
    values = {name: row[name] for name in row if name != "open_as"}
    return Job(**values | {"kind": JobKind(row["kind"]), "state": JobState(row["state"])})
