"""A small screening for the tests: provisions with candidates, as the machine would hand them over."""

from __future__ import annotations

from workbench.domain.instruments import Applicability, Status
from workbench.domain.search import Candidate, ScreenedUnit, Screening, Versions

BINDS = Applicability(Status.BINDING)


def candidate(norm: str, relevance: float = 0.5) -> Candidate:
    return Candidate(norm, relevance, relevance, (), BINDS)


def unit(
    provision: str, text: str, tension: float = 0.5, norms: tuple[str, ...] = ("ECHR/8", "CRC/16"), boilerplate: str = ""
) -> ScreenedUnit:
    candidates = tuple(candidate(norm, 0.9 - 0.1 * n) for n, norm in enumerate(norms))
    return ScreenedUnit(provision, f"artikel {provision}", text, 1, tension, (), candidates, boilerplate)


def screening(*units: ScreenedUnit, draft: str = "d" * 12, name: str = "s1") -> Screening:
    return Screening(name, draft, "2026-11-25T10:00:00+00:00", Versions("p1/r1", "enc:1", "idx1", "reg1", "cat1"), units)
