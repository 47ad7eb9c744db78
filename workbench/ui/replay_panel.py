"""Does the screening still come out the same? Screen again without storing, and tell what changed."""

from __future__ import annotations

from dataclasses import asdict
from html import escape

import streamlit as st

from workbench.domain.drafts import Draft
from workbench.domain.search import Screening
from workbench.ui.frame import heading
from workbench.ui.state import errors_shown, search_tools, t, workbench
from workbench.ui.tables import table_html
from workbench.ui.wording import cited, first_upper, number
from workbench.use_cases.replay_screening import Replay, UnitChange, replay_screening


def show_replay(draft: Draft, screening: Screening) -> None:
    """The versions that the screening rests on, and a button."""
    heading(t("ui.replay.title"))
    st.html(f"<p>{escape(t('ui.replay.lead'))}</p>")
    head = [t("ui.replay.part"), t("ui.replay.version")]
    st.html(
        table_html(head, [(escape(t(f"ui.replay.{name}")), escape(value)) for name, value in asdict(screening.versions).items()])
    )
    if st.button(t("ui.replay.run")):
        with errors_shown():
            _run(draft, screening)


def _run(draft: Draft, screening: Screening) -> None:
    tools = search_tools()
    if tools is None:
        st.warning(t("ui.replay.no_index"))
        return
    bar = st.progress(0.0, text=t("progress.screening"))

    def progress(step: str, done: int, total: int) -> None:
        bar.progress(done / total if total else 0.0, text=t(step))

    replay = replay_screening(screening, draft, tools, workbench().versions(tools), progress)
    bar.empty()
    if replay.same:
        st.success(t("ui.replay.same", units=replay.units))
    else:
        st.warning(t("ui.replay.changed", changed=len(replay.changed), gone=len(replay.gone), new=len(replay.new)))
    _told(replay)


def _told(replay: Replay) -> None:
    parts = ", ".join(t(f"ui.replay.{name}") for name in replay.moved)
    st.html(f"<p>{escape(t('ui.replay.moved', parts=parts) if parts else t('ui.replay.not_moved'))}</p>")
    if replay.changed:
        head = [t(f"ui.replay.{name}") for name in ("unit", "what", "tension", "best")]
        st.html(table_html(head, [_row(change) for change in replay.changed]))


def _row(change: UnitChange) -> tuple[str, ...]:
    what = ", ".join(t(f"ui.replay.what.{name}") for name in change.what)
    tension = " → ".join(number(value) for value in change.tension)
    best = " → ".join(cited(place) for place in dict.fromkeys(change.best) if place)
    return escape(first_upper(change.citation)), escape(what), tension, escape(best)
