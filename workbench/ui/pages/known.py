"""The known-item box: pairs that a search must find, checked again after every change of index, model or register."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.jobs import JobKind, JobState
from workbench.domain.known_items import WITHIN, BoxState, ItemLine, KnownBox, KnownCheck
from workbench.domain.people import Action, may
from workbench.ui.frame import address, heading, title
from workbench.ui.job_panel import job_panel, newest_job
from workbench.ui.keeping import actor, field, keeping, tell_kept
from workbench.ui.known_words import state_words
from workbench.ui.state import me, person, t, workbench
from workbench.ui.tables import table_html
from workbench.ui.wording import cited, first_upper, moment
from workbench.use_cases.jobs import ask
from workbench.use_cases.known_items import DEEPEST, article_named, keep_item, known_box, retire_item

CHECKS = 20  # of the newest that are listed


def show() -> None:
    """How the newest check went, the pairs, the checks before, and the form."""
    title(t("ui.page.known"), t("ui.known.lead"))
    tell_kept()
    bench = workbench()
    box = known_box(actor(), bench.versions_now)
    if box.state in (BoxState.NEVER, BoxState.STALE):
        _ask_check()
    st.html(f'<p class="ts-note">{escape(state_words(box))}</p>')
    if box.lines:
        _pairs(box)
    if box.checks:
        _checks(box)
    if may(person(), Action.KEEP_KNOWN):
        _keep()
        _retire(box)


def _ask_check() -> None:
    """Let the worker check again; what failed is not asked for by itself."""
    job = newest_job(JobKind.CHECK_KNOWN, "treaties")
    if job is None or job.state is JobState.DONE:
        job = ask(JobKind.CHECK_KNOWN, "treaties", me(), workbench().jobs, workbench().queue)
    job_panel(job)


def _pairs(box: KnownBox) -> None:
    heading(t("ui.known.pairs"))
    head = [t(f"ui.known.column.{name}") for name in ("rule", "article", "result", "before", "why")]
    st.html(table_html(head, [_pair_row(line) for line in box.lines]))


def _pair_row(line: ItemLine) -> list[str]:
    item = line.item
    place = escape(address("search", q=item.text), quote=True)
    return [
        f'<a href="{place}">{escape(item.text)}</a>',
        escape(first_upper(cited(item.norm))),
        escape(result_words(line)),
        escape(_rank(line.before.rank) if line.before else "–"),
        escape(item.why or "–"),
    ]


def result_words(line: ItemLine) -> str:
    """In words, never by colour alone."""
    if line.rank is None:
        return t("ui.known.unchecked", within=line.item.within)
    key = "lost" if line.lost else "found" if line.rank.found else "missed"
    return t(f"ui.known.{key}", rank=_rank(line.rank.rank), within=line.rank.within)


def _rank(rank: int) -> str:
    return t("ui.known.rank", rank=rank) if rank else t("ui.known.nowhere")


def _checks(box: KnownBox) -> None:
    with st.expander(t("ui.known.checks")):
        head = [t(f"ui.known.column.{name}") for name in ("when", "found", "encoder", "index", "register", "policy")]
        st.html(table_html(head, [_check_row(check) for check in box.checks[:CHECKS]]))


def _check_row(check: KnownCheck) -> list[str]:
    v, found = check.versions, t("ui.management.of", part=len(check.found), whole=len(check.ranks))
    return [escape(words) for words in (moment(check.created), found, v.encoder, v.index, v.register, v.policy)]


def _keep() -> None:
    heading(t("ui.known.add"))
    st.html(f"<p>{escape(t('ui.known.add.help'))}</p>")
    with st.form("known"):
        text = st.text_area(t("ui.known.column.rule"), key=field("known", "text"), height=80)
        left, middle = st.columns(2, gap="large")
        article = left.text_input(t("ui.known.article"), key=field("known", "article"))
        within = middle.number_input(t("ui.known.within"), 1, DEEPEST, WITHIN, key=field("known", "within"))
        why = st.text_input(t("ui.known.why"), key=field("known", "why"))
        if st.form_submit_button(t("ui.known.keep"), type="primary"):
            with keeping(t("ui.known.kept"), "known"):
                norm = article_named(article, workbench().catalogue.instruments)
                keep_item(actor(), text, norm, int(within), why)


def _retire(box: KnownBox) -> None:
    if not box.lines:
        return
    with st.expander(t("ui.known.retire")), st.form("known-retire"):
        names = {line.item.id: f"{cited(line.item.norm)}: {line.item.text}" for line in box.lines}
        items = {line.item.id: line.item for line in box.lines}
        chosen = st.selectbox(
            t("ui.known.which"), list(names), format_func=lambda i: names.get(i, i), key=field("retire", "item")
        )
        reason = st.text_input(t("ui.known.reason"), key=field("retire", "reason"))
        if st.form_submit_button(t("ui.known.retire_now")):
            with keeping(t("ui.known.retired"), "retire"):
                retire_item(actor(), items[chosen], reason)


if __name__ == "__main__":
    show()
