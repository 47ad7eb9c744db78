"""The oversight dial: what people did with the machine's suggestions, and how much was read by two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.domain.findings import Finding
from workbench.domain.period import Period
from workbench.domain.verdicts import DECIDED, Adjudication, Verdict, VerdictAnswer

Pair = tuple[str, str, str, str]  # dossier, draft, provision, norm


@dataclass(frozen=True)
class Share:
    """A part of a whole, both as lists of verdicts; the ratio is None where there is nothing to share."""

    part: tuple[Verdict, ...]
    whole: tuple[Verdict, ...]

    @property
    def ratio(self) -> float | None:
        """Part over whole."""
        return len(self.part) / len(self.whole) if self.whole else None


@dataclass(frozen=True)
class Oversight:
    """Decisions of people on pairs that the machine pointed at, in one period."""

    decided: tuple[Verdict, ...]  # on suggestions
    accepted: tuple[Verdict, ...]  # judged relevant
    unedited: tuple[Verdict, ...]  # accepted without a word of one's own, on exactly the suggested places
    overruled: tuple[Verdict, ...]  # judged not relevant
    read: tuple[Verdict, ...]  # one verdict per pair that anybody decided
    read_twice: tuple[Verdict, ...]  # of those, decided by two people
    differing: tuple[Verdict, ...]  # of those, with different answers
    settled: int  # of those, decided by a third person

    @property
    def shares(self) -> dict[str, Share]:
        """The four shares by name, in the order in which they are read."""
        return {
            "unedited": Share(self.unedited, self.accepted),
            "overruled": Share(self.overruled, self.decided),
            "read_twice": Share(self.read_twice, self.read),
            "differing": Share(self.differing, self.read_twice),
        }


def oversight_of(
    period: Period, verdicts: Iterable[Verdict], findings: Iterable[Finding], settled: Iterable[Adjudication], cut: float
) -> Oversight:
    """The dial for the verdicts of a period; a candidate is a suggestion from relevance `cut` on, never when chance drew it."""
    counted = [v for v in verdicts if v.answer in DECIDED and period.holds(v.created)]
    decided = [v for v in counted if v.candidate and not v.drawer and v.candidate.relevance >= cut]
    accepted = [v for v in decided if v.answer is VerdictAnswer.RELEVANT]
    narrowed = _narrowed(findings)
    pairs: dict[Pair, list[Verdict]] = {}
    for verdict in counted:
        pairs.setdefault(_pair(verdict), []).append(verdict)
    twice = [found for found in pairs.values() if len({v.author for v in found}) > 1]
    differing = [found for found in twice if len({v.answer for v in found}) > 1]
    third = {(a.dossier, a.draft, a.provision, a.norm) for a in settled}
    return Oversight(
        tuple(decided),
        tuple(accepted),
        tuple(v for v in accepted if not v.reasons and not v.remark.strip() and (*_pair(v), v.author) not in narrowed),
        tuple(v for v in decided if v.answer is VerdictAnswer.NOT_RELEVANT),
        _firsts(pairs.values()),
        _firsts(twice),
        _firsts(differing),
        sum(_pair(found[0]) in third for found in differing),
    )


def _firsts(groups: Iterable[Sequence[Verdict]]) -> tuple[Verdict, ...]:
    return tuple(found[0] for found in groups)


def _pair(verdict: Verdict) -> Pair:
    return verdict.dossier, verdict.draft, verdict.provision, verdict.norm


def _narrowed(findings: Iterable[Finding]) -> set[tuple[str, str, str, str, str]]:
    """Suggested pairs of which their reader made a finding on another place: that is an edit."""
    return {
        (f.dossier, f.draft, f.suggestion.provision, f.suggestion.norm, f.author)
        for f in findings
        if f.suggestion and (f.provision, f.norm_id) != (f.suggestion.provision, f.suggestion.norm)
    }
