"""The interpretive shelf on a page: paragraphs with their citation, marked as not binding."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.authority import AuthorityParagraph, AuthorityText, cite_authority
from workbench.ui.frame import heading
from workbench.ui.marking import paragraphs
from workbench.ui.state import language, t, workbench
from workbench.ui.wording import cited
from workbench.use_cases.search_shelf import ShelfHit, search_shelf

SHOWN = 12  # paragraphs of one text under an article; the rest is one click away


def show_interpretation(article: str) -> None:
    """What committees and courts said of an article; nothing when the shelf has nothing."""
    texts = workbench().shelf.about(article)
    if not texts:
        return
    heading(t("ui.shelf.title"))
    st.html(f'<p class="ts-note">{escape(t("ui.shelf.soft"))}</p>')
    for text in texts:
        found = text.about(article)
        with st.expander(f"{cite_authority(text, '', language())} ({t('ui.shelf.count', count=len(found))})"):
            st.html(_list(text, found[:SHOWN]))
            if len(found) > SHOWN and st.checkbox(t("ui.shelf.all"), key=f"shelf-{text.id}-{text.language}"):
                st.html(_list(text, found[SHOWN:]))


def _list(text: AuthorityText, found: list[AuthorityParagraph]) -> str:
    return "".join(_paragraph(text, paragraph) for paragraph in found)


def _paragraph(text: AuthorityText, paragraph: AuthorityParagraph) -> str:
    place = escape(text.place(paragraph), quote=True)
    said = escape(cite_authority(text, paragraph.number, language()))
    words = paragraphs(paragraph.text)
    return (
        f'<section id="{place}"><p class="ts-cite">{said}</p><div class="ts-law" lang="{text.language}">{words}</div></section>'
    )


def show_shelf_hits(query: str, top: int, instruments: tuple[str, ...]) -> None:
    """Paragraphs on the shelf for a question, with the articles that they speak of."""
    bench = workbench()
    texts = bench.shelf.all()
    if not texts:
        st.html(f'<p class="ts-note">{escape(t("shelf.none"))}</p>')
        return
    with st.spinner(t("progress.embedding")):
        index = bench.shelf_index()
    hits = search_shelf(query, index, bench.encoder, texts, top, "nl", frozenset(instruments))
    heading(t("ui.shelf.found", count=len(hits)))
    st.html(f'<p class="ts-note">{escape(t("ui.shelf.soft"))}</p>')
    for hit in hits:
        st.html(_hit(hit))


def _hit(hit: ShelfHit) -> str:
    attached = ", ".join(cited(place) for place in hit.text.attached(hit.paragraph))
    about = escape(t("ui.shelf.attached", articles=attached))
    return _paragraph(hit.text, hit.paragraph) + f'<p class="ts-source">{about}</p>'
