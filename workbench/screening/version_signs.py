"""What changed for people between two texts of a provision: safeguards, interferences and limits that came or went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.domain.carry_over import Development, Ground, Proposal, Shift
from workbench.domain.versions import PlaceKind
from workbench.screening.reading import CueReader
from workbench.screening.tension_features import Seen, read_features

PROTECTS = ("has.", "lifted.")
BURDENS = ("denied.", "does.")
TOPICAL = ("does.", "lifted.")  # named interferences: words of a topic, they decide only where nothing else came or went
BURDENING_NORMS = frozenset(
    {
        *("norm.exclusion", "norm.prohibition", "norm.discretion_without_criteria"),
        *("norm.delegation_without_criteria", "norm.long_years", "norm.repeal"),
    }
)
PROTECTING_NORMS = frozenset({"norm.criteria", "norm.entitlement"})


def grounds(old: str, new: str, reader: CueReader) -> tuple[Ground, ...]:
    """Every sign that came or went, those that protect first."""
    if old.split() == new.split():
        return (Ground(Shift.KEPT),)
    before, after = read_features(old, reader), read_features(new, reader)
    found = [*_differing(after, before, new, Shift.ADDED), *_differing(before, after, old, Shift.REMOVED)]
    return tuple(sorted(found, key=lambda g: (not g.better, g.shift, g.feature)))


def burdens(text: str, reader: CueReader) -> tuple[Ground, ...]:
    """The signs in a wholly new text that limit people."""
    seen = read_features(text, reader)
    return tuple(g for g in _differing(seen, {}, text, Shift.ADDED) if not g.better)


def proposal(placed: PlaceKind, found: Iterable[Ground]) -> Proposal:
    """What the signs say of a finding whose words were placed like this."""
    told = tuple(found)
    signs = [g for g in told if g.shift is not Shift.KEPT]
    telling = [g for g in signs if not g.feature.startswith(TOPICAL)] or signs
    better, worse = any(g.better for g in telling), any(not g.better for g in telling)
    if placed is PlaceKind.GONE:
        return Proposal(Development.GONE, told)
    if placed is PlaceKind.UNPLACED or (better and worse):
        return Proposal(None, told)
    if better:
        return Proposal(Development.RESOLVED, told)
    return Proposal(Development.WORSENED if worse else Development.UNCHANGED, told)


def _differing(here: dict[str, Seen], there: dict[str, Seen], text: str, shift: Shift) -> Iterator[Ground]:
    """Signs that are here and not, or less often, there."""
    for name, seen in here.items():
        burden = _burdens(name)
        if burden is None or len(seen.spans) <= len(there[name].spans if name in there else ()):
            continue
        if name in there and not name.startswith("norm."):
            continue  # the same safeguard named twice is no second safeguard
        better = burden is (shift is Shift.REMOVED)
        yield Ground(shift, name, text[slice(*seen.spans[0])] if seen.spans else "", better)


def _burdens(name: str) -> bool | None:
    """Whether a feature burdens people, protects them, or says nothing here."""
    if name.endswith(".any"):
        return None
    if name.startswith(BURDENS) or name in BURDENING_NORMS:
        return True
    return False if name.startswith(PROTECTS) or name in PROTECTING_NORMS else None
