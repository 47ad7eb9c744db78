"""Choose from a dossier: the one set that screen, export and report show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.advice import Advice, advice_id
from workbench.domain.dossier_set import Choice, ChosenFinding, DossierSet, NumberedRecommendation, Pair, SetAside
from workbench.domain.draft_citation import citation_path
from workbench.domain.drafts import Draft, Unit
from workbench.domain.findings import Finding
from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Instrument, Status
from workbench.domain.ledger import Reader
from workbench.domain.people import Action
from workbench.domain.ports import DraftRepository, ScreeningRepository
from workbench.domain.signing import SignOff, changed_since
from workbench.domain.verdicts import DECIDED, NoRemarks, ReadingState, Verdict, VerdictAnswer, hidden_from
from workbench.domain.workflow import FindingStatus
from workbench.errors import UnknownRecord
from workbench.use_cases.acting import Actor, dossier_for
from workbench.use_cases.draft_units import ancestors, units
from workbench.use_cases.read_dossier import DossierView, people, read_dossier


@dataclass(frozen=True)
class Sources:
    """Where texts and machine output stand."""

    drafts: DraftRepository
    screenings: ScreeningRepository
    instruments: Mapping[str, Instrument]


@dataclass(frozen=True)
class _Text:
    """The version that was chosen."""

    id: str
    draft: Draft | None
    units: tuple[Unit, ...]
    order: Mapping[str, int]
    places: Mapping[str, str]

    def place(self, provision: str, known: str = "") -> str:
        return self.places.get(provision) or known or provision


def select(actor: Actor, dossier_id: str, choice: Choice, sources: Sources, action: Action = Action.EXPORT_DOSSIER) -> DossierSet:
    """What the actor chose and may see; raises UnknownRecord, AccessDenied.

    `action` is what the set is for: EXPORT_DOSSIER when it leaves the house, READ_DOSSIER for the screen.
    """
    dossier = dossier_for(actor.ledger, actor, dossier_id, action)
    view = read_dossier(actor, dossier_id)
    text = _text(choice.draft or dossier.current, sources)
    labels = {v.draft: v.label for v in dossier.versions}
    if choice.draft and choice.draft not in labels:
        raise UnknownRecord("error.version_unknown", id=choice.draft, title=dossier.title)
    findings = tuple(_findings(actor.ledger, view, text, choice))
    advice = actor.ledger.get(Advice, advice_id(dossier.id, text.id))
    silences = tuple(n for n in view.no_remarks if n.draft == text.id and not n.withdrawn)
    tested, untested = _tested(view, text.id, silences)
    return DossierSet(
        dossier,
        choice,
        text.draft,
        labels.get(text.id, ""),
        advice,
        findings,
        tuple(_pairs(view, text, choice, sources, findings)),
        tuple(_set_aside(actor, view, text)),
        silences,
        tuple(_not_examined(view, text, silences)),
        untested,
        tuple(c for c, i in sources.instruments.items() if c not in {*tested, *untested} and i.status is not Status.SUPERSEDED),
        tuple(s for s in view.signatures if s.draft == text.id),
        {key: person.name for key, person in people(actor).items()},
        actor.now(),
        sum(f.draft != text.id and f.status is not FindingStatus.WITHDRAWN for f in view.findings),
        _blind(actor, view, text.id),
        text.places,
    )


def _text(draft_id: str, sources: Sources) -> _Text:
    draft = sources.drafts.get(draft_id) if draft_id else None
    if draft is None:
        return _Text(draft_id, None, (), {}, {})
    order = {p.id: n for n, p in enumerate(draft.provisions)}
    places = {p.id: citation_path(draft, p.id) for p in draft.provisions}
    return _Text(draft_id, draft, tuple(units(draft)), order, places)


def chosen(finding: Finding, choice: Choice) -> bool:
    """Whether a finding belongs to a choice (its version apart)."""
    shown = choice.statuses or frozenset(FindingStatus) - {FindingStatus.WITHDRAWN}
    instrument = article_of(finding.norm.provision).split("/")[0]
    return (
        finding.status in shown
        and (not choice.instruments or instrument in choice.instruments)
        and (not choice.outcomes or finding.outcome in choice.outcomes)
    )


def _findings(reader: Reader, view: DossierView, text: _Text, choice: Choice) -> Iterator[ChosenFinding]:
    far = len(text.order)
    mine = [f for f in view.findings if f.draft == text.id and chosen(f, choice)]
    mine.sort(key=lambda f: (text.order.get(f.provision, far), f.subject.position.start, f.norm.provision, f.created, f.id))
    counted = 0
    for number, now in enumerate(mine, start=1):
        signature = _newest_signature(view.signatures, now)
        shown = _as_signed(reader, now, signature) if choice.as_signed and signature else now
        advice = tuple(NumberedRecommendation(counted + n, shown, r) for n, r in enumerate(shown.recommendations, start=1))
        counted += len(advice)
        follow_ups = tuple(sorted((u for u in view.follow_ups if u.finding == now.id), key=lambda u: (u.day, u.created)))
        changed = signature is not None and bool(changed_since(signature, [now]))
        place = text.place(now.provision, now.carrier)
        yield ChosenFinding(number, shown, place, now.subject.page, advice, follow_ups, signature, changed)


def _newest_signature(signatures: Sequence[SignOff], finding: Finding) -> SignOff | None:
    return next((s for s in reversed(signatures) if any(f.finding == finding.id for f in s.findings)), None)


def _as_signed(reader: Reader, now: Finding, signature: SignOff) -> Finding:
    signed = next(s for s in signature.findings if s.finding == now.id)
    if signed.content_hash == now.content_hash:
        return now
    return reader.as_of(Finding, now.id, signed.version) or now


def _pairs(view: DossierView, text: _Text, choice: Choice, sources: Sources, findings: Sequence[ChosenFinding]) -> Iterator[Pair]:
    """The candidates of the newest screening, then the pairs that only readers brought together, in reading order."""
    decisions: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in view.verdicts:
        if verdict.draft == text.id:
            decisions.setdefault(verdict.pair, []).append(verdict)
    settled = {(a.provision, a.norm): a for a in view.adjudications if a.draft == text.id}
    known = {(f.finding.provision, f.finding.norm.provision): f.number for f in findings}
    screening = sources.screenings.latest(text.id) if text.id else None
    candidates = {
        (unit.provision, c.provision): (c, unit.tension)
        for unit in (screening.units if screening else ())
        for c in unit.candidates
    }
    keys = sorted({**candidates, **decisions}, key=lambda k: text.order.get(k[0], len(text.order)))
    for key in keys:
        if choice.instruments and key[1].split("/")[0] not in choice.instruments:
            continue
        candidate, tension = candidates.get(key, (None, 0.0))
        origin = screening.id if screening and candidate else ""
        found = tuple(n for (p, norm), n in known.items() if p == key[0] and article_of(norm) == article_of(key[1]))
        verdicts = tuple(decisions.get(key, ()))
        yield Pair(key[0], text.place(key[0]), key[1], candidate, tension, origin, verdicts, settled.get(key), found)


def _set_aside(actor: Actor, view: DossierView, text: _Text) -> Iterator[SetAside]:
    reasons = {d.subject: d for d in actor.ledger.history(dossier=view.dossier.id) if d.action == "withdraw_finding"}
    for finding in view.findings:
        if finding.draft == text.id and finding.status is FindingStatus.WITHDRAWN and finding.id in reasons:
            made = reasons[finding.id]
            place = text.place(finding.provision, finding.carrier)
            yield SetAside(place, finding.norm.provision, "withdrawn", made.reason, made.who, made.at[:10], finding.title)
    for v in view.verdicts:
        if v.draft == text.id and v.answer is VerdictAnswer.NOT_RELEVANT:
            why = "; ".join(filter(None, (*v.reasons, v.remark)))
            yield SetAside(text.place(v.provision), v.norm, "not_relevant", why, v.author, v.created[:10])


def _tested(view: DossierView, draft: str, silences: Sequence[NoRemarks]) -> tuple[set[str], tuple[str, ...]]:
    """Treaties that somebody looked at, and those that somebody recorded as not looked at."""
    norms = [f.norm.provision for f in view.findings if f.draft == draft] + [v.norm for v in view.verdicts if v.draft == draft]
    tested = {norm.split("/")[0] for norm in norms} | {code for n in silences for code in n.instruments}
    return tested, tuple(dict.fromkeys(code for n in silences for code in n.not_tested if code not in tested))


def _not_examined(view: DossierView, text: _Text, silences: Sequence[NoRemarks]) -> Iterator[Unit]:
    """Units of which nobody recorded anything; somebody's work on a part or on the whole article counts for the unit."""
    if text.draft is None or any(not n.provisions for n in silences):
        return
    seen = {f.provision for f in view.findings if f.draft == text.id}
    seen |= {v.provision for v in view.verdicts if v.draft == text.id and v.answer in DECIDED}
    seen |= {p for n in silences for p in n.provisions}
    by_id = {p.id: p for p in text.draft.provisions}
    above = {a.id for p in seen if p in by_id for a in ancestors(by_id[p], by_id)}
    for unit in text.units:
        own = {unit.provision, *(a.id for a in ancestors(by_id[unit.provision], by_id))}
        if not own & seen and unit.provision not in above:
            yield unit


def _blind(actor: Actor, view: DossierView, draft: str) -> bool:
    """Whether a running double reading hides somebody's work from the actor."""
    return any(
        r.state is ReadingState.OPEN
        and r.draft == draft
        and any(
            hidden_from(actor.person.id, reader, draft, place, view.readings)
            for reader in r.readers
            for place in r.provisions or ("",)
        )
        for r in view.readings
    )
