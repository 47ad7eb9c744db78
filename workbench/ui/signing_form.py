"""What a signature would cover, what blocks it, what it freezes, and the confirmation in one's own name."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.domain.findings import Finding
from workbench.domain.people import Action, may
from workbench.domain.readiness import Problem
from workbench.domain.records import fingerprint
from workbench.domain.signing import Frozen
from workbench.errors import RuleError
from workbench.texts import say_problem
from workbench.ui.finding_links import finding_address, finding_link, pair_words
from workbench.ui.frame import address, heading
from workbench.ui.keeping import actor, field, keeping
from workbench.ui.marking import bullets, plain
from workbench.ui.state import language, person, t, workbench
from workbench.ui.tables import table_html
from workbench.ui.who import names
from workbench.use_cases.read_dossier import DossierView
from workbench.use_cases.sign_off import sign_off
from workbench.use_cases.signing_room import SigningRoom

FORM = "sign"
READ = "signing_read"  # the form that was drawn last: it names what stood on the page


def show_signing(view: DossierView, room: SigningRoom) -> None:
    """The check, what is frozen, and the form."""
    chosen = _choose(room)
    _left_out(room)
    silent = bool(room.silences) and not room.offered
    if silent:
        st.html(f'<p class="ts-note">{escape(t("ui.signing.silence", count=len(room.silences)))}</p>')
    elif not room.offered:
        st.html(f'<p class="ts-note">{escape(t("ui.signing.nothing"))}</p>')
        return
    blocking = [p for p in room.blocking if p.finding in {f.id for f in chosen}]
    _check(view, chosen, blocking, [p for p in room.warnings if p.finding in {f.id for f in chosen}])
    _frozen(room.frozen)
    if not may(person(), Action.SIGN_OFF):
        st.html(f'<p class="ts-note">{escape(t("ui.signing.not_you"))}</p>')
    elif blocking:
        st.html(f'<p class="ts-note">{escape(t("ui.signing.first_solve", count=len(blocking)))}</p>')
    elif chosen or silent:
        _form(view, room, chosen)


def _choose(room: SigningRoom) -> list[Finding]:
    """Which of the findings: all of them at first."""
    heading(t("ui.signing.what"))
    chosen = []
    for finding in room.offered:
        again = f" – {t('ui.signing.again')}" if finding in room.changed else ""
        label = plain(f"{finding.title or t('ui.finding.untitled')} ({pair_words(finding)}){again}")
        if st.checkbox(label, value=True, key=f"sign-{finding.id}-{finding.version}"):
            chosen.append(finding)
    return chosen


def _left_out(room: SigningRoom) -> None:
    if room.waiting:
        rows = [f"{finding_link(f)}: {escape(t(f'finding_status.{f.status}'))}" for f in room.waiting]
        st.html(f"<h3>{escape(t('ui.signing.left_out'))}</h3>{bullets(rows)}")


def _check(view: DossierView, chosen: Sequence[Finding], blocking: list[Problem], warnings: list[Problem]) -> None:
    heading(t("ui.signing.check"))
    if blocking:
        st.html(f"<h3>{escape(t('ui.signing.blocks'))}</h3>{_problems(view, chosen, blocking)}")
    else:
        st.html(f'<p class="ts-say">{escape(t("ui.signing.clear"))}</p>')
    if warnings:
        st.html(f"<h3>{escape(t('ui.signing.warnings'))}</h3>{_problems(view, chosen, warnings)}")


def _problems(view: DossierView, findings: Sequence[Finding], problems: list[Problem]) -> str:
    """Each problem under its finding, with a way to where it is solved."""
    rows = []
    for finding in findings:
        own = [_problem(view, p) for p in problems if p.finding == finding.id]
        if own:
            rows.append(f"{finding_link(finding)}{bullets(dict.fromkeys(own))}")
    return bullets(rows)


def _problem(view: DossierView, problem: Problem) -> str:
    said = escape(say_problem(language(), problem))
    dossier = view.dossier.id
    if problem.note:
        on_finding = any(n.id == problem.note and n.finding for n in view.notes)
        base = finding_address(dossier, problem.finding) if on_finding else address("dossier", dossier=dossier, part="talk")
        place = f"{base}#note-{problem.note}"
    elif problem.step and may(person(), Action.WRITE_FINDING):
        place = address("finding", dossier=dossier, finding=problem.finding, edit="1")
    elif problem.key in ("ready.reading_open", "ready.not_adjudicated"):
        place = address("second_reading", dossier=dossier)
    else:
        place = finding_address(dossier, problem.finding)
    return f'<a href="{escape(place, quote=True)}">{said}</a>'


def _frozen(frozen: Frozen) -> None:
    heading(t("ui.signing.frozen"))
    st.html(f'<p class="ts-source">{escape(t("ui.signing.frozen_lead"))}</p>')
    st.html(table_html([t("ui.signing.frozen.what"), t("ui.signing.frozen.version")], frozen_rows(frozen)))


def frozen_rows(frozen: Frozen) -> list[list[str]]:
    """What a signature rests on, each with its version or hash."""
    versions = frozen.versions
    facts = {
        "text": frozen.text_hash,
        "catalogue": versions.catalogue,
        "register": versions.register,
        "corpus": frozen.corpus,
        "policy": versions.policy,
        "encoder": versions.encoder,
        "index": versions.index or t("ui.signing.no_index"),
    }
    return [[escape(t(f"ui.signing.frozen.{name}")), f"<code>{escape(value)}</code>"] for name, value in facts.items()]


def _form(view: DossierView, room: SigningRoom, chosen: list[Finding]) -> None:
    """The form belongs to the words that were on the page: when they change, it has to be filled in anew."""
    heading(t("ui.signing.sign"))
    read = fingerprint([[r.id, r.version] for r in (*room.offered, *room.silences)])[:12]
    form = f"{FORM}-{view.dossier.id}-{read}"
    last = st.session_state.get(READ, form)
    if last != form and last.startswith(f"{FORM}-{view.dossier.id}"):
        st.warning(t("ui.signing.read_again"))
    st.session_state[READ] = form
    if room.alone:
        st.html(f'<p class="ts-status">{escape(t("ui.signing.alone"))}</p>')
    with st.form(form):
        st.html(f"<p>{escape(t('ui.signing.as', name=names()[person().id], count=len(chosen)))}</p>")
        statement = st.text_area(t("ui.signing.statement"), key=field(form, "statement"), height=80)
        sure = st.checkbox(t("ui.signing.confirm"), key=field(form, "sure"))
        if st.form_submit_button(t("ui.signing.button"), type="primary", key=f"send-{form}"):
            with keeping(t("ui.signing.done", count=len(chosen)), form):
                if not sure:
                    raise RuleError("error.confirm_signature")
                sign_off(actor(), view.dossier.id, chosen, room.frozen, workbench().norms, statement.strip())
                st.session_state.pop(READ)
