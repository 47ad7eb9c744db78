"""One treaty: the facts of the catalogue with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import streamlit as st

from workbench.domain.identifiers import number_key
from workbench.domain.instruments import Applicability, ArticleStatus, Instrument, Interpretation, OfficialSource
from workbench.ui.frame import address, heading
from workbench.ui.marking import bullets
from workbench.ui.state import language, t, workbench
from workbench.ui.wording import cited, day, own, short_status, text_language


def show_instrument(instrument: Instrument) -> None:
    """Names, dates, status, deviations per article, bodies, sources."""
    heading(own(instrument.names) or instrument.code)
    st.html("".join(_facts(instrument)))
    _section("ui.treaties.articles", _articles(instrument))
    _section("ui.treaties.deviations", map(_deviation, instrument.article_status))
    _section("ui.treaties.bodies", (escape(" – ".join(filter(None, (own(b.name), own(b.note))))) for b in instrument.bodies))
    _section("ui.treaties.interpretation", map(_interpretation, instrument.interpretation))
    _section("ui.treaties.sources", map(_source, instrument.sources))
    _section("ui.treaties.facts", (_fact(f.what, f.source, f.verified) for f in instrument.facts))


def _facts(instrument: Instrument) -> Iterator[str]:
    yield f"<p>{short_status(Applicability(instrument.status))}</p>"
    rows = (
        ("adopted", day(instrument.adopted)),
        ("signed", day(instrument.signed)),
        ("ratified", day(instrument.ratified)),
        ("in_force", day(instrument.in_force)),
        ("text_state", day(instrument.text_state)),
        ("stored", ", ".join(_stored(instrument.code)) or t("ui.treaty.not_imported")),
    )
    for key, value in rows:
        if value:
            yield f'<p class="ts-row"><span class="ts-key">{escape(t(f"ui.treaties.{key}"))}</span> {escape(value)}</p>'
    sure = t("ui.confidence.verified" if instrument.verified else "ui.confidence.unverified")
    yield f'<p class="ts-source"><em>{escape(sure)}</em></p>'


def _stored(code: str) -> Iterator[str]:
    for text in workbench().corpus.stored():
        if text.code == code:
            yield t("ui.treaties.stored_row", language=text_language(text.language), count=len(text.articles))


def article_numbers(instrument: Instrument) -> list[str]:
    """The catalogue's articles, and those of the stored texts that it does not name."""
    stored = {n for text in workbench().corpus.stored() if text.code == instrument.code for n in text.articles}
    extra = sorted(stored - set(instrument.expected_articles), key=number_key)
    return [*instrument.expected_articles, *extra]


def _articles(instrument: Instrument) -> Iterator[str]:
    """Every article as a link: what it is about, where it deviates from the treaty's status, and where its text is missing."""
    entries = {o.article: o for o in workbench().loaded_register.register.obligations.values() if o.id == o.article}
    headings = _headings(instrument.code)
    for number in article_numbers(instrument):
        place = f"{instrument.code}/{number}"
        target = escape(address("treaties", instrument=instrument.code, article=number), quote=True)
        about = own(entries[place].title) if place in entries else headings.get(number, "")
        stated = instrument.applicability(place)
        tag = "" if stated.status is instrument.status else f" {short_status(stated)}"
        marks = [] if place in entries else [t("ui.treaties.not_in_register")]
        marks += [] if number in headings else [t("ui.treaties.no_text")]
        tail = f' <span class="ts-source">{escape(" · ".join(marks))}</span>' if marks else ""
        yield f'<a href="{target}">{escape(cited(place))}</a> {escape(about)}{tag}{tail}'


def _headings(code: str) -> dict[str, str]:
    """Per stored article its heading, in the reader's language where there is one."""
    found: dict[str, str] = {}
    for provision in workbench().corpus.provisions(codes=[code]):
        if provision.kind == "article" and (provision.number not in found or provision.language == language()):
            found[provision.number] = provision.heading
    return found


def _deviation(row: ArticleStatus) -> str:
    stated = row.applicability
    note = own(stated.note)
    said = " ".join(filter(None, (note, t("ui.source", source=stated.source) if stated.source else "")))
    sure = t("ui.confidence.verified" if stated.verified else "ui.confidence.unverified")
    return f'{escape(cited(row.id))} {short_status(stated)} <span class="ts-source">{escape(said)} <em>{escape(sure)}</em></span>'


def _interpretation(row: Interpretation) -> str:
    return escape(f"{row.body} {row.number} ({row.year}): {own(row.title)} – " + ", ".join(map(cited, row.articles)))


def _source(row: OfficialSource) -> str:
    """The address is shown, not linked: the app asks nothing of other hosts."""
    return escape(f"{text_language(row.language)}, {row.publisher}: {row.url}")


def _fact(what: str, source: str, verified: bool) -> str:
    sure = t("ui.confidence.verified" if verified else "ui.confidence.unverified")
    return f"{escape(what)}: {escape(source)} <em>{escape(sure)}</em>"


def _section(key: str, items: Iterable[str]) -> None:
    found = list(items)
    if found:
        with st.expander(t(key, count=len(found)), expanded=key == "ui.treaties.articles"):
            st.html(bullets(found))
