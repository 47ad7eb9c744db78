"""The dossier for a treaty body: findings and what became of them, per part of its guidelines and per article."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.body_set import ArticleGroup, BodyFinding, BodySet, ClusterGroup, Related
from workbench.domain.dossier_set import ChosenFinding
from workbench.domain.instruments import BINDING, Status
from workbench.domain.obligations import Register
from workbench.domain.period import BEGINNING
from workbench.domain.unratified import UnratifiedSet
from workbench.reports.advice import quoted, reasoned, relation, upper_first
from workbench.reports.citing import cite_draft, cite_norm_again, parliamentary
from workbench.reports.document import Block, Bullets, Document, Heading, Para, Run, Runs, Style, Table, para, plain
from workbench.reports.unratified import unratified_blocks
from workbench.reports.voice import Voice


def compose_body_dossier(chosen: BodySet, open_treaties: UnratifiedSet, register: Register, voice: Voice) -> Document:
    """Overview, findings per article, articles without findings, treaties not ratified, and the account."""
    title = voice.t("body.title", body=chosen.body.name(voice.language))
    treaties = ", ".join(voice.short(code) for code in chosen.body.instruments)
    facts = {
        "titel": title,
        "onderwerp": voice.t("body.subject", treaties=treaties),
        "periode": period_words(chosen.reach.period.start, chosen.reach.period.end, voice),
        "datum": voice.day(chosen.made),
    }
    blocks = (
        *_overview(chosen, voice),
        *_findings(chosen, register, voice),
        *_related(chosen, voice),
        *_silent(chosen, register, voice),
        *unratified_blocks(open_treaties, voice),
        *_account(chosen, voice),
    )
    return Document(title, voice.language, voice.t("report.institute"), chosen.made, {"inhoud": blocks}, facts)


def period_words(start: str, end: str, voice: Voice) -> str:
    """`1 januari 2024 tot en met 25 november 2026`."""
    if start == BEGINNING:
        return voice.t("period.until", end=voice.day(end))
    return voice.t("period.from_to", start=voice.day(start), end=voice.day(end))


def article_title(article: str, register: Register, voice: Voice) -> str:
    """`Artikel 19 VRPH: zelfstandig wonen`, with the register's own name for it."""
    own = next((o for o in register.of_article(article) if o.id == article), None)
    name = (own.title.get(voice.language) or own.title["nl"]) if own else ""
    return upper_first(voice.cite(article)) + (f": {name}" if name else "")


def cluster_title(group: ClusterGroup, voice: Voice) -> str:
    """The part's number and title; a group without a part holds the other provisions."""
    if group.cluster is None:
        return voice.t("body.other_provisions")
    return voice.t("body.part", number=group.cluster.number, title=group.cluster.title[voice.language])


def _overview(chosen: BodySet, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.t("body.heading.overview"))
    found = chosen.findings
    counts = {"findings": len(found), "dossiers": len(chosen.dossiers), "adverse": sum(f.adverse for f in found)}
    yield para(voice.t("body.overview", **counts) if found else voice.t("body.empty"), Style.BODY if found else Style.NOTICE)
    if chosen.unsigned:
        yield para(voice.t("body.unsigned", count=chosen.unsigned), Style.NOTICE)
    if chosen.blind:
        yield para(voice.t("export.blind"), Style.NOTICE)
    if found:
        head = ("norm", "findings", "adverse", "recommendations", "replies", "followed")
        rows = tuple(_counts(article, voice) for group in chosen.groups for article in group.articles if article.findings)
        widths = (0.34, 0.13, 0.13, 0.14, 0.13, 0.13)
        yield Table(voice.t("body.table.overview"), tuple(voice.t(f"column.{name}") for name in head), rows, widths)


def _counts(article: ArticleGroup, voice: Voice) -> tuple[Runs, ...]:
    found = article.findings
    recommendations = sum(len(f.found.recommendations) for f in found)
    replies = sum(bool(u.reply) for f in found for u in f.found.follow_ups)
    numbers = (len(found), sum(f.adverse for f in found), recommendations, replies, sum(f.followed for f in found))
    first = Run(voice.cite(article.article), link=f"bevinding-{found[0].found.number}")
    return ((first,), *(plain(str(number)) for number in numbers))


def _findings(chosen: BodySet, register: Register, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.t("body.heading.findings"))
    sure = "" if chosen.body.verified else f" {voice.t('body.unverified')}"
    yield para(voice.t("body.ordered", guidelines=chosen.body.guidelines) + sure, Style.META)
    for group in chosen.groups:
        yield Heading(2, cluster_title(group, voice))
        with_findings = [article for article in group.articles if article.findings]
        if not with_findings:
            yield para(voice.t("body.part_empty"), Style.NOTICE)
        for article in with_findings:
            yield from _article(article, group, chosen, register, voice)


def _article(article: ArticleGroup, group: ClusterGroup, chosen: BodySet, register: Register, voice: Voice) -> Iterator[Block]:
    yield Heading(3, article_title(article.article, register, voice))
    yield from _force(article.article, voice)
    for finding in article.findings:
        yield from _finding(finding, group, chosen, voice)


def _force(article: str, voice: Voice) -> Iterator[Block]:
    """Said where an article does not bind, or only with a reservation or declaration."""
    instrument = voice.instruments.get(article.split("/")[0])
    if instrument is None:
        return
    stated = instrument.applicability(article)
    if stated.status is not Status.BINDING:
        note = stated.note.get(voice.language) or stated.note.get("nl", "")
        kind = Style.META if stated.status in BINDING else Style.NOTICE
        yield para(" ".join(filter(None, (upper_first(voice.label("status", stated.status)) + ".", note))), kind)


def _finding(row: BodyFinding, group: ClusterGroup, chosen: BodySet, voice: Voice) -> Iterator[Block]:
    found, finding = row.found, row.found.finding
    yield Para((Run(f"{found.number}. {finding.title}", bold=True),), anchor=f"bevinding-{found.number}")
    yield para(" · ".join(filter(None, _where(row, voice))), Style.META)
    if found.changed_after_signing:
        yield para(voice.t("advice.changed_here"), Style.NOTICE)
    yield quoted(finding.subject.quote.exact, cite_draft(found.place, found.page, row.draft, row.dossier.title))
    yield Para(relation(found, voice))
    if finding.measure:
        yield quoted(finding.measure.quote.exact, cite_norm_again(finding, voice))
    yield from reasoned(finding, voice)
    if found.recommendations:
        yield Bullets(tuple(_recommendation(found, n, voice) for n in range(len(found.recommendations))))
    yield from _follow_up(found, voice)
    for cluster in row.elsewhere:
        if group.cluster is None or cluster.number != group.cluster.number:
            yield para(voice.t("body.elsewhere", number=cluster.number, title=cluster.title[voice.language]), Style.META)


def _where(row: BodyFinding, voice: Voice) -> Iterator[str]:
    finding = row.found.finding
    yield voice.t("body.from_dossier", title=row.dossier.title)
    yield row.label
    yield ", ".join(map(parliamentary, row.draft.identifiers)) if row.draft else ""
    yield voice.t("body.minister", name=row.dossier.minister) if row.dossier.minister else ""
    yield voice.day(finding.created)
    yield voice.label("finding_status", finding.status)
    yield voice.t("body.confidential") if row.dossier.confidential else ""
    yield voice.t("body.carried", count=row.earlier) if row.earlier else ""


def _recommendation(found: ChosenFinding, number: int, voice: Voice) -> Runs:
    recommendation = found.recommendations[number].recommendation
    asked = voice.t(
        "advice.recommendation_asks",
        action=upper_first(voice.label("remedy", recommendation.action)),
        addressee=voice.label("addressee", recommendation.addressee),
    )
    text = " ".join(recommendation.proposed_text.split())
    proposed = f" {voice.t('advice.proposed_text')} {text}" if text else ""
    why = " ".join(recommendation.explanation.split())
    head = voice.t("advice.recommendation", number=recommendation.number)
    return Run(f"{head} ", bold=True), Run(" ".join(filter(None, (asked + proposed, why))))


def _follow_up(found: ChosenFinding, voice: Voice) -> Iterator[Block]:
    if not found.follow_ups:
        yield para(voice.t("body.no_follow_up"), Style.META)
        return
    names = ("day", "recommendation", "reply", "text_fate", "where", "words")
    rows = tuple(
        (
            plain(voice.short_day(entry.day or entry.created)),
            plain(str(entry.recommendation) if entry.recommendation else voice.t("body.whole_finding")),
            plain(voice.label("reply_verdict", entry.reply) or "–"),
            plain(voice.label("text_fate", entry.text) or "–"),
            plain(entry.where or "–"),
            plain("; ".join(filter(None, (" ".join(entry.words.split()), entry.court))) or "–"),
        )
        for entry in found.follow_ups
    )
    caption = voice.t("body.table.follow_up", number=found.number)
    yield Table(caption, tuple(voice.t(f"column.{name}") for name in names), rows, (0.13, 0.15, 0.16, 0.16, 0.17, 0.23))


def _related(chosen: BodySet, voice: Voice) -> Iterator[Block]:
    """Findings on kindred provisions of other treaties, each once, with the articles that it touches."""
    found: dict[str, tuple[Related, list[str]]] = {}
    for group in chosen.groups:
        for article in group.articles:
            for row in article.related:
                found.setdefault(row.found.finding.id, (row, []))[1].append(article.article)
    if not found:
        return
    yield Heading(1, voice.t("body.heading.related"))
    yield para(voice.t("body.related"))
    yield Bullets(tuple(_related_line(row, articles, voice) for row, articles in found.values()))


def _related_line(row: Related, articles: list[str], voice: Voice) -> Runs:
    finding = row.found.finding
    outcome = voice.label("outcome", finding.outcome) or voice.t("advice.outcome_open")
    facts = {"title": finding.title, "norm": voice.cite(finding.norm.provision), "outcome": outcome.rstrip(".")}
    told = voice.t("body.related_line", dossier=row.dossier.title, place=row.found.place, **facts)
    kin = ", ".join(map(voice.cite, dict.fromkeys(articles)))
    return Run(f"{told}. "), Run(voice.t("body.related_to", articles=kin), italic=True)


def _silent(chosen: BodySet, register: Register, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.t("body.heading.silent"))
    yield para(voice.t("body.silent"))
    for group in chosen.groups:
        held = {article.article for article in group.articles if article.findings}
        silent = [article for article in (group.cluster.articles if group.cluster else ()) if article not in held]
        if silent:
            yield Heading(2, cluster_title(group, voice))
            yield Bullets(tuple(plain(article_title(article, register, voice)) for article in silent))


def _account(chosen: BodySet, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.t("body.heading.account"))
    lines = [
        voice.t("body.account.which"),
        voice.t("body.account.public" if chosen.reach.public else "body.account.all"),
        voice.t("body.account.carried"),
        voice.t("body.account.confidential_in" if chosen.reach.confidential else "body.account.confidential_out"),
    ]
    if chosen.left_out:
        lines.append(voice.t("body.account.left_out", count=chosen.left_out))
    lines.append(voice.t("body.account.made", day=voice.day(chosen.made), dossiers=_titles(chosen)))
    yield Bullets(tuple(map(plain, lines)))
    yield para(voice.t("body.account.machine"))


def _titles(chosen: BodySet) -> str:
    return "; ".join(dossier.title for dossier in chosen.dossiers) or "–"
