"""Screening: every unit of a draft goes through the same search; candidates are suggestions with their reasons."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from workbench.domain.drafts import Draft, Unit
from workbench.domain.ports import Progress, silent
from workbench.domain.search import Candidate, Hit, ScreenedUnit, Screening, Versions
from workbench.domain.tension import PairTension
from workbench.screening.tension_features import read_features
from workbench.use_cases.draft_units import units
from workbench.use_cases.judge_pair import judge_pair
from workbench.use_cases.search import SearchTools, hits_of, rank

BATCH = 64  # units between two reports of progress
CANDIDATES = 10


def screen_units(
    found: Sequence[Unit], tools: SearchTools, top: int = CANDIDATES, language: str = "nl", progress: Progress = silent
) -> Iterator[ScreenedUnit]:
    """Screen units in reading order, yielding each as it is done; the listener may stop the work."""
    for start in range(0, len(found), BATCH):
        progress("progress.screening", start, len(found))
        batch = found[start : start + BATCH]
        for unit, ranked in zip(batch, rank([u.text for u in batch], tools, language), strict=True):
            yield _screened(unit, ranked.reading.holders, hits_of(unit.text, ranked, tools, top, language), tools)
    progress("progress.screening", len(found), len(found))


def screen_draft(draft: Draft, tools: SearchTools, versions: Versions, progress: Progress = silent) -> Screening:
    """The whole draft, with the versions that make the result repeatable."""
    screened = tuple(screen_units(units(draft), tools, language=draft.language, progress=progress))
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    return Screening(uuid.uuid4().hex, draft.id, now, versions, screened)


def _screened(unit: Unit, holders: Mapping[str, str], hits: Sequence[Hit], tools: SearchTools) -> ScreenedUnit:
    features = read_features(unit.text, tools.reader)
    contributions = tools.tension.contributions(unit.text, features)
    level = tools.tension.tension(contributions, bool(unit.boilerplate))
    nearest = max((hit.relevance for hit in hits), default=0.0)
    return ScreenedUnit(
        unit.provision,
        unit.citation,
        unit.text,
        unit.page,
        level,
        tools.tension.reasons(unit.text, contributions),
        tuple(_candidate(hit, judge_pair(unit, level, features, holders, hit, nearest, tools)) for hit in hits),
        unit.boilerplate,
    )


def _candidate(hit: Hit, tension: PairTension) -> Candidate:
    return Candidate(hit.provision, hit.score, hit.relevance, hit.reasons, hit.applicability, hit.ranks, tension)
