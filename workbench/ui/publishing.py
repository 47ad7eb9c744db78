"""After the signature: make findings public, keep the letter-and-reply log, and close what is finished."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import streamlit as st

from workbench.domain.days import typed_day
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.people import Action, may
from workbench.domain.workflow import FindingStatus
from workbench.errors import RuleError
from workbench.ui.finding_links import finding_link, pair_words
from workbench.ui.frame import heading, link
from workbench.ui.keeping import actor, field, keeping
from workbench.ui.marking import bullets, plain
from workbench.ui.state import person, t
from workbench.ui.who import Names
from workbench.ui.wording import day
from workbench.use_cases.publish import close_finding, publish_all, record_follow_up
from workbench.use_cases.read_dossier import DossierView

FOLLOWED = (FindingStatus.PUBLISHED, FindingStatus.FOLLOW_UP, FindingStatus.CLOSED)


def show_public(view: DossierView, draft_id: str, known: Names, changed: Collection[str]) -> None:
    """First what can be made public (not what changed after the signature), then each public finding with its log."""
    heading(t("ui.public.publish"))
    here = [f for f in view.findings if f.status is FindingStatus.SIGNED_OFF and f.draft == draft_id]
    signed = [f for f in here if f.id not in changed]
    if apart := [finding_link(f) for f in here if f.id in changed]:
        st.html(f"<p>{escape(t('ui.public.sign_first'))}</p>{bullets(apart)}")
    if not signed:
        st.html(f'<p class="ts-note">{escape(t("ui.public.none_signed"))}</p>')
    elif may(person(), Action.PUBLISH):
        _publish(signed)
    else:
        st.html(bullets(map(finding_link, signed)))
    heading(t("ui.public.follow_up"))
    public = [f for f in view.findings if f.status in FOLLOWED and f.draft == draft_id]
    if not public:
        st.html(f'<p class="ts-note">{escape(t("ui.public.none_public"))}</p>')
    for finding in public:
        with st.container(border=True):
            _followed(view, finding, known)
    link(t("ui.public.impact"), "versions", dossier=view.dossier.id, part="impact")


def _publish(signed: list[Finding]) -> None:
    with st.form("publish"):
        chosen = [f for f in signed if st.checkbox(plain(_name(f)), value=True, key=f"public-{f.id}-{f.version}")]
        where = st.text_input(t("ui.public.where"), key=field("publish", "where"), placeholder=t("ui.public.where_example"))
        if st.form_submit_button(t("ui.public.button"), type="primary", key="publish-send"):
            with keeping(t("ui.public.done", count=len(chosen)), "publish"):
                if not chosen:
                    raise RuleError("error.choose_finding")
                publish_all(actor(), chosen, where.strip())


def _name(finding: Finding) -> str:
    return f"{finding.title or t('ui.finding.untitled')} ({pair_words(finding)})"


def _followed(view: DossierView, finding: Finding, known: Names) -> None:
    status = f'<span class="ts-tag">{escape(t(f"finding_status.{finding.status}"))}</span>'
    entries = sorted((e for e in view.follow_ups if e.finding == finding.id), key=lambda e: (e.day, e.created))
    log = bullets((_entry(e, known) for e in entries), "ol") or f"<p>{escape(t('ui.public.no_entries'))}</p>"
    st.html(f"<h3>{finding_link(finding)} {status}</h3>{log}")
    if not may(person(), Action.FOLLOW_UP):
        return
    label = "ui.public.reopen" if finding.status is FindingStatus.CLOSED else "ui.public.entry"
    with st.expander(t(label)):
        _record(finding)
    if finding.status is FindingStatus.FOLLOW_UP:
        with st.expander(t("ui.public.close")):
            _close(finding)


def _entry(entry: FollowUp, known: Names) -> str:
    about = t("ui.impact.number", number=entry.recommendation) if entry.recommendation else t("ui.impact.whole")
    said = [t(f"reply_verdict.{entry.reply}")] if entry.reply else []
    said += [" ".join(filter(None, (t(f"text_fate.{entry.text}"), entry.where)))] if entry.text else []
    said += [t("ui.public.court_said", words=entry.court)] if entry.court else []
    quoted = f" <q>{escape(entry.words)}</q>" if entry.words else ""
    when = f"{day(entry.day) or day(entry.created[:10])}, {known[entry.author]}"
    return f'{escape(about)}: {escape("; ".join(said) or "–")}{quoted}<br><span class="ts-meta">{escape(when)}</span>'


def _record(finding: Finding) -> None:
    form = f"follow-{finding.id}"
    numbers = [0, *(r.number for r in finding.recommendations)]
    with st.form(form, border=False):
        number = st.selectbox(
            t("ui.public.about"), numbers, key=field(form, "number"),
            format_func=lambda n: t("ui.impact.number", number=n) if n else t("ui.impact.whole"),
        )  # fmt: skip
        when = st.text_input(t("ui.public.day"), key=field(form, "day"), placeholder=t("ui.dossier.day_form"))
        reply = _maybe(form, "reply", list(ReplyVerdict), "reply_verdict")
        fate = _maybe(form, "fate", list(TextFate), "text_fate")
        where = st.text_input(t("ui.public.text_where"), key=field(form, "where"), placeholder="Stuk 336 (2014-2015) – Nr. 2")
        words = st.text_area(t("ui.public.words"), key=field(form, "words"), height=68)
        court = st.text_input(t("ui.public.court"), key=field(form, "court"))
        if st.form_submit_button(t("ui.public.keep"), key=f"send-{form}"):
            with keeping(t("ui.public.kept"), form):
                entry = FollowUp(
                    finding=finding.id, recommendation=number, day=typed_day(when), where=where.strip(), words=words.strip(),
                    court=court.strip(), reply=ReplyVerdict(reply) if reply else None, text=TextFate(fate) if fate else None,
                )  # fmt: skip
                if not (reply or fate or entry.words or entry.court):
                    raise RuleError("error.follow_up_empty")
                record_follow_up(actor(), finding, entry)


def _maybe(form: str, name: str, values: list[str], prefix: str) -> str:
    chosen: str = st.selectbox(
        t(f"ui.public.{name}"), ["", *values], key=field(form, name),
        format_func=lambda v: t(f"{prefix}.{v}") if v else t("ui.public.not_known"),
    )  # fmt: skip
    return chosen


def _close(finding: Finding) -> None:
    form = f"close-{finding.id}"
    with st.form(form, border=False):
        reason = st.text_input(t("ui.dossier.reason"), key=field(form, "reason"))
        if st.form_submit_button(t("ui.public.close_button"), key=f"send-{form}"):
            with keeping(t("ui.public.closed"), form):
                close_finding(actor(), finding, reason)
