"""Findings out of all dossiers that somebody may take out, over a period; a finding that was carried over counts once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.domain.body_set import PUBLIC, Reach
from workbench.domain.dossier_set import ChosenFinding, NumberedRecommendation
from workbench.domain.dossiers import Dossier
from workbench.domain.draft_citation import citation_path
from workbench.domain.drafts import Draft
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp
from workbench.domain.people import Action, require
from workbench.domain.ports import DraftRepository
from workbench.domain.signing import SignOff, changed_since
from workbench.domain.verdicts import ReadingState
from workbench.domain.workflow import FindingStatus
from workbench.use_cases.acting import Actor, dossier_for, person_now
from workbench.use_cases.read_dossier import DossierView, list_dossiers, read_dossier


@dataclass(frozen=True)
class Gathered:
    """One finding with what belongs to it, not yet numbered."""

    finding: Finding
    dossier: Dossier
    follow_ups: tuple[FollowUp, ...]  # until the end of the period
    signature: SignOff | None
    earlier: int

    @property
    def label(self) -> str:
        """Of the version it was made on."""
        return next((v.label for v in self.dossier.versions if v.draft == self.finding.draft), "")

    def numbered(self, number: int, draft: Draft | None) -> ChosenFinding:
        """With its number in a report; recommendations keep the numbers they have in the finding."""
        f = self.finding
        there = draft is not None and any(p.id == f.provision for p in draft.provisions)
        place = citation_path(draft, f.provision) if draft and there else f.carrier or f.provision
        advice = tuple(NumberedRecommendation(r.number, f, r) for r in f.recommendations)
        changed = self.signature is not None and bool(changed_since(self.signature, [f]))
        return ChosenFinding(number, f, place, f.subject.page, advice, self.follow_ups, self.signature, changed)


@dataclass(frozen=True)
class Harvest:
    """All findings within reach, and what stayed out of it."""

    findings: tuple[Gathered, ...]
    views: tuple[DossierView, ...]
    left_out: int
    blind: bool


def gather(actor: Actor, reach: Reach, action: Action) -> Harvest:
    """Findings made, signed or answered in the period, dossier after dossier; raises AccessDenied.

    `action` is what they are for: EXPORT_DOSSIER for a file, READ_DOSSIER for the screen.
    """
    require(person_now(actor.ledger, actor), action)
    seen = list_dossiers(actor)
    wanted = [d for d in seen if reach.confidential or not d.confidential]
    for dossier in wanted:
        dossier_for(actor.ledger, actor, dossier.id, action, closed=True)
    views = tuple(read_dossier(actor, dossier.id) for dossier in wanted)
    blind = any(r.state is ReadingState.OPEN and actor.person.id in r.readers for view in views for r in view.readings)
    return Harvest(tuple(row for view in views for row in _of(view, reach)), views, len(seen) - len(wanted), blind)


def drafts_of(rows: Sequence[Gathered], drafts: DraftRepository) -> dict[str, Draft | None]:
    """The texts that the findings were made on."""
    return {draft: drafts.get(draft) for draft in dict.fromkeys(row.finding.draft for row in rows)}


def _of(view: DossierView, reach: Reach) -> Iterator[Gathered]:
    period = reach.period
    shown = PUBLIC if reach.public else frozenset(FindingStatus) - {FindingStatus.WITHDRAWN}
    standing = [f for f in view.findings if f.status in shown and f.created[:10] <= period.end]
    by_id = {f.id: f for f in standing}
    continued = {f.carried_from for f in standing}
    for finding in standing:
        if finding.id in continued:
            continue
        chain = [finding, *_before(finding, by_id)]
        entries = tuple(sorted(_entries(view, chain, period.end), key=lambda u: (_day(u), u.created)))
        signature = next((s for s in reversed(view.signatures) if _signs(s, finding) and s.created[:10] <= period.end), None)
        moments = [*(f.created for f in chain), *map(_day, entries), *([signature.created] if signature else [])]
        if any(map(period.holds, moments)):
            yield Gathered(finding, view.dossier, entries, signature, len(chain) - 1)


def _before(finding: Finding, by_id: dict[str, Finding]) -> Iterator[Finding]:
    """The same finding on earlier versions of the text."""
    seen = {finding.id}
    while (before := by_id.get(finding.carried_from)) and before.id not in seen:
        seen.add(before.id)
        yield before
        finding = before


def _entries(view: DossierView, chain: Sequence[Finding], end: str) -> Iterator[FollowUp]:
    ids = {finding.id for finding in chain}
    yield from (entry for entry in view.follow_ups if entry.finding in ids and _day(entry) <= end)


def _day(entry: FollowUp) -> str:
    return entry.day or entry.created[:10]


def _signs(signature: SignOff, finding: Finding) -> bool:
    return any(signed.finding == finding.id for signed in signature.findings)
