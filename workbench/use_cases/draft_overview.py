"""The draft as a whole: watches, rights by article, groups affected, and what was not screened and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.domain.drafts import Draft, DraftProvision, Kind, Operation, SectionKind, Unit
from workbench.domain.identifiers import article_of
from workbench.domain.language import language_of
from workbench.domain.obligations import Register
from workbench.domain.overview import Affected, Cell, NotScreened, Overview, Quoted, Skipped, Watched
from workbench.domain.search import Candidate, ScreenedUnit, Screening
from workbench.screening.reading import CueReader
from workbench.screening.watches import sentence, watches
from workbench.use_cases.draft_units import ancestors, units
from workbench.use_cases.passages import SHORTEST
from workbench.use_cases.read_cards import pair_score

EVERYONE = "everyone"
BEGINS = 120  # characters shown of what was not screened
READ_SECTIONS = frozenset({SectionKind.DRAFT})


@dataclass(frozen=True)
class OverviewTools:
    """What an overview works with."""

    register: Register
    reader: CueReader
    instruments: Collection[str]  # codes of the catalogue
    texts: Mapping[str, Collection[str]]  # code -> languages of which the official text is stored


def overview_of(draft: Draft, screening: Screening, tools: OverviewTools) -> Overview:
    """Everything at the level of the draft; each item carries its exact words."""
    found = units(draft)
    by_unit = {unit.provision: unit for unit in screening.units}
    article = _articles(draft)
    return Overview(
        screening.id,
        tuple(_with_tension(seen, by_unit) for seen in watches(found)),
        _cells(screening, tools.register, article, draft),
        _groups(found, by_unit, tools.reader),
        tuple(not_screened(draft, found, screening, tools)),
        tuple((p.id, _citation(p)) for p in draft.provisions if p.kind is Kind.ARTICLE),
    )


def _citation(article: DraftProvision) -> str:
    return f"artikel {article.number}"


def _articles(draft: Draft) -> dict[str, DraftProvision]:
    """Per provision the article it stands in."""
    by_id = {p.id: p for p in draft.provisions}
    return {p.id: next((a for a in (p, *ancestors(p, by_id)) if a.kind is Kind.ARTICLE), p) for p in draft.provisions}


def _with_tension(seen: Watched, by_unit: Mapping[str, ScreenedUnit]) -> Watched:
    unit = by_unit.get(seen.quote.provision)
    return replace(seen, tension=unit.tension) if unit else seen


def _cells(screening: Screening, register: Register, article: Mapping[str, DraftProvision], draft: Draft) -> tuple[Cell, ...]:
    """The strongest pair per right and article of the draft, strongest first."""
    best: dict[tuple[str, str], Cell] = {}
    for unit in screening.units:
        place = article.get(unit.provision)
        for candidate in unit.candidates:
            right = _right(candidate, register)
            if place is None or not right or unit.boilerplate:
                continue
            score = pair_score(unit, candidate)
            if (right, place.id) not in best or best[right, place.id].score < score:
                quote = _shown_words(unit)
                best[right, place.id] = Cell(right, place.id, _citation(place), score, candidate.provision, quote)
    return tuple(sorted(best.values(), key=lambda cell: (-cell.score, cell.right, cell.article)))


def _right(candidate: Candidate, register: Register) -> str:
    entry = next(iter(register.of_article(article_of(candidate.provision))), None)
    return entry.rights[0] if entry and entry.rights else ""


def _shown_words(unit: ScreenedUnit) -> Quoted:
    """The sentence with the strongest reading, else the beginning of the unit."""
    for reason in sorted(unit.reasons, key=lambda r: -r.weight):
        at = unit.text.find(reason.words[0]) if reason.words else -1
        if at >= 0:
            start, end = sentence(unit.text, at, at + len(reason.words[0]))
            return Quoted(unit.provision, unit.citation, unit.text[start:end], start, end)
    start, end = sentence(unit.text, 0, 1)
    return Quoted(unit.provision, unit.citation, unit.text[start:end], start, end)


def _groups(found: Sequence[Unit], by_unit: Mapping[str, ScreenedUnit], reader: CueReader) -> tuple[Affected, ...]:
    places: dict[str, list[Quoted]] = {}
    strongest: dict[str, float] = {}
    for unit in found:
        for holder, words in reader.codes(unit.text, "holder").items():
            if holder == EVERYONE:
                continue
            at = unit.text.find(words)
            start, end = sentence(unit.text, at, at + len(words))
            places.setdefault(holder, []).append(Quoted(unit.provision, unit.citation, unit.text[start:end], start, end))
            tension = by_unit[unit.provision].tension if unit.provision in by_unit else 0.0
            strongest[holder] = max(strongest.get(holder, 0.0), tension)
    ordered = sorted(places, key=lambda holder: (-len(places[holder]), -strongest[holder], holder))
    return tuple(Affected(holder, tuple(places[holder]), strongest[holder]) for holder in ordered)


def not_screened(draft: Draft, found: Sequence[Unit], screening: Screening, tools: OverviewTools) -> Iterator[NotScreened]:
    """What the screening left out or read only in part, with the reason."""
    yield from _units_in_part(found, {unit.provision: unit for unit in screening.units}, draft.language)
    yield from _outside_units(draft)
    for code in sorted(tools.instruments):
        if not tools.texts.get(code):
            yield NotScreened(Skipped.NO_TEXT, code)
        if not any(o.instrument == code for o in tools.register.obligations.values()):
            yield NotScreened(Skipped.NO_REGISTER, code)


def _units_in_part(found: Sequence[Unit], by_unit: Mapping[str, ScreenedUnit], language: str) -> Iterator[NotScreened]:
    for unit in found:
        screened = by_unit.get(unit.provision)
        said = language_of(unit.text)
        told = (unit.citation, unit.text[:BEGINS], unit.provision)
        if unit.boilerplate:
            yield NotScreened(Skipped.BOILERPLATE, *told, unit.boilerplate)
        if len(unit.text) < SHORTEST:
            yield NotScreened(Skipped.TOO_SHORT, *told)
        elif said and said != language:
            yield NotScreened(Skipped.OTHER_LANGUAGE, *told, f"ui.language.{said}")
        elif screened is None or not screened.candidates:
            yield NotScreened(Skipped.NO_CANDIDATE, *told)
        if unit.amendment is not None and unit.amendment.operation is Operation.SUBSTITUTE_WORDS:
            yield NotScreened(Skipped.WORDS_ONLY, *told)


def _outside_units(draft: Draft) -> Iterator[NotScreened]:
    """Text of the file that belongs to no screened unit."""
    with_paragraphs = {p.parent for p in draft.provisions if p.kind is Kind.PARAGRAPH}
    for p in draft.provisions:
        if p.kind is Kind.ARTICLE and p.id in with_paragraphs and len(p.text) >= SHORTEST:
            yield NotScreened(Skipped.INTRODUCTION, _citation(p), p.text[:BEGINS], p.id)
        if p.kind is Kind.ANNEX:
            yield NotScreened(Skipped.SECTION, p.heading or p.number, p.text[:BEGINS], p.id, "section.annex")
    for section in draft.report.sections:
        if section.kind not in READ_SECTIONS:
            words = " ".join(draft.source.text[section.start : section.start + BEGINS].split())
            yield NotScreened(Skipped.SECTION, section.title, words, detail=f"section.{section.kind}")
    for leftover in draft.report.leftovers:
        yield NotScreened(Skipped.LEFTOVER, str(leftover.page), leftover.text[:BEGINS])
    for page in draft.report.empty_pages:
        yield NotScreened(Skipped.EMPTY_PAGE, str(page))
