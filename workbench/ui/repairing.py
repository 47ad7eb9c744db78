"""Repair of the parse on the draft page: choose a provision, say what is wrong, look at the result; and the list of repairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.domain.draft_tree import DraftTree, RepairImpossible
from workbench.domain.drafts import Draft, DraftProvision, Kind
from workbench.domain.people import Action, may
from workbench.domain.repairs import Repair, RepairKind, apply
from workbench.ui.draft_text import draft_place
from workbench.ui.frame import heading
from workbench.ui.marking import shortened
from workbench.ui.state import errors_shown, person, t, workbench
from workbench.ui.wording import moment
from workbench.use_cases.repair_draft import repair_draft, undo_repair

_BREAK = re.compile(r"(?<=[.;:])\s+|\n+")
CUT_WORDS = 8
SHOWN_WORDS = 70  # characters of a provision in the list


def show_repairs(draft: Draft) -> None:
    """The form and the list; a reader without the right sees the list only."""
    repairs = workbench().ledger.find(Repair, draft=draft.id)
    heading(t("ui.repair.title"))
    st.html(f"<p>{escape(t('ui.repair.lead'))}</p>")
    if may(person(), Action.REPAIR_DRAFT):
        with st.expander(t("ui.repair.begin"), expanded=bool(st.query_params.get("repair"))):
            _form(draft)
    _list(repairs)


def _form(draft: Draft) -> None:
    by_id = {node.id: node for node in draft.provisions}
    asked = st.query_params.get("repair", "")
    if asked in by_id and st.session_state.get("repair_asked") != asked:
        st.session_state["repair_asked"] = st.session_state["repair_place"] = asked
    if st.session_state.get("repair_place") not in by_id:
        st.session_state.pop("repair_place", None)
    place = st.selectbox(
        t("ui.repair.place"), list(by_id), key="repair_place", format_func=lambda i: _label(by_id[i]), on_change=_remember
    )
    kind = st.radio(
        t("ui.repair.what"), list(RepairKind), key="repair_kind", horizontal=True, format_func=lambda k: t(f"repair.{k}")
    )
    wanted = _wanted(draft, by_id[place], kind)
    if wanted is not None:
        _preview(draft, wanted)
        reason = st.text_input(t("ui.repair.reason"), key="repair_reason")
        if st.button(t("ui.repair.do"), type="primary", key="repair_do"):
            _do(wanted, reason)


def _remember() -> None:
    st.query_params["repair"] = st.session_state["repair_asked"] = st.session_state["repair_place"]


def _wanted(draft: Draft, node: DraftProvision, kind: RepairKind) -> Repair | None:
    """What the fields say; nothing while they do not tell enough."""
    if kind is RepairKind.MERGE:
        return Repair(draft=draft.id, provision=node.id, repair=kind)
    if kind is RepairKind.SPLIT:
        cuts = cut_points(node.text)
        if not cuts:
            st.html(f'<p class="ts-note">{escape(t("ui.repair.no_cut"))}</p>')
            return None
        cut = st.selectbox(t("ui.repair.cut"), cuts, key=f"cut-{node.id}")
        new, number = _kind_and_number(node, "split")
        return Repair(draft=draft.id, provision=node.id, repair=kind, kind=new, number=number, cut=cut)
    new, number = _kind_and_number(node, "relabel")
    words = st.text_input(t("ui.repair.heading"), value=node.heading, key=f"heading-{node.id}")
    return Repair(draft=draft.id, provision=node.id, repair=kind, kind=new, number=number, heading=words)


def _kind_and_number(node: DraftProvision, name: str) -> tuple[Kind, str]:
    kinds = list(Kind)
    own = node.number if name == "relabel" else ""
    left, right = st.columns(2)
    with left:
        kind = st.selectbox(
            t("ui.repair.kind"), kinds, kinds.index(node.kind), key=f"{name}-kind-{node.id}", format_func=lambda k: t(f"kind.{k}")
        )
    with right:
        number = st.text_input(t("ui.repair.number"), own, key=f"{name}-number-{node.id}")
    return kind, number


def cut_points(text: str) -> list[str]:
    """The first words of every sentence and line after the first; only those that stand once."""
    starts = [match.end() for match in _BREAK.finditer(text)]
    words = [" ".join(text[start:].split(maxsplit=CUT_WORDS)[:CUT_WORDS]) for start in starts if text[start:].strip()]
    return [w for w in dict.fromkeys(words) if text.count(w) == 1]


def _preview(draft: Draft, wanted: Repair) -> None:
    """The provisions around the place as they would be, or why it cannot be done."""
    tree = DraftTree(draft)
    try:
        apply(tree, wanted)
    except RepairImpossible as problem:
        st.warning(t(problem.key, **problem.params))
        return
    old = {(n.id, n.kind, n.number, n.text, n.parent) for n in draft.provisions}
    rows = [n for n in tree.provisions() if (n.id, n.kind, n.number, n.text, n.parent) not in old]
    st.html(f"<p><strong>{escape(t('ui.repair.preview'))}</strong></p>{_nodes(rows[:6])}")


def _nodes(rows: Sequence[DraftProvision]) -> str:
    items = "".join(
        f"<li><strong>{escape(draft_place(n))}</strong> {escape(shortened(n.text or n.heading, 220))}</li>" for n in rows
    )
    return f'<ul class="ts-list">{items}</ul>'


def _do(wanted: Repair, reason: str) -> None:
    bench = workbench()
    with errors_shown():
        repair_draft(bench.actor(person()), bench.drafts, wanted, reason)
        for name in ("repair_place", "repair_asked"):
            st.session_state.pop(name, None)
        st.query_params.pop("repair", None)
        st.rerun()


def _label(node: DraftProvision) -> str:
    return f"{draft_place(node)} – {shortened(node.heading or node.text, SHOWN_WORDS)} ({t('ui.repair.page', page=node.page)})"


def _list(repairs: Sequence[Repair]) -> None:
    if not repairs:
        return
    st.html(f"<h3>{escape(t('ui.repair.log', count=len(repairs)))}</h3>")
    last = next((repair for repair in reversed(repairs) if repair.active), None)
    for repair in repairs:
        st.html(f'<p class="ts-meta">{_told(repair)}</p>')
        if repair is last and may(person(), Action.REPAIR_DRAFT) and st.button(t("ui.repair.undo"), key=f"undo-{repair.id}"):
            with errors_shown():
                undo_repair(workbench().actor(person()), repair)
                st.rerun()


def _told(repair: Repair) -> str:
    kind = t(f"kind.{repair.was_kind}") if repair.was_kind else ""
    words = t(
        f"ui.repair.told.{repair.repair}", kind=kind, number=repair.was_number, text=shortened(repair.was_text, SHOWN_WORDS),
        to=f"{t(f'kind.{repair.kind}')} {repair.number}".strip() if repair.kind else "",
    )  # fmt: skip
    marks = [t("ui.repair.carried")] if repair.carried_from else []
    marks += [t(repair.skipped)] if repair.skipped else []
    marks += [t("ui.repair.undone")] if repair.undone else []
    tags = "".join(f' <span class="ts-tag">{escape(mark)}</span>' for mark in marks)
    return f"{escape(words)}{tags}<br>{escape(moment(repair.changed))}"
