"""What happened to a finding: who changed what, when and why, old words beside new ones."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from workbench.domain.findings import Finding
from workbench.domain.history import Decision
from workbench.ui.keeping import actor
from workbench.ui.marking import shortened
from workbench.ui.state import t
from workbench.ui.tables import table_html
from workbench.ui.wording import moment
from workbench.use_cases.read_dossier import history_of

QUIET = frozenset({"version", "writers", "author", "created", "id", "dossier"})
NAMED = frozenset({"outcome", "severity", "certainty", "reversibility", "verb", "tree", "competence", "origin"})
HEAD = ("when", "who", "what", "fields", "why")
LONGEST = 80  # characters of old or new words


def show_history(finding: Finding, names: dict[str, str]) -> None:
    """Every decision in order, folded; and which version this is."""
    with st.expander(t("ui.finding.history")):
        head = [t(f"ui.finding.history.{name}") for name in HEAD]
        rows = [_row(decision, names) for decision in history_of(actor(), finding.dossier, finding.id)]
        st.html(table_html(head, rows, t("ui.finding.history")))
    st.html(f'<p class="ts-source">{escape(t("ui.finding.version", version=finding.version))}</p>')


def _row(decision: Decision, names: dict[str, str]) -> list[str]:
    """The first decision made the finding: its words stand above, so only later ones tell their changes."""
    told = [moment(decision.at), names.get(decision.who, decision.who), t(f"action.{decision.action}")]
    changes = {} if decision.version == 1 else decision.changes
    said = [_change(name, old, new) for name, (old, new) in sorted(changes.items()) if name not in QUIET]
    return [*map(escape, told), "<br>".join(said), escape(decision.reason)]


def _change(name: str, old: Any, new: Any) -> str:
    field = escape(t(f"finding_field.{name}"))
    if not all(value is None or isinstance(value, str) for value in (old, new)):
        return field
    return f"{field}: <del>{escape(_said(name, old))}</del> → <ins>{escape(_said(name, new))}</ins>"


def _said(name: str, value: str | None) -> str:
    if not value:
        return t("ui.finding.history.empty")
    if name in NAMED:
        return t(f"{name}.{value}")
    return t(f"finding_status.{value}") if name == "status" else shortened(value, LONGEST)
