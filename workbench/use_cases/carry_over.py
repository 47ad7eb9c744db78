"""What carrying over to a new version would mean: every finding, note and question with its place and a proposal with grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbench.domain.anchors import Anchor, Side
from workbench.domain.carry_over import CarryOver, Development, Proposal, Subject, carry_over_id
from workbench.domain.dossiers import Dossier
from workbench.domain.drafts import Draft
from workbench.domain.findings import Finding
from workbench.domain.notes import Note
from workbench.domain.versions import Alignment, PlaceKind, Placement
from workbench.domain.workflow import FindingStatus
from workbench.errors import RuleError
from workbench.screening.alignment import VersionMap
from workbench.screening.boilerplate import boilerplate_key
from workbench.screening.reading import CueReader
from workbench.screening.reanchoring import place
from workbench.screening.version_signs import burdens, grounds, proposal
from workbench.use_cases.acting import Actor
from workbench.use_cases.read_dossier import read_dossier


@dataclass(frozen=True)
class Item:
    """One finding, note or new text, with where it went, what is proposed and what was decided (None: not yet)."""

    kind: Subject
    subject: str
    record: Finding | Note | None
    placement: Placement
    proposal: Proposal
    before: Anchor | None = None
    decision: CarryOver | None = None

    @property
    def in_tray(self) -> bool:
        """Whether a person has to find its place."""
        return self.placement.kind is PlaceKind.UNPLACED and self.decision is None


@dataclass(frozen=True)
class Step:
    """The step from one version of a dossier's text to a later one."""

    dossier: Dossier
    old: Draft
    new: Draft
    alignment: Alignment
    items: tuple[Item, ...]
    followed: VersionMap

    @property
    def open(self) -> tuple[Item, ...]:
        """What nobody decided yet."""
        return tuple(item for item in self.items if item.decision is None)


def propose(actor: Actor, dossier_id: str, old: Draft, new: Draft, reader: CueReader, followed: VersionMap | None = None) -> Step:
    """Everything on the old version with its place in the new one, and new text that limits people; nothing is stored.

    `followed` spares the work of aligning two versions that were aligned before.
    Raises AccessDenied, UnknownRecord, RuleError when a version is not the dossier's.
    """
    view = read_dossier(actor, dossier_id)
    check_versions(view.dossier, old, new)
    followed = followed or VersionMap(old, new)
    alignment = followed.alignment()
    made = {d.id: d for d in actor.ledger.find(CarryOver, dossier=dossier_id, old=old.id, new=new.id)}
    carried = [*_findings(view.findings, old, made.values()), *_notes(view.notes, old, made.values())]
    items = [_item(kind, record, before, followed, alignment, reader, made) for kind, record, before in carried]
    covered = {i.before.provision for i in items if i.before and i.kind is Subject.FINDING}
    items += _new_texts(followed, alignment, reader, covered, dossier_id, made)
    return Step(view.dossier, old, new, alignment, tuple(items), followed)


def check_versions(dossier: Dossier, old: Draft, new: Draft) -> None:
    """Both drafts are versions of this dossier, the older one first; raises RuleError."""
    order = [v.draft for v in dossier.versions]
    if old.id not in order or new.id not in order or order.index(old.id) >= order.index(new.id):
        raise RuleError("error.versions_not_here", title=dossier.title)


_Carried = tuple[Subject, Finding | Note, Anchor]


def _findings(findings: Iterable[Finding], old: Draft, made: Iterable[CarryOver]) -> Iterator[_Carried]:
    decided = {d.subject for d in made if d.kind is Subject.FINDING}
    for finding in findings:
        if finding.draft == old.id and (finding.status is not FindingStatus.WITHDRAWN or finding.id in decided):
            yield Subject.FINDING, finding, finding.subject


def _notes(notes: Iterable[Note], old: Draft, made: Iterable[CarryOver]) -> Iterator[_Carried]:
    """Notes on the old version, and those that were carried over from it."""
    before = {d.subject: d.before for d in made if d.kind is Subject.NOTE}
    for note in notes:
        anchor = before.get(note.id) or (note.anchor if note.draft == old.id else None)
        if anchor is not None and anchor.side is Side.DRAFT:
            yield Subject.NOTE, note, anchor


def _item(
    kind: Subject,
    record: Finding | Note,
    before: Anchor,
    followed: VersionMap,
    alignment: Alignment,
    reader: CueReader,
    made: Mapping[str, CarryOver],
) -> Item:
    placement = place(before, followed)
    told = grounds(*_both_texts(before.provision, followed, alignment), reader) if kind is Subject.FINDING else ()
    proposed = proposal(placement.kind, told) if kind is Subject.FINDING else _note_proposal(placement)
    decision = made.get(carry_over_id(record.dossier, alignment.old, alignment.new, kind, record.id))
    return Item(kind, record.id, record, placement, proposed, before, decision)


def _note_proposal(placement: Placement) -> Proposal:
    gone = {PlaceKind.GONE: Development.GONE, PlaceKind.UNPLACED: None}
    return Proposal(gone.get(placement.kind, Development.UNCHANGED))


def _both_texts(provision: str, followed: VersionMap, alignment: Alignment) -> tuple[str, str]:
    """The text of the articles that belong together, in both versions: a safeguard may stand in another paragraph."""
    article = next((a.id for a in followed.old.articles if provision == a.id or provision.startswith(a.id + "__")), "")
    pair = alignment.of_old(article)
    if pair is None:
        return "", ""
    return _text(followed.old.draft, pair.old), _text(followed.new.draft, pair.new)


def _text(draft: Draft, articles: tuple[str, ...]) -> str:
    by_id = {p.id: p for p in draft.provisions}
    return "\n".join(_unnumbered(draft.source.text[by_id[a].start : by_id[a].end], by_id[a].number) for a in articles)


def _unnumbered(text: str, number: str) -> str:
    """Without the article's number, so that a renumbered article reads as unchanged."""
    head, found, rest = text.partition(number)
    return rest.lstrip(". ") if found and len(head) < 12 else text


def _new_texts(
    followed: VersionMap,
    alignment: Alignment,
    reader: CueReader,
    covered: set[str],
    dossier: str,
    made: Mapping[str, CarryOver],
) -> Iterator[Item]:
    """New or reworded articles whose new words limit people, where no finding is carried over already."""
    for pair in alignment.pairs:
        held = any(place == a or place.startswith(a + "__") for a in pair.old for place in covered)
        if held or not pair.new:
            continue
        text = _text(followed.new.draft, pair.new)
        told = grounds(_text(followed.old.draft, pair.old), text, reader) if pair.old else burdens(text, reader)
        worse = tuple(g for g in told if not g.better)
        if worse and not boilerplate_key(text):
            key = carry_over_id(dossier, alignment.old, alignment.new, Subject.TEXT, pair.new[0])
            placed = Placement(PlaceKind.EXACT, 1.0)
            yield Item(Subject.TEXT, pair.new[0], None, placed, Proposal(Development.NEW, worse), None, made.get(key))
