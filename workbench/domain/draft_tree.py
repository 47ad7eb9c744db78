"""The provision tree of a draft while it is being repaired: who stands under whom follows from kind and reading order."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.domain.drafts import GROUPS, Draft, DraftProvision, Kind
from workbench.errors import RuleError

_LEVELS = (*GROUPS, Kind.ARTICLE, Kind.PARAGRAPH, Kind.SUBPARAGRAPH, Kind.POINT)
LEVEL = {kind: level for level, kind in enumerate(_LEVELS, start=1)} | {Kind.ANNEX: 1}
_FRAGMENTS = {
    Kind.PART: "part", Kind.BOOK: "book", Kind.TITLE: "title", Kind.CHAPTER: "chp", Kind.SECTION: "sec",
    Kind.SUBSECTION: "subsec", Kind.ARTICLE: "art", Kind.PARAGRAPH: "para", Kind.SUBPARAGRAPH: "subpara",
    Kind.POINT: "point", Kind.ANNEX: "annex",
}  # fmt: skip
_LABEL = r"^\s*(?:art(?:ikel|\.)?|§|{names})?\s*{number}\s*[.)°:]*\s*"
_NAMES = "deel|boek|titel|hoofdstuk|afdeling|onderafdeling|bijlage"


class RepairImpossible(RuleError):
    """The repair does not fit the tree as it stands."""


class DraftTree:
    """Provisions in reading order; every operation changes all of what it says or raises RepairImpossible and changes nothing.

    Ids are addresses that others may hold: a provision keeps its id when it is relabelled, and only a split makes a new one.
    """

    def __init__(self, draft: Draft) -> None:
        self._source = draft.source.text
        self._nodes = list(draft.provisions)
        ends = [*(node.start for node in self._nodes[1:]), len(self._source)]
        # what each node spans without the nodes below it
        self._own_end = [min(n.end, max(end, n.start)) for n, end in zip(self._nodes, ends, strict=True)]

    def provisions(self) -> tuple[DraftProvision, ...]:
        """The tree as it now is; a node spans itself and everything below it."""
        ends = {node.id: end for node, end in zip(self._nodes, self._own_end, strict=True)}
        for node in reversed(self._nodes):
            if node.parent is not None:
                ends[node.parent] = max(ends[node.parent], ends[node.id])
        return tuple(replace(node, end=ends[node.id]) for node in self._nodes)

    def find(self, provision: str) -> int:
        """The place in reading order; raises RepairImpossible."""
        for place, node in enumerate(self._nodes):
            if node.id == provision:
                return place
        raise RepairImpossible("error.repair_gone", provision=provision)

    def relabel(self, provision: str, kind: Kind, number: str, heading: str) -> None:
        """Another kind, number or heading; what stands below it and after it moves along with the kind."""
        place = self.find(provision)
        self._nodes[place] = replace(self._nodes[place], kind=kind, number=number.strip(), heading=heading.strip())
        self._attach(place)

    def merge(self, provision: str) -> None:
        """Put the words of a provision, with its label, at the end of the provision right before it."""
        place = self.find(provision)
        if place == 0:
            raise RepairImpossible("error.repair_first")
        node, before = self._nodes[place], self._nodes[place - 1]
        words = " ".join(self._source[node.start : self._own_end[place]].split())
        if before.kind in GROUPS:
            self._nodes[place - 1] = replace(before, heading=f"{before.heading} {words}".strip())
        else:
            self._nodes[place - 1] = replace(before, text=f"{before.text} {words}".strip())
        self._own_end[place - 1] = self._own_end[place]
        del self._nodes[place], self._own_end[place]
        for later in range(place, len(self._nodes)):
            if self._nodes[later].parent == node.id:
                self._nodes[later] = replace(self._nodes[later], parent=self._parent_for(later, before.id))

    def split(self, provision: str, cut: str, kind: Kind, number: str) -> None:
        """Begin a new provision at the words `cut`, which must stand once in the provision's own words."""
        place = self.find(provision)
        node = self._nodes[place]
        at = self._place_of(cut, place)
        first, rest = node.text.split(cut, 1)
        if not first.strip():
            raise RepairImpossible("error.repair_cut_first")
        text = _without_label(cut + rest, number)
        fresh = replace(
            node, id=self._new_id(node, kind, number), kind=kind, number=number.strip(), heading="", text=text, start=at,
            amendment=None, explanation="", previous=(), page=node.page,
        )  # fmt: skip
        self._nodes[place] = replace(node, text=first.strip())
        self._nodes.insert(place + 1, fresh)
        self._own_end.insert(place + 1, self._own_end[place])
        self._own_end[place] = at
        self._attach(place + 1)

    def _place_of(self, cut: str, place: int) -> int:
        """Where the words stand in the source; line breaks do not count."""
        node = self._nodes[place]
        pattern = r"\s+".join(map(re.escape, cut.split()))
        found = list(re.finditer(pattern, self._source[node.start : self._own_end[place]])) if pattern else []
        if len(found) != 1 or node.text.count(cut) != 1:
            raise RepairImpossible("error.repair_cut", words=cut)
        return node.start + found[0].start()

    def _attach(self, place: int) -> None:
        """Hang a node whose kind is new where its kind belongs, and what follows it below it where that belongs."""
        node = replace(self._nodes[place], parent=self._nodes[place - 1].id if place else None)
        self._nodes[place] = replace(node, parent=self._parent_for(place, node.parent))
        known = {n.id: at for at, n in enumerate(self._nodes)}
        for later in range(place + 1, len(self._nodes)):
            below = self._nodes[later]
            above = known.get(below.parent or "", -1)
            if above > place:
                continue
            if LEVEL[below.kind] <= LEVEL[node.kind] and above < place:
                return
            self._nodes[later] = replace(below, parent=self._parent_for(later, node.id))

    def _parent_for(self, place: int, nearest: str | None) -> str | None:
        """The nearest node above, from `nearest` upwards, under which this kind may stand."""
        by_id = {node.id: node for node in self._nodes}
        while nearest is not None and LEVEL[by_id[nearest].kind] >= LEVEL[self._nodes[place].kind]:
            nearest = by_id[nearest].parent
        return nearest

    def _new_id(self, node: DraftProvision, kind: Kind, number: str) -> str:
        """An address in the manner of eIds; `-rep2` and so on where it is taken."""
        part = re.sub(r"[^a-z0-9.]+", "-", number.lower().replace("°", "")).strip("-.")
        above = node.id if LEVEL[kind] > LEVEL[node.kind] else (node.parent or "")
        stem = "__".join(filter(None, (above, f"{_FRAGMENTS[kind]}_{part}" if part else _FRAGMENTS[kind])))
        taken = {n.id for n in self._nodes}
        return next(name for name in (stem, *(f"{stem}-rep{n}" for n in range(2, 9999))) if name not in taken)


def _without_label(text: str, number: str) -> str:
    """The words without the number that now is the provision's label."""
    if not number.strip():
        return text.strip()
    label = _LABEL.format(names=_NAMES, number=re.escape(number.strip().rstrip(".)°")))
    return re.sub(label, "", text, count=1, flags=re.IGNORECASE).strip()
