"""The parse report: what was counted against what the numbering announces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.domain.drafts import DraftProvision, Gap, Kind, Leftover, ParseReport, Section, SourceDocument
from workbench.domain.identifiers import is_count, number_key
from workbench.ingest.numbering import fits_sequence

_NUMBERED = (Kind.PARAGRAPH, Kind.POINT)


def build_report(
    source: SourceDocument,
    sections: tuple[Section, ...],
    provisions: Sequence[DraftProvision],
    leftovers: Iterable[Leftover],
    quoted_articles: int,
    notes: Iterable[str] = (),
) -> ParseReport:
    """Count the draft's articles, compare with their numbers, and list everything that asks for a look."""
    articles = [provision for provision in provisions if provision.kind is Kind.ARTICLE]
    return ParseReport(
        pages=source.pages,
        characters=len(source.text),
        sections=sections,
        articles_counted=len(articles),
        articles_numbered=_range(articles),
        gaps=tuple(gaps_in(articles)) + tuple(_inner_gaps(provisions)),
        leftovers=tuple(leftovers),
        empty_pages=source.empty_pages,
        removed=source.removed,
        amending_articles=_amending(provisions),
        quoted_articles=quoted_articles,
        notes=tuple(notes),
    )


def recounted(report: ParseReport, provisions: Sequence[DraftProvision]) -> ParseReport:
    """The report of a draft whose provisions were repaired by hand."""
    articles = [provision for provision in provisions if provision.kind is Kind.ARTICLE]
    return replace(
        report,
        articles_counted=len(articles),
        articles_numbered=_range(articles),
        gaps=tuple(gaps_in(articles)) + tuple(_inner_gaps(provisions)),
        amending_articles=_amending(provisions),
    )


def _range(articles: Sequence[DraftProvision]) -> str:
    if not articles:
        return ""
    first, last = articles[0].number, articles[-1].number
    return first if first == last else f"{first}-{last}"


def _amending(provisions: Sequence[DraftProvision]) -> int:
    parents = {provision.id: provision for provision in provisions}
    carriers: set[str] = set()
    for provision in provisions:
        if provision.amendment is not None:
            holder: DraftProvision | None = provision
            while holder is not None and holder.kind is not Kind.ARTICLE:
                holder = parents.get(holder.parent or "")
            carriers.add(holder.id if holder else provision.id)
    return len(carriers)


def gaps_in(siblings: Sequence[DraftProvision]) -> list[Gap]:
    """Missing, repeated and backward numbers in a row of siblings, in reading order."""
    gaps: list[Gap] = []
    seen: set[str] = set()
    previous = ""
    for provision in siblings:
        number = provision.number
        if number in seen:
            gaps.append(Gap(provision.kind, number, "duplicate", provision.page))
        elif not fits_sequence(previous, number):
            gaps.extend(_between(provision, previous))
        elif not previous:
            gaps.extend(_before_first(provision))
        seen.add(number)
        previous = number
    return gaps


def _between(provision: DraftProvision, previous: str) -> list[Gap]:
    old, new = (number.replace("°", "").rstrip(").") for number in (previous, provision.number))
    if is_count(old) and is_count(new) and int(new) > int(old):
        degree = "°" if provision.number.endswith("°") else ""
        missing = range(int(old) + 1, min(int(new), int(old) + 51))
        return [Gap(provision.kind, f"{number}{degree}", "missing", provision.page) for number in missing]
    backward = _comparable(old, new) and number_key(new) < number_key(old)
    return [Gap(provision.kind, provision.number, "out_of_order" if backward else "missing", provision.page)]


def _before_first(provision: DraftProvision) -> list[Gap]:
    number = provision.number.replace("°", "").rstrip(").")
    if is_count(number) and int(number) > 1 and provision.kind in (Kind.ARTICLE, *_NUMBERED):
        missing = range(1, min(int(number), 51))
        degree = "°" if provision.number.endswith("°") else ""
        return [Gap(provision.kind, f"{n}{degree}", "missing", provision.page) for n in missing]
    return []


def _comparable(old: str, new: str) -> bool:
    try:
        return (number_key(old) < number_key(new)) is not None
    except TypeError:
        return False


def _inner_gaps(provisions: Sequence[DraftProvision]) -> list[Gap]:
    rows: dict[tuple[str | None, Kind], list[DraftProvision]] = {}
    for provision in provisions:
        if provision.kind in _NUMBERED and any(character.isalnum() for character in provision.number):
            rows.setdefault((provision.parent, provision.kind), []).append(provision)
    return [gap for row in rows.values() for gap in gaps_in(row)]
