"""Single-key shortcuts: a page names the places that a key goes to, the frame lists them; `page.js` listens.

They can be switched off on the page (WCAG 2.1.4) and never work while somebody types.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from workbench.ui.state import t

_NAMES = {"/": "slash", "?": "question", "[": "before", "]": "after"}


@contextmanager
def on_key(key: str, label: str) -> Iterator[None]:
    """What is put on the page in this block (a link, a button or a field) is also reached by `key`."""
    name = f"key_{_NAMES.get(key, key)}"
    _known()[key] = (label, name)
    with st.container(key=name):
        yield


def begin() -> None:
    """Forget the shortcuts of the page before."""
    st.session_state["shortcuts"] = {}


def shortcuts_html() -> str:
    """The list of this page's keys, folded, with the switch."""
    rows = "".join(
        f'<li data-key="{escape(key, quote=True)}" data-target="{escape(name, quote=True)}">'
        f"<kbd>{escape(key)}</kbd> {escape(label)}</li>"
        for key, (label, name) in _known().items()
    )
    rows += f"<li><kbd>?</kbd> {escape(t('ui.keys.list'))}</li>"
    switch = f'<button type="button" class="ts-keys-switch" aria-pressed="false">{escape(t("ui.keys.off"))}</button>'
    summary = f"<summary>{escape(t('ui.keys.title'))}</summary>"
    return f'<details class="ts-keys">{summary}<ul class="ts-list">{rows}</ul><p>{switch}</p></details>'


def _known() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = st.session_state.setdefault("shortcuts", {})
    return found
