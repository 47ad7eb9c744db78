"""The list behind a figure: each record with the quoted words and the way to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TypeVar

import streamlit as st

from workbench.domain.behind import Behind, behind
from workbench.domain.management import Advised, Case, DossierLine
from workbench.domain.verdicts import Verdict
from workbench.domain.workload import WorkItem
from workbench.reports.management_words import days_words, figure_words, step_words, work_words
from workbench.reports.voice import Voice
from workbench.ui.finding_links import dossier_link, finding_link
from workbench.ui.frame import address, link
from workbench.ui.management_choice import params
from workbench.ui.management_figures import Board
from workbench.ui.marking import bullets, shortened
from workbench.ui.state import t
from workbench.ui.wording import cited, day, first_upper

AT_ONCE = 25
LONG = 420  # characters of a quotation before it is cut
R = TypeVar("R")


def show_behind(board: Board, name: str) -> None:
    """The list in the address; one sentence when there is no such figure any more."""
    listed = behind(board.found, name)
    if listed is None:
        st.warning(t("ui.management.no_figure"))
        return
    said = t("ui.overview.counted", name=first_upper(figure_words(board.voice, board.found, name)), count=listed.count)
    st.html(f'<h2 id="ts-arrive">{escape(said)}</h2>{_rows(board, listed)}')
    link(t("ui.management.close_list"), "management", **params(board.found.selection, board.found.today))


def _rows(board: Board, listed: Behind) -> str:
    if not listed.count:
        return f'<p class="ts-note">{escape(t("ui.management.empty_list"))}</p>'
    return (
        listing(listed.cases, lambda c: case_row(board.voice, c))
        + listing(listed.lines, lambda line: _line_row(board, line))
        + listing(listed.advised, _advised_row)
        + listing(listed.items, lambda i: item_row(board.voice, board.found.today, i))
        + listing(listed.verdicts, lambda v: _verdict_row(board, v))
    )


def listing(records: Sequence[R], row: Callable[[R], str]) -> str:
    """A list of which the first records stand open and the rest is folded."""
    items = [row(record) for record in records]
    html = bullets(items[:AT_ONCE])
    if len(items) > AT_ONCE:
        more = escape(t("ui.overview.more", count=len(items) - AT_ONCE))
        html += f'<details class="ts-aside"><summary>{more}</summary>{bullets(items[AT_ONCE:])}</details>'
    return html


def case_row(voice: Voice, case: Case) -> str:
    """A finding: its title, both places with their words, the judgment, where it stands."""
    f = case.finding
    facts = [voice.label("outcome", f.outcome), voice.label("severity", f.severity), voice.label("finding_status", f.status)]
    facts += [voice.label("effect", case.counted.effect)] if case.counted else []
    facts += [t("ui.management.changed")] if case.changed else []
    place = first_upper(f.carrier or f.provision)
    head = f'{finding_link(f)} <span class="ts-source">{escape(" · ".join(filter(None, facts)))}</span>'
    draft = f'{escape(place)}: <q lang="nl">{escape(shortened(f.subject.quote.exact, LONG))}</q>'
    words = (
        f"<q>{escape(shortened(f.measure.quote.exact, LONG))}</q>" if f.measure else escape(t("ui.management.no_treaty_words"))
    )
    treaty = f"{escape(first_upper(cited(f.norm_id)))}: {words}"
    where = f'<span class="ts-source">{dossier_link(case.dossier.id, case.dossier.title)}</span>'
    return f"{head}<br>{draft}<br>{treaty}<br>{where}"


def _line_row(board: Board, line: DossierLine) -> str:
    facts = [days_words(board.voice, line), step_words(board.voice, line), board.voice.label("stage", line.dossier.stage)]
    shown = " · ".join(fact for fact in facts if fact != "–")
    return f"{dossier_link(line.dossier.id, line.dossier.title)}: {escape(shown)}"


def _advised_row(advised: Advised) -> str:
    said = t("ui.management.advised", day=day(advised.day), days=advised.days)
    return f"{dossier_link(advised.dossier.id, advised.dossier.title)}: {escape(said)}"


def item_row(voice: Voice, today: str, item: WorkItem) -> str:
    """A piece of work: what, on which finding, in which dossier, by when."""
    key = "ui.management.late" if item.overdue(today) else "ui.management.due"
    due = [t(key, day=day(item.due))] if item.due else []
    said = escape(first_upper(", ".join([work_words(voice, item), *due])))
    about = f" {finding_link(item.finding)} –" if item.finding else ""
    return f"{said}:{about} {dossier_link(item.dossier.id, item.dossier.title)}"


def _verdict_row(board: Board, verdict: Verdict) -> str:
    place = address("screening", draft=verdict.draft, unit=verdict.provision, cand=verdict.norm)
    words = f"{board.voice.label('verdict', verdict.answer)}, {board.found.name(verdict.author)}"
    pair = escape(f"{verdict.provision} · {cited(verdict.norm)}")
    told = escape("; ".join(filter(None, (*verdict.reasons, verdict.remark))))
    said = f' <span class="ts-source">{told}</span>' if told else ""
    return f'<a href="{escape(place, quote=True)}">{pair}</a>: {escape(words)}{said}'
