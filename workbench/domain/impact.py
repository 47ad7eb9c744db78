"""What became of findings: one count, with the finding, the evidence and the words behind every number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.carry_over import CONTINUES, SOLVED, CarryOver, Subject
from workbench.domain.findings import ADVERSE, Finding, Outcome, Remedy
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.workflow import SIGNED


class Effect(StrEnum):
    """What became of a finding or recommendation in the text."""

    FOLLOWED = "followed"
    PARTLY = "partly"
    NOT_FOLLOWED = "not_followed"
    MOOT = "moot"  # zonder voorwerp
    OPEN = "open"  # nobody recorded anything yet


TAKEN_UP = frozenset({Effect.FOLLOWED, Effect.PARTLY})
_FATES = {
    TextFate.AMENDED: Effect.FOLLOWED,
    TextFate.DELETED: Effect.FOLLOWED,
    TextFate.IN_ORDER: Effect.FOLLOWED,
    TextFate.PARTLY_AMENDED: Effect.PARTLY,
    TextFate.EXPLANATION_AMENDED: Effect.PARTLY,
    TextFate.UNCHANGED: Effect.NOT_FOLLOWED,
}
_WORST_FIRST = (Effect.OPEN, Effect.NOT_FOLLOWED, Effect.PARTLY, Effect.FOLLOWED)


@dataclass(frozen=True)
class Advice:
    """One recommendation with its effect; number 0 stands for a finding without recommendations."""

    number: int
    effect: Effect
    reply: ReplyVerdict | None = None
    fate: TextFate | None = None
    where: str = ""  # "Stuk 336 (2014-2015) – Nr. 2"
    evidence: str = ""  # id of the follow-up entry or carry-over decision that says so


@dataclass(frozen=True)
class Counted:
    """One finding over all versions of the text: `finding` is the signed one, `latest` its newest continuation."""

    finding: str
    latest: str
    dossier: str
    title: str
    effect: Effect
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class Impact:
    """The list behind the figure; every number is the length of a part of it."""

    counted: tuple[Counted, ...]

    def with_effect(self, *effects: Effect) -> tuple[Counted, ...]:
        """The findings behind one number."""
        return tuple(c for c in self.counted if c.effect in effects)

    @property
    def taken_up(self) -> tuple[Counted, ...]:
        """Followed, wholly or partly."""
        return self.with_effect(*TAKEN_UP)


def impact_of(findings: Sequence[Finding], follow_ups: Iterable[FollowUp], decisions: Iterable[CarryOver]) -> Impact:
    """Signed findings that ask for something, each counted once however many versions it was carried over."""
    logged, decided = list(follow_ups), [d for d in decisions if d.kind is Subject.FINDING]
    return Impact(tuple(_counted(chain, logged, decided) for chain in chains(findings) if any(map(_counts, chain))))


def chains(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that continue one another over versions of a text, together, in the order in which they are given."""
    by_id = {f.id: f for f in findings}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(_root(finding, by_id), []).append(finding)
    return list(found.values())


def _counts(finding: Finding) -> bool:
    asks = finding.outcome in ADVERSE or finding.outcome is Outcome.ATTENTION or bool(finding.recommendations)
    return finding.status in SIGNED and asks


def _root(finding: Finding, by_id: dict[str, Finding]) -> str:
    seen = {finding.id}
    while finding.carried_from in by_id and finding.carried_from not in seen:
        finding = by_id[finding.carried_from]
        seen.add(finding.id)
    return finding.id


def _counted(chain: Sequence[Finding], logged: Sequence[FollowUp], decided: Sequence[CarryOver]) -> Counted:
    ids = {f.id for f in chain}
    entries = [e for e in logged if e.finding in ids]
    steps = [d for d in decided if d.subject in ids]
    signed = next(f for f in chain if _counts(f))
    numbers = [r.number for r in signed.recommendations] or [0]
    remedies = {r.number: r.action for r in signed.recommendations}
    advice = tuple(_advice(n, remedies.get(n), entries, steps) for n in numbers)
    return Counted(signed.id, chain[-1].id, signed.dossier, signed.title, _whole([a.effect for a in advice]), advice)


def _advice(number: int, remedy: Remedy | None, entries: Sequence[FollowUp], steps: Sequence[CarryOver]) -> Advice:
    """The newest entry on the recommendation decides, then the newest on the whole finding, then a carry-over decision."""
    own = [e for e in entries if e.recommendation == number] + [e for e in entries if e.recommendation == 0 and number]
    reply = next((e.reply for e in _newest(own, number) if e.reply), None)
    told = next((e for e in _newest(own, number) if e.text), None)
    if told is not None and told.text is not None:
        explained = told.text is TextFate.EXPLANATION_AMENDED and remedy is Remedy.EXPLAIN
        effect = Effect.FOLLOWED if explained else _FATES[told.text]
        return Advice(number, effect, reply, told.text, told.where, told.id)
    if reply is ReplyVerdict.MOOT:
        return Advice(number, Effect.MOOT, reply)
    last = max(steps, key=lambda d: d.created, default=None)
    if last is None or last.decided not in SOLVED | CONTINUES:
        return Advice(number, Effect.OPEN, reply)
    effect = Effect.FOLLOWED if last.decided in SOLVED else Effect.NOT_FOLLOWED
    return Advice(number, effect, reply, evidence=last.id)


def _newest(entries: Sequence[FollowUp], number: int) -> list[FollowUp]:
    """Entries on the recommendation itself first, newest first."""
    return sorted(entries, key=lambda e: (e.recommendation == number, e.day, e.created), reverse=True)


def _whole(effects: Sequence[Effect]) -> Effect:
    """A finding is followed when all its live recommendations are, and partly when some are."""
    live = [e for e in effects if e is not Effect.MOOT]
    if not live:
        return Effect.MOOT
    if len(set(live)) == 1:
        return live[0]
    if any(e in TAKEN_UP for e in live):
        return Effect.PARTLY
    return min(live, key=_WORST_FIRST.index)
