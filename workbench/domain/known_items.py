"""The known-item box: pairs that a search must find, and how each check of them went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.records import Record
from workbench.domain.search import Versions

WITHIN = 10  # places in the list, unless somebody asks for another limit


@dataclass(frozen=True, kw_only=True)
class KnownItem(Record):
    """A rule in a person's own words and the treaty article that a search has to bring up for it."""

    text: str
    norm: str  # the article: `ECHR/8`
    within: int = WITHIN  # it counts as found up to this rank
    why: str = ""  # the case or authority that it comes from
    active: bool = True


@dataclass(frozen=True)
class KnownRank:
    """Where a check found an item; rank 0: not at all. `within` as it was asked then."""

    item: str
    rank: int
    within: int

    @property
    def found(self) -> bool:
        """Whether it came within its limit."""
        return 0 < self.rank <= self.within


@dataclass(frozen=True, kw_only=True)
class KnownCheck(Record):
    """One check of all active items; the author asked for it."""

    versions: Versions  # what the search rested on
    ranks: tuple[KnownRank, ...]

    @property
    def found(self) -> tuple[KnownRank, ...]:
        """The items that came within their limit."""
        return tuple(r for r in self.ranks if r.found)


class BoxState(StrEnum):
    """Whether the newest check still says something."""

    EMPTY = "empty"  # no items
    NEVER = "never"  # items, but no check
    STALE = "stale"  # index, model, register or items changed since
    CURRENT = "current"


@dataclass(frozen=True)
class ItemLine:
    """An item with its rank in the newest check and in the one before; None: not in that check."""

    item: KnownItem
    rank: KnownRank | None
    before: KnownRank | None

    @property
    def lost(self) -> bool:
        """Found the time before, not found now."""
        return bool(self.before and self.before.found and self.rank and not self.rank.found)


@dataclass(frozen=True)
class KnownBox:
    """All active items, oldest first, and the checks, newest first."""

    state: BoxState
    lines: tuple[ItemLine, ...]
    checks: tuple[KnownCheck, ...]

    @property
    def last(self) -> KnownCheck | None:
        """The newest check."""
        return self.checks[0] if self.checks else None


def box_of(items: Sequence[KnownItem], checks: Sequence[KnownCheck], now: Versions) -> KnownBox:
    """The box; `checks` newest first, `now` is what a search would rest on at this moment."""
    active = [item for item in items if item.active]
    ranks = [{r.item: r for r in check.ranks} for check in checks[:2]]
    newest, before = ranks[0] if ranks else {}, ranks[1] if len(ranks) > 1 else {}
    lines = tuple(ItemLine(item, newest.get(item.id), before.get(item.id)) for item in active)
    return KnownBox(_state(active, checks, now), lines, tuple(checks))


def _state(active: Sequence[KnownItem], checks: Sequence[KnownCheck], now: Versions) -> BoxState:
    if not active:
        return BoxState.EMPTY
    if not checks:
        return BoxState.NEVER
    last = checks[0]
    covered = {(r.item, r.within) for r in last.ranks}
    same = last.versions == now and all((item.id, item.within) in covered for item in active)
    return BoxState.CURRENT if same else BoxState.STALE
