"""The optional second reader on a card (filled in once one is configured)."""

from __future__ import annotations

from workbench.domain.dossiers import Dossier
from workbench.domain.search import Candidate, ScreenedUnit


def show_second_opinion(unit: ScreenedUnit, candidate: Candidate, dossier: Dossier) -> None:
    """Nothing: no second reader is configured."""
