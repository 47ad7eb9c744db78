"""Everything that is kept in the database, as whoever asks may know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from workbench.config import Settings
from workbench.domain.drafts import Draft
from workbench.domain.jobs import Job
from workbench.domain.people import LOCAL_PERSON, Person
from workbench.passwords import Argon2
from workbench.storage.accounts import SqlAccounts
from workbench.storage.database import Store, open_store
from workbench.storage.jobs import SqlJobs
from workbench.storage.ledger import SqlLedger
from workbench.storage.opinions import SqlOpinions
from workbench.storage.repositories import SqlCorpus, SqlDrafts, SqlScreenings
from workbench.storage.searches import SqlSearches
from workbench.storage.shelf import SqlLaws, SqlShelf
from workbench.use_cases.acting import Actor
from workbench.use_cases.sight import hidden_dossiers, hidden_drafts, shows_job
from workbench.use_cases.sign_in import Door


def _recounted(draft: Draft) -> Draft:
    """A repaired draft with a parse report that counts what now stands there."""
    from workbench.ingest.report import recounted  # late: an unrepaired draft needs none of it

    return replace(draft, report=recounted(draft.report, draft.provisions))


class Stores:
    """The repositories over one database, made when first asked for."""

    def __init__(self, settings: Settings, reader: Callable[[], Person] | None = None) -> None:
        self.settings = settings
        self._reader = reader  # who asks at this moment; nobody: the worker, which works for everybody

    def hidden_drafts(self) -> frozenset[str]:
        """The drafts that whoever asks at this moment may not know of."""
        return hidden_drafts(self.ledger, self._reader()) if self._reader else frozenset()

    def _shows(self, job: Job) -> bool:
        if self._reader is None:
            return True
        who = self._reader()
        return shows_job(job, who, self.hidden_drafts() | hidden_dossiers(self.ledger, who))

    @cached_property
    def _engine(self) -> Store:
        return open_store(self.settings.database)

    @property
    def store(self) -> Store:
        """The database itself, for what concerns all of it."""
        return self._engine

    @cached_property
    def corpus(self) -> SqlCorpus:
        """Official texts."""
        return SqlCorpus(self._engine)

    @cached_property
    def drafts(self) -> SqlDrafts:
        """Imported drafts that the reader may know of."""
        return SqlDrafts(self._engine, _recounted, self.hidden_drafts)

    @cached_property
    def every_draft(self) -> SqlDrafts:
        """All imported drafts, for the index and for caches that several readers share."""
        return SqlDrafts(self._engine, _recounted)

    @cached_property
    def screenings(self) -> SqlScreenings:
        """Results of screenings that the reader may know of."""
        return SqlScreenings(self._engine, self.hidden_drafts)

    @cached_property
    def every_screening(self) -> SqlScreenings:
        """All results of screenings, for caches that several readers share."""
        return SqlScreenings(self._engine)

    @cached_property
    def laws(self) -> SqlLaws:
        """Texts of laws that drafts change."""
        return SqlLaws(self._engine)

    @cached_property
    def shelf(self) -> SqlShelf:
        """The interpretive shelf."""
        return SqlShelf(self._engine)

    @cached_property
    def jobs(self) -> SqlJobs:
        """Work for the worker, and how far it is."""
        return SqlJobs(self._engine, self._shows)

    @cached_property
    def searches(self) -> SqlSearches:
        """Searches that people asked before or keep."""
        return SqlSearches(self._engine)

    @cached_property
    def door(self) -> Door:
        """Accounts, passwords and sessions."""
        idle, longest = timedelta(minutes=self.settings.idle_minutes), timedelta(hours=self.settings.session_hours)
        return Door(self.ledger, SqlAccounts(self._engine), Argon2(), idle, longest)

    @cached_property
    def opinions(self) -> SqlOpinions:
        """Answers of the configured second reader."""
        return SqlOpinions(self._engine)

    @cached_property
    def ledger(self) -> SqlLedger:
        """Human decisions with their history."""
        return SqlLedger(self._engine)

    def actor(self, person: Person = LOCAL_PERSON) -> Actor:
        """Somebody at work; without a person the local user of this machine."""
        return Actor(self.ledger, person)
