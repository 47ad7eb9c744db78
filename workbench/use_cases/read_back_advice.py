"""Read an edited advice back: first a preview of what changed, then a person writes what was chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.domain.advice import Advice
from workbench.domain.edits import AdviceEdits, EditKind, FieldEdit, same
from workbench.domain.findings import Finding, Recommendation
from workbench.domain.ledger import Pen, Reader
from workbench.domain.people import Action
from workbench.domain.workflow import FindingStatus
from workbench.errors import RuleError, StaleWrite
from workbench.use_cases.acting import Actor, dossier_for, known
from workbench.use_cases.read_dossier import read_dossier
from workbench.use_cases.record_finding import revise_in
from workbench.use_cases.write_advice import WORDS

FIELDS = {"text": "proposed_text", "why": "explanation"}


def compare_advice(actor: Actor, dossier_id: str, fields: Mapping[str, str], loose: Sequence[str] = ()) -> AdviceEdits:
    """What an edited file changes; nothing is written.

    `fields` maps the tags that the export left in the file (`rec/FINDING/NUMBER/FIELD/VERSION`, `adv/ADVICE/FIELD/VERSION`)
    to the words that stand there now. Words of the export that are gone come as REMOVED.
    """
    dossier = dossier_for(actor.ledger, actor, dossier_id, Action.WRITE_FINDING)
    seen = _Seen(actor.ledger, {f.id: f for f in read_dossier(actor, dossier.id).findings}, dossier.id)
    found = [_edit(seen, tag, words) for tag, words in fields.items()]
    found += [*_gone(seen, fields), *_absent(seen, fields)]
    shown = tuple(edit for edit in found if edit is not None)
    return AdviceEdits(dossier.id, shown, tuple(loose), len(found) - len(shown))


def write_edits(actor: Actor, edits: AdviceEdits, chosen: Collection[str], reason: str) -> int:
    """Write the chosen edits (their keys) in the actor's name, all or none; returns how many records changed.

    Raises StaleWrite when one was changed since the preview, RuleError for an edit that cannot be written.
    """
    wanted = [edit for edit in edits.edits if edit.key in chosen]
    if any(not edit.writable for edit in wanted):
        raise RuleError("error.edit_not_writable")
    with actor.write() as pen:
        dossier_for(pen, actor, edits.dossier, Action.WRITE_FINDING)
        records = list(dict.fromkeys(edit.record for edit in wanted))
        for record in records:
            _write(pen, actor, edits.dossier, [e for e in wanted if e.record == record], reason)
    return len(records)


@dataclass(frozen=True)
class _Seen:
    """What the person may see of the dossier: a finding that a double reading hides is as unknown as one of another dossier."""

    reader: Reader
    findings: Mapping[str, Finding]
    dossier: str

    def pair(self, kind: str, record: str, version: int) -> tuple[Finding | Advice | None, Finding | Advice | None]:
        """As it was exported, and as it stands."""
        if kind == "rec":
            now = self.findings.get(record)
            return (self.reader.as_of(Finding, record, version) if now else None), now
        advice = self.reader.get(Advice, record)
        if advice is None or advice.dossier != self.dossier:
            return None, None
        return self.reader.as_of(Advice, record, version), advice


def _edit(seen: _Seen, tag: str, words: str) -> FieldEdit | None:
    """The difference in one field; None when there is none."""
    kind, record, *inner, field, version = tag.split("/")
    number = int(inner[0]) if inner else 0
    exported, now = seen.pair(kind, record, int(version))
    if exported is None or now is None:
        return FieldEdit(EditKind.FOREIGN, record, field, "", "", words, number)
    before, stored = _words(exported, number, field), _words(now, number, field)
    title = now.title if isinstance(now, Finding) else ""
    edit = FieldEdit(EditKind.CHANGED, record, field, before, stored, words, number, title, now.version)
    if same(words, stored) or (same(words, before) and same(before, stored)):
        return None
    if same(words, before):
        return replace(edit, kind=EditKind.BEHIND)
    if not same(before, stored):
        return replace(edit, kind=EditKind.CONFLICT)
    return edit if words.strip() else replace(edit, kind=EditKind.REMOVED)


def _gone(seen: _Seen, fields: Mapping[str, str]) -> Iterator[FieldEdit]:
    """Words of a recommendation of which another field, or another recommendation of the same finding, is still there."""
    kept = {tuple(tag.split("/")[1:4]) for tag in fields if tag.startswith("rec/")}
    exported = {(tag.split("/")[1], int(tag.split("/")[-1])) for tag in fields if tag.startswith("rec/")}
    for record, version in sorted(exported):
        then, now = seen.pair("rec", record, version)
        for recommendation in then.recommendations if isinstance(then, Finding) else ():
            for field, name in FIELDS.items():
                before = getattr(recommendation, name)
                if isinstance(now, Finding) and before.strip() and (record, str(recommendation.number), field) not in kept:
                    stored = _words(now, recommendation.number, field)
                    kind = EditKind.REMOVED if same(before, stored) else EditKind.CONFLICT
                    yield FieldEdit(kind, record, field, before, stored, "", recommendation.number, now.title, now.version)


def _absent(seen: _Seen, fields: Mapping[str, str]) -> Iterator[FieldEdit]:
    """Findings with recommendations on the same version of the text, of which the file holds nothing."""
    tags = [tag.split("/") for tag in fields]
    there = {record for _, record, *_ in tags}
    drafts = {now.draft for kind, record, *_ in tags if (now := seen.pair(kind, record, 1)[1])}
    for finding in seen.findings.values():
        if finding.draft in drafts and finding.id not in there and finding.status is not FindingStatus.WITHDRAWN:
            for recommendation in finding.recommendations:
                words = recommendation.proposed_text or recommendation.explanation
                number, version = recommendation.number, finding.version
                yield FieldEdit(EditKind.ABSENT, finding.id, "text", "", words, "", number, finding.title, version)


def _words(record: Finding | Advice, number: int, field: str) -> str:
    if isinstance(record, Advice):
        return str(getattr(record, field)) if field in WORDS else ""
    found = next((r for r in record.recommendations if r.number == number), None)
    return str(getattr(found, FIELDS[field])) if found and field in FIELDS else ""


def _write(pen: Pen, actor: Actor, dossier: str, edits: Sequence[FieldEdit], reason: str) -> None:
    kind: type[Finding] | type[Advice] = Finding if edits[0].recommendation else Advice
    stored = known(pen, kind, edits[0].record)
    if stored.dossier != dossier:
        raise RuleError("error.edit_not_writable")
    if any(stored.version != edit.seen for edit in edits):
        raise StaleWrite("error.stale_write")
    if isinstance(stored, Advice):
        words: dict[str, Any] = {e.field: e.edited for e in edits}
        pen.put(replace(stored, **words), "write_advice", reason)
        return
    assert isinstance(stored, Finding)
    changed = tuple(_changed(r, edits) for r in stored.recommendations)
    revise_in(pen, actor, replace(stored, recommendations=changed), reason)


def _changed(recommendation: Recommendation, edits: Sequence[FieldEdit]) -> Recommendation:
    mine = {e.field: e.edited for e in edits if e.recommendation == recommendation.number}
    text, why = mine.get("text", recommendation.proposed_text), mine.get("why", recommendation.explanation)
    return replace(recommendation, proposed_text=text, explanation=why)
