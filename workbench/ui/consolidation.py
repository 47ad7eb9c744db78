"""The text after an amendment on a page: what goes is struck out and said to go, what comes is underlined and said to come."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from workbench.domain.amending.result import Consolidation, Mark, Refusal, Row, Segment
from workbench.domain.draft_citation import citation_path
from workbench.domain.drafts import Draft
from workbench.ui.frame import heading
from workbench.ui.marking import bullets
from workbench.ui.state import t, workbench
from workbench.use_cases.consolidate import consolidate


@dataclass(frozen=True)
class LawFacts:
    """What a page says of a base text."""

    title: str
    state: str
    source: str


_TAGS = {Mark.ADDED: "ins", Mark.REMOVED: "del"}


def show_consolidation(draft: Draft) -> None:
    """Per amending article of the draft the text after the change; nothing when the draft changes no other law."""
    if not any(p.amendment for p in draft.provisions):
        return
    done, titles = _done(draft, draft.id, tuple(workbench().laws.hashes()))
    heading(t("ui.after.title"))
    complete = sum(change.complete for change in done)
    st.html(f'<p class="ts-note">{escape(t("ui.after.lead", complete=complete, count=len(done)))}</p>')
    for change in done:
        with st.expander(citation_path(draft, change.carrier)):
            st.html(_change(draft, change, titles.get(change.base)))


@st.cache_data(max_entries=8, show_spinner=False)
def _done(_draft: Draft, draft_id: str, laws: tuple[str, ...]) -> tuple[list[Consolidation], dict[str, LawFacts]]:
    """The changes of a draft and the facts of the laws here, kept until either changes."""
    known = workbench().laws.all()
    return consolidate(_draft, known), {law.id: LawFacts(law.title, law.state, law.source) for law in known}


def _change(draft: Draft, change: Consolidation, law: LawFacts | None) -> str:
    parts = []
    if law is not None:
        said = t("ui.after.base", title=law.title, source=law.source, state=law.state or t("ui.after.state_unknown"))
        parts.append(f'<p class="ts-source">{escape(said)}</p>')
    if change.rows:
        parts.append(f'<div class="ts-law ts-after" lang="nl">{"".join(map(_row, change.rows))}</div>')
    if change.refused:
        items = [escape(_refusal(draft, refusal)) for refusal in change.refused]
        parts.append(f"<h4>{escape(t('ui.after.refused'))}</h4>{bullets(items)}")
    if change.also:
        also = ", ".join(citation_path(draft, other) for other in change.also)
        parts.append(f'<p class="ts-note">{escape(t("ui.after.also", articles=also))}</p>')
    return "".join(parts)


def _refusal(draft: Draft, refusal: Refusal) -> str:
    why = t(f"consolidation.why.{refusal.why}", detail=refusal.detail)
    return t("law.refused", place=citation_path(draft, refusal.provision), why=why)


def _row(row: Row) -> str:
    label = f'<span class="ts-number">{escape(row.label)}</span> ' if row.label else ""
    return f'<p style="margin-left:{1.5 * row.depth}em">{label}{"".join(map(_segment, row.segments))}</p>'


def _segment(segment: Segment) -> str:
    """Not by colour alone: the element itself and hidden words say what happens."""
    words = escape(segment.text)
    if segment.mark is Mark.KEPT or not words.strip():
        return words
    tag = _TAGS[segment.mark]
    begin, end = (escape(t(f"ui.after.{segment.mark}.{side}")) for side in ("begin", "end"))
    hidden = 'class="ts-hidden"'
    return f"<{tag}><span {hidden}>[{begin}: </span>{words}<span {hidden}> {end}]</span></{tag}>"
