"""A draft as a text that a jurist can check against the paper: report on top, then every provision with its citation."""

from __future__ import annotations

from workbench.domain.draft_citation import citation_path
from workbench.domain.drafts import GROUPS, Draft, DraftProvision

_PARTS = {
    "cover": "omslag",
    "contents": "inhoud",
    "memorandum": "memorie",
    "pre_draft": "voorontwerp",
    "opinion": "advies",
    "preamble": "aanhef",
    "draft": "artikelen",
    "closing": "slot",
    "annex": "bijlage",
}


def tree_text(draft: Draft) -> str:
    """The whole reading of a draft, without page numbers, so that every file format gives the same text."""
    report = draft.report
    out = [
        f"titel: {draft.title}",
        f"soort: {draft.kind}",
        f"kenmerken: {'; '.join(draft.identifiers) or 'geen'}",
        f"delen: {' · '.join(_PARTS[section.kind.value] for section in report.sections)}",
        f"artikelen: {report.articles_counted} geteld, {report.articles_numbered} genummerd, "
        f"{report.amending_articles} wijzigend, {report.quoted_articles} aangehaald",
        f"hiaten: {'; '.join(f'{gap.kind} {gap.number} {gap.problem}' for gap in report.gaps) or 'geen'}",
        f"restjes: {'; '.join(leftover.text for leftover in report.leftovers) or 'geen'}",
        "",
    ]
    depth: dict[str | None, int] = {None: -1}
    for provision in draft.provisions:
        depth[provision.id] = depth[provision.parent] + 1
        out.extend(f"{'  ' * depth[provision.id]}{line}" for line in _lines(draft, provision))
    return "\n".join(out) + "\n"


def _lines(draft: Draft, provision: DraftProvision) -> list[str]:
    name = provision.kind.value + " " + provision.number if provision.kind in GROUPS else citation_path(draft, provision.id)
    lines = [f"[{name}]" + (f" {provision.heading}" if provision.heading else "")]
    lines += [f"    {text}" for text in provision.text.split("\n") if text]
    if provision.amendment and provision.amendment.new_text:
        lines.append(f"    nieuw: {provision.amendment.new_text!r}")
    if provision.explanation:
        lines.append(f"    toelichting: {provision.explanation}")
    lines += [f"    vroeger: {text!r}" for text in provision.previous]
    return lines
