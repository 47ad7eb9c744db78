"""The list of treaties that Belgium did not ratify, with the dossiers that touch them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbench.domain.instruments import Instrument
from workbench.domain.unratified import NotAccepted, NotRatified, Touched, UnratifiedSet
from workbench.reports.document import Block, Bullets, Document, Heading, Runs, Style, Table, para, plain
from workbench.reports.voice import Voice

_FILE = re.compile(r"\s*\(shared/[^)]*\)")


def compose_unratified(chosen: UnratifiedSet, voice: Voice) -> Document:
    """The list on its own."""
    title = voice.t("unratified.title")
    facts = {
        "titel": title,
        "onderwerp": voice.t("unratified.subject"),
        "periode": voice.t("unratified.as_of", day=voice.day(chosen.made)),
        "datum": voice.day(chosen.made),
    }
    blocks = tuple(unratified_blocks(chosen, voice))
    return Document(title, voice.language, voice.t("report.institute"), chosen.made, {"inhoud": blocks}, facts)


def unratified_blocks(chosen: UnratifiedSet, voice: Voice) -> Iterator[Block]:
    """The list as a part of a report."""
    yield Heading(1, voice.t("unratified.heading"))
    yield para(voice.t("unratified.lead"))
    if chosen.left_out:
        yield para(voice.t("body.account.left_out", count=chosen.left_out), Style.META)
    head = tuple(voice.t(f"column.{name}") for name in ("instrument", "status", "signed_on", "related_dossiers"))
    rows = tuple(_row(row, voice) for row in chosen.instruments)
    yield Table(voice.t("unratified.table"), head, rows, (0.34, 0.17, 0.16, 0.33))
    for row in chosen.instruments:
        if lines := list(_notes(row, voice)):
            yield Heading(2, voice.instrument(row.instrument.code))
            yield Bullets(tuple(map(plain, lines)))
    yield Heading(2, voice.t("unratified.provisions"))
    if not chosen.provisions:
        yield para(voice.t("unratified.provisions.none"))
        return
    yield para(voice.t("unratified.provisions.lead"))
    head = tuple(voice.t(f"column.{name}") for name in ("norm", "remark", "argue_via", "related_dossiers"))
    yield Table(
        voice.t("unratified.provisions"),
        head,
        tuple(_provision(row, voice) for row in chosen.provisions),
        (0.17, 0.27, 0.28, 0.28),
    )


def touched_words(touched: Iterable[Touched], voice: Voice) -> str:
    """`Dossier X (2 bevindingen); Dossier Y (via artikel 14 EVRM: 1)`; a dash when there are none."""
    told = []
    for row in touched:
        via = voice.t("unratified.via", articles=", ".join(map(voice.cite, row.via))) if row.via else ""
        told.append(voice.t("unratified.touched", title=row.dossier.title, count=row.findings, via=via).strip())
    return "; ".join(told) or "–"


def sure(instrument: Instrument, voice: Voice) -> str:
    """The status, marked when the catalogue has not been checked by a jurist."""
    status = voice.label("status", instrument.status)
    return status if instrument.verified else f"{status} ({voice.t('unratified.unverified')})"


def public_source(source: str, voice: Voice) -> str:
    """A source of the catalogue without the places of our own files."""
    return _FILE.sub("", source).replace("docs/domain.md", voice.t("unratified.domain_note"))


def signed_on(instrument: Instrument, voice: Voice) -> str:
    """The day of signature, or that there is none."""
    return voice.short_day(instrument.signed) if instrument.signed else voice.t("unratified.not_signed")


def _row(row: NotRatified, voice: Voice) -> tuple[Runs, ...]:
    instrument = row.instrument
    words = (voice.instrument(instrument.code), sure(instrument, voice), signed_on(instrument, voice))
    return (*map(plain, words), plain(touched_words(row.touched, voice)))


def _notes(row: NotRatified, voice: Voice) -> Iterator[str]:
    notes = (stated.note.get(voice.language) or stated.note.get("nl", "") for stated in row.notes)
    yield from dict.fromkeys(filter(None, notes))
    if row.argue_via:
        yield voice.t("unratified.instead", articles=", ".join(map(voice.cite, row.argue_via)))
    for fact in row.instrument.facts:
        if fact.what.startswith("belgium"):
            yield voice.t("unratified.source", source=public_source(fact.source, voice))


def _provision(row: NotAccepted, voice: Voice) -> tuple[Runs, ...]:
    note = row.applicability.note.get(voice.language) or row.applicability.note.get("nl", "")
    via = ", ".join(map(voice.cite, row.applicability.argue_via))
    return plain(voice.cite(row.provision)), plain(note or "–"), plain(via or "–"), plain(touched_words(row.touched, voice))
