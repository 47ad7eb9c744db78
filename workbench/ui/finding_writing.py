"""Writing a finding: a new one on two places, or other words for one that is there; what a save does and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape

import streamlit as st

from workbench.domain.anchors import overlaps
from workbench.domain.dossiers import Dossier
from workbench.domain.drafts import Draft
from workbench.domain.findings import Finding, Suggestion
from workbench.domain.identifiers import article_of
from workbench.domain.trees import Tree
from workbench.domain.verdicts import Verdict, VerdictAnswer, verdict_id
from workbench.domain.workflow import SIGNED, FindingStatus
from workbench.errors import RuleError, StaleWrite, ToetssteenError, UnknownRecord
from workbench.texts import say_error
from workbench.ui.choosing_places import choose_places
from workbench.ui.finding_form import names_of, show_fields
from workbench.ui.finding_links import finding_link
from workbench.ui.finding_reading import finding_here
from workbench.ui.finding_state import Form
from workbench.ui.finding_texts import asked_language, treaty_text
from workbench.ui.frame import heading, link, title
from workbench.ui.interpretation import show_interpretation
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets
from workbench.ui.precedent_list import show_precedents, show_required
from workbench.ui.reading_desk import choose_dossier
from workbench.ui.shortcuts import on_key
from workbench.ui.state import draft, language, latest_screening, me, t, workbench
from workbench.ui.wording import cited
from workbench.use_cases.decide_candidate import decide, suggestion_of
from workbench.use_cases.finding_fields import Texts, fields_of, finding_of
from workbench.use_cases.propose_finding import blank_finding, carrier_of, entry_of, proposed_tree
from workbench.use_cases.read_dossier import read_dossier
from workbench.use_cases.record_finding import record_finding, revise, take_up
from workbench.use_cases.search import applicability

TAKEN = (VerdictAnswer.RELEVANT, VerdictAnswer.DOUBT)


@dataclass(frozen=True)
class _Pair:
    """Where a new finding stands: the machine's candidate for it, and what this reader decided on that."""

    candidate: Suggestion | None
    verdict: Verdict | None
    tree: Tree | None


def show_new(draft_id: str, unit: str, norm: str) -> None:
    """A finding on a provision of the draft and a treaty place."""
    title(t("ui.finding.new"))
    chosen = draft(draft_id)
    if chosen is None:
        raise UnknownRecord("ui.draft.unknown", id=draft_id)
    dossier = choose_dossier(chosen)
    if dossier is None:
        return
    norm = choose_places(chosen, unit, norm, dossier=dossier.id)
    if not norm:
        return
    pair = _pair(chosen, dossier, unit, norm)
    seen = _blank(chosen, dossier, unit, norm, pair)
    form = Form(f"{me()} new {dossier.id} {chosen.id} {unit} {norm}", seen, {"quote": ""})
    _undecided(pair)
    _already(dossier, chosen, unit)
    texts = _texts(chosen, unit, norm, asked_language())
    show_fields(form, texts, dossier, norm, pair.tree)
    _save_bar(form, texts, pair)
    _beside(form, norm)


def show_revision(dossier_id: str, finding_id: str) -> None:
    """Other words for a finding; the address may open another provision or article beside it."""
    view, stored = finding_here(dossier_id, finding_id)
    title(t("ui.finding.revise"))
    if stored.status in (FindingStatus.WITHDRAWN, FindingStatus.CLOSED):
        raise RuleError("error.finding_at_rest")
    form = Form(f"{me()} finding {finding_id}", stored)
    chosen = draft(form.seen.draft)
    if chosen is None:
        raise UnknownRecord("ui.draft.unknown", id=form.seen.draft)
    _other_article(form)
    here = {"dossier": dossier_id, "finding": finding_id, "edit": "1"}
    unit = st.query_params.get("unit", form.seen.provision)
    norm = choose_places(chosen, unit, st.query_params.get("cand", form.get("norm") or form.seen.norm_id), **here)
    spoken = form.seen.measure.source.rpartition("@")[2] if form.seen.measure else "nl"
    texts = _texts(chosen, unit, norm, asked_language(spoken))
    show_fields(form, texts, view.dossier, norm, None)
    _save_bar(form, texts, None)
    _beside(form, norm)


def _other_article(form: Form) -> None:
    """An article that was opened beside the finding becomes its norm, once: afterwards the field decides."""
    asked = st.query_params.get("cand", "")
    if asked and st.session_state.get(form.key("cand")) != asked:
        st.session_state[form.key("cand")] = asked
        form.put("norm", asked)


def _texts(chosen: Draft, unit: str, norm: str, preferred: str) -> Texts:
    return Texts(chosen, carrier_of(chosen, unit).id, treaty_text(norm, preferred), unit)


def _pair(chosen: Draft, dossier: Dossier, unit: str, norm: str) -> _Pair:
    """What the newest screening and this reader said of the pair."""
    screening = latest_screening(chosen.id)
    units = [u for u in screening.units if u.provision == unit] if screening else []
    found = next((c for u in units for c in u.candidates if c.provision == norm), None)
    suggested = suggestion_of(screening, units[0], norm) if screening and units else None
    verdict = workbench().ledger.get(Verdict, verdict_id(dossier.id, chosen.id, unit, norm, me()))
    bench = workbench()
    entry = entry_of(norm, bench.loaded_register.register)
    tree = proposed_tree(norm, entry, bench.catalogue.instruments, found.tension if found else None)
    return _Pair(suggested, verdict, tree)


def _blank(chosen: Draft, dossier: Dossier, unit: str, norm: str, pair: _Pair) -> Finding:
    bench = workbench()
    made = blank_finding(dossier, chosen, unit, norm, bench.loaded_register.register, bench.catalogue.instruments)
    return replace(made, tree=pair.tree)


def _undecided(pair: _Pair) -> None:
    """A suggestion becomes a finding only by somebody who judged it relevant: saving says so, and the page says it before."""
    if pair.candidate is not None and (pair.verdict is None or pair.verdict.answer not in TAKEN):
        st.html(f'<p class="ts-note">{escape(t("ui.finding.saving_decides"))}</p>')


def _beside(form: Form, norm: str) -> None:
    """What was judged before on this norm, and what authorities ask of it."""
    show_precedents(replace(form.seen, norm=replace(form.seen.norm, provision=norm)))
    heading(t("ui.finding.authorities_title"))
    show_required(norm)
    show_interpretation(article_of(norm))


def _already(dossier: Dossier, chosen: Draft, unit: str) -> None:
    """Findings on these words that are there already."""
    there = [
        f for f in read_dossier(actor(), dossier.id).findings
        if f.draft == chosen.id and overlaps(f.provision, unit) and f.status is not FindingStatus.WITHDRAWN
    ]  # fmt: skip
    if there:
        rows = bullets(f"{finding_link(f)}: {escape(cited(f.norm_id))}" for f in there)
        st.html(f'<div class="ts-note">{escape(t("ui.finding.already"))}{rows}</div>')


def _save_bar(form: Form, texts: Texts, pair: _Pair | None) -> None:
    """The two ways to save, and below them what is not stored yet: nothing above a button moves while somebody clicks it."""
    changed = _own(form)
    signed = form.seen.status in SIGNED
    reason = form.line("why", t("ui.finding.why_signed")) if signed else ""
    refused = ""
    save, stay, leave = st.columns(3)
    with save, on_key("s", t("ui.finding.save")):
        if st.button(f"{t('ui.finding.save')} (s)", type="primary", key=form.key("save"), width="stretch"):
            refused = _save(form, texts, pair, reason)
    with stay:
        if st.button(t("ui.finding.save_stay"), key=form.key("stay"), width="stretch"):
            refused = _save(form, texts, pair, reason, stay=True)
    with leave:
        if st.button(t("ui.finding.discard"), key=form.key("discard"), width="stretch", disabled=not changed):
            form.drop()
            st.rerun()
    if changed:
        said = t("ui.finding.unsaved", fields=", ".join(names_of(changed)))
        st.html(f'<p class="ts-note ts-unsaved">{escape(said)}</p>')
    if refused:
        st.error(refused)
    _stale(form)
    if form.seen.version:
        link(t("ui.finding.back"), "finding", dossier=form.seen.dossier, finding=form.seen.id)


def _own(form: Form) -> list[str]:
    """The fields of the finding that were touched here."""
    return [name for name in form.changed if name != "why"]


def _save(form: Form, texts: Texts, pair: _Pair | None, reason: str, stay: bool = False) -> str:
    """Store it and go to where it is read; else why it was refused, in one sentence."""
    try:
        stored = _stored(form, texts, pair, reason)
    except StaleWrite as error:
        st.session_state[form.key("stale")] = True
        return say_error(language(), error)
    except ToetssteenError as error:
        return say_error(language(), error)
    form.drop()
    st.session_state["finding_said"] = t("ui.finding.saved", title=stored.title)
    kept = {"tl": [st.query_params["tl"]]} if "tl" in st.query_params else {}
    st.query_params.from_dict({"dossier": [stored.dossier], "finding": [stored.id], **({"edit": ["1"]} if stay else {}), **kept})
    st.rerun()
    return ""


def _stored(form: Form, texts: Texts, pair: _Pair | None, reason: str) -> Finding:
    norm = form.get("norm") or form.seen.norm_id
    status = applicability(norm, workbench().catalogue.instruments).status
    written = finding_of(form.kept, form.seen, texts, status, datetime.now(UTC).date().isoformat())
    if form.seen.version:
        return revise(actor(), written, reason)
    if pair is None or pair.candidate is None:
        return record_finding(actor(), written)
    verdict = pair.verdict
    if verdict is None or verdict.answer not in TAKEN:
        place = (pair.candidate.provision, pair.candidate.norm)
        verdict = decide(
            actor(), written.dossier, written.draft, place, VerdictAnswer.RELEVANT, candidate=pair.candidate
        )  # fmt: skip
    return take_up(actor(), verdict, written)


def _stale(form: Form) -> None:
    """Somebody else saved meanwhile: what they changed, and going on from there with one's own words kept."""
    if not st.session_state.get(form.key("stale")):
        return
    stored = finding_here(form.seen.dossier, form.seen.id)[1]
    if stored.version == form.seen.version:
        return
    theirs, before = fields_of(stored), fields_of(form.seen)
    both = [name for name in theirs if theirs[name] != before.get(name)]
    said = t("ui.finding.stale", theirs=", ".join(names_of(both)) or "–", yours=", ".join(names_of(_own(form))) or "–")
    st.html(f'<p class="ts-note">{escape(said)}</p>')

    def go_on() -> None:
        form.rebase(stored)
        st.session_state.pop(form.key("stale"), None)

    st.button(t("ui.finding.rebase"), key=form.key("rebase"), on_click=go_on)
