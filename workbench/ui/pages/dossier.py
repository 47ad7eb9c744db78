"""One dossier: where it stands, its findings, silence, questions, the advice's own words, and its history."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.days import days_until
from workbench.domain.dossiers import DossierState
from workbench.domain.notes import NoteKind, NoteState
from workbench.domain.workflow import FindingStatus
from workbench.ui.choosing_dossier import choose_dossier_view
from workbench.ui.dossier_advice import show_advice
from workbench.ui.dossier_findings import show_findings
from workbench.ui.dossier_history import show_history
from workbench.ui.dossier_silence import show_silence
from workbench.ui.dossier_standing import show_standing
from workbench.ui.dossier_talk import show_talk
from workbench.ui.frame import title
from workbench.ui.keeping import actor, tell_kept
from workbench.ui.marking import plain
from workbench.ui.parts import part_asked, show_parts
from workbench.ui.state import t
from workbench.ui.who import names
from workbench.ui.wording import day
from workbench.use_cases.read_dossier import DossierView

PARTS = ("standing", "findings", "silence", "talk", "advice", "history")


def show() -> None:
    """Head, parts, and the part that is asked for."""
    if not st.query_params.get("dossier", ""):
        title(t("ui.page.dossier"))
    view = choose_dossier_view("dossier")
    if view is None:
        return
    title(plain(view.dossier.title))
    tell_kept()
    _head(view)
    show_parts("dossier", PARTS, _counts(view), dossier=view.dossier.id)
    part, known = part_asked(PARTS), names()
    if part == "standing":
        show_standing(view, known)
    elif part == "findings":
        show_findings(view, known)
    elif part == "silence":
        show_silence(view, known)
    elif part == "talk":
        show_talk(view)
    elif part == "advice":
        show_advice(view)
    else:
        show_history(view, known)


def _counts(view: DossierView) -> dict[str, int]:
    asked = [n for n in view.notes if n.kind is NoteKind.QUESTION and n.state is NoteState.OPEN]
    return {
        "findings": sum(f.status is not FindingStatus.WITHDRAWN for f in view.findings),
        "silence": sum(not n.withdrawn for n in view.no_remarks),
        "talk": len(asked),
    }


def _head(view: DossierView) -> None:
    """Number, kind, stage, who answers for it, and how long there is."""
    dossier, today = view.dossier, actor().now()
    facts = [dossier.number, t(f"text_kind.{dossier.kind}"), t(f"stage.{dossier.stage}"), dossier.minister]
    tags = [t("ui.dossier.confidential")] if dossier.confidential else []
    tags += [t("dossier_state.closed")] if dossier.state is DossierState.CLOSED else []
    marks = "".join(f' <span class="ts-tag">{escape(tag)}</span>' for tag in tags)
    st.html(f'<p class="ts-lead">{escape(" · ".join(filter(None, facts)))}{marks}</p>')
    step = dossier.next_step(today)
    if step is None:
        st.html(f'<p class="ts-status">{escape(t("ui.dossier.no_step"))}</p>')
        return
    days = days_until(step.day, today)
    said = t("ui.dossier.days_to", days=days) if days else t("ui.dossier.today")
    st.html(f'<p class="ts-status"><strong>{escape(said)}</strong> {escape(f"{step.what}, {day(step.day)}")}</p>')


if __name__ == "__main__":
    show()
