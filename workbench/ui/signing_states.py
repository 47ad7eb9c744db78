"""The signatures on a version: who, when, on what, and what is another since."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.ui.finding_links import finding_link
from workbench.ui.frame import address, heading
from workbench.ui.marking import bullets, paragraphs
from workbench.ui.signing_form import frozen_rows
from workbench.ui.state import t
from workbench.ui.tables import table_html
from workbench.ui.who import Names
from workbench.ui.wording import moment
from workbench.use_cases.read_dossier import DossierView
from workbench.use_cases.signing_room import SignedState, SigningRoom


def show_signatures(view: DossierView, room: SigningRoom, known: Names) -> None:
    """Newest first; unsigned changes stand at the top of each."""
    heading(t("ui.signing.part.signatures"))
    if not room.states:
        st.html(f'<p class="ts-note">{escape(t("ui.signing.no_signatures"))}</p>')
    for state in room.states:
        with st.container(border=True):
            _shown(view, state, known)


def _shown(view: DossierView, state: SignedState, known: Names) -> None:
    signature = state.signature
    findings = {f.id: f for f in view.findings}
    said = t("ui.signing.signed_by", name=signature.name or known[signature.author], at=moment(signature.created))
    st.html(f"<h3>{escape(said)}</h3>{_changed(view, state)}{paragraphs(signature.statement)}")
    if not signature.four_eyes:
        st.html(f'<p class="ts-status">{escape(t("ui.signing.no_four_eyes"))}</p>')
    rows = [finding_link(findings[s.finding]) for s in signature.findings if s.finding in findings]
    st.html(f"<p>{escape(t('ui.signing.covers', count=len(signature.findings)))}</p>{bullets(rows)}")
    notes = [escape(t(key, field="…")) for key in signature.notes]
    if notes:
        st.html(f"<p>{escape(t('ui.signing.stood'))}</p>{bullets(notes)}")
    with st.expander(t("ui.signing.frozen")):
        st.html(table_html([t("ui.signing.frozen.what"), t("ui.signing.frozen.version")], frozen_rows(signature.frozen)))


def _changed(view: DossierView, state: SignedState) -> str:
    """ "Gewijzigd na ondertekening", with the way to what changed."""
    findings = {f.id: f for f in view.findings}
    rows = []
    for changed in state.changed:
        history = address("dossier", dossier=view.dossier.id, part="history", subject=changed)
        link = f'<a href="{escape(history, quote=True)}">{escape(t("ui.signing.what_changed"))}</a>'
        rows.append(f"{finding_link(findings[changed])} – {link}")
    said = f'<p class="ts-status"><strong>{escape(t("ui.signing.changed"))}</strong></p>{bullets(rows)}' if rows else ""
    if state.moved:
        names = ", ".join(t(f"ui.signing.frozen.{name}") for name in state.moved)
        said += f'<p class="ts-meta">{escape(t("ui.signing.moved", names=names))}</p>'
    return said
