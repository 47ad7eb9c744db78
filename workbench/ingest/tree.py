"""From a file's sections to provisions and report: parse the draft, mark amendments, link memorandum and earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.drafts import DraftProvision, Kind, Line, ParseReport, SectionKind, SourceDocument
from workbench.ingest.amendments import mark_amendments
from workbench.ingest.draft_parts import File, provision_lines
from workbench.ingest.memorandum import explanations, full_texts, link
from workbench.ingest.report import build_report
from workbench.ingest.structure import Tree, count_quoted_articles, parse


@dataclass(frozen=True)
class Reading:
    """The provisions of a draft and the report about them."""

    provisions: tuple[DraftProvision, ...]
    report: ParseReport


def read_tree(source: SourceDocument, file: File) -> Reading:
    """Parse the draft section and its annexes; memorandum and pre-drafts become explanation and previous texts."""
    tree = _given(source) if source.structure else parse(source.text, _own_lines(file))
    explained = explanations(source, file.lines_of(SectionKind.MEMORANDUM))
    versions = [_articles(source, provision_lines(source, stretch)) for stretch in file.of(SectionKind.PRE_DRAFT)]
    provisions = link(mark_amendments(tree.provisions), explained, versions)
    if not any(provision.kind is Kind.ARTICLE for provision in provisions):
        provisions = ()
    report = build_report(
        source, file.sections(), provisions, tree.leftovers, tree.quoted_articles, _notes(provisions, explained)
    )
    return Reading(provisions, report)


def _given(source: SourceDocument) -> Tree:
    """The tree of a format that carries its structure."""
    return Tree(source.structure, (), count_quoted_articles(source.text, source.lines))


def _own_lines(file: File) -> list[Line]:
    """The articles of the draft and the annexes printed after them."""
    kinds = [stretch.kind for stretch in file.stretches]
    if SectionKind.DRAFT not in kinds:
        return []
    first = kinds.index(SectionKind.DRAFT)
    own = [stretch for stretch in file.stretches[first:] if stretch.kind in (SectionKind.DRAFT, SectionKind.ANNEX)]
    return [line for stretch in own for line in stretch.lines]


def _articles(source: SourceDocument, lines: Sequence[Line]) -> list[tuple[str, str]]:
    provisions = parse(source.text, lines).provisions
    texts = full_texts(provisions)
    return [(item.number, texts[item.id]) for item in provisions if item.kind is Kind.ARTICLE]


def _notes(provisions: Sequence[DraftProvision], explained: dict[str, str]) -> list[str]:
    numbers = {provision.number for provision in provisions if provision.kind is Kind.ARTICLE}
    notes = []
    if explained and not numbers <= set(explained):
        notes.append("report.articles_without_explanation")
    return notes
