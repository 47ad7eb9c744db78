"""Treaties that do not bind Belgium, and the dossiers in which they came up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.dossiers import Dossier
from workbench.domain.instruments import Applicability, Instrument, Status

NOT_RATIFIED = frozenset({Status.SIGNED_ONLY, Status.NOT_PARTY})


@dataclass(frozen=True)
class Touched:
    """A dossier with findings on an instrument itself, or on a binding article that says the same (`via`)."""

    dossier: Dossier
    findings: int
    via: tuple[str, ...] = ()  # articles of other treaties; empty: the instrument itself


@dataclass(frozen=True)
class NotRatified:
    """One instrument that was signed and not ratified, or not signed at all."""

    instrument: Instrument
    notes: tuple[Applicability, ...]  # what the catalogue says about its articles
    argue_via: tuple[str, ...]
    touched: tuple[Touched, ...]


@dataclass(frozen=True)
class NotAccepted:
    """One article or paragraph that Belgium did not accept of a treaty that otherwise binds it."""

    provision: str
    applicability: Applicability
    touched: tuple[Touched, ...]


@dataclass(frozen=True)
class UnratifiedSet:
    """The whole list."""

    instruments: tuple[NotRatified, ...]  # signed ones first
    provisions: tuple[NotAccepted, ...]
    made: str  # ISO time
    names: Mapping[str, str]
    left_out: int = 0  # confidential dossiers that the person may see and did not ask for

    @property
    def dossiers(self) -> tuple[str, ...]:
        """The ids of all dossiers that it names."""
        touched = [*(r.touched for r in self.instruments), *(r.touched for r in self.provisions)]
        return tuple(dict.fromkeys(t.dossier.id for row in touched for t in row))
