"""Repair what the reader made of a draft, undo it, and repeat it on the next version of the same text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from workbench.domain.draft_tree import DraftTree, RepairImpossible
from workbench.domain.drafts import Draft, DraftProvision
from workbench.domain.findings import Finding
from workbench.domain.ledger import Reader
from workbench.domain.notes import Note
from workbench.domain.people import Action, may, require
from workbench.domain.ports import DraftRepository
from workbench.domain.repairs import Repair, RepairKind, apply, repaired
from workbench.domain.verdicts import Verdict
from workbench.errors import RuleError
from workbench.use_cases.acting import Actor, current, person_now
from workbench.use_cases.sight import hidden_drafts

KEPT_WORDS = 400  # characters of a provision that a repair remembers
ALIKE = 0.85  # words of a next version that are this much the same are the same provision
SAME_TITLE = 0.9


def repair_draft(actor: Actor, drafts: DraftRepository, wanted: Repair, reason: str = "") -> Repair:
    """Store a repair after it was tried; raises AccessDenied, or RuleError when it does not fit or work hangs on the place."""
    with actor.write() as pen:
        _allowed(pen, actor, wanted.draft)
        draft = drafts.get(wanted.draft)
        if draft is None:
            raise RuleError("ui.draft.unknown", id=wanted.draft)
        tree = DraftTree(draft)
        node = tree.provisions()[tree.find(wanted.provision)]
        if wanted.repair is RepairKind.MERGE:
            _nothing_hangs_on(pen, draft.id, node)
        apply(tree, wanted)
        told = replace(wanted, was_kind=node.kind, was_number=node.number, was_text=_words(node), changed=actor.now())
        return pen.put(told, f"repair_{wanted.repair}", reason)


def undo_repair(actor: Actor, seen: Repair, reason: str = "") -> Repair:
    """Take the last repair of a draft back; raises RuleError when a later one rests on it."""
    with actor.write() as pen:
        _allowed(pen, actor, seen.draft)
        stored = current(pen, seen)
        active = [repair for repair in pen.find(Repair, draft=stored.draft) if repair.active]
        if not active or active[-1].id != stored.id:
            raise RuleError("error.repair_not_last")
        return pen.put(replace(stored, undone=True, changed=actor.now()), "undo_repair", reason)


def _allowed(reader: Reader, actor: Actor, draft: str) -> None:
    """Raises AccessDenied without the right, RuleError when the draft is one that the person may not know of."""
    person = person_now(reader, actor)
    require(person, Action.REPAIR_DRAFT)
    if draft in hidden_drafts(reader, person):
        raise RuleError("ui.draft.unknown", id=draft)


def carry_repairs(actor: Actor, drafts: DraftRepository, draft: Draft) -> list[Repair]:
    """Repeat the repairs of the newest earlier version of the same text; every one is logged, also one that no longer fits."""
    person = person_now(actor.ledger, actor)
    if not may(person, Action.REPAIR_DRAFT) or actor.ledger.find(Repair, draft=draft.id):
        return []
    earlier = next(_earlier(actor.ledger, drafts, draft, hidden_drafts(actor.ledger, person)), None)
    if earlier is None:
        return []
    done: list[Repair] = []
    with actor.write() as pen:
        for repair in pen.find(Repair, draft=earlier):
            if repair.active:
                fitted = _fitted(repair, repaired(draft, done), actor.now())
                done.append(pen.put(fitted, "carry_repair"))
    return done


def _earlier(reader: Reader, drafts: DraftRepository, draft: Draft, hidden: frozenset[str]) -> Iterator[str]:
    """Ids of earlier versions with repairs that the actor may know of, newest first."""
    with_repairs = {repair.draft for repair in reader.find(Repair) if repair.active}
    for row in drafts.all():
        if row.id in with_repairs - hidden and row.id != draft.id:
            other = drafts.get(row.id)
            if other is not None and same_text(other, draft):
                yield row.id


def same_text(one: Draft, other: Draft) -> bool:
    """Whether two files hold versions of one text: they share a number, or their titles hardly differ."""
    if set(one.identifiers) & set(other.identifiers):
        return True
    return SequenceMatcher(None, one.title.casefold(), other.title.casefold()).ratio() >= SAME_TITLE


def _fitted(repair: Repair, draft: Draft, now: str) -> Repair:
    """The repair for the same place in another version, or the same with the reason why it was skipped."""
    fresh = Repair(
        draft=draft.id, provision=repair.provision, repair=repair.repair, kind=repair.kind, number=repair.number,
        heading=repair.heading, cut=repair.cut, was_kind=repair.was_kind, was_number=repair.was_number, was_text=repair.was_text,
        changed=now, carried_from=repair.id,
    )  # fmt: skip
    places = _same_place(repair, draft)
    if len(places) != 1:
        return replace(fresh, skipped="repair.skipped.unclear" if places else "repair.skipped.gone")
    fresh = replace(fresh, provision=places[0].id, was_text=_words(places[0]))
    try:
        apply(DraftTree(draft), fresh)
    except RepairImpossible:
        return replace(fresh, skipped="repair.skipped.unfit")
    return fresh


def _same_place(repair: Repair, draft: Draft) -> Sequence[DraftProvision]:
    """Provisions that were read in the same wrong way: same kind and number, and nearly the same words."""
    alike = [p for p in draft.provisions if p.kind is repair.was_kind and p.number == repair.was_number]
    return [p for p in alike if SequenceMatcher(None, _words(p), repair.was_text, autojunk=False).ratio() >= ALIKE]


def _words(node: DraftProvision) -> str:
    """The beginning of a provision's own words, or of its heading."""
    return f"{node.heading} {node.text}".strip()[:KEPT_WORDS]


def _nothing_hangs_on(reader: Reader, draft: str, node: DraftProvision) -> None:
    """A provision that a finding, note or verdict is about stays."""
    if any(reader.find(kind, draft=draft, provision=node.id) for kind in (Finding, Note, Verdict)):
        raise RuleError("error.repair_in_use", number=node.number)
