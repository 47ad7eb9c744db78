"""Ask the worker for a report, and take it: only who asked gets the file, and only while they may still export."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.domain.jobs import Job, JobKind, JobRepository, JobState, Queue
from workbench.domain.people import Action, require
from workbench.domain.period import period_of
from workbench.domain.report_request import ReportRequest, Wanted, request_of
from workbench.errors import AccessDenied, UnknownRecord
from workbench.use_cases.acting import Actor, dossier_for, person_now
from workbench.use_cases.jobs import ask

LOOKED_AT = 200  # of the newest jobs of everybody


def ask_report(actor: Actor, request: ReportRequest, jobs: JobRepository, queue: Queue) -> Job:
    """Hand a request to the worker; the same request that still runs is joined.

    Raises AccessDenied, UnknownRecord, InputError for a period that is none.
    """
    check_export(actor, [request.dossier] if request.dossier else [])
    if request.what is Wanted.MANAGEMENT:
        require(person_now(actor.ledger, actor), Action.READ_MANAGEMENT)
    period_of(request.start, request.end, actor.now())
    return ask(JobKind.MAKE_REPORT, request.about, actor.person.id, jobs, queue)


def take_report(actor: Actor, job: Job) -> str:
    """The name of the finished file, once the actor may have it.

    Raises UnknownRecord while there is none or when another person asked for it, AccessDenied.
    """
    if job.kind is not JobKind.MAKE_REPORT or job.state is not JobState.DONE or job.asked_by != actor.person.id:
        raise UnknownRecord("error.report_unknown")
    check_export(actor, job.result.get("dossiers", ()))
    return str(job.result["file"])


def own_reports(actor: Actor, jobs: JobRepository) -> list[Job]:
    """The reports that the actor asked for, newest first."""
    require(person_now(actor.ledger, actor), Action.READ_DOSSIER)
    return [j for j in jobs.recent(LOOKED_AT) if j.kind is JobKind.MAKE_REPORT and j.asked_by == actor.person.id]


def check_export(actor: Actor, dossiers: Iterable[str]) -> None:
    """Let somebody pass who may export, and from each of these dossiers; raises AccessDenied, UnknownRecord."""
    require(person_now(actor.ledger, actor), Action.EXPORT_DOSSIER)
    for dossier in dossiers:
        dossier_for(actor.ledger, actor, dossier, Action.EXPORT_DOSSIER, closed=True)


def checked_request(actor: Actor, job: Job) -> ReportRequest:
    """What a job asks for, once it is the actor's own; raises InputError, AccessDenied."""
    request = request_of(job.about)
    if request.who != actor.person.id or job.asked_by != actor.person.id:
        raise AccessDenied("error.report_unknown")
    return request
