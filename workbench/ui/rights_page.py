"""The register by right: which articles of which treaties protect it, binding ones first."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.instruments import Applicability
from workbench.domain.obligations import Obligation
from workbench.ui.frame import address, heading
from workbench.ui.marking import bullets
from workbench.ui.state import language, t, workbench
from workbench.ui.wording import cited, own, short_status
from workbench.use_cases.search import applicability


def show_rights(right: str) -> None:
    """All rights with how many articles protect them, or the articles of one right."""
    thesaurus = workbench().thesaurus
    entries = _by_right()
    if right not in entries:
        rows = sorted((thesaurus.label("right", code, language()), code) for code in entries)
        st.html(bullets(_right_row(label, code, len(entries[code])) for label, code in rows))
        return
    heading(thesaurus.label("right", right, language()))
    instruments = workbench().catalogue.instruments
    stated = [(applicability(entry.article, instruments), entry) for entry in entries[right]]
    for binds in (True, False):
        chosen = [(status, entry) for status, entry in stated if status.binds is binds]
        if chosen:
            words = escape(t(f"ui.rights.{'binding' if binds else 'persuasive'}", count=len(chosen)))
            st.html(f"<h3>{words}</h3>{bullets(_entry_row(status, entry) for status, entry in chosen)}")


def _by_right() -> dict[str, list[Obligation]]:
    """Register entries of whole articles under each right that they protect."""
    found: dict[str, list[Obligation]] = {}
    for entry in workbench().loaded_register.register.obligations.values():
        for code in entry.rights:
            found.setdefault(code, []).append(entry)
    return found


def _right_row(label: str, code: str, count: int) -> str:
    target = escape(address("treaties", by="right", right=code), quote=True)
    said = t("ui.rights.count.one" if count == 1 else "ui.rights.count", count=count)
    return f'<a href="{target}">{escape(label)}</a> ({escape(said)})'


def _entry_row(status: Applicability, entry: Obligation) -> str:
    code, article = entry.id.split("/")[:2]
    target = escape(address("treaties", instrument=code, article=article), quote=True)
    where = f'<a href="{target}">{escape(cited(entry.id))}</a> {short_status(status)}'
    return f'{where}<br><span class="ts-source">{escape(own(entry.title))}: {escape(own(entry.protects))}</span>'
