"""An article of the base text as a tree that can be changed, with every change still visible."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workbench.domain.amending.place import Step
from workbench.domain.amending.result import CannotApply, Mark, Row, Segment, Why
from workbench.domain.drafts import Draft, DraftProvision, Kind


@dataclass
class Unit:
    """An article, §, lid or point: its own paragraphs (each a list of segments) and the units below it."""

    kind: Kind
    number: str
    lines: list[list[Segment]] = field(default_factory=list)
    children: list[Unit] = field(default_factory=list)
    mark: Mark = Mark.KEPT

    def within(self) -> Iterator[Unit]:
        """This unit and all below it."""
        yield self
        for child in self.children:
            yield from child.within()

    def own(self, mark_out: Mark) -> list[Unit]:
        """The children that are there before (`ADDED` left out) or after (`REMOVED` left out) the changes."""
        return [child for child in self.children if child.mark is not mark_out]

    def remove(self) -> None:
        """Mark everything in it as removed; words that were added before vanish again."""
        self.mark = Mark.REMOVED
        for line in self.lines:
            line[:] = [Segment(s.text, Mark.REMOVED) for s in line if s.mark is not Mark.ADDED]
        self.children = [child for child in self.children if child.mark is not Mark.ADDED]
        for child in self.children:
            child.remove()

    @property
    def touched(self) -> bool:
        """Whether any change lies in it."""
        return any(
            u.mark is not Mark.KEPT or any(s.mark is not Mark.KEPT for line in u.lines for s in line) for u in self.within()
        )


def article_unit(law: Draft, number: str) -> Unit:
    """The article of the base text; raises CannotApply (not there, there twice, or read with doubt)."""
    found = [p for p in law.provisions if p.kind is Kind.ARTICLE and p.number == number]
    if len(found) != 1:
        raise CannotApply(Why.SEVERAL if found else Why.NO_ARTICLE, number)
    _check_order(law, found[0])
    return _unit(law, found[0])


def _unit(law: Draft, provision: DraftProvision) -> Unit:
    lines = [[Segment(line)] for line in provision.text.split("\n") if line.strip()]
    return Unit(provision.kind, provision.number, lines, [_unit(law, child) for child in law.children(provision.id)])


def _check_order(law: Draft, article: DraftProvision) -> None:
    """The tree must give the words in the order in which the source has them; otherwise its structure is in doubt."""
    position = article.start
    waiting = [article]
    while waiting:
        provision = waiting.pop(0)
        for line in provision.text.split("\n"):
            at = law.source.text.find(line, position)
            if at < 0 or at >= article.end:
                raise CannotApply(Why.STRUCTURE, article.number)
            position = at + len(line)
        waiting = [*law.children(provision.id), *waiting]


def new_unit(step: Step, text: str) -> Unit:
    """A unit that comes in, with its words as they are quoted."""
    return Unit(
        step.kind, step.number, [[Segment(line, Mark.ADDED)] for line in text.split("\n") if line.strip()], [], Mark.ADDED
    )


def locate(article: Unit, steps: Sequence[Step], number: str = "") -> tuple[Unit, Unit | None]:
    """The unit at `steps` below the article and its parent; the count must be the same before and after earlier changes."""
    before = _walk(article, steps, Mark.ADDED, number)
    after = _walk(article, steps, Mark.REMOVED, number)
    if before is None:
        raise CannotApply(Why.NOT_THERE)
    if after is None or after[0] is not before[0]:
        raise CannotApply(Why.NUMBERING)
    return before


def _walk(article: Unit, steps: Sequence[Step], out: Mark, last: str) -> tuple[Unit, Unit | None] | None:
    unit, parent = article, None
    for position, step in enumerate(steps):
        wanted = last if last and position == len(steps) - 1 else step.number
        found = _child(unit, step.kind, wanted, out)
        if found is None:
            return None
        unit, parent = found
    return unit, parent


def _child(unit: Unit, kind: Kind, number: str, out: Mark) -> tuple[Unit, Unit] | None:
    there = unit.own(out)
    if kind is Kind.SUBPARAGRAPH:
        return _lid(unit, there, int(number))
    found = [(child, unit) for child in there if child.kind is kind and child.number == number]
    if not found and kind is Kind.POINT:  # a point may be named without the lid that holds it
        found = [(c, lid) for lid in there if lid.kind is Kind.SUBPARAGRAPH for c in lid.own(out) if _is(c, kind, number)]
    if len(found) > 1:
        raise CannotApply(Why.SEVERAL)
    return found[0] if found else None


def _is(unit: Unit, kind: Kind, number: str) -> bool:
    return unit.kind is kind and unit.number == number


def _lid(unit: Unit, there: list[Unit], number: int) -> tuple[Unit, Unit] | None:
    """A lid by its count; a unit without lids is its own first lid."""
    lids = [child for child in there if child.kind is Kind.SUBPARAGRAPH]
    if not lids and number == 1 and unit.lines and not any(c.kind is Kind.PARAGRAPH for c in there):
        return unit, unit
    return (lids[number - 1], unit) if 0 < number <= len(lids) else None


def copied(unit: Unit) -> Unit:
    """A copy that can be changed and thrown away."""
    return copy.deepcopy(unit)


def rows_of(article: Unit) -> tuple[Row, ...]:
    """The tree as paragraphs, in order."""
    return tuple(_rows(article, 0))


def _rows(unit: Unit, depth: int) -> Iterator[Row]:
    label = _label(unit)
    for line in unit.lines:
        yield Row(depth, label, tuple(line))
        label = ""
    if label and not unit.lines:
        yield Row(depth, label, (Segment("", unit.mark),))
    for child in unit.children:
        yield from _rows(child, depth + (child.kind is not Kind.SUBPARAGRAPH))


def _label(unit: Unit) -> str:
    if unit.mark is Mark.ADDED and unit.kind is not Kind.SUBPARAGRAPH:
        return ""  # the quoted words carry their own number
    if unit.kind is Kind.PARAGRAPH:
        return f"§ {unit.number}."
    return unit.number if unit.kind is Kind.POINT else ""
