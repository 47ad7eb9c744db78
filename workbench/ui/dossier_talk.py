"""All questions and notes of a dossier, and a new one on the dossier as a whole."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.notes import Note, NoteState
from workbench.ui.discussion import Topic, show_discussion, show_notes
from workbench.ui.finding_links import finding_link
from workbench.ui.frame import heading
from workbench.ui.state import t
from workbench.use_cases.read_dossier import DossierView


def show_talk(view: DossierView) -> None:
    """On the dossier as a whole first, then per finding, then on words of the text."""
    heading(t("ui.dossier.talk"))
    st.html(f'<p class="ts-source">{escape(t("ui.dossier.talk_lead"))}</p>')
    show_discussion(Topic(view.dossier.id), view.notes)
    for finding in view.findings:
        own = [n for n in view.notes if n.finding == finding.id]
        if own:
            st.html(f"<h2>{finding_link(finding)}</h2>")
            show_notes(_open_first(own), f"all-{finding.id}")
    loose = [n for n in view.notes if n.anchor and not n.finding]
    if loose:
        heading(t("ui.dossier.talk_text"))
        show_notes(_open_first(loose), "all-text")


def _open_first(notes: list[Note]) -> list[Note]:
    return sorted(notes, key=lambda n: (not n.blocks, n.state is not NoteState.OPEN, n.created))
