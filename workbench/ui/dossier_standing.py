"""Where a dossier stands: stage, deadlines, tasks, versions of the text, its description, and who may see it."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.dossiers import Dossier, DossierState, Stage, TextKind
from workbench.domain.people import LOCAL_PERSON, Action, may
from workbench.ui.choosing_dossier import version_words
from workbench.ui.dossier_days import show_deadlines
from workbench.ui.dossier_tasks import show_tasks
from workbench.ui.frame import address, heading, link
from workbench.ui.keeping import actor, field, keeping, seen
from workbench.ui.marking import bullets
from workbench.ui.state import draft, language, person, t, workbench
from workbench.ui.who import Names
from workbench.ui.wording import day
from workbench.use_cases.open_dossier import (
    add_version,
    close_dossier,
    describe_dossier,
    move_to_stage,
    reopen_dossier,
    set_members,
)
from workbench.use_cases.read_dossier import DossierView


def show_standing(view: DossierView, known: Names) -> None:
    """Two columns: the journey on the left, people and text on the right."""
    dossier = view.dossier
    left, right = st.columns(2, gap="large")
    with left:
        _stage(dossier)
        show_deadlines(dossier)
        _versions(dossier)
    with right:
        show_tasks(view, known)
        _description(dossier)
        _access(dossier, known)
        _close(dossier)
        _onward(dossier)


def _onward(dossier: Dossier) -> None:
    """Where the work on this dossier goes on."""
    heading(t("ui.dossier.onward"))
    link(t("ui.dossier.to_signing"), "signing", dossier=dossier.id)
    link(t("ui.dossier.to_reading"), "second_reading", dossier=dossier.id)
    link(t("ui.advice.to_reports"), "reports", dossier=dossier.id)


def _can_edit(dossier: Dossier) -> bool:
    return may(person(), Action.EDIT_DOSSIER) and dossier.state is DossierState.OPEN


def _stage(dossier: Dossier) -> None:
    heading(t("ui.dossier.stage"))
    st.html(f"<p>{escape(t(f'stage.{dossier.stage}'))}</p>")
    if not _can_edit(dossier):
        return
    stood = seen("stage", "to", dossier)
    with st.expander(t("ui.dossier.stage_change")), st.form("stage", border=False):
        stages = list(Stage)
        chosen = st.selectbox(
            t("ui.dossier.stage_to"), stages, index=stages.index(stood.stage), key=field("stage", "to"),
            format_func=lambda s: t(f"stage.{s}"),
        )  # fmt: skip
        reason = st.text_input(t("ui.dossier.stage_reason"), key=field("stage", "reason"))
        if st.form_submit_button(t("ui.dossier.stage_keep"), key="stage-send"):
            with keeping(t("ui.dossier.stage_kept", stage=t(f"stage.{chosen}")), "stage"):
                move_to_stage(actor(), stood, chosen, reason)


def _versions(dossier: Dossier) -> None:
    heading(t("ui.dossier.versions"))
    if not dossier.versions:
        st.html(f'<p class="ts-note">{escape(t("ui.dossier.no_text"))}</p>')
    else:
        st.html(bullets([_version(dossier, n) for n in range(len(dossier.versions))], "ol"))
    if len(dossier.versions) > 1:
        link(t("ui.dossier.compare"), "versions", dossier=dossier.id)
    if _can_edit(dossier):
        _add_version(dossier)


def _version(dossier: Dossier, n: int) -> str:
    version = dossier.versions[n]
    places = [("draft", {}), ("screening", {}), ("queue", {"dossier": dossier.id})]
    links = " · ".join(
        f'<a href="{escape(address(name, draft=version.draft, **more), quote=True)}">{escape(t(f"ui.page.{name}"))}</a>'
        for name, more in places
    )
    gone = "" if draft(version.draft) else f" <em>{escape(t('ui.dossier.draft_gone'))}</em>"
    added = t("ui.dossier.version_added", day=day(version.added[:10]))
    return f'{escape(version_words(version))}{gone}<br><span class="ts-meta">{escape(added)}. {links}</span>'


def _add_version(dossier: Dossier) -> None:
    there = {v.draft for v in dossier.versions}
    others = {row.id: f"{row.title} ({row.file_name})" for row in workbench().drafts.all() if row.id not in there}
    if not others:
        link(t("ui.dossier.import_version"), "importing")
        return
    stood = seen("version", "label", dossier)
    with st.expander(t("ui.dossier.version_new")), st.form("version", border=False):
        chosen = st.selectbox(t("ui.dossier.draft"), list(others), key=field("version", "draft"), format_func=lambda i: others[i])
        label = st.text_input(
            t("ui.dossier.version_label"), key=field("version", "label"), placeholder=t("ui.dossier.label_example")
        )
        stages = list(Stage)
        stage = st.selectbox(
            t("ui.dossier.stage"), stages, index=stages.index(stood.stage), key=field("version", "stage"),
            format_func=lambda s: t(f"stage.{s}"),
        )  # fmt: skip
        if st.form_submit_button(t("ui.dossier.version_keep"), key="version-send"):
            with keeping(t("ui.dossier.version_kept"), "version"):
                add_version(actor(), stood, chosen, label.strip(), stage)


def _description(dossier: Dossier) -> None:
    if not _can_edit(dossier):
        return
    with st.expander(t("ui.dossier.describe")):
        stood = seen("describe", "title", dossier)
        with st.form("describe", border=False):
            title = st.text_input(t("ui.dossier.title"), value=stood.title, key=field("describe", "title"))
            number = st.text_input(t("ui.dossier.number"), value=stood.number, key=field("describe", "number"))
            minister = st.text_input(t("ui.dossier.minister"), value=stood.minister, key=field("describe", "minister"))
            kinds = list(TextKind)
            kind = st.selectbox(
                t("ui.dossier.kind"), kinds, index=kinds.index(stood.kind), key=field("describe", "kind"),
                format_func=lambda k: t(f"text_kind.{k}"),
            )  # fmt: skip
            domains = _domains(stood)
            summary = st.text_area(t("ui.dossier.summary"), value=stood.summary, key=field("describe", "summary"), height=80)
            if st.form_submit_button(t("ui.dossier.describe_keep"), key="describe-send"):
                with keeping(t("ui.dossier.described"), "describe"):
                    facts = {"number": number.strip(), "minister": minister.strip(), "kind": kind, "domains": domains}
                    describe_dossier(actor(), stood, title=title, summary=summary.strip(), **facts)


def _domains(stood: Dossier) -> tuple[str, ...]:
    label = workbench().thesaurus.label
    codes = sorted(
        {*workbench().thesaurus.concepts.get("domain", {}), *stood.domains}, key=lambda c: label("domain", c, language())
    )
    return tuple(
        st.multiselect(
            t("ui.dossier.domains"), codes, default=list(stood.domains), key=field("describe", "domains"),
            format_func=lambda c: label("domain", c, language()), placeholder=t("ui.dossier.domains_none"), select_all=False,
        )
    )  # fmt: skip


def _access(dossier: Dossier, known: Names) -> None:
    others = [p for p in known.able(Action.READ_DOSSIER) if p != LOCAL_PERSON.id]
    if not others and not dossier.confidential:
        return
    heading(t("ui.dossier.access"))
    readers = dossier.readers
    said = t("ui.dossier.open_to_all") if readers is None else t("ui.dossier.open_to", names=", ".join(known[p] for p in readers))
    st.html(f"<p>{escape(said)}</p>")
    if not may(person(), Action.MANAGE_MEMBERS):
        return
    with st.expander(t("ui.dossier.access_change")), st.form("members", border=False):
        confidential = st.checkbox(
            t("ui.dossier.confidential_choice"), value=dossier.confidential, key=field("members", "confidential")
        )
        members = st.multiselect(
            t("ui.dossier.members"), others, default=[p for p in dossier.members if p in others], key=field("members", "who"),
            format_func=lambda p: known[p], placeholder=t("ui.dossier.members_none"), select_all=False,
        )  # fmt: skip
        reason = st.text_input(t("ui.dossier.reason"), key=field("members", "reason"))
        if st.form_submit_button(t("ui.dossier.access_keep"), key="members-send"):
            with keeping(t("ui.dossier.access_kept"), "members", dossier):
                set_members(actor(), dossier.id, confidential, members, reason.strip())


def _close(dossier: Dossier) -> None:
    if not may(person(), Action.EDIT_DOSSIER):
        return
    is_open = dossier.state is DossierState.OPEN
    what = "close" if is_open else "reopen"
    with st.expander(t(f"ui.dossier.{what}")), st.form(what, border=False):
        reason = st.text_input(t("ui.dossier.reason"), key=field(what, "reason"))
        if st.form_submit_button(t(f"ui.dossier.{what}_button"), key=f"{what}-send"):
            with keeping(t(f"ui.dossier.{what}_done"), what, dossier):
                (close_dossier if is_open else reopen_dossier)(actor(), dossier, reason)
