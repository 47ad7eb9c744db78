"""List what Belgium did not ratify or accept, with the dossiers that touch it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from workbench.domain.body_set import Reach
from workbench.domain.dossiers import Dossier
from workbench.domain.identifiers import ProvisionId, article_of
from workbench.domain.instruments import Instrument, Status
from workbench.domain.people import Action
from workbench.domain.period import BEGINNING, Period
from workbench.domain.unratified import NOT_RATIFIED, NotAccepted, NotRatified, Touched, UnratifiedSet
from workbench.use_cases.acting import Actor
from workbench.use_cases.all_findings import Gathered, gather
from workbench.use_cases.read_dossier import people

ALL_TIME = "9999-12-31"


def list_unratified(
    actor: Actor,
    instruments: Mapping[str, Instrument],
    confidential: bool = False,
    action: Action = Action.EXPORT_DOSSIER,
) -> UnratifiedSet:
    """Instruments signed only or not signed, provisions not accepted, and per row the dossiers with findings on it; raises
    AccessDenied."""
    harvest = gather(actor, Reach(Period(BEGINNING, ALL_TIME), confidential=confidential), action)
    rows = [_instrument(i, harvest.findings) for i in instruments.values() if i.status in NOT_RATIFIED]
    rows.sort(key=lambda row: (row.instrument.status is Status.NOT_PARTY, row.instrument.signed, row.instrument.code))
    provisions = [
        NotAccepted(stated.id, stated.applicability, _touched(stated.id, stated.applicability.argue_via, harvest.findings))
        for instrument in instruments.values()
        if instrument.status not in NOT_RATIFIED
        for stated in instrument.article_status
        if stated.applicability.status is Status.NOT_ACCEPTED
    ]
    names = {key: person.name for key, person in people(actor).items()}
    return UnratifiedSet(tuple(rows), tuple(provisions), actor.now(), names, harvest.left_out)


def _instrument(instrument: Instrument, findings: Sequence[Gathered]) -> NotRatified:
    notes = tuple(row.applicability for row in instrument.article_status if row.applicability.note)
    via = tuple(dict.fromkeys(v for row in instrument.article_status for v in row.applicability.argue_via))
    return NotRatified(instrument, notes, via, _touched(instrument.code, via, findings))


def _touched(place: str, argue_via: Collection[str], findings: Sequence[Gathered]) -> tuple[Touched, ...]:
    """Dossiers with findings on the place itself first, then those with findings on what may be argued instead."""
    direct = [row for row in findings if _on(row, place)]
    articles = {article_of(via) for via in argue_via}
    instead = [row for row in findings if article_of(row.finding.norm.provision) in articles]
    told = [Touched(dossier, len(rows)) for dossier, rows in _by_dossier(direct)]
    for dossier, rows in _by_dossier(instead):
        via = tuple(sorted({article_of(row.finding.norm.provision) for row in rows}))
        told.append(Touched(dossier, len(rows), via))
    return tuple(told)


def _on(row: Gathered, place: str) -> bool:
    norm = row.finding.norm.provision
    return norm.split("/")[0] == place if "/" not in place else ProvisionId.parse(norm).within(ProvisionId.parse(place))


def _by_dossier(rows: Sequence[Gathered]) -> list[tuple[Dossier, list[Gathered]]]:
    grouped: dict[str, list[Gathered]] = {}
    for row in rows:
        grouped.setdefault(row.dossier.id, []).append(row)
    return [(found[0].dossier, found) for found in grouped.values()]
