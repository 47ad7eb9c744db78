"""Beside a finding: earlier ones with their conclusion, did we judge the like alike, and what authorities ask of its norm."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.findings import Finding
from workbench.domain.identifiers import article_of
from workbench.ui.frame import address, heading
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets
from workbench.ui.state import t, workbench
from workbench.ui.tables import table_html
from workbench.ui.wording import cited, number, own
from workbench.use_cases.precedents import Precedent, precedents


def show_precedents(finding: Finding) -> None:
    """The table, and a sentence when a like text was judged otherwise."""
    heading(t("ui.precedents.title"))
    bench = workbench()
    found = precedents(actor(), finding, bench.loaded_register.register, bench.encoder.encode_passages)
    if not found:
        st.html(f'<p class="ts-source">{escape(t("ui.precedents.none"))}</p>')
        return
    if any(p.differs for p in found):
        st.html(f'<p class="ts-note">{escape(t("ui.precedents.differs"))}</p>')
    names = ("finding", "norm", "outcome", "likeness", "dossier")
    head = [t(f"ui.precedents.{name}") for name in names]
    st.html(table_html(head, map(_row, found), t("ui.precedents.caption")))


def _row(row: Precedent) -> list[str]:
    found = row.finding
    where = escape(address("finding", dossier=found.dossier, finding=found.id), quote=True)
    outcome = t(f"outcome.{found.outcome}") if found.outcome else "–"
    if row.differs:
        outcome += f" ({t('ui.precedents.otherwise')})"
    name = f'<a href="{where}">{escape(found.title)}</a> <q class="ts-words">{escape(found.subject.quote.exact[:160])}</q>'
    norm = f"{cited(found.norm_id)} ({t(f'ui.precedents.kin.{row.kinship}')})"
    return [name, escape(norm), escape(outcome), escape(number(row.likeness)), escape(row.dossier.title)]


def show_required(norm: str) -> None:
    """What courts and committees ask of a treaty article, in our register's words with their place."""
    asked = [
        f'{escape(own(r.words))} <span class="ts-source">{escape(", ".join(filter(None, (r.source, r.pinpoint))))}</span>'
        for entry in workbench().loaded_register.register.of_article(article_of(norm))
        for r in entry.requires
    ]
    if asked:
        st.html(f"<h3>{escape(t('ui.register.requires'))}</h3>{bullets(asked)}")
