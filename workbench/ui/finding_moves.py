"""What may be done with a finding now, by this person: hand it in, ask for changes, validate it, set it aside, bring it back."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from workbench.domain.findings import Finding
from workbench.domain.people import Action, may
from workbench.domain.workflow import MOVES, SIGNED, FindingStatus
from workbench.texts import say_problem
from workbench.ui.dossier_findings import problems_in
from workbench.ui.frame import heading
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets
from workbench.ui.state import errors_shown, language, me, person, t
from workbench.use_cases.acting import works_alone
from workbench.use_cases.read_dossier import DossierView
from workbench.use_cases.record_finding import reopen_finding, submit, withdraw
from workbench.use_cases.review_finding import request_changes, validate

_S = FindingStatus
WHO = ("ready.signer_wrote", "ready.reviewer_wrote")  # about who signs or validates, not about the finding
Move = Callable[[Finding, str], Finding]


def _moves() -> dict[FindingStatus, tuple[Action, Move, bool]]:
    """Where a finding can go: what it takes, how, and whether a reason is needed."""
    return {
        _S.SUBMITTED: (Action.WRITE_FINDING, lambda seen, why: submit(actor(), seen), False),
        _S.VALIDATED: (Action.REVIEW_FINDING, lambda seen, why: validate(actor(), seen, why), False),
        _S.CHANGES_REQUESTED: (Action.REVIEW_FINDING, lambda seen, why: request_changes(actor(), seen, why), True),
        _S.WITHDRAWN: (Action.WRITE_FINDING, lambda seen, why: withdraw(actor(), seen, why), True),
        _S.DRAFT: (Action.WRITE_FINDING, lambda seen, why: reopen_finding(actor(), seen, why), True),
    }


def show_moves(view: DossierView, finding: Finding) -> None:
    """The steps that are open, each with what it means; one's own work is never validated by oneself."""
    _still_open(view, finding)
    moves = {to: move for to, move in _moves().items() if to in MOVES[finding.status] and may(person(), move[0])}
    if finding.status is _S.VALIDATED:
        moves.pop(_S.SUBMITTED, None)  # other words bring it back there by themselves
    alone = works_alone(actor().ledger, actor())
    own = me() in finding.writers and not alone
    if own:
        moves.pop(_S.VALIDATED, None)
    with st.container(key="finding_moves"):
        heading(t("ui.finding.moves"))
        if own and finding.status is _S.SUBMITTED:
            st.html(f'<p class="ts-note">{escape(t("ui.finding.waits_for_other"))}</p>')
        if not moves:
            st.html(f'<p class="ts-source">{escape(t("ui.finding.no_moves"))}</p>')
            return
        why = st.text_input(t("ui.finding.move_reason"), key=f"move-reason-{finding.id}")
        for column, (to, (_, move, needed)) in zip(st.columns(len(moves)), moves.items(), strict=True):
            label = t(f"ui.finding.move.{to}") + (f" ({t('ui.finding.with_reason')})" if needed else "")
            if column.button(label, key=f"move-{to}-{finding.id}", type="primary" if to is _S.SUBMITTED else "secondary"):
                _go(finding, move, why, to)


def _go(finding: Finding, move: Move, why: str, to: FindingStatus) -> None:
    with errors_shown():
        move(finding, why)
        st.session_state["finding_said"] = t("ui.finding.moved", status=t(f"finding_status.{to}"))
        st.session_state.pop(f"move-reason-{finding.id}", None)
        st.rerun()


def _still_open(view: DossierView, finding: Finding) -> None:
    """What stands between this finding and a signature, whoever signs."""
    if finding.status in SIGNED or finding.status is _S.WITHDRAWN:
        return
    found = [p for p in problems_in(view, [finding], finding.draft) if p.blocking and p.key not in WHO]
    said = dict.fromkeys(say_problem(language(), problem) for problem in found)
    with st.container(key="finding_open"):
        heading(t("ui.finding.open"))
        if said:
            st.html(f"<p>{escape(t('ui.finding.open_count', count=len(said)))}</p>{bullets(map(escape, said))}")
        else:
            st.html(f"<p>{escape(t('ui.finding.open_none'))}</p>")
