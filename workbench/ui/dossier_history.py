"""The history of a dossier: every decision with who, when, what it was and became, and why."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from workbench.domain.history import Decision
from workbench.ui.frame import heading
from workbench.ui.keeping import actor
from workbench.ui.marking import shortened
from workbench.ui.state import t
from workbench.ui.tables import table_html
from workbench.ui.who import Names
from workbench.ui.wording import first_upper, moment
from workbench.use_cases.read_dossier import DossierView, history_of

PAGE = 50
WORDS: Mapping[tuple[str, str], str] = {
    ("finding", "status"): "finding_status",
    ("finding", "outcome"): "outcome",
    ("finding", "severity"): "severity",
    ("dossier", "stage"): "stage",
    ("dossier", "state"): "dossier_state",
    ("note", "state"): "note_state",
    ("verdict", "answer"): "verdict",
    ("adjudication", "answer"): "verdict",
    ("second_reading", "state"): "reading_state",
}
"""Fields whose values have words in the catalogues."""
TEXTS = frozenset({
    *("title", "number", "minister", "summary", "text", "reasoning", "remark", "about", "framework", "opening"),
    *("addressed_to", "memorandum", "council_of_state", "evidence", "affected", "statement", "where", "words", "court"),
})  # fmt: skip
"""Fields whose values are words for people."""
SILENT = frozenset({"id", "dossier", "author", "created", "version", "writers", "validated_by", "audit_head"})


def show_history(view: DossierView, known: Names) -> None:
    """Newest first, a page at a time; `subject` in the address narrows it to one record."""
    heading(t("ui.history.title"))
    subject = st.query_params.get("subject", "")
    decisions = list(reversed(history_of(actor(), view.dossier.id, subject)))
    people = ["", *dict.fromkeys(d.who for d in decisions)]
    who = st.selectbox(
        t("ui.history.who"), people, key="history_who", format_func=lambda p: known[p] if p else t("ui.dossiers.any")
    )
    shown = [d for d in decisions if not who or d.who == who]
    pages = max(1, -(-len(shown) // PAGE))
    number = st.number_input(t("ui.history.page", pages=pages), 1, pages, key="history_page") if pages > 1 else 1
    st.html(f'<p class="ts-meta">{escape(t("ui.history.count", count=len(shown)))}</p>')
    head = [t(f"ui.history.column.{name}") for name in ("when", "who", "what", "changed", "why")]
    st.html(table_html(head, (_row(d, known) for d in shown[(number - 1) * PAGE : number * PAGE])))


def _row(made: Decision, known: Names) -> list[str]:
    what = first_upper(t(f"action.{made.action}"))
    return [*map(escape, (moment(made.at), known[made.who], what)), changes_html(made), escape(made.reason or "–")]


def changes_html(made: Decision) -> str:
    """Old -> new of the fields that have words; of the others that they changed."""
    told, others = [], []
    for name, (old, new) in made.changes.items():
        prefix = WORDS.get((made.kind, name))
        if prefix:
            told.append(_arrow(*(escape(t(f"{prefix}.{value}")) if value else "" for value in (old, new))))
        elif name in TEXTS and (old or new):
            told.append(f"{escape(field_name(name))}: {_arrow(_quoted(old), _quoted(new))}")
        elif name not in SILENT and made.version > 1:
            others.append(field_name(name))
    if others:
        told.append(escape(t("ui.history.also", fields=", ".join(others))))
    return "<br>".join(told) or "–"


def field_name(name: str) -> str:
    """A field in words, where the catalogue has them."""
    found = t(f"record_field.{name}")
    return name.replace("_", " ") if found == f"record_field.{name}" else found


def _arrow(old: str, new: str) -> str:
    return f"{old} → {new or '–'}" if old else new


def _quoted(value: Any) -> str:
    return f"<q>{escape(shortened(str(value), 120))}</q>" if value else ""
