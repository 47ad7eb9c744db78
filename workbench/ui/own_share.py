"""What one person has to do: for who does not see the figures over everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from workbench.ui.frame import heading
from workbench.ui.management_lists import R, case_row, item_row, listing
from workbench.ui.state import t
from workbench.ui.voice import voice
from workbench.use_cases.management import OwnShare


def show_own(share: OwnShare) -> None:
    """One's own open work, what waits for one's signature, and what one's role may take."""
    speaks = voice()
    _part("mine", share.items, lambda item: item_row(speaks, share.today, item))
    _part("to_sign", share.to_sign, lambda case: case_row(speaks, case))
    _part("may_take", share.team, lambda item: item_row(speaks, share.today, item))


def _part(name: str, records: Sequence[R], row: Callable[[R], str]) -> None:
    heading(t("ui.overview.counted", name=t(f"ui.management.own.{name}"), count=len(records)))
    st.html(listing(records, row) or f'<p class="ts-note">{escape(t(f"ui.management.own.{name}.none"))}</p>')
