"""A draft as real text: headings, articles and nested lists, every node with its number and a place to link to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape

import streamlit as st

from workbench.domain.draft_citation import citation_path
from workbench.domain.drafts import GROUPS, Draft, DraftProvision, Kind
from workbench.ui.marking import paragraphs
from workbench.ui.state import draft_revision, language, t

FIRST_LEVEL = 3  # the page has h1, "Tekst" is h2
DEEPEST = 6
OPEN_BELOW = 80  # articles: a shorter draft is shown unfolded


class DraftText:
    """Writes one draft as HTML; made once per draft and language."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._children: dict[str | None, list[DraftProvision]] = defaultdict(list)
        for provision in draft.provisions:
            self._children[provision.parent].append(provision)
        self._open = " open" if draft.report.articles_counted < OPEN_BELOW else ""

    def html(self) -> str:
        """The whole tree."""
        return "".join(self._node(provision, FIRST_LEVEL) for provision in self._children[None])

    def _node(self, provision: DraftProvision, level: int) -> str:
        if provision.kind in GROUPS:
            return self._group(provision, level)
        if provision.kind in (Kind.ARTICLE, Kind.ANNEX):
            return self._article(provision, level)
        return self._list([provision])

    def _group(self, provision: DraftProvision, level: int) -> str:
        head = _heading(f"{t(f'kind.{provision.kind}')} {provision.number}", provision.heading, level, provision.id)
        inner = paragraphs(provision.text) + "".join(self._node(c, level + 1) for c in self._children[provision.id])
        if level > FIRST_LEVEL:
            return f"<section>{head}{inner}</section>"
        return f'<details class="ts-group"{self._open}><summary>{head}</summary>{inner}</details>'

    def _article(self, provision: DraftProvision, level: int) -> str:
        head = _heading(f"{t(f'kind.{provision.kind}')} {provision.number}".strip(), provision.heading, level, provision.id)
        parts = [head, self._amends(provision), paragraphs(provision.text), self._list(self._children[provision.id])]
        return f'<article class="ts-article">{"".join(parts)}{self._explanation(provision)}</article>'

    def _list(self, nodes: list[DraftProvision]) -> str:
        return f'<ul class="ts-tree">{"".join(map(self._item, nodes))}</ul>' if nodes else ""

    def _item(self, provision: DraftProvision) -> str:
        inner = paragraphs(provision.text) + self._list(self._children[provision.id])
        named = f"<strong>{escape(provision.heading)}</strong> " if provision.heading else ""
        place = escape(provision.id, quote=True)
        label = f'<span class="ts-number">{escape(_label(provision))}</span>'
        return f'<li id="{place}">{label}<div>{named}{self._amends(provision)}{inner}</div></li>'

    def _amends(self, provision: DraftProvision) -> str:
        """What an amending provision changes; only where the amendment itself stands."""
        if provision.amendment is None:
            return ""
        return f'<p class="ts-cite">{escape(citation_path(self._draft, provision.id))}</p>'

    def _explanation(self, provision: DraftProvision) -> str:
        parts = []
        if provision.explanation:
            parts.append((t("ui.draft.explanation"), paragraphs(provision.explanation)))
        for text in provision.previous:
            parts.append((t("ui.draft.previous"), paragraphs(text)))
        return "".join(f'<details class="ts-aside"><summary>{escape(name)}</summary>{inner}</details>' for name, inner in parts)


def _heading(name: str, words: str, level: int, place: str) -> str:
    tag = f"h{min(level, DEEPEST)}"
    name = name[:1].upper() + name[1:]
    said = f"{escape(name)}. {escape(words)}" if words else escape(name)
    return f'<{tag} id="{escape(place, quote=True)}">{said}</{tag}>'


def _label(provision: DraftProvision) -> str:
    if provision.kind is Kind.PARAGRAPH:
        return f"§ {provision.number}"
    if provision.kind is Kind.SUBPARAGRAPH:
        return t("ui.draft.subparagraph", number=provision.number)
    return provision.number


def draft_place(provision: DraftProvision) -> str:
    """`artikel 5`, `§ 2`, `tweede lid`: the provision by itself."""
    if provision.kind in (Kind.PARAGRAPH, Kind.SUBPARAGRAPH):
        return _label(provision)
    return f"{t(f'kind.{provision.kind}')} {provision.number}".strip()


@st.cache_data(max_entries=16, show_spinner=False)
def _html(_draft: Draft, draft_id: str, revision: str, chosen: str) -> str:
    return DraftText(_draft).html()


def draft_html(draft: Draft) -> str:
    """The draft's text for a page, kept per language."""
    return f'<div class="ts-law ts-draft" lang="nl">{_html(draft, draft.id, draft_revision(draft.id), language())}</div>'


def path_of(draft: Draft, provision_id: str) -> Iterator[str]:
    """The headings above a provision, highest first."""
    known = {p.id: p for p in draft.provisions}
    above: list[str] = []
    parent = known[provision_id].parent if provision_id in known else None
    while parent is not None and parent in known:
        node = known[parent]
        if node.kind in GROUPS:
            above.append(f"{t(f'kind.{node.kind}')} {node.number}. {node.heading}".strip(" ."))
        parent = node.parent
    return reversed(above)
