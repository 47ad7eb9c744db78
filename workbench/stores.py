"""The stores of one data folder, each opened when first asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from workbench.config import Settings
from workbench.domain.drafts import Draft
from workbench.storage.database import Store, open_store
from workbench.storage.jobs import SqlJobs
from workbench.storage.ledger import SqlLedger
from workbench.storage.opinions import SqlOpinions
from workbench.storage.repositories import SqlCorpus, SqlDrafts, SqlScreenings
from workbench.storage.searches import SqlSearches
from workbench.storage.shelf import SqlLaws, SqlShelf


def _recounted(draft: Draft) -> Draft:
    """A repaired draft with a parse report that counts what now stands there."""
    from workbench.ingest.report import recounted  # late: an unrepaired draft needs none of it

    return replace(draft, report=recounted(draft.report, draft.provisions))


class Stores:
    """Everything that is kept in the database."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

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
        """Imported drafts."""
        return SqlDrafts(self._engine, _recounted)

    @cached_property
    def screenings(self) -> SqlScreenings:
        """Results of screenings."""
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
        return SqlJobs(self._engine)

    @cached_property
    def searches(self) -> SqlSearches:
        """Searches that people asked before or keep."""
        return SqlSearches(self._engine)

    @cached_property
    def opinions(self) -> SqlOpinions:
        """Answers of the configured second reader."""
        return SqlOpinions(self._engine)

    @cached_property
    def ledger(self) -> SqlLedger:
        """Human decisions with their history."""
        return SqlLedger(self._engine)
