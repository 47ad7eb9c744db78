"""Read decisions back from an edited table: first a preview, then the reader writes what was chosen as own decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from workbench.domain.dossiers import Dossier
from workbench.domain.edits import DecisionEdit, DecisionEdits, DecisionRow, RowKind
from workbench.domain.findings import Suggestion
from workbench.domain.identifiers import ProvisionId
from workbench.domain.people import Action
from workbench.domain.verdicts import Verdict, VerdictAnswer, verdict_id
from workbench.errors import RuleError
from workbench.use_cases.acting import Actor, dossier_for
from workbench.use_cases.decide_candidate import decide_all, suggestion_of
from workbench.use_cases.select_dossier import Sources

ANSWERS = frozenset({VerdictAnswer.RELEVANT, VerdictAnswer.NOT_RELEVANT, VerdictAnswer.DOUBT, VerdictAnswer.POSTPONED})


def compare_decisions(actor: Actor, dossier_id: str, rows: Sequence[DecisionRow], sources: Sources) -> DecisionEdits:
    """What the rows would change in the actor's own decisions; nothing is written."""
    dossier = dossier_for(actor.ledger, actor, dossier_id, Action.DECIDE_CANDIDATE)
    own = {v.id: v for v in actor.ledger.find(Verdict, dossier=dossier.id, author=actor.person.id)}
    answered = [row for row in rows if row.answer.strip()]
    mine = [row for row in answered if not row.verdict or row.verdict == _place(row, actor)]
    once = {(_pair(row), row.answer, row.reasons, row.remark): row for row in reversed(mine)}  # the same said twice counts once
    repeated = len(mine) - len(once)
    found = [_edit(row, dossier, own, actor, sources) for row in sorted(once.values(), key=lambda row: row.line)]
    twice = _twice(mine)
    edits = tuple(replace(e, kind=RowKind.TWICE) if e.writable and e.key in twice else e for e in found if e is not None)
    unchanged = sum(e is None for e in found) + repeated
    return DecisionEdits(dossier.id, edits, unchanged, len(rows) - len(answered), len(answered) - len(mine))


def write_decisions(actor: Actor, edits: DecisionEdits, chosen: Collection[str], sources: Sources) -> int:
    """Write the chosen rows (their keys) as the actor's decisions, all or none; returns how many.

    Raises RuleError for a row that cannot be written, StaleWrite when a decision was changed since the preview.
    """
    wanted = [edit for edit in edits.edits if edit.key in chosen]
    if any(not edit.writable for edit in wanted):
        raise RuleError("error.edit_not_writable")
    if not wanted:
        return 0
    seen = {_place(edit.row, actor): edit.seen for edit in wanted}
    return len(decide_all(actor, [_verdict(edit.row, sources) for edit in wanted], seen))


def _place(row: DecisionRow, actor: Actor) -> str:
    return verdict_id(row.dossier, row.draft, row.provision, row.norm, actor.person.id)


def _edit(row: DecisionRow, dossier: Dossier, own: dict[str, Verdict], actor: Actor, sources: Sources) -> DecisionEdit | None:
    """The difference that a row makes; None when there is none."""
    if row.dossier != dossier.id or row.draft not in {v.draft for v in dossier.versions}:
        return DecisionEdit(RowKind.FOREIGN, row)
    if row.answer not in ANSWERS:
        return DecisionEdit(RowKind.UNKNOWN_ANSWER, row)
    if not _known_place(row, sources):
        return DecisionEdit(RowKind.UNKNOWN_PLACE, row)
    stored = own.get(_place(row, actor))
    if stored is None:
        return DecisionEdit(RowKind.NEW, row)
    if (stored.answer, stored.reasons, stored.remark) == (row.answer, row.reasons, row.remark):
        return None
    kind = RowKind.CHANGED if row.version == stored.version else RowKind.STALE
    return DecisionEdit(kind, row, stored.answer, stored.version)


def _known_place(row: DecisionRow, sources: Sources) -> bool:
    draft = sources.drafts.get(row.draft)
    try:
        norm = ProvisionId.parse(row.norm)
    except ValueError:
        return False
    known = sources.instruments.get(norm.instrument)
    if draft is None or known is None or all(p.id != row.provision for p in draft.provisions):
        return False
    numbered = norm.article[0].isdigit() and known.expected_articles
    return not numbered or norm.article in known.expected_articles


def _twice(rows: Sequence[DecisionRow]) -> set[str]:
    """Lines whose pair stands in the table again with something else beside it."""
    said: dict[tuple[str, ...], set[tuple[str, tuple[str, ...], str]]] = {}
    for row in rows:
        said.setdefault(_pair(row), set()).add((row.answer, row.reasons, row.remark))
    return {str(row.line) for row in rows if len(said[_pair(row)]) > 1}


def _pair(row: DecisionRow) -> tuple[str, ...]:
    return row.dossier, row.draft, row.provision, row.norm


def _verdict(row: DecisionRow, sources: Sources) -> Verdict:
    return Verdict(
        dossier=row.dossier,
        draft=row.draft,
        provision=row.provision,
        norm=row.norm,
        answer=VerdictAnswer(row.answer),
        reasons=row.reasons,
        remark=row.remark,
        candidate=_candidate(row, sources),
    )


def _candidate(row: DecisionRow, sources: Sources) -> Suggestion | None:
    """What the newest screening says of the pair, if anything."""
    screening = sources.screenings.latest(row.draft)
    unit = next((u for u in screening.units if u.provision == row.provision), None) if screening else None
    return suggestion_of(screening, unit, row.norm) if screening and unit else None
