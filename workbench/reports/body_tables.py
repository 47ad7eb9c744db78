"""The dossier for a treaty body, and the list of treaties not ratified, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.body_set import BodyFinding, BodySet, ClusterGroup
from workbench.domain.unratified import UnratifiedSet
from workbench.reports.tables import Cell, Sheet, dictionary
from workbench.reports.treaty_body import cluster_title, period_words
from workbench.reports.unratified import public_source, signed_on, sure, touched_words
from workbench.reports.voice import Voice

FINDINGS = (
    *("number", "part", "norm_id", "norm", "binding", "dossier", "version_label", "place", "quote", "title", "outcome"),
    *("severity", "certainty", "reasoning", "authorities", "status", "day", "signed", "changed", "earlier", "finding"),
)
RECOMMENDATIONS = ("number", "norm", "dossier", "recommendation", "action", "addressee", "proposed_text", "explanation")
FOLLOW_UP = ("number", "norm", "dossier", "recommendation", "day", "reply", "text_fate", "where", "court", "words")
RELATED = ("part", "norm", "relation", "dossier", "place", "title", "related_norm", "outcome")
ARTICLES = ("part", "norm_id", "norm", "findings", "related")
INSTRUMENTS = ("instrument_code", "instrument", "status", "signed_on", "related_dossiers", "argue_via", "source")
PROVISIONS = ("norm_id", "norm", "remark", "argue_via", "related_dossiers")


def body_tables(chosen: BodySet, open_treaties: UnratifiedSet, voice: Voice) -> tuple[Sheet, ...]:
    """All sheets; the first says what was chosen, the last explains every column."""
    sheets = [
        Sheet("selection", ("fact", "value"), tuple(_selection(chosen, voice))),
        Sheet("per_article", ARTICLES, tuple(_articles(chosen, voice))),
        Sheet("findings", FINDINGS, tuple(_findings(chosen, voice))),
        Sheet("recommendations", RECOMMENDATIONS, tuple(_recommendations(chosen, voice))),
        Sheet("follow_up", FOLLOW_UP, tuple(_follow_up(chosen, voice))),
        Sheet("related", RELATED, tuple(_related(chosen, voice))),
        *_open_sheets(open_treaties, voice),
    ]
    return (*sheets, dictionary(sheets, voice))


def unratified_tables(chosen: UnratifiedSet, voice: Voice) -> tuple[Sheet, ...]:
    """The list alone."""
    sheets = _open_sheets(chosen, voice)
    return (*sheets, dictionary(sheets, voice))


def _selection(chosen: BodySet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    reach = chosen.reach
    facts: dict[str, Cell] = {
        "body": chosen.body.name(voice.language),
        "period": period_words(reach.period.start, reach.period.end, voice),
        "guidelines": chosen.body.guidelines,
        "made": chosen.made,
        "findings": len(chosen.findings),
        "dossiers": "; ".join(d.title for d in chosen.dossiers) or "–",
    }
    yield from ((voice.t(f"selection.{name}"), value) for name, value in facts.items())
    notes = ["body.account.which", "body.account.public" if reach.public else "body.account.all", "body.account.carried"]
    notes.append("body.account.confidential_in" if reach.confidential else "body.account.confidential_out")
    yield from ((voice.t("selection.note"), voice.t(note)) for note in notes)
    if chosen.left_out:
        yield voice.t("selection.note"), voice.t("body.account.left_out", count=chosen.left_out)
    if chosen.blind:
        yield voice.t("selection.note"), voice.t("export.blind")


def _rows(chosen: BodySet) -> Iterator[tuple[ClusterGroup, BodyFinding]]:
    for group in chosen.groups:
        for article in group.articles:
            yield from ((group, finding) for finding in article.findings)


def _articles(chosen: BodySet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for group in chosen.groups:
        counts = {a.article: (len(a.findings), len(a.related)) for a in group.articles}
        named = group.cluster.articles if group.cluster else ()
        for article in dict.fromkeys((*named, *counts)):
            yield cluster_title(group, voice), article, voice.cite(article), *counts.get(article, (0, 0))


def _findings(chosen: BodySet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for group, row in _rows(chosen):
        found, f = row.found, row.found.finding
        authorities = "; ".join(", ".join(filter(None, (a.source, a.pinpoint))) for a in f.norm.authorities)
        signed = f"{found.signature.name}, {found.signature.created[:10]}" if found.signature else ""
        yield (
            *(found.number, cluster_title(group, voice), f.norm.provision, voice.cite(f.norm.provision)),
            *(voice.label("status", f.norm.status), row.dossier.title, row.label, found.place, f.subject.quote.exact, f.title),
            *(voice.label(name, getattr(f, name)) for name in ("outcome", "severity", "certainty")),
            *(f.reasoning, authorities, voice.label("finding_status", f.status), f.created[:10], signed),
            *(voice.t("word.yes" if found.changed_after_signing else "word.no"), row.earlier, f.id),
        )


def _recommendations(chosen: BodySet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for _, row in _rows(chosen):
        for numbered in row.found.recommendations:
            r = numbered.recommendation
            head = (row.found.number, voice.cite(row.found.finding.norm.provision), row.dossier.title)
            asked = (r.number, voice.label("remedy", r.action), voice.label("addressee", r.addressee))
            yield (*head, *asked, r.proposed_text, r.explanation)


def _follow_up(chosen: BodySet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for _, row in _rows(chosen):
        for entry in row.found.follow_ups:
            head = (row.found.number, voice.cite(row.found.finding.norm.provision), row.dossier.title)
            told = (voice.label("reply_verdict", entry.reply), voice.label("text_fate", entry.text))
            yield (*head, entry.recommendation or "", entry.day, *told, entry.where, entry.court, entry.words)


def _related(chosen: BodySet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for group in chosen.groups:
        for article in group.articles:
            for row in article.related:
                f = row.found.finding
                head = (cluster_title(group, voice), voice.cite(article.article), voice.label("relation", row.relation))
                told = (voice.cite(f.norm.provision), voice.label("outcome", f.outcome))
                yield (*head, row.dossier.title, row.found.place, f.title, *told)


def _open_sheets(chosen: UnratifiedSet, voice: Voice) -> list[Sheet]:
    instruments = []
    for row in chosen.instruments:
        i = row.instrument
        source = "; ".join(public_source(fact.source, voice) for fact in i.facts if fact.what.startswith("belgium"))
        via = ", ".join(map(voice.cite, row.argue_via))
        facts = (i.code, voice.instrument(i.code), sure(i, voice), i.signed or signed_on(i, voice))
        instruments.append((*facts, touched_words(row.touched, voice), via, source))
    provisions = []
    for refused in chosen.provisions:
        stated = refused.applicability
        note, via = stated.note.get(voice.language) or stated.note.get("nl", ""), ", ".join(map(voice.cite, stated.argue_via))
        facts = (refused.provision, voice.cite(refused.provision), note, via)
        provisions.append((*facts, touched_words(refused.touched, voice)))
    return [Sheet("unratified", INSTRUMENTS, tuple(instruments)), Sheet("not_accepted", PROVISIONS, tuple(provisions))]
