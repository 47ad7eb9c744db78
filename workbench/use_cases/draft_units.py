"""Cutting a draft into the units that are screened."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.domain.draft_citation import citation_path
from workbench.domain.drafts import GROUPS, Draft, DraftProvision, Kind, Unit
from workbench.screening.boilerplate import boilerplate_key
from workbench.use_cases.passages import whole_text


def units(draft: Draft) -> list[Unit]:
    """Every paragraph (§) of an article that has them, every other article as a whole, in reading order."""
    by_id = {p.id: p for p in draft.provisions}
    return [_unit(draft, p, by_id) for p in draft.provisions if _is_unit(p, by_id, draft)]


def _is_unit(p: DraftProvision, by_id: dict[str, DraftProvision], draft: Draft) -> bool:
    if p.kind is Kind.PARAGRAPH:
        return True
    return p.kind is Kind.ARTICLE and not any(c.kind is Kind.PARAGRAPH for c in draft.children(p.id))


def _unit(draft: Draft, p: DraftProvision, by_id: dict[str, DraftProvision]) -> Unit:
    path = tuple(a.heading for a in ancestors(p, by_id) if a.heading and a.kind in GROUPS)
    text = whole_text(draft, p)
    amendment = p.amendment or next((a.amendment for a in ancestors(p, by_id) if a.amendment), None)
    return Unit(p.id, citation_path(draft, p.id), text, p.page, path, amendment, boilerplate_key(text))


def ancestors(p: DraftProvision, by_id: dict[str, DraftProvision]) -> Iterable[DraftProvision]:
    """The nodes above `p`, nearest first."""
    while p.parent is not None and p.parent in by_id:
        p = by_id[p.parent]
        yield p


def plain_units(lines: Iterable[str]) -> list[Unit]:
    """One unit per non-empty line of a text file, numbered by line."""
    return [
        Unit(f"line_{number}", f"regel {number}", " ".join(line.split()), 1, boilerplate=boilerplate_key(line))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
