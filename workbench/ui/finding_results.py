"""Findings and notes that answer a search, each with its quoted words and the way to it."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.findings import Finding
from workbench.domain.notes import Note
from workbench.ui.frame import address, heading, link
from workbench.ui.keeping import actor
from workbench.ui.marking import marked, plain, shortened
from workbench.ui.question import Question
from workbench.ui.state import t, workbench
from workbench.ui.wording import cited, number
from workbench.use_cases.search_findings import Found, search_findings

LONGEST = 400  # characters of a quotation


def show_found(asked: Question) -> None:
    """What was found, the best first; only from dossiers that may be seen."""
    bench = workbench()
    found = search_findings(
        actor(), asked.text, bench.encoder, bench.shared_words, asked.weight, asked.finding_filters, asked.top
    )  # fmt: skip
    heading(t("ui.results.title"))
    said = t("ui.findings.count", count=len(found)) if found else t("ui.findings.no_answer")
    st.html(f'<p class="ts-say">{escape(said)}</p>')
    for rank, row in enumerate(found, start=1):
        _show(rank, row, asked)


def _show(rank: int, row: Found, asked: Question) -> None:
    record, finding = row.record, row.record if isinstance(row.record, Finding) else row.finding
    name = record.title if isinstance(record, Finding) else f"{t(f'note_kind.{record.kind}')}: {shortened(record.text, 90)}"
    facts = [row.dossier.title, *_facts(record)]
    if asked.text:
        facts.append(t("ui.findings.score", value=number(row.score)))
    anchor = record.subject if isinstance(record, Finding) else record.anchor
    quote = marked(shortened(anchor.quote.exact, LONGEST), row.words) if anchor else ""
    body = f'<blockquote class="ts-law ts-quote" lang="nl">{quote}</blockquote>' if quote else ""
    head = f"<h3>{rank}. {escape(name)}</h3>"
    st.html(f'<div class="ts-hit">{head}<p class="ts-meta">{escape(" · ".join(facts))}</p>{body}</div>')
    if finding is not None:
        link(plain(t("ui.findings.open", title=finding.title)), "finding", dossier=finding.dossier, finding=finding.id)
    else:
        where = escape(address("dossier", dossier=record.dossier), quote=True)
        st.html(f'<a href="{where}">{escape(t("ui.findings.open_dossier", title=row.dossier.title))}</a>')


def _facts(record: Finding | Note) -> list[str]:
    if isinstance(record, Note):
        return [t(f"note_state.{record.state}")]
    outcome = [t(f"outcome.{record.outcome}")] if record.outcome else []
    return [cited(record.norm_id), *outcome, t(f"finding_status.{record.status}")]
