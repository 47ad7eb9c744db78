"""Management: one page that answers in a minute, and the list of quoted words behind every figure."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.bootstrap import Workbench
from workbench.domain.management import ManagementSet, Selection
from workbench.domain.people import Action, may
from workbench.reports.management_words import filter_words, period_words
from workbench.ui.frame import heading, link, title
from workbench.ui.management_choice import params, read_selection, show_choice
from workbench.ui.management_figures import PARTS, Board, show_top
from workbench.ui.management_lists import show_behind
from workbench.ui.own_share import show_own
from workbench.ui.state import person, t, workbench
from workbench.ui.voice import voice
from workbench.use_cases.acting import Actor, person_now, utc_now
from workbench.use_cases.management import management, own_share
from workbench.use_cases.standing import Standing


def show() -> None:
    """All figures for management; for others what they themselves have to do."""
    title(t("ui.management.title"), t("ui.management.lead"))
    actor = workbench().actor(person())
    standing = _standing(workbench(), str(workbench().settings.data), workbench().settings.database_url)
    if not may(person_now(actor.ledger, actor), Action.READ_MANAGEMENT):
        st.html(f'<p class="ts-note">{escape(t("ui.management.own_only"))}</p>')
        show_own(own_share(actor, standing))
        return
    today = utc_now()[:10]
    selection = read_selection(today)
    board = Board(_figures(actor, standing, selection), voice())
    show_choice(selection, today, board.found.ministers)
    _said(board)
    show_top(board)
    conf = "1" if selection.confidential else "0"
    link(t("ui.management.to_report"), "reports", **{**params(selection, today), "part": "management", "conf": conf})
    if name := st.query_params.get("show", ""):
        show_behind(board, name)
    for part in PARTS:
        part(board)
    heading(t("management.about"))
    st.html(f"<p>{escape(t('management.about.counted'))}</p>")


def _said(board: Board) -> None:
    """Period and filters in words, and what is left out."""
    found, selection = board.found, board.found.selection
    said = [t("ui.management.period_said", period=period_words(board.voice, selection.period))]
    if found.before:
        said.append(t("ui.management.compared_said", period=period_words(board.voice, found.before.period)))
    said += filter_words(board.voice, selection)
    if found.left_out:
        said.append(t("management.left_out", count=found.left_out))
    if found.blind:
        said.append(t("export.blind"))
    st.html(f'<p class="ts-meta">{"<br>".join(map(escape, said))}</p>')


@st.cache_resource(max_entries=4, show_spinner=False)
def _standing(_bench: Workbench, data: str, database: str) -> Standing:
    return Standing(_bench.ledger)


def _figures(actor: Actor, standing: Standing, selection: Selection) -> ManagementSet:
    """The set, worked out again only when anybody decided anything, or on another day."""
    key = (actor.person.id, standing.now().head, actor.now()[:10], repr(selection))
    return _kept(actor, standing, selection, str(workbench().settings.data), key)


@st.cache_resource(max_entries=24, show_spinner=False)
def _kept(_actor: Actor, _standing: Standing, _selection: Selection, data: str, key: tuple[object, ...]) -> ManagementSet:
    return management(_actor, _selection, _standing)


if __name__ == "__main__":
    show()
