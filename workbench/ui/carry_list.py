"""What is carried over: each finding, note and new text with its place, the proposal with its grounds, and a person's answer."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.anchors import Anchor, anchor_at, anchor_in_draft
from workbench.domain.carry_over import CONTINUES, Development, Ground, Shift, Subject
from workbench.domain.draft_citation import citation_path
from workbench.domain.findings import Finding
from workbench.domain.follow_up import TextFate
from workbench.domain.versions import Place
from workbench.domain.workflow import FindingStatus
from workbench.errors import RuleError
from workbench.ui.frame import heading
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets, plain, shortened
from workbench.ui.state import t, workbench
from workbench.ui.version_choice import Chosen, aligned
from workbench.ui.version_texts import difference_html, percent
from workbench.use_cases.carry_over import Item, Step, propose
from workbench.use_cases.confirm_carry_over import confirm

PROBLEMS = (Development.RESOLVED, Development.UNCHANGED, Development.WORSENED, Development.GONE)
TEXTS = (Development.NEW, Development.NO_PROBLEM)
NOTES = (Development.UNCHANGED, Development.GONE)
PUBLIC = (FindingStatus.PUBLISHED, FindingStatus.FOLLOW_UP)
BY_HAND = "hand"


def show_carry_over(chosen: Chosen) -> None:
    """What waits, the tray first; then what was decided."""
    heading(t("ui.carry.title"))
    if chosen.dossier is None:
        st.html(f'<p class="ts-note">{escape(t("ui.carry.no_dossier"))}</p>')
        return
    st.html(f'<p class="ts-note">{escape(t("ui.carry.lead"))}</p>')
    reader = workbench().cue_reader
    step = propose(actor(), chosen.dossier.id, chosen.old, chosen.new, reader, aligned(chosen))
    decided = [item for item in step.items if item.decision]
    _group("ui.carry.tray", [i for i in step.open if i.in_tray], step)
    _group("ui.carry.open", [i for i in step.open if not i.in_tray], step)
    _group("ui.carry.decided", decided, step)
    if not step.items:
        st.html(f"<p>{escape(t('ui.carry.nothing'))}</p>")


def _group(key: str, items: list[Item], step: Step) -> None:
    if not items:
        return
    st.subheader(t(key, count=len(items)), anchor=False)
    for item in items:
        with st.container(border=True):
            _show(item, step)


def _show(item: Item, step: Step) -> None:
    st.html(f"<h4>{escape(_name(item, step))}</h4>{_words(item, step)}{_proposed(item)}")
    if item.decision is None:
        _form(item, step)
        return
    said = t("ui.carry.was_decided", answer=t(f"development.{item.decision.decided}"), remark=item.decision.remark or "–")
    st.html(f'<p class="ts-status">{escape(said)}</p>')
    with st.expander(t("ui.carry.decide_again")):
        _form(item, step)


def _name(item: Item, step: Step) -> str:
    if item.kind is Subject.TEXT:
        return f"{t('ui.carry.kind.text')}: {citation_path(step.new, item.subject)}"
    words = item.record.title if isinstance(item.record, Finding) else shortened(item.record.text if item.record else "", 90)
    return f"{t(f'ui.carry.kind.{item.kind}')}: {words}"


def _words(item: Item, step: Step) -> str:
    """The words in the old version and in the new one."""
    if item.before is None:
        p = next(p for p in step.new.provisions if p.id == item.subject)
        return f'<blockquote class="ts-law ts-quote" lang="nl">{escape(step.new.source.text[p.start : p.end])}</blockquote>'
    place = item.placement.place
    old = item.before.quote.exact
    body = difference_html(old, place.words) if place else escape(old)
    where = f"{_cited(step, item.before.provision, old=True)}"
    where += f" → {_cited(step, place.provision)}" if place else ""
    told = [where, t(f"place_kind.{item.placement.kind}")]
    if place:
        told.append(t("ui.versions.confidence", share=percent(item.placement.confidence)))
    doubt = f"<p>{escape(t(f'doubt.{item.placement.doubt}'))}</p>" if item.placement.doubt else ""
    quoted = f'<blockquote class="ts-law ts-quote" lang="nl">{body}</blockquote>'
    return f'<p class="ts-meta">{escape(" · ".join(told))}</p>{quoted}{doubt}'


def _cited(step: Step, provision: str, old: bool = False) -> str:
    draft = step.old if old else step.new
    known = any(p.id == provision for p in draft.provisions)
    return citation_path(draft, provision) if known else provision


def _proposed(item: Item) -> str:
    answer = item.proposal.development
    said = t("ui.carry.proposal", answer=t(f"development.{answer}")) if answer else t("ui.carry.no_proposal")
    return f'<p class="ts-row"><strong>{escape(said)}</strong></p>{bullets(_ground(g) for g in item.proposal.grounds)}'


def _ground(ground: Ground) -> str:
    if ground.shift is Shift.KEPT:
        return escape(t("ui.carry.ground.kept"))
    sign = t(f"tension.{ground.feature}", words=f"“{ground.words}”")
    better = t("ui.carry.better" if ground.better else "ui.carry.worse")
    return escape(f"{t(f'ui.carry.ground.{ground.shift}')} ({better}): {sign}")


def _form(item: Item, step: Step) -> None:
    key = f"{item.kind}-{item.subject}"
    answers = {Subject.FINDING: PROBLEMS, Subject.TEXT: TEXTS, Subject.NOTE: NOTES}[item.kind]
    stands = item.decision.decided if item.decision else item.proposal.development
    with st.form(key, border=False):
        answer = st.radio(
            t("ui.carry.answer"), answers, index=answers.index(stands) if stands in answers else None, key=f"answer-{key}",
            horizontal=True, format_func=lambda a: t(f"development.{a}"),
        )  # fmt: skip
        where = _where(item, step, key) if item.kind is not Subject.TEXT else None
        fates = _fates(item, key)
        remark = st.text_input(t("ui.carry.remark"), key=f"remark-{key}")
        if st.form_submit_button(t("ui.carry.confirm")):
            if answer is None:
                raise RuleError("error.carry_over_answer")
            at = _anchor(where, step, key) if where and answer in CONTINUES else None
            confirm(actor(), step, item, answer, at, remark.strip(), fates)
            st.rerun()


def _where(item: Item, step: Step, key: str) -> Place | str | None:
    """Only in the tray, or when nothing was placed: which place, or words typed in by hand."""
    if item.placement.place is not None:
        return None
    places: list[Place | str] = [*item.placement.candidates, BY_HAND]
    chosen: Place | str | None = st.radio(
        t("ui.carry.where"), places, index=None, key=f"where-{key}",
        format_func=lambda p: t("ui.carry.by_hand") if isinstance(p, str) else _offered(p, step),
    )  # fmt: skip
    ids = [p.id for p in step.new.provisions]
    st.selectbox(
        t("ui.carry.hand.provision"), ids, index=None, key=f"place-{key}", format_func=lambda i: citation_path(step.new, i)
    )
    st.text_input(t("ui.carry.hand.words"), key=f"words-{key}")
    return chosen


def _offered(place: Place, step: Step) -> str:
    return plain(f"{_cited(step, place.provision)}: “{shortened(place.words, 110)}”")


def _anchor(where: Place | str, step: Step, key: str) -> Anchor:
    if isinstance(where, Place):
        return anchor_at(step.new, where.position)
    provision = st.session_state.get(f"place-{key}")
    if not provision:
        raise RuleError("error.place_needed")
    return anchor_in_draft(step.new, provision, st.session_state.get(f"words-{key}", ""))


def _fates(item: Item, key: str) -> dict[int, TextFate]:
    """What became of the text per recommendation, for a finding that was made public."""
    if not isinstance(item.record, Finding) or item.record.status not in PUBLIC:
        return {}
    found = {}
    for number in [r.number for r in item.record.recommendations] or [0]:
        label = t("ui.carry.fate", number=number) if number else t("ui.carry.fate_whole")
        fate = st.selectbox(
            label, list(TextFate), index=None, key=f"fate-{key}-{number}", format_func=lambda f: t(f"text_fate.{f}")
        )
        if fate is not None:
            found[number] = fate
    return found
