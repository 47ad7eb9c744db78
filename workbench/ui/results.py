"""What a search found, as headings, quoted text and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.domain.draft_citation import citation_path
from workbench.domain.obligations import Obligation
from workbench.domain.search import Hit, Scope
from workbench.ui.frame import address, heading, link
from workbench.ui.marking import bullets, law, plain, shortened
from workbench.ui.question import Question
from workbench.ui.state import draft, t, workbench
from workbench.ui.treaty_text import missing_html, official
from workbench.ui.wording import (
    cited,
    first_upper,
    lane_ranks,
    number,
    own,
    ranks,
    reason_html,
    reasons,
    right,
    short_status,
    text_language,
)
from workbench.use_cases.grouping import Placed, grouped
from workbench.use_cases.search import SearchTools

LONGEST_QUOTE = 900  # characters shown before the rest is folded away


def show_treaty_hits(hits: Sequence[Hit], asked: Question, tools: SearchTools) -> None:
    """The hits in order; articles that protect the same right stand folded under the best of them, with their own rank."""
    heading(t("ui.results.title"))
    st.html(f'<p class="ts-say">{escape(_count("ui.results.count", len(hits)))}</p>')
    for group in grouped(hits):
        _leading(group[0], asked, tools)
        if group[1:]:
            with st.expander(t("ui.results.related", right=right(group[0].hit), count=len(group) - 1)):
                st.html(bullets(_related(row, asked) for row in group[1:]))
    _explanation()


def _leading(row: Placed, asked: Question, tools: SearchTools) -> None:
    hit = row.hit
    entry = next(iter(tools.register.of_article(hit.article)), None)
    named = f" — {own(entry.title)}" if entry else ""
    head = f"<h3>{row.rank}. {escape(first_upper(cited(hit.provision)))}{escape(named)}</h3>"
    words = _phrase(hit, entry) if asked.scope is Scope.REGISTER else _quote(hit, asked, tools)
    body = f'<div class="ts-hit-body"><div>{words}</div><div>{_why(hit)}</div></div>'
    st.html(f'<div class="ts-hit">{head}{_facts(hit)}{body}</div>')
    code, _, article = hit.article.partition("/")
    link(plain(first_upper(t("ui.results.open", place=cited(hit.article)))), "treaties", instrument=code, article=article)


def _phrase(hit: Hit, entry: Obligation | None) -> str:
    """The register's own words: what the article protects and the phrase that matched."""
    protects = f"<p>{escape(own(entry.protects))}</p>" if entry else ""
    if hit.passage.kind != "as_written":
        return protects
    said = f'<p class="ts-source">{escape(t("ui.results.phrase"))}</p>'
    return f'{protects}{said}<div class="ts-quote">{law(hit.passage.text, hit.passage.language)}</div>'


def _facts(hit: Hit) -> str:
    relevance = escape(t("ui.results.relevance", value=number(hit.relevance)))
    return f'<p class="ts-meta">{short_status(hit.applicability)} {relevance} · {escape(ranks(hit.ranks))}</p>'


def _quote(hit: Hit, asked: Question, tools: SearchTools) -> str:
    text = official(hit.provision, asked.text_language)
    if text is None:
        return missing_html()
    words = tools.shared_words(text.text, asked.text, text.language)
    note = "" if text.language == asked.text_language else f'<p class="ts-source">{escape(_other_language(text.language))}</p>'
    if len(text.text) <= LONGEST_QUOTE:
        return f'{note}<div class="ts-quote">{law(text.text, text.language, words)}</div>'
    start = text.text[:LONGEST_QUOTE].rsplit(" ", 1)[0]
    rest = text.text[len(start) :]
    folded = f"<details><summary>{escape(t('ui.results.rest'))}</summary>{law(rest, text.language, words)}</details>"
    return f'{note}<div class="ts-quote">{law(start + " …", text.language, words)}{folded}</div>'


def _other_language(code: str) -> str:
    return t("ui.results.other_language", language=text_language(code))


def _count(key: str, count: int) -> str:
    if not count:
        return t("ui.results.none")
    return t(f"{key}.one" if count == 1 else key, count=count)


def _why(hit: Hit) -> str:
    said = reason_html(r for r in hit.reasons if r.key != "reason.official")
    lanes = bullets(map(escape, lane_ranks(hit.ranks)))
    how = f'<details class="ts-aside"><summary>{escape(t("ui.results.how"))}</summary>{lanes}</details>'
    return bullets(said) + how


def _related(row: Placed, asked: Question) -> str:
    hit = row.hit
    code, _, article = hit.article.partition("/")
    target = escape(address("treaties", instrument=code, article=article), quote=True)
    why = "; ".join(reasons(r for r in hit.reasons if r.key == "reason.words"))
    facts = (
        f"{t('ui.results.rank', rank=row.rank)} · {t('ui.results.relevance', value=number(hit.relevance))} · {ranks(hit.ranks)}"
    )
    tail = "".join(f'<br><span class="ts-source">{escape(line)}</span>' for line in (facts, why) if line)
    return f'<a href="{target}">{escape(cited(hit.provision))}</a> {short_status(hit.applicability)}{tail}'


def _explanation() -> None:
    with st.expander(t("ui.results.explain")):
        st.html(f'<p class="ts-lead">{escape(t("ui.results.explanation"))}</p>')


def show_draft_hits(hits: Sequence[Hit], query: str) -> None:
    """Articles of imported drafts, each with a link to the draft."""
    heading(t("ui.results.title"))
    st.html(f'<p class="ts-say">{escape(_count("ui.results.draft_count", len(hits)))}</p>')
    for rank, hit in enumerate(hits, start=1):
        _draft_hit(rank, hit, query)


def _draft_hit(rank: int, hit: Hit, query: str) -> None:
    draft_id, _, place = hit.article.partition("#")
    found = draft(draft_id)
    if found is None:
        return
    words = workbench().shared_words(hit.passage.text, query, "nl")
    said = citation_path(found, place)
    head = f"<h3>{rank}. {escape(first_upper(said))}</h3><p class='ts-meta'>{escape(found.title)}</p>"
    text = shortened(hit.passage.text, LONGEST_QUOTE)
    facts = f'<p class="ts-meta">{escape(ranks(hit.ranks))}</p>'
    st.html(f'<div class="ts-hit">{head}{facts}<div class="ts-quote">{law(text, "nl", words)}</div></div>')
    link(plain(first_upper(t("ui.results.open_draft", place=said))), "screening", draft=draft_id, unit=place)
