"""Who may ask for a report, and who may take it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_ledger import FakeLedger
from tests.office import Office
from workbench.domain.jobs import Job, JobKind, JobState
from workbench.domain.people import Person, Role
from workbench.domain.report_request import FORMS, LONGEST, ReportRequest, Wanted, request_of
from workbench.errors import AccessDenied, InputError, UnknownRecord
from workbench.use_cases.ask_report import ask_report, checked_request, take_report
from workbench.use_cases.open_dossier import open_dossier, set_members


class Jobs:
    """Remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[Job] = []

    def add(self, job: Job) -> Job:
        self.asked.append(job)
        return job

    def put(self, job_id: str) -> None:
        assert job_id == self.asked[-1].id


@pytest.fixture
def office() -> Office:
    return Office(FakeLedger())


def ask(office: Office, who: str, request: ReportRequest) -> Job:
    jobs = Jobs()
    return ask_report(office[who], request, jobs, jobs)  # type: ignore[arg-type]


def done(job: Job, *dossiers: str) -> Job:
    return replace(job, state=JobState.DONE, result={"file": "advies.docx", "dossiers": list(dossiers)})


def test_a_researcher_cannot_ask_for_any_file(office: Office) -> None:
    dossier = office.dossier()
    for request in (
        ReportRequest(Wanted.ADVICE, "docx", "rik", dossier=dossier.id),
        ReportRequest(Wanted.UNRATIFIED, "pdf", "rik"),
    ):
        with pytest.raises(AccessDenied):
            ask(office, "rik", request)


def test_a_confidential_dossier_gives_a_stranger_nothing_and_its_member_a_job(office: Office) -> None:
    closed = open_dossier(office["ada"], "Geheim", confidential=True, members=("rik",))
    with pytest.raises(UnknownRecord):
        ask(office, "mia", ReportRequest(Wanted.ADVICE, "docx", "mia", dossier=closed.id))
    job = ask(office, "ada", ReportRequest(Wanted.ADVICE, "docx", "ada", dossier=closed.id))
    assert (job.kind, job.asked_by) == (JobKind.MAKE_REPORT, "ada")
    with pytest.raises(UnknownRecord):
        ask(office, "ada", ReportRequest(Wanted.ADVICE, "docx", "ada", dossier="bestaat-niet"))


def test_only_who_asked_takes_the_file_and_only_while_they_may(office: Office) -> None:
    dossier = office.dossier()
    job = done(ask(office, "ada", ReportRequest(Wanted.ADVICE, "docx", "ada", dossier=dossier.id)), dossier.id)
    assert take_report(office["ada"], job) == "advies.docx"
    with pytest.raises(UnknownRecord):
        take_report(office["mia"], job)
    with pytest.raises(UnknownRecord):
        take_report(office["ada"], replace(job, state=JobState.RUNNING))
    set_members(office["mia"], dossier.id, True, ["mia"], "geheim geworden")
    assert take_report(office["ada"], job) == "advies.docx"  # ada opened it and stays a member
    other = done(ask(office, "leo", ReportRequest(Wanted.UNRATIFIED, "docx", "leo")), dossier.id)
    with pytest.raises(UnknownRecord):
        take_report(office["leo"], other)
    with office.ledger.write("bob") as pen:
        ada = pen.get(Person, "ada")
        assert ada is not None
        pen.put(replace(ada, roles=(Role.RESEARCHER,)), "change_person")
    with pytest.raises(AccessDenied):
        take_report(office["ada"], job)


def test_the_worker_does_not_make_a_report_in_the_name_of_another(office: Office) -> None:
    job = Job("j", JobKind.MAKE_REPORT, ReportRequest(Wanted.UNRATIFIED, "pdf", "mia").about, "ada", "2026-11-25")
    with pytest.raises(AccessDenied):
        checked_request(office["ada"], job)


IDS = st.text(st.sampled_from("0123456789abcdef"), min_size=32, max_size=32)


@given(st.sampled_from(list(Wanted)), IDS, IDS, st.booleans(), st.data())
def test_a_request_comes_back_from_a_job_as_it_was(what: Wanted, who: str, dossier: str, flag: bool, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS[what]))
    if what in (Wanted.ADVICE, Wanted.EXPORT):
        request = ReportRequest(what, form, who, "en", dossier=dossier, draft="e" * 12, signed=flag)
    else:
        request = ReportRequest(
            what, form, who, body="CESCR", start="2020-01-01", end="2026-11-25", public=flag, confidential=flag
        )
    assert request_of(request.about) == request
    assert len(request.about) <= LONGEST


@pytest.mark.parametrize("about", ["", "x", "what=advice", "what=kwaad&form=docx&who=a", "what=advice&form=docx&who=a&shell=1"])
def test_other_words_are_no_request(about: str) -> None:
    with pytest.raises(InputError):
        request_of(about)


def test_a_form_that_a_report_does_not_have_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        ReportRequest(Wanted.ADVICE, "exe", "ada")
    assert caught.value.params["forms"] == "docx, pdf"
