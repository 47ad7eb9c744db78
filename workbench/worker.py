"""The worker: a process of its own that does the jobs, so that the pages of others stay quick."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from workbench import logbook
from workbench.bootstrap import CorpusImport, Workbench
from workbench.config import Settings
from workbench.domain.jobs import Job, JobKind, JobRepository, Work
from workbench.domain.people import LOCAL_PERSON, Person
from workbench.domain.ports import Progress
from workbench.errors import AccessDenied, InputError, RuleError, StoreError
from workbench.knowledge.stamp import knowledge_stamp
from workbench.use_cases import jobs as use_case
from workbench.use_cases.acting import Actor
from workbench.use_cases.ask_report import checked_request
from workbench.use_cases.outside_reading import Pair, ask_outside, pair_texts
from workbench.use_cases.repair_draft import carry_repairs
from workbench.use_cases.sight import hidden_drafts

BEAT = 4.0  # seconds between two signs of life
WARM_AFTER = 5.0  # seconds
POLITE = 5  # added to the process's niceness: a page that someone waits for goes first


class Workroom:
    """What each kind of job does; the workbench is made again when settings or knowledge files change."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._made_for: object = None
        self._bench: Workbench | None = None
        self.works: dict[JobKind, Work] = {
            JobKind.IMPORT_DRAFT: self._import_draft,
            JobKind.IMPORT_TEXTS: self._import_texts,
            JobKind.BUILD_INDEX: self._build_index,
            JobKind.SCREEN: self._screen,
            JobKind.OPINION: self._opinion,
            JobKind.MAKE_REPORT: self._make_report,
            JobKind.CHECK_KNOWN: self._check_known,
        }

    def bench(self) -> Workbench:
        """The workbench of the present settings."""
        settings = self._settings()
        made_for = (settings, knowledge_stamp(settings.corpus))
        if self._bench is None or made_for != self._made_for:
            self._bench, self._made_for = Workbench(settings), made_for
        return self._bench

    def _import_draft(self, job: Job, progress: Progress) -> dict[str, Any]:
        bench = self.bench()
        files = sorted(bench.inbox.place(job.id).iterdir())
        if not files:
            raise InputError("error.upload_gone")
        draft, new = bench.import_draft(files[0], progress)
        if not new and draft.id in hidden_drafts(bench.ledger, _actor(bench, job.asked_by).person):
            raise InputError("error.draft_closed")
        carried = carry_repairs(_actor(bench, job.asked_by), bench.drafts, draft) if new else []
        bench.draft_index(progress)
        bench.inbox.clear(job.id)
        return {"draft": draft.id, "new": new, "carried": len(carried)}

    def _import_texts(self, job: Job, progress: Progress) -> dict[str, Any]:
        bench = self.bench()
        folder = bench.inbox.place(job.id)
        files = [path for path in folder.rglob("*") if path.is_file()]
        if not files:
            raise InputError("error.upload_gone")
        progress("progress.reading", 0, 0)
        done = bench.import_corpus(files[0] if len(files) == 1 else folder)
        bench.treaty_index(progress)
        bench.check_known(_actor(bench, job.asked_by), progress)
        bench.inbox.clear(job.id)
        return import_result(done)

    def _build_index(self, job: Job, progress: Progress) -> dict[str, Any]:
        bench = self.bench()
        index = bench.draft_index(progress) if job.about == "drafts" else bench.treaty_index(progress)
        if job.about != "drafts":
            bench.check_known(_actor(bench, job.asked_by), progress)
        return {"passages": len(index.table)}

    def _check_known(self, job: Job, progress: Progress) -> dict[str, Any]:
        bench = self.bench()
        check = bench.check_known(_actor(bench, job.asked_by), progress)
        return {"found": len(check.found), "items": len(check.ranks)} if check else {}

    def _screen(self, job: Job, progress: Progress) -> dict[str, Any]:
        bench = self.bench()
        draft = bench.drafts.get(job.about)
        if draft is None:
            raise InputError("ui.draft.unknown", id=job.about)
        return {"screening": bench.screen(draft, progress).id}

    def _opinion(self, job: Job, progress: Progress) -> dict[str, Any]:
        bench = self.bench()
        reader = bench.second_reader
        if reader is None:
            raise RuleError("error.second_reader_off")
        *place, language = job.about.split(" ")
        pair = Pair(*place)
        texts = pair_texts(pair, bench.screenings.latest(pair.draft), bench.corpus, bench.catalogue.instruments, language)
        actor = _asker(bench, job.asked_by)
        asked = time.monotonic()

        def wait() -> None:
            progress("progress.second_reader", int(time.monotonic() - asked), 0)

        return {"opinion": ask_outside(actor, pair, texts, reader, bench.opinions, wait).id}

    def _make_report(self, job: Job, progress: Progress) -> dict[str, Any]:
        from workbench.ordering import make  # late: the writers of documents are slow to load

        bench = self.bench()
        actor = _asker(bench, job.asked_by)
        made = make(bench, actor, checked_request(actor, job), progress)
        bench.outbox.clear(job.id)
        bench.outbox.lay(job.id, made.name, made.content)
        return {"file": made.name, "size": len(made.content), "dossiers": list(made.dossiers)}


def _asker(bench: Workbench, who: str) -> Actor:
    """Who asked for something that leaves the house: never anybody else; raises AccessDenied for a stranger."""
    found = bench.ledger.get(Person, who)
    if found is None and who != LOCAL_PERSON.id:
        raise AccessDenied("error.person_unknown", name=who)
    return bench.actor(found or LOCAL_PERSON)


def _actor(bench: Workbench, who: str) -> Actor:
    """Who asked for the job, as a person at work."""
    return bench.actor(bench.ledger.get(Person, who) or LOCAL_PERSON)


def import_result(done: CorpusImport) -> dict[str, Any]:
    """What an import of official texts did, as JSON."""
    refused = [{"key": f.error.key, "params": f.error.params} for f in done.files if f.error is not None]
    same = [{"file": f.path.name, "other": f.same_as.name} for f in done.files if f.same_as is not None]
    return {"texts": [asdict(row) for row in done.texts], "refused": refused, "same": same}


def work(settings: Callable[[], Settings]) -> None:
    """Do jobs until the process is told to stop; what was running then is marked as interrupted."""
    room = Workroom(settings)
    bench = room.bench()
    me = use_case.new_id()
    jobs = bench.jobs
    logbook.begin()
    logbook.note("worker", "worker.started", worker=me)
    os.nice(POLITE)
    _clear_up(jobs)
    bench.inbox.clear_old()
    bench.outbox.clear_old()
    stopped = threading.Event()
    jobs.beat(me, socket.gethostname(), os.getpid())
    threading.Thread(target=_beat, args=(jobs, me, stopped), daemon=True).start()
    threading.Thread(target=_warm, args=(bench, stopped), daemon=True).start()
    for job_id in jobs.waiting():  # a worker that was killed may have taken their numbers out of the queue
        bench.queue.put(job_id)
    try:
        bench.queue.work(lambda job_id: _do(job_id, me, jobs, room.works))
    finally:
        stopped.set()
        jobs.leave([me])


def _do(job_id: str, me: str, jobs: JobRepository, works: Mapping[JobKind, Work]) -> None:
    """One job, and a line in the log of how it ended."""
    started = time.monotonic()
    try:
        use_case.run(job_id, me, jobs, works)
    finally:
        job = jobs.get(job_id)
        if job is not None:
            told = {"kind": job.kind, "state": job.state, "error": job.error}
            logbook.note("worker", "job.ended", job=job_id, worker=me, seconds=round(time.monotonic() - started, 3), **told)


def _warm(bench: Workbench, stopped: threading.Event) -> None:
    """Load what is slow to load before the first job asks for it, once the app has had its time to start."""
    if not stopped.wait(WARM_AFTER):
        import workbench.ingest  # noqa: F401

        _ = bench.encoder, bench.loaded_register


def _clear_up(jobs: JobRepository) -> None:
    """Workers of this machine whose process is gone, and those that nobody heard of for a while."""
    host = socket.gethostname()
    jobs.leave([name for name, (where, pid, _) in jobs.workers().items() if where == host and not _alive(pid)])
    use_case.clear_lost(jobs)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != os.getpid()  # a number that came round again is not that worker


def _beat(jobs: JobRepository, me: str, stopped: threading.Event) -> None:
    while not stopped.wait(BEAT):
        try:
            jobs.beat(me, socket.gethostname(), os.getpid())
            use_case.clear_lost(jobs)
        except StoreError:
            continue  # busy or away for a moment: the next beat tries again
