"""Choosing the two places of a finding: a provision of the draft and a treaty article; the address then says them."""

from __future__ import annotations

import streamlit as st

from workbench.domain.draft_citation import own_citation
from workbench.domain.drafts import Draft, Kind
from workbench.domain.identifiers import article_of
from workbench.ui.frame import link
from workbench.ui.marking import plain
from workbench.ui.state import draft_revision, language, t, workbench
from workbench.ui.wording import cited, first_upper


def choose_places(draft: Draft, unit: str, norm: str, **address: str) -> str:
    """The treaty place in the address, empty when it names none; folded below it the way to other places.

    `address` is what the link to the new place says besides.
    """
    known = _known(norm)
    with st.expander(t("ui.finding.other_place"), expanded=not known):
        cites = _provisions(draft, draft.id, draft_revision(draft.id))
        ids = list(cites)
        place = st.selectbox(
            t("ui.finding.place_draft"), ids, index=ids.index(unit) if unit in cites else 0, key=f"place-{draft.id}-{unit}",
            format_func=lambda i: first_upper(cites[i]),
        )  # fmt: skip
        article = _article(norm)
        if article:
            same = article == article_of(norm)
            here = {"draft": draft.id} | address if "finding" not in address else address
            link(
                plain(t("ui.finding.open_places", draft=cites.get(place, place), treaty=cited(article))), "finding",
                **here, unit=place, cand=norm if same else article,
            )  # fmt: skip
    return norm if known else ""


def _known(norm: str) -> bool:
    return norm.partition("/")[0] in workbench().catalogue.instruments and "/" in norm


def _article(norm: str) -> str:
    instruments = workbench().catalogue.instruments
    codes = sorted(instruments)
    code, _, number = article_of(norm).partition("/") if norm else ("", "", "")
    chosen = st.selectbox(
        t("ui.finding.place_treaty"), codes, index=codes.index(code) if code in codes else codes.index("ECHR"),
        key=f"treaty-{norm}", format_func=lambda c: f"{c} – {instruments[c].name(language())}",
    )  # fmt: skip
    numbers = list(instruments[chosen].expected_articles)
    if not numbers:
        return ""
    at = numbers.index(number) if chosen == code and number in numbers else 0
    picked = st.selectbox(
        t("ui.finding.place_article"), numbers, index=at, key=f"article-{chosen}-{norm}",
        format_func=lambda n: first_upper(cited(f"{chosen}/{n}")),
    )  # fmt: skip
    return f"{chosen}/{picked}"


@st.cache_data(max_entries=8, show_spinner=False)
def _provisions(_draft: Draft, draft_id: str, revision: str) -> dict[str, str]:
    """Articles, annexes and paragraphs with their citation, in reading order."""
    kinds = (Kind.ARTICLE, Kind.ANNEX, Kind.PARAGRAPH)
    return {p.id: own_citation(_draft, p.id) for p in _draft.provisions if p.kind in kinds}
