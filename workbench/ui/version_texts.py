"""Two versions side by side, article by article; what differs is marked by lines and words, not by colour alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.domain.drafts import Draft, DraftProvision, Kind
from workbench.domain.versions import Alignment, Change, Edit, EditKind, Pair
from workbench.screening.word_difference import word_difference
from workbench.ui.frame import heading, link
from workbench.ui.state import t
from workbench.ui.version_choice import Chosen
from workbench.ui.wording import first_upper

PER_PAGE = 20
_SIDES = {EditKind.DELETED: ("del", "old"), EditKind.INSERTED: ("ins", "new")}


def show_texts(chosen: Chosen, alignment: Alignment) -> None:
    """How many articles changed how, and one page of them."""
    heading(t("ui.versions.texts"))
    st.html(f'<p class="ts-note">{escape(_summary(alignment))}<br>{_legend()}</p>')
    everything = st.query_params.get("all") == "1"
    pairs = [p for p in alignment.pairs if everything or p.changes != (Change.SAME,)]
    link(
        t("ui.versions.only_changed" if everything else "ui.versions.everything"),
        "versions",
        **chosen.params(all="01"[not everything]),
    )
    pages = max(1, -(-len(pairs) // PER_PAGE))
    page = _page(pages)
    shown = pairs[(page - 1) * PER_PAGE : page * PER_PAGE]
    st.html("".join(_pair_html(pair, chosen) for pair in shown) or f"<p>{escape(t('ui.versions.no_difference'))}</p>")
    _moves(chosen, alignment)
    if pages > 1:
        _pager(chosen, page, pages, everything)


def _summary(alignment: Alignment) -> str:
    counts = Counter(change for pair in alignment.pairs for change in pair.changes)
    return " · ".join(f"{first_upper(t(f'change.{change}'))}: {counts[change]}" for change in Change if counts[change])


def _legend() -> str:
    deleted, inserted = (_marked(kind, t(f"ui.versions.legend.{kind}")) for kind in _SIDES)
    return f"{escape(t('ui.versions.legend'))} {deleted} {inserted}"


def _pair_html(pair: Pair, chosen: Chosen) -> str:
    """One heading, and the article in both versions."""
    old, new = _articles(chosen.old, pair.old), _articles(chosen.new, pair.new)
    edits = word_difference(_text(chosen.old, old), _text(chosen.new, new), lines=True)
    names = [_named(old), _named(new)]
    place = escape(pair.new[0] if pair.new else pair.old[0], quote=True)
    sides = "".join(
        f'<div class="ts-law" lang="nl"><p class="ts-meta">{escape(label)}: {escape(name or t("ui.versions.absent"))}</p>'
        f"{_side(edits, skipped)}</div>"
        for label, name, skipped in zip(chosen.labels, names, (EditKind.INSERTED, EditKind.DELETED), strict=True)
    )
    head = escape(" → ".join(dict.fromkeys(filter(None, names))))
    return f'<section class="ts-pair" id="v-{place}"><h3>{head}</h3>{_facts(pair)}<div class="ts-sides">{sides}</div></section>'


def _facts(pair: Pair) -> str:
    told = [first_upper(", ".join(t(f"change.{change}") for change in pair.changes))]
    if pair.old and pair.new:
        told.append(t("ui.versions.similarity", share=percent(pair.similarity)))
    told.append(t("ui.versions.confidence", share=percent(pair.confidence)))
    return f'<p class="ts-meta">{escape(" · ".join(told))}</p>'


def percent(share: float) -> str:
    """0.957 -> `96 %`; never 100 for less than all."""
    return f"{min(99, round(100 * share)) if share < 1 else 100} %"


def difference_html(old: str, new: str) -> str:
    """The words of both versions in one line, with what went and what came marked."""
    edits = word_difference(old, new)
    return "".join(escape(e.text) if e.kind is EditKind.EQUAL else _marked(e.kind, e.text) for e in edits)


def _marked(kind: EditKind, text: str) -> str:
    tag, side = _SIDES[kind]
    said = escape(t(f"ui.versions.said.{side}"))
    return f'<{tag}><span class="ts-said">{said} </span>{escape(text)}</{tag}>'


def _side(edits: Sequence[Edit], skipped: EditKind) -> str:
    """One version: every line a paragraph."""
    lines: list[list[str]] = [[]]
    for edit in edits:
        if edit.kind is skipped:
            continue
        for number, part in enumerate(edit.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(escape(part) if edit.kind is EditKind.EQUAL else _marked(edit.kind, part))
    return "".join(f"<p>{''.join(line)}</p>" for line in lines if line)


def _articles(draft: Draft, ids: Sequence[str]) -> list[DraftProvision]:
    return [p for p in draft.provisions if p.id in ids]


def _named(articles: Sequence[DraftProvision]) -> str:
    return ", ".join(f"{t(f'kind.{a.kind}')} {a.number}".strip() for a in articles)


def _text(draft: Draft, articles: Sequence[DraftProvision]) -> str:
    """The articles as lines, one per paragraph, lid or point, with their numbers."""
    wanted = {a.id for a in articles}
    lines = []
    for p in draft.provisions:
        if p.id in wanted or any(p.id.startswith(f"{a}__") for a in wanted):
            lines.append(" ".join(f"{_label(p)} {p.heading} {p.text}".split()))
    return "\n".join(line for line in lines if line)


def _label(p: DraftProvision) -> str:
    if p.kind in (Kind.ARTICLE, Kind.ANNEX, Kind.SUBPARAGRAPH):
        return ""
    return f"§ {p.number}." if p.kind is Kind.PARAGRAPH else p.number


def _moves(chosen: Chosen, alignment: Alignment) -> None:
    names = {p.id: f"{t(f'kind.{p.kind}')} {p.number}" for p in (*chosen.new.provisions, *chosen.old.provisions)}
    for move in alignment.moves:
        st.html(f"<p>{escape(t('ui.versions.moved_text', words=move.words, old=names[move.old], new=names[move.new]))}</p>")


def _page(pages: int) -> int:
    asked = st.query_params.get("page", "1")
    return min(max(int(asked), 1), pages) if asked.isdecimal() else 1


def _pager(chosen: Chosen, page: int, pages: int, everything: bool) -> None:
    left, middle, right = st.columns(3)
    more = {"all": "1"} if everything else {}
    with left:
        if page > 1:
            link(t("ui.pager.previous"), "versions", **chosen.params(page=str(page - 1), **more))
    middle.html(f'<p class="ts-meta">{escape(t("ui.pager.page", page=page, pages=pages))}</p>')
    with right:
        if page < pages:
            link(t("ui.pager.next"), "versions", **chosen.params(page=str(page + 1), **more))
