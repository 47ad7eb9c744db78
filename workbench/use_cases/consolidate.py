"""Show what a draft makes of the laws it changes, article by article; what is not certain is named and left to the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from workbench.domain.amending.apply import apply
from workbench.domain.amending.instruction import Action, Instruction, read_instruction
from workbench.domain.amending.place import Step
from workbench.domain.amending.result import CannotApply, Consolidation, Mark, Refusal, Row, Segment, Why
from workbench.domain.amending.unit import Unit, article_unit, copied, rows_of
from workbench.domain.base_law import BaseLaw, meant
from workbench.domain.drafts import Draft, DraftProvision, Kind


def consolidate(draft: Draft, laws: Sequence[BaseLaw]) -> list[Consolidation]:
    """Per amending article (or § that amends by itself) of the draft, in reading order."""
    made = [_one(draft, provision, laws) for provision in _roots(draft)]
    touching: dict[tuple[str, str], list[str]] = {}
    for row in made:
        if row.article:
            touching.setdefault((row.base, row.article), []).append(row.carrier)
    return [replace(r, also=tuple(c for c in touching.get((r.base, r.article), ()) if c != r.carrier)) for r in made]


def _roots(draft: Draft) -> Iterator[DraftProvision]:
    """Provisions with an amendment whose parents have none."""
    amending = {p.id for p in draft.provisions if p.amendment is not None}
    by_id = {p.id: p for p in draft.provisions}
    for provision in draft.provisions:
        above = provision.parent
        while above is not None and above not in amending:
            above = by_id[above].parent
        if provision.id in amending and above is None:
            yield provision


@dataclass
class _Work:
    draft: Draft
    law: BaseLaw
    article: Unit | None = None
    applied: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def _one(draft: Draft, provision: DraftProvision, laws: Sequence[BaseLaw]) -> Consolidation:
    name = provision.amendment.law if provision.amendment else ""
    law = meant(name, laws)
    if law is None:
        return Consolidation(provision.id, name, "", "", (), (), (Refusal(provision.id, Why.NO_LAW, name),))
    work = _Work(draft, law)
    number = ""
    rows: tuple[Row, ...] = ()
    try:
        instruction = read_instruction(provision.text, name)
        number = _article_of(instruction)
        rows = (
            _new_article(instruction, work, provision) if _is_new_article(instruction) else _changed(instruction, work, provision)
        )
    except CannotApply as reason:
        work.refused.append(Refusal(provision.id, reason.why, reason.detail))
    return Consolidation(
        provision.id, name, law.id, number, rows if work.applied else (), tuple(work.applied), tuple(work.refused)
    )


def _is_new_article(instruction: Instruction) -> bool:
    return instruction.new is not None and instruction.new.kind is Kind.ARTICLE


def _article_of(instruction: Instruction) -> str:
    """The number of the one article that an instruction is about."""
    if instruction.new is not None and instruction.new.kind is Kind.ARTICLE:
        return instruction.new.number
    if not instruction.place or instruction.place[0].kind is not Kind.ARTICLE or len(instruction.place[0].numbers) > 1:
        raise CannotApply(Why.PLACE)
    return instruction.place[0].number


def _new_article(instruction: Instruction, work: _Work, provision: DraftProvision) -> tuple[Row, ...]:
    """An article that comes in: its words as they are quoted; its number must be free and the draft may not nest changes."""
    number = _article_of(instruction)
    if instruction.place or work.draft.children(provision.id):
        raise CannotApply(Why.SENTENCE)
    if any(p.kind is Kind.ARTICLE and p.number == number for p in work.law.text.provisions):
        raise CannotApply(Why.EXISTS, number)
    work.applied.append(provision.id)
    return tuple(Row(0, "", (Segment(line, Mark.ADDED),)) for line in instruction.quotations[0].split("\n") if line.strip())


def _changed(instruction: Instruction, work: _Work, provision: DraftProvision) -> tuple[Row, ...]:
    work.article = article_unit(work.law.text, _article_of(instruction))
    _take(instruction, work, provision, ())
    return rows_of(work.article)


def _take(instruction: Instruction, work: _Work, provision: DraftProvision, above: tuple[Step, ...]) -> None:
    """Carry out one instruction, or those below it; a refusal leaves the article as it was."""
    children = work.draft.children(provision.id)
    if instruction.action is Action.MULTIPLE:
        if not children:
            raise CannotApply(Why.SENTENCE)
        for child in children:
            _below(work, child, (*above, *instruction.place))
        return
    if children or work.article is None:
        raise CannotApply(Why.SENTENCE)
    _check_count(work, (*above, *instruction.place), instruction)
    trial = copied(work.article)
    apply(instruction, trial, above)
    work.article = trial
    work.applied.append(provision.id)


def _below(work: _Work, child: DraftProvision, above: tuple[Step, ...]) -> None:
    try:
        instruction = read_instruction(child.text, child.amendment.law if child.amendment else "")
        if any(step.kind is Kind.ARTICLE for step in instruction.place) or _is_new_article(instruction):
            raise CannotApply(Why.PLACE)
        _take(instruction, work, child, above)
    except CannotApply as reason:
        work.refused.append(Refusal(child.id, reason.why, reason.detail))


def _check_count(work: _Work, place: tuple[Step, ...], instruction: Instruction) -> None:
    """After a change that was left to the reader, nobody knows how the next sentence counts the lids."""
    counts = any(step.kind is Kind.SUBPARAGRAPH for step in place) or (
        instruction.new is not None and instruction.new.kind is Kind.SUBPARAGRAPH
    )
    if work.refused and counts:
        raise CannotApply(Why.NUMBERING)
