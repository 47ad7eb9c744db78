"""The lists of the overview: every item with its words and a way to its place."""

from __future__ import annotations

from collections import defaultdict
from html import escape

import streamlit as st

from workbench.domain.drafts import Draft
from workbench.domain.overview import NotScreened, Overview, Quoted, Skipped, Watch, Watched
from workbench.ui.frame import address, heading
from workbench.ui.marking import bullets
from workbench.ui.state import language, t, workbench
from workbench.ui.tables import table_html
from workbench.ui.wording import first_upper, number

SHOWN_PLACES = 12
BY_CODE = (Skipped.NO_TEXT, Skipped.NO_REGISTER)


def place_link(draft: Draft, quote: Quoted) -> str:
    """The citation as a link to the two texts."""
    where = escape(address("screening", draft=draft.id, unit=quote.provision), quote=True)
    return f'<a href="{where}">{escape(first_upper(quote.citation))}</a>'


def words_html(quote: Quoted) -> str:
    """The exact words of the draft."""
    return f'<q lang="nl">{escape(quote.words)}</q>'


def show_watches(draft: Draft, overview: Overview) -> None:
    """One folded list per watch, the strongest tension first."""
    heading(t("ui.overview.watches"))
    st.html(f'<p class="ts-note">{escape(t("ui.overview.watches.lead"))}</p>')
    for watch in Watch:
        found = sorted((w for w in overview.watches if w.watch is watch), key=lambda w: -w.tension)
        with st.expander(t("ui.overview.counted", name=t(f"watch.name.{watch}"), count=len(found))):
            st.html(f"<p>{escape(t(f'watch.what.{watch}'))}</p>")
            st.html(bullets(_watched(draft, w) for w in found) or f"<p>{escape(t('ui.overview.nothing_seen'))}</p>")


def _watched(draft: Draft, seen: Watched) -> str:
    said = escape(t(seen.detail, about=seen.about))
    facts = escape(t("ui.screening.tension", value=number(seen.tension)))
    head = f'{place_link(draft, seen.quote)}: {said} <span class="ts-source">{facts}</span><br>{words_html(seen.quote)}'
    if seen.watch is not Watch.DEFINITION:
        return head
    told = escape(t("ui.overview.used_in", term=seen.about, count=len(seen.uses)))
    return f"{head}<p>{told}</p>{_places(draft, seen.uses)}"


def _places(draft: Draft, places: tuple[Quoted, ...]) -> str:
    items = [f"{place_link(draft, quote)}: {words_html(quote)}" for quote in places]
    first = bullets(items[:SHOWN_PLACES])
    rest = items[SHOWN_PLACES:]
    if not rest:
        return first
    more = escape(t("ui.overview.more", count=len(rest)))
    return f'{first}<details class="ts-aside"><summary>{more}</summary>{bullets(rest)}</details>'


def show_groups(draft: Draft, overview: Overview) -> None:
    """Which groups the draft names, most often named first."""
    heading(t("ui.overview.groups"))
    st.html(f"<p>{escape(t('ui.overview.groups.lead'))}</p>")
    for group in overview.groups:
        name = first_upper(workbench().thesaurus.label("holder", group.holder, language()))
        said = t("ui.overview.group", name=name, count=len(group.places), value=number(group.strongest))
        with st.expander(said):
            st.html(_places(draft, group.places))
    if not overview.groups:
        st.html(f"<p>{escape(t('ui.overview.nothing_seen'))}</p>")


def show_not_screened(draft: Draft, overview: Overview) -> None:
    """What was left out, by reason; silence on these is no result."""
    heading(t("ui.overview.not_screened"))
    st.html(f'<p class="ts-note">{escape(t("ui.overview.not_screened.lead"))}</p>')
    by_reason: dict[Skipped, list[NotScreened]] = defaultdict(list)
    for item in overview.not_screened:
        by_reason[item.why].append(item)
    for why in Skipped:
        items = by_reason.get(why, [])
        if items:
            with st.expander(t("ui.overview.counted", name=t(f"skipped.{why}"), count=len(items))):
                st.html(f"<p>{escape(t(f'skipped.why.{why}'))}</p>")
                st.html(_codes(items) if why in BY_CODE else _skipped_table(draft, items))


def _codes(items: list[NotScreened]) -> str:
    names = workbench().catalogue.instruments
    return bullets(f"{escape(i.what)} – {escape(names[i.what].name(language()))}" for i in items if i.what in names)


def _skipped_table(draft: Draft, items: list[NotScreened]) -> str:
    head = [t(f"ui.overview.skipped.{name}") for name in ("what", "detail", "words")]
    return table_html(head, [(_what(draft, i), escape(t(i.detail)) if i.detail else "", _words(i)) for i in items])


def _what(draft: Draft, item: NotScreened) -> str:
    if item.why in (Skipped.LEFTOVER, Skipped.EMPTY_PAGE):
        return escape(t("ui.overview.page", page=item.what))
    if not item.provision:
        return escape(item.what)
    where = escape(address("draft", draft=draft.id) + f"#{item.provision}", quote=True)
    return f'<a href="{where}">{escape(first_upper(item.what))}</a>'


def _words(item: NotScreened) -> str:
    return f'<span lang="nl">{escape(item.words)}</span>' if item.words else ""
