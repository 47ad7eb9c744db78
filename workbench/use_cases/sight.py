"""What a person may know of: a text that only confidential dossiers of others hold is as if it were not here."""

from __future__ import annotations

from workbench.domain.dossiers import Dossier
from workbench.domain.jobs import Job, JobState
from workbench.domain.ledger import Reader
from workbench.domain.people import Person


def may_see(person: Person, dossier: Dossier) -> bool:
    """Whether the person may know that the dossier exists."""
    return dossier.readers is None or person.id in dossier.readers


def hidden_dossiers(reader: Reader, person: Person) -> frozenset[str]:
    """The ids of confidential dossiers of others."""
    return frozenset(d.id for d in reader.find(Dossier, confidential=True) if not may_see(person, d))


def hidden_drafts(reader: Reader, person: Person) -> frozenset[str]:
    """The ids of drafts that the person may not know of: in a confidential dossier of others, and in no dossier of theirs."""
    closed = [d for d in reader.find(Dossier, confidential=True) if not may_see(person, d)]
    hidden = {version.draft for dossier in closed for version in dossier.versions}
    if hidden:
        open_ = (d for d in reader.find(Dossier) if may_see(person, d))
        hidden -= {version.draft for dossier in open_ for version in dossier.versions}
    return frozenset(hidden)


def shows_job(job: Job, person: Person, hidden: frozenset[str]) -> bool:
    """Whether the person may know of a job: not when it is about something hidden, but for their own that came to no good end."""
    own = job.asked_by == person.id and job.state is not JobState.DONE
    about = {job.about, *job.about.split(" "), job.result.get("draft", "")}  # a question about a pair names dossier and draft
    return own or hidden.isdisjoint(about)
