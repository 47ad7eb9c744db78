"""The annexes of an advice: the findings in a table, silence, what was not read, what was set aside, and the account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from workbench.domain.dossier_set import ChosenFinding, DossierSet
from workbench.domain.drafts import DraftProvision, Kind
from workbench.domain.verdicts import NoRemarks
from workbench.reports.document import Block, Bullets, Heading, Run, Runs, Style, Table, para, plain
from workbench.reports.voice import Voice
from workbench.use_cases.draft_units import ancestors, units


def annexes(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    """All five, each of which says so when it is empty."""
    yield Heading(1, voice.t("annex.heading"))
    parts = (findings_table, _silence, _not_tested, _set_aside, _account)
    for number, part in enumerate(parts, start=1):
        name = part.__name__.strip("_")
        yield Heading(2, voice.t("annex.numbered", number=number, title=voice.t(f"annex.{name}")))
        blocks = list(part(chosen, voice))
        yield from blocks or [para(voice.t(f"annex.{name}.none"), Style.NOTICE)]


def findings_table(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    """Number, place, norm, outcome, severity, certainty, status."""
    names = ("number", "place", "norm", "outcome", "severity", "certainty", "status")
    if chosen.findings:
        head = tuple(voice.t(f"column.{name}") for name in names)
        rows = tuple(_finding_row(found, voice) for found in chosen.findings)
        yield Table(voice.t("annex.caption.findings_table"), head, rows, (0.06, 0.17, 0.19, 0.14, 0.09, 0.19, 0.16))


def _finding_row(found: ChosenFinding, voice: Voice) -> tuple[Runs, ...]:
    finding = found.finding
    status = voice.label("finding_status", finding.status)
    if found.changed_after_signing:
        status = f"{status}; {voice.t('advice.changed_short')}"
    return (
        (Run(str(found.number), link=f"bevinding-{found.number}"),),
        plain(found.place),
        plain(voice.cite(finding.norm.provision)),
        *(plain(voice.label(n, getattr(finding, n)) or "–") for n in ("outcome", "severity", "certainty")),
        plain(status),
    )


def _silence(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    if chosen.no_remarks:
        head = tuple(voice.t(f"column.{name}") for name in ("place", "instruments", "who", "day", "remark"))
        rows = tuple(_silence_row(read, chosen, voice) for read in chosen.no_remarks)
        yield para(voice.t("annex.silence.lead"))
        yield Table(voice.t("annex.caption.silence"), head, rows, (0.3, 0.24, 0.16, 0.14, 0.16))


def _silence_row(read: NoRemarks, chosen: DossierSet, voice: Voice) -> tuple[Runs, ...]:
    places = "; ".join(chosen.places.get(p, p) for p in read.provisions) or voice.t("annex.whole_text")
    codes = ", ".join(voice.short(code) for code in read.instruments)
    return (
        plain(places),
        plain(codes),
        plain(chosen.name(read.author)),
        plain(voice.short_day(read.created)),
        plain(read.remark or "–"),
    )


def _not_tested(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    if chosen.not_tested:
        yield para(voice.t("annex.not_tested.recorded"))
        yield Bullets(_instruments(chosen.not_tested, voice))
    if chosen.silent_on:
        yield para(voice.t("annex.not_tested.unknown", codes=", ".join(voice.short(c) for c in chosen.silent_on)))
    if chosen.not_examined:
        listed = "; ".join(places_in_short(chosen, voice))
        yield para(voice.t("annex.not_tested.places", count=len(chosen.not_examined), places=listed))
    undecided = sum(pair.candidate is not None and not pair.decided for pair in chosen.pairs)
    if undecided:
        yield para(voice.t("annex.not_tested.suggestions", count=undecided))


def places_in_short(chosen: DossierSet, voice: Voice) -> Iterator[str]:
    """The places that nobody looked at: `artikel 8 tot en met 11` where whole articles follow one another, else one by one."""
    if chosen.draft is None:
        return
    by_id = {p.id: p for p in chosen.draft.provisions}
    left = {unit.provision: unit.citation for unit in chosen.not_examined}
    whole: list[str] = []
    for article, own in groupby(units(chosen.draft), key=lambda unit: _article(unit.provision, by_id)):
        ids = [unit.provision for unit in own]
        if article and all(i in left for i in ids):
            whole.append(article)
            continue
        yield from _ranges(whole, voice)
        whole = []
        yield from (left[i] for i in ids if i in left)
    yield from _ranges(whole, voice)


def _article(provision: str, by_id: dict[str, DraftProvision]) -> str:
    """The number of the article that a unit lies in."""
    own = by_id[provision]
    lineage = [own, *ancestors(own, by_id)]
    return next((p.number for p in lineage if p.kind is Kind.ARTICLE), "")


def _ranges(articles: Sequence[str], voice: Voice) -> Iterator[str]:
    if len(articles) > 2:
        yield voice.t("annex.not_tested.range", first=articles[0], last=articles[-1])
    else:
        yield from (f"{voice.t('word.article')} {number}" for number in articles)


def _instruments(codes: Iterable[str], voice: Voice) -> tuple[Runs, ...]:
    return tuple(plain(voice.instrument(code)) for code in codes)


def _set_aside(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    if chosen.set_aside:
        head = tuple(voice.t(f"column.{name}") for name in ("place", "norm", "what", "why", "who", "day"))
        rows = tuple(
            (
                plain(row.place),
                plain(voice.cite(row.norm)),
                plain(voice.t(f"set_aside.{row.what}") + (f": {row.title}" if row.title else "")),
                plain(row.why or voice.t("set_aside.no_reason")),
                plain(chosen.name(row.who)),
                plain(voice.short_day(row.day)),
            )
            for row in chosen.set_aside
        )
        yield Table(voice.t("annex.caption.set_aside"), head, rows, (0.2, 0.19, 0.17, 0.18, 0.13, 0.13))


def _account(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    """What the advice rests on: made when, signed by whom, on which text and versions."""
    lines = [voice.t("annex.account.made", day=voice.day(chosen.made), findings=len(chosen.findings))]
    if chosen.draft:
        lines.append(voice.t("annex.account.text", file=chosen.draft.file_name, hash=chosen.draft.file_hash))
    for signature in chosen.signatures:
        versions = signature.frozen.versions
        facts = {"policy": versions.policy, "encoder": versions.encoder, "register": versions.register}
        name, day = signature.name, voice.day(signature.created)
        lines.append(
            voice.t(
                "annex.account.signature",
                name=name,
                day=day,
                hash=signature.frozen.text_hash,
                catalogue=versions.catalogue,
                index=versions.index or "–",
                corpus=signature.frozen.corpus,
                **facts,
            )
        )
        lines += [voice.t("annex.account.note", note=voice.t(note)) for note in signature.notes]
    yield Bullets(tuple(plain(line) for line in lines))
    yield para(voice.t("annex.account.machine"))
