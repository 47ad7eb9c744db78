"""Corrections of what the reader made of a file: merge, split, relabel; the text itself is never touched.

A repair is a human decision like any other: it is kept with its history, can be undone, and is tried again on a next version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.domain.draft_tree import DraftTree, RepairImpossible
from workbench.domain.drafts import Draft, Kind
from workbench.domain.records import Record


class RepairKind(StrEnum):
    """What is done to a provision."""

    MERGE = "merge"  # into the provision right before it
    SPLIT = "split"  # in two, at given words
    RELABEL = "relabel"  # another kind, number or heading


@dataclass(frozen=True, kw_only=True)
class Repair(Record):
    """One correction; `was_...` tell what it was done to, so that the same place is found in a next version."""

    draft: str
    provision: str  # id of the provision at the moment of the repair
    repair: RepairKind
    kind: Kind | None = None  # split: of the new second part; relabel: the new kind
    number: str = ""
    heading: str = ""
    cut: str = ""  # split: the words that the second part begins with
    was_kind: Kind | None = None
    was_number: str = ""
    was_text: str = ""  # the beginning of its words
    undone: bool = False
    changed: str = ""  # ISO time of the last change
    carried_from: str = ""  # id of the repair of an earlier version that this one repeats
    skipped: str = ""  # catalogue key: why a carried repair could not be repeated; it then does nothing

    @property
    def active(self) -> bool:
        """Whether it changes the draft."""
        return not (self.undone or self.skipped)


def repaired(draft: Draft, repairs: Sequence[Repair]) -> Draft:
    """The draft with its active repairs applied in order; one that no longer fits is passed over."""
    tree = DraftTree(draft)
    for repair in repairs:
        if repair.active:
            try:
                apply(tree, repair)
            except RepairImpossible:
                continue  # only possible for a store that was changed by hand: the page lists it, the text stays whole
    return replace(draft, provisions=tree.provisions())


def apply(tree: DraftTree, repair: Repair) -> None:
    """Do one repair; raises RepairImpossible, and then nothing has changed."""
    if repair.repair is RepairKind.MERGE:
        tree.merge(repair.provision)
    elif repair.repair is RepairKind.SPLIT:
        tree.split(repair.provision, repair.cut, repair.kind or Kind.ARTICLE, repair.number)
    else:
        tree.relabel(repair.provision, repair.kind or Kind.ARTICLE, repair.number, repair.heading)
