"""The form that opens a dossier: what it follows, who answers for it, its stage, its first deadline, and who may see it."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.days import typed_day
from workbench.domain.dossiers import Deadline, Stage, TextKind
from workbench.domain.people import LOCAL_PERSON, Action
from workbench.errors import RuleError
from workbench.ui.frame import link
from workbench.ui.keeping import actor, field
from workbench.ui.state import errors_shown, me, t, workbench
from workbench.ui.who import Names
from workbench.use_cases.open_dossier import open_dossier

FORM = "new-dossier"


def show_new_dossier(known: Names) -> None:
    """The form; says what to do first when there is no draft yet."""
    drafts = {row.id: f"{row.title} ({row.file_name})" for row in workbench().drafts.all()}
    if not drafts:
        st.html(f'<p class="ts-note">{escape(t("ui.dossiers.no_drafts"))}</p>')
        link(t("ui.start.import_draft"), "importing")
    with st.form(FORM):
        facts = _text(drafts) | _journey()
        day, what, irreversible = _deadline()
        facts |= _access(known)
        sent = st.form_submit_button(t("ui.dossiers.open"), type="primary")
    if sent:
        with errors_shown():
            _open(facts, day, what, irreversible, drafts)


def _text(drafts: dict[str, str]) -> dict[str, object]:
    title = st.text_input(t("ui.dossier.title"), key=field(FORM, "title"))
    ids = ["", *drafts]
    asked = st.query_params.get("draft", "")
    chosen = st.selectbox(
        t("ui.dossier.draft"), ids, index=ids.index(asked) if asked in ids else 0, key=field(FORM, "draft"),
        format_func=lambda i: drafts.get(i) or t("ui.dossier.no_draft"),
    )  # fmt: skip
    left, right = st.columns(2)
    with left:
        label = st.text_input(t("ui.dossier.version_label"), key=field(FORM, "label"), placeholder=t("ui.dossier.label_example"))
    with right:
        number = st.text_input(t("ui.dossier.number"), key=field(FORM, "number"), placeholder=t("ui.dossier.number_example"))
    return {"title": title, "draft": chosen, "label": label.strip(), "number": number.strip()}


def _journey() -> dict[str, object]:
    left, middle, right = st.columns(3)
    with left:
        kind = st.selectbox(
            t("ui.dossier.kind"), list(TextKind), key=field(FORM, "kind"), format_func=lambda k: t(f"text_kind.{k}")
        )
    with middle:
        stage = st.selectbox(t("ui.dossier.stage"), list(Stage), key=field(FORM, "stage"), format_func=lambda s: t(f"stage.{s}"))
    with right:
        minister = st.text_input(t("ui.dossier.minister"), key=field(FORM, "minister"))
    return {"kind": kind, "stage": stage, "minister": minister.strip()}


def _deadline() -> tuple[str, str, bool]:
    left, right = st.columns([1, 2])
    with left:
        day = st.text_input(t("ui.dossier.deadline_day"), key=field(FORM, "day"), placeholder=t("ui.dossier.day_form"))
    with right:
        what = st.text_input(t("ui.dossier.deadline_what"), key=field(FORM, "what"), placeholder=t("ui.dossier.what_example"))
    return day, what, st.checkbox(t("ui.dossier.irreversible"), key=field(FORM, "irreversible"))


def _access(known: Names) -> dict[str, object]:
    others = [p for p in known.able(Action.READ_DOSSIER) if p not in (me(), LOCAL_PERSON.id)]
    if not others:
        return {}
    confidential = st.checkbox(t("ui.dossier.confidential_choice"), key=field(FORM, "confidential"))
    members = st.multiselect(
        t("ui.dossier.members"), others, key=field(FORM, "members"), format_func=lambda p: known[p],
        placeholder=t("ui.dossier.members_none"), select_all=False,
    )  # fmt: skip
    return {"confidential": confidential, "members": tuple(members)}


def _open(facts: dict[str, object], day: str, what: str, irreversible: bool, drafts: dict[str, str]) -> None:
    if (what.strip() and not day.strip()) or (irreversible and not day.strip()):
        raise RuleError("error.day_needed")
    kept = typed_day(day)
    deadlines = (Deadline(kept, what.strip() or t("ui.dossier.deadline_plain"), irreversible),) if kept else ()
    title = str(facts.pop("title")).strip()
    draft, label = str(facts.pop("draft")), str(facts.pop("label"))
    if draft and not title:
        title = drafts[draft].rsplit(" (", 1)[0]
    made = open_dossier(actor(), title, draft, label, deadlines=deadlines, **facts)
    st.session_state["kept_said"] = t("ui.dossiers.opened", title=made.title)
    from workbench.ui.frame import page, with_language

    st.switch_page(page("dossier"), query_params=with_language({"dossier": made.id}))
