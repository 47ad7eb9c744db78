"""Makes what a request asks for: one way for the worker, whatever the report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

from workbench.bootstrap import Workbench
from workbench.domain.body_set import Reach
from workbench.domain.dossier_set import Choice
from workbench.domain.management import selection_of
from workbench.domain.period import period_of, typed_period
from workbench.domain.ports import Progress
from workbench.domain.report_request import ReportRequest, Wanted
from workbench.outgoing import Outgoing
from workbench.use_cases.acting import Actor

LONGEST_NAME = 48  # characters


@dataclass(frozen=True)
class Made:
    """A finished file, and the dossiers that are in it."""

    name: str
    content: bytes
    dossiers: tuple[str, ...]


def make(bench: Workbench, actor: Actor, request: ReportRequest, progress: Progress) -> Made:
    """The file; raises AccessDenied, InputError, TemplateError, ReportFailed, or what `progress` raises to stop."""
    progress("progress.report.select", 0, 0)
    way = Outgoing(bench, actor, request.language)
    return _MAKERS[request.what](way, request, progress)


def _advice(way: Outgoing, request: ReportRequest, progress: Progress) -> Made:
    chosen = way.chosen(request.dossier, Choice(draft=request.draft, as_signed=request.signed))
    content = way.advice(chosen, request.form, None, progress)
    return Made(_named(way, request, chosen.dossier.title), content, (request.dossier,))


def _export(way: Outgoing, request: ReportRequest, progress: Progress) -> Made:
    chosen = way.chosen(request.dossier, Choice(draft=request.draft, as_signed=request.signed))
    content = way.export(chosen, request.form, progress)
    return Made(_named(way, request, chosen.dossier.title), content, (request.dossier,))


def _body(way: Outgoing, request: ReportRequest, progress: Progress) -> Made:
    period = period_of(request.start, request.end, way.actor.now())
    chosen = way.for_body(request.body, Reach(period, request.public, request.confidential))
    content = way.body_dossier(chosen, request.form, None, progress)
    named = tuple(dict.fromkeys((*(d.id for d in chosen.dossiers), *chosen.related_dossiers)))
    treaties = way.not_ratified(request.confidential)
    return Made(_named(way, request, request.body), content, tuple(dict.fromkeys((*named, *treaties.dossiers))))


def _management(way: Outgoing, request: ReportRequest, progress: Progress) -> Made:
    period = typed_period(request.start, request.end, way.actor.now())
    selection = selection_of(period, request.against, parse_qs(request.filters, keep_blank_values=True), request.confidential)
    found = way.figures(selection)
    return Made(_named(way, request, ""), way.management(found, request.form, None, progress), found.shown_dossiers)


def _unratified(way: Outgoing, request: ReportRequest, progress: Progress) -> Made:
    chosen = way.not_ratified(request.confidential)
    return Made(_named(way, request, ""), way.unratified(chosen, request.form, None, progress), chosen.dossiers)


_MAKERS: dict[Wanted, Callable[[Outgoing, ReportRequest, Progress], Made]] = {
    Wanted.ADVICE: _advice,
    Wanted.EXPORT: _export,
    Wanted.TREATY_BODY: _body,
    Wanted.MANAGEMENT: _management,
    Wanted.UNRATIFIED: _unratified,
}


def _named(way: Outgoing, request: ReportRequest, about: str) -> str:
    """`advies-kampeerterreinen-2026-11-25.docx`: letters, figures and hyphens only."""
    words = f"{way.voice.t(f'wanted.{request.what}')} {about} {'' if request.what is not Wanted.EXPORT else request.form}"
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    return f"{stem}-{way.actor.now()[:10]}.{request.ending}"
