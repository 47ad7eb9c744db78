"""A dossier as tables: the same set as the report, one sheet per kind, every column named and explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.domain.dossier_set import ChosenFinding, DossierSet, Pair
from workbench.domain.verdicts import Verdict
from workbench.reports.voice import Voice

Cell = str | int | float


@dataclass(frozen=True)
class Sheet:
    """A table; `name` and `columns` are catalogue keys (`sheet.NAME`, `column.COLUMN`)."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


CANDIDATES = (
    "provision",
    "place",
    "norm_id",
    "norm",
    "score",
    "relevance",
    "tension",
    "reasons",
    "binding",
    "decided",
    "findings",
    "screening",
)
FINDINGS = (
    *(
        "number",
        "title",
        "provision",
        "place",
        "page",
        "quote",
        "norm_id",
        "norm",
        "binding",
        "treaty_quote",
        "verb",
        "constitution",
    ),
    *(
        "authorities",
        "tree",
        "outcome",
        "severity",
        "certainty",
        "reversibility",
        "competence",
        "holders",
        "affected",
        "reasoning",
    ),
    *(
        "memorandum",
        "council_of_state",
        "evidence",
        "tags",
        "recommendations",
        "status",
        "author",
        "validated_by",
        "signed",
        "changed",
    ),
    *("origin", "due", "day", "target", "finding", "version"),
)
RECOMMENDATIONS = (
    "recommendation",
    "number",
    "title",
    "action",
    "addressee",
    "proposed_text",
    "explanation",
    "reply",
    "text_fate",
    "where",
)
FOLLOW_UP = ("number", "title", "recommendation", "day", "reply", "text_fate", "where", "court", "words")
DECISIONS = (
    "dossier",
    "draft",
    "provision",
    "place",
    "norm_id",
    "norm",
    "answer",
    "reasons",
    "remark",
    "reader",
    "day",
    "drawer",
    "version",
    "verdict",
)
NOT_EXAMINED = ("provision", "place", "page", "text")
SILENCE = ("place", "instruments", "not_tested", "who", "day", "remark")
SET_ASIDE = ("place", "norm_id", "norm", "what", "why", "who", "day")
DICTIONARY = ("sheet", "column", "meaning")


def tables_of(chosen: DossierSet, voice: Voice) -> tuple[Sheet, ...]:
    """All sheets; the first says what was chosen, the last explains every column."""
    makers: tuple[tuple[str, tuple[str, ...], Callable[[DossierSet, Voice], Iterator[tuple[Cell, ...]]]], ...] = (
        ("selection", ("fact", "value"), _selection),
        ("findings", FINDINGS, _findings),
        ("recommendations", RECOMMENDATIONS, _recommendations),
        ("follow_up", FOLLOW_UP, _follow_up),
        ("candidates", CANDIDATES, _candidates),
        ("decisions", DECISIONS, _decisions),
        ("silence", SILENCE, _silence),
        ("not_examined", NOT_EXAMINED, _not_examined),
        ("set_aside", SET_ASIDE, _set_aside),
    )
    sheets = [Sheet(name, columns, tuple(make(chosen, voice))) for name, columns, make in makers]
    return (*sheets, dictionary(sheets, voice))


def dictionary(sheets: list[Sheet], voice: Voice) -> Sheet:
    """What every column of the sheets means."""
    rows = tuple(
        (voice.t(f"sheet.{sheet.name}"), voice.t(f"column.{column}"), voice.t(f"column.{column}.about"))
        for sheet in sheets
        for column in sheet.columns
    )
    return Sheet("dictionary", DICTIONARY, rows)


def _selection(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    facts: dict[str, Cell] = {
        "dossier": chosen.dossier.title,
        "draft": chosen.draft.title if chosen.draft else "–",
        "version_label": chosen.label or "–",
        "text_hash": chosen.draft.file_hash if chosen.draft else "–",
        "made": chosen.made,
        "findings": len(chosen.findings),
        "pairs": len(chosen.pairs),
        "other_versions": chosen.other_versions,
        "as_signed": _yes(chosen.choice.as_signed, voice),
        "instruments": ", ".join(sorted(chosen.choice.instruments)) or voice.t("selection.all"),
        "outcomes": ", ".join(voice.label("outcome", o) for o in sorted(chosen.choice.outcomes)) or voice.t("selection.all"),
        "statuses": ", ".join(voice.label("finding_status", s) for s in sorted(chosen.choice.statuses))
        or voice.t("selection.active"),
    }
    yield from ((voice.t(f"selection.{name}"), value) for name, value in facts.items())
    if chosen.blind:
        yield voice.t("selection.note"), voice.t("export.blind")
    yield voice.t("selection.note"), voice.t("export.suggestions")


def _candidates(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for pair in chosen.pairs:
        if pair.candidate is None:
            continue
        found = pair.candidate
        reasons = "; ".join(voice.t(r.key, words=" · ".join(r.words)) for r in found.reasons)
        numbers = (round(found.score, 4), round(found.relevance, 4), round(pair.tension, 4))
        status = voice.label("status", found.applicability.status)
        decided = _yes(pair.decided, voice)
        yield (
            *(pair.provision, pair.place, pair.norm, voice.cite(pair.norm)),
            *numbers,
            *(reasons, status, decided, _listed(pair), pair.screening),
        )


def _listed(pair: Pair) -> str:
    return ", ".join(map(str, pair.findings))


def _findings(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for found in chosen.findings:
        yield (*_norm_cells(found, voice), *_judgment_cells(found, voice), *_process_cells(found, chosen, voice))


def _norm_cells(found: ChosenFinding, voice: Voice) -> tuple[Cell, ...]:
    f = found.finding
    authorities = "; ".join(", ".join(filter(None, (a.source, a.pinpoint))) for a in f.norm.authorities)
    return (
        *(found.number, f.title, f.provision, found.place, found.page, f.subject.quote.exact),
        *(f.norm.provision, voice.cite(f.norm.provision), voice.label("status", f.norm.status)),
        *(f.measure.quote.exact if f.measure else "", voice.label("verb", f.verb), ", ".join(f.norm.constitution), authorities),
    )


def _judgment_cells(found: ChosenFinding, voice: Voice) -> tuple[Cell, ...]:
    f = found.finding
    names = ("tree", "outcome", "severity", "certainty", "reversibility", "competence")
    numbers = ", ".join(str(r.number) for r in found.recommendations)
    return (
        *(voice.label(name, getattr(f, name)) for name in names),
        *(", ".join(map(voice.holder, f.holders)), f.affected, f.reasoning, f.memorandum, f.council_of_state, f.evidence),
        *(", ".join(f.tags), numbers),
    )


def _process_cells(found: ChosenFinding, chosen: DossierSet, voice: Voice) -> tuple[Cell, ...]:
    f, signature = found.finding, found.signature
    signed = f"{signature.name}, {signature.created[:10]}" if signature else ""
    validated = chosen.name(f.validated_by) if f.validated_by else ""
    return (
        *(voice.label("finding_status", f.status), chosen.name(f.author), validated, signed),
        *(
            _yes(found.changed_after_signing, voice),
            voice.label("origin", f.origin),
            f.due,
            f.created[:10],
            f.target,
            f.id,
            f.version,
        ),
    )


def _recommendations(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for found in chosen.findings:
        for numbered in found.recommendations:
            r = numbered.recommendation
            replies = [u for u in found.follow_ups if u.recommendation in (0, r.number)]
            reply = next((u.reply for u in reversed(replies) if u.reply), None)
            fate = next((u for u in reversed(replies) if u.text), None)
            yield (
                *(numbered.number, found.number, found.finding.title, voice.label("remedy", r.action)),
                *(voice.label("addressee", r.addressee), r.proposed_text, r.explanation, voice.label("reply_verdict", reply)),
                *(voice.label("text_fate", fate.text if fate else None), fate.where if fate else ""),
            )


def _follow_up(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for found in chosen.findings:
        numbers = {n.recommendation.number: n.number for n in found.recommendations}
        for entry in found.follow_ups:
            told = (
                voice.label("reply_verdict", entry.reply),
                voice.label("text_fate", entry.text),
                entry.where,
                entry.court,
                entry.words,
            )
            yield (found.number, found.finding.title, numbers.get(entry.recommendation, ""), entry.day, *told)


def _decisions(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    """A row per decision, and one without an answer per candidate that nobody decided: to fill in and read back."""
    draft = chosen.draft.id if chosen.draft else chosen.dossier.current
    for pair in chosen.pairs:
        head = (chosen.dossier.id, draft, pair.provision, pair.place, pair.norm, voice.cite(pair.norm))
        for verdict in pair.verdicts:
            yield (*head, *_verdict_cells(verdict, chosen, voice))
        if not pair.verdicts:
            yield (*head, "", "", "", "", "", "", 0, "")


def _verdict_cells(verdict: Verdict, chosen: DossierSet, voice: Voice) -> tuple[Cell, ...]:
    answer, reasons = voice.label("verdict", verdict.answer), "; ".join(verdict.reasons)
    drawer = _yes(verdict.drawer, voice)
    return (
        answer,
        reasons,
        verdict.remark,
        chosen.name(verdict.author),
        verdict.created[:10],
        drawer,
        verdict.version,
        verdict.id,
    )


def _silence(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for read in chosen.no_remarks:
        places = "; ".join(chosen.places.get(p, p) for p in read.provisions) or voice.t("annex.whole_text")
        yield (
            places,
            ", ".join(read.instruments),
            ", ".join(read.not_tested),
            chosen.name(read.author),
            read.created[:10],
            read.remark,
        )


def _not_examined(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    yield from ((unit.provision, unit.citation, unit.page, unit.text) for unit in chosen.not_examined)


def _set_aside(chosen: DossierSet, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for row in chosen.set_aside:
        what = voice.t(f"set_aside.{row.what}") + (f": {row.title}" if row.title else "")
        yield row.place, row.norm, voice.cite(row.norm), what, row.why, chosen.name(row.who), row.day


def _yes(value: bool, voice: Voice) -> str:
    return voice.t("word.yes" if value else "word.no")
