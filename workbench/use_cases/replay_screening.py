"""Screen again with what is here now and say whether the result is the same, and if not, what changed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from workbench.domain.drafts import Draft
from workbench.domain.ports import Progress, silent
from workbench.domain.search import Candidate, ScreenedUnit, Screening, Versions
from workbench.use_cases.screen_draft import screen_draft
from workbench.use_cases.search import SearchTools

CLOSE = 1e-5  # scores that differ less are equal: float32 sums may be ordered otherwise on another processor


@dataclass(frozen=True)
class UnitChange:
    """One unit that came out otherwise.

    `what` names its parts: text | tension | reasons | candidates | pairs | scores | boilerplate.
    """

    provision: str
    citation: str
    what: tuple[str, ...]
    tension: tuple[float, float]  # then, now
    best: tuple[str, str]  # first candidate then, now


@dataclass(frozen=True)
class Replay:
    """The stored screening against a fresh one."""

    then: Versions
    now: Versions
    units: int
    changed: tuple[UnitChange, ...]
    gone: tuple[str, ...] = ()  # provisions that were screened then only
    new: tuple[str, ...] = ()

    @property
    def moved(self) -> tuple[str, ...]:
        """Which versions differ: policy | encoder | index | register | catalogue."""
        before, after = asdict(self.then), asdict(self.now)
        return tuple(name for name in before if before[name] != after[name])

    @property
    def same(self) -> bool:
        """Whether every unit came out as it was stored."""
        return not (self.changed or self.gone or self.new)


def replay_screening(
    stored: Screening, draft: Draft, tools: SearchTools, versions: Versions, progress: Progress = silent
) -> Replay:
    """Nothing is stored: the old result stays what it is."""
    return compare(stored, screen_draft(draft, tools, versions, progress))


def compare(stored: Screening, again: Screening) -> Replay:
    """Unit by unit, what differs between two screenings of one draft."""
    before, after = _by_provision(stored), _by_provision(again)
    both = [(before[p], after[p]) for p in before if p in after]
    changed = tuple(_change(then, now) for then, now in both if _differences(then, now))
    gone = tuple(p for p in before if p not in after)
    new = tuple(p for p in after if p not in before)
    return Replay(stored.versions, again.versions, len(before), changed, gone, new)


def _by_provision(screening: Screening) -> Mapping[str, ScreenedUnit]:
    return {unit.provision: unit for unit in screening.units}


def _change(then: ScreenedUnit, now: ScreenedUnit) -> UnitChange:
    best = (_first(then), _first(now))
    return UnitChange(then.provision, then.citation, _differences(then, now), (then.tension, now.tension), best)


def _first(unit: ScreenedUnit) -> str:
    return unit.candidates[0].provision if unit.candidates else ""


def _differences(then: ScreenedUnit, now: ScreenedUnit) -> tuple[str, ...]:
    places = [c.provision for c in then.candidates], [c.provision for c in now.candidates]
    scores = [c.score for c in then.candidates], [c.score for c in now.candidates]
    checks = {
        "text": then.text != now.text,
        "boilerplate": then.boilerplate != now.boilerplate,
        "tension": not _close(then.tension, now.tension),
        "reasons": [(r.key, r.words) for r in then.reasons] != [(r.key, r.words) for r in now.reasons],
        "candidates": places[0] != places[1],
        "pairs": places[0] == places[1] and not all(map(_alike, then.candidates, now.candidates)),
        "scores": places[0] == places[1] and not all(map(_close, *scores)),
    }
    return tuple(name for name, differs in checks.items() if differs)


def _alike(one: Candidate, other: Candidate) -> bool:
    """Whether the model expects the same of a pair; a screening made before that model says nothing of pairs."""
    before, after = one.tension, other.tension
    if before is None or after is None:
        return True
    return (before.level, before.tree, before.because) == (after.level, after.tree, after.because) and _close(
        before.probability, after.probability
    )


def _close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
