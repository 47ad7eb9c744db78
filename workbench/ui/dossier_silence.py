""" "Geen opmerkingen": what was read without a remark, by whom, against which treaties; record it or take it back."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.dossiers import DossierState, DraftVersion
from workbench.domain.people import Action, may
from workbench.domain.verdicts import NoRemarks
from workbench.ui.choosing_dossier import choose_version
from workbench.ui.draft_units import place_name, unit_names
from workbench.ui.frame import heading
from workbench.ui.keeping import actor, field, keeping
from workbench.ui.state import language, me, person, t, workbench
from workbench.ui.who import Names
from workbench.ui.wording import moment
from workbench.use_cases.no_remarks import record_no_remarks, withdraw_no_remarks
from workbench.use_cases.read_dossier import DossierView

FORM = "silence"


def show_silence(view: DossierView, known: Names) -> None:
    """What stands, what was taken back, and the form."""
    heading(t("ui.silence.title"))
    st.html(f'<p class="ts-note">{escape(t("ui.silence.lead"))}</p>')
    version = choose_version(view, "silence_version")
    if version is None:
        return
    here = [n for n in view.no_remarks if n.draft == version.draft]
    if not here:
        st.html(f"<p>{escape(t('ui.silence.none'))}</p>")
    for read in sorted(here, key=lambda n: (n.withdrawn, n.created)):
        with st.container(border=True):
            _shown(read, known)
    if may(person(), Action.RECORD_NO_REMARKS) and view.dossier.state is DossierState.OPEN:
        _record(view, version)


def _codes(codes: tuple[str, ...]) -> str:
    known = workbench().catalogue.instruments
    return "; ".join(f"{code} ({known[code].name(language())})" if code in known else code for code in codes)


def _shown(read: NoRemarks, known: Names) -> None:
    places = ", ".join(place_name(read.draft, p) for p in read.provisions) or t("ui.silence.whole")
    gone = f' <span class="ts-tag ts-persuasive">{escape(t("ui.silence.withdrawn"))}</span>' if read.withdrawn else ""
    rows = [("ui.silence.against", _codes(read.instruments)), ("ui.silence.not_tested", _codes(read.not_tested))]
    rows.append(("ui.silence.remark", read.remark))
    said = "".join(f'<p class="ts-row"><span class="ts-key">{escape(t(k))}</span> {escape(v)}</p>' for k, v in rows if v)
    who = t("ui.silence.by", name=known[read.author], at=moment(read.created))
    st.html(f'<h3>{escape(places)}{gone}</h3><p class="ts-meta">{escape(who)}</p>{said}')
    if read.author != me() or read.withdrawn:
        return
    form = f"{FORM}-{read.id}"
    with st.expander(t("ui.silence.withdraw")), st.form(form, border=False):
        reason = st.text_input(t("ui.dossier.reason"), key=field(form, "reason"))
        if st.form_submit_button(t("ui.silence.withdraw_button"), key=f"send-{form}"):
            with keeping(t("ui.silence.kept_withdrawn"), form):
                withdraw_no_remarks(actor(), read, reason)


def _record(view: DossierView, version: DraftVersion) -> None:
    heading(t("ui.silence.new"))
    places, treaties = unit_names(version.draft), workbench().catalogue.instruments
    none = t("ui.silence.choose")
    with st.form(FORM):
        provisions = st.multiselect(
            t("ui.silence.provisions"), list(places), key=field(FORM, "provisions"), format_func=lambda p: places[p],
            placeholder=t("ui.silence.whole"), select_all=False,
        )  # fmt: skip
        against, untested = (
            st.multiselect(
                t(f"ui.silence.{name}"), list(treaties), key=field(FORM, name), placeholder=none, select_all=False,
                format_func=lambda c: f"{c} – {treaties[c].name(language())}",
            )
            for name in ("against", "not_tested")
        )  # fmt: skip
        remark = st.text_input(t("ui.silence.remark"), key=field(FORM, "remark"))
        if st.form_submit_button(t("ui.silence.keep"), type="primary", key=f"send-{FORM}"):
            with keeping(t("ui.silence.kept"), FORM):
                record_no_remarks(
                    actor(), view.dossier.id, version.draft, provisions, against, not_tested=untested, remark=remark.strip()
                )
