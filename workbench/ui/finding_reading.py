"""A finding to read: its words in both texts, the test, the conclusion, where it stands, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from workbench.domain.anchors import Anchor
from workbench.domain.findings import Finding, Recommendation
from workbench.domain.identifiers import article_of
from workbench.domain.people import Action, may
from workbench.domain.trees import Answer, Quotation, StepAnswer, open_steps
from workbench.domain.workflow import FindingStatus
from workbench.errors import UnknownRecord
from workbench.ui.finding_history import show_history
from workbench.ui.finding_links import dossier_link
from workbench.ui.finding_moves import show_moves
from workbench.ui.finding_notes import NOTE_FIELD, NOTE_TEXT, show_notes
from workbench.ui.finding_texts import Target, asked_language, controls, draft_side, treaty_side, treaty_text
from workbench.ui.frame import heading, link, title
from workbench.ui.interpretation import show_interpretation
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets
from workbench.ui.precedent_list import show_precedents, show_required
from workbench.ui.shortcuts import on_key
from workbench.ui.state import draft, language, person, t, workbench
from workbench.ui.wording import cited, day, first_upper, text_language
from workbench.use_cases.finding_fields import Texts, asked_steps, printed
from workbench.use_cases.propose_finding import carrier_of
from workbench.use_cases.read_dossier import DossierView, people, read_dossier

LANGUAGES = ("nl", "en")


def finding_here(dossier_id: str, finding_id: str) -> tuple[DossierView, Finding]:
    """The dossier and its finding, as far as this person may see them; raises UnknownRecord, AccessDenied."""
    view = read_dossier(actor(), dossier_id)
    found = next((f for f in view.findings if f.id == finding_id), None)
    if found is None:
        raise UnknownRecord("error.finding_unknown")
    return view, found


def show_finding(dossier_id: str, finding_id: str) -> None:
    """The whole page."""
    view, finding = finding_here(dossier_id, finding_id)
    title(finding.title)
    names = {key: p.name for key, p in people(actor()).items()}
    _head(view, finding, names)
    _texts(view, finding)
    _assessment(finding)
    _result(finding)
    show_moves(view, finding)
    show_notes(view, finding, names)
    show_precedents(finding)
    heading(t("ui.finding.authorities_title"))
    _authorities(finding)
    show_interpretation(article_of(finding.norm_id))
    show_history(finding, names)


def _head(view: DossierView, finding: Finding, names: dict[str, str]) -> None:
    if said := st.session_state.pop("finding_said", ""):
        st.html(f'<p class="ts-note ts-say" role="status">{escape(said)}</p>')
    facts = [t(f"finding_status.{finding.status}"), f"{finding.carrier} – {cited(finding.norm_id)}"]
    facts.append(t("ui.finding.by", names=", ".join(names.get(who, who) for who in finding.writers)))
    if finding.validated_by:
        facts.append(t("ui.finding.validated_by", name=names.get(finding.validated_by, finding.validated_by)))
    if finding.due:
        facts.append(t("ui.finding.due_on", day=day(finding.due)))
    home = dossier_link(view.dossier.id, view.dossier.title)
    st.html(f'<p class="ts-meta">{" · ".join([home, *map(escape, facts)])}</p>')
    if finding.status is FindingStatus.DRAFT:
        st.html(f'<p class="ts-note">{escape(t("ui.finding.is_draft"))}</p>')
    if may(person(), Action.WRITE_FINDING) and finding.status not in (FindingStatus.WITHDRAWN, FindingStatus.CLOSED):
        with on_key("e", t("ui.finding.edit")):
            link(t("ui.finding.edit"), "finding", dossier=finding.dossier, finding=finding.id, edit="1")


def _texts(view: DossierView, finding: Finding) -> None:
    """Draft left, treaty right, the verb between."""
    chosen = draft(finding.draft)
    if chosen is None:
        st.html(f'<p class="ts-note">{escape(t("ui.draft.unknown", id=finding.draft))}</p>{_quoted(finding)}')
        return
    spoken = finding.measure.source.rpartition("@")[2] if finding.measure else "nl"
    shown = asked_language(spoken)
    texts = Texts(chosen, carrier_of(chosen, finding.provision).id, treaty_text(finding.norm_id, shown))
    anchors = _anchors(view, finding)
    noting = may(person(), Action.WRITE_NOTE)
    sides = [Target(name, NOTE_FIELD, onward=NOTE_TEXT) if noting else None for name in ("draft", "treaty")]
    left, middle, right = st.columns([10, 3, 10], gap="medium")
    left.html(draft_side(texts, anchors, sides[0]) + (controls("draft", "ui.notes.take", False) if noting else ""))
    if finding.verb:
        middle.html(f'<p class="ts-verb"><span class="ts-hidden">{escape(t("ui.finding.verb"))}: </span>'
                    f'<strong>{escape(t(f"verb.{finding.verb}"))}</strong></p>')  # fmt: skip
    noted = controls("treaty", "ui.notes.take", False) if noting and texts.treaty else ""
    right.html(treaty_side(texts, finding.norm_id, anchors, sides[1]) + noted)
    if texts.treaty:
        with right:
            _language(finding, spoken, texts.treaty.language)
    st.html(_quoted(finding))


def _language(finding: Finding, spoken: str, shown: str) -> None:
    """Links to the other languages of the treaty text; the quotation stands in one of them."""
    for code in dict.fromkeys((spoken, *LANGUAGES)):
        if code != shown:
            name = t("ui.finding.read_in", language=text_language(code))
            link(name, "finding", dossier=finding.dossier, finding=finding.id, tl=code)
    if finding.measure and spoken != shown:
        st.html(f'<p class="ts-source">{escape(t("ui.finding.quoted_in", language=text_language(spoken)))}</p>')


def _anchors(view: DossierView, finding: Finding) -> list[tuple[Anchor, str]]:
    """The finding's own words, those of its steps, and those that a note stands on."""
    found = [(a, "") for a in (finding.subject, finding.measure) if a]
    found += [(s.quotation.anchor, "ts-step") for s in finding.steps if s.quotation and s.quotation.anchor]
    found += [(n.anchor, "ts-noted") for n in view.notes if n.anchor]
    return found


def _quoted(finding: Finding) -> str:
    """Both quotations as text, also for paper."""
    rows = [(t("ui.finding.quote"), finding.subject.quote.exact, finding.carrier)]
    if finding.measure:
        rows.append((t("ui.finding.measure"), finding.measure.quote.exact, cited(finding.measure.provision)))
    said = (
        f'<p class="ts-row"><span class="ts-key">{escape(name)}</span> <q class="ts-words">{escape(words)}</q> '
        f'<span class="ts-source">({escape(where)})</span></p>'
        for name, words, where in rows
    )
    return "".join(said)


def _rows(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<p class="ts-row"><span class="ts-key">{escape(first_upper(t(key)))}</span> {escape(words)}</p>'
        for key, words in pairs
        if words
    )


def _assessment(finding: Finding) -> None:
    heading(t("ui.finding.reasoning"))
    st.html("".join(f"<p>{escape(line)}</p>" for line in finding.reasoning.splitlines() if line.strip()) or _missing())
    norm, bench = finding.norm, workbench()
    force = t(f"status.{norm.status}") + ("" if norm.binds else f" – {t('ui.finding.persuasive_norm')}")
    st.html(
        _rows(
            [
                ("finding_field.norm", f"{cited(norm.provision)}: {force}" + (f" ({day(norm.on)})" if norm.on else "")),
                (
                    "finding_field.constitution",
                    "; ".join(t("ui.register.constitution_article", number=n) for n in norm.constitution),
                ),
                ("finding_field.norm_note", norm.note),
                ("finding_field.target", finding.target),
                ("finding_field.memorandum", finding.memorandum),
                ("finding_field.council_of_state", finding.council_of_state),
                ("finding_field.evidence", finding.evidence),
                ("finding_field.holders", "; ".join(bench.thesaurus.label("holder", c, language()) for c in finding.holders)),
                ("finding_field.affected", finding.affected),
            ]
        )
    )
    heading(t("ui.finding.tree"))
    _steps(finding)


def _missing() -> str:
    return f'<p class="ts-note">{escape(t("ui.finding.no_reasoning"))}</p>'


def _steps(finding: Finding) -> None:
    if finding.tree is None:
        st.html(f'<p class="ts-note">{escape(t("ui.finding.no_tree"))}</p>')
        return
    answers = {a.step: a for a in finding.steps}
    order = [*asked_steps(finding.tree, []), *(s for s in answers if s not in asked_steps(finding.tree, []))]
    cards = [_step(t(f"step.{s}"), answers.get(s)) for s in order]
    missing = len(open_steps(finding.tree, finding.steps))
    said = t("ui.finding.tree_open", tree=t(f"tree.{finding.tree}"), open=missing)
    st.html(f'<p class="ts-meta">{escape(first_upper(said))}</p><ol class="ts-list ts-cards">{"".join(cards)}</ol>')


def _step(name: str, answer: StepAnswer | None) -> str:
    if answer is None:
        return f"<li><strong>{escape(name)}</strong> <em>{escape(t('ui.finding.not_answered'))}</em></li>"
    said = t(f"answer.{answer.answer}")
    if answer.answer in (Answer.NOT_ASSESSABLE, Answer.NOT_APPLICABLE):
        return f"<li><strong>{escape(name)}</strong> {escape(said)} {escape(answer.because)}</li>"
    aims = "; ".join(workbench().thesaurus.label("ground", code, language()) for code in answer.aims)
    parts = [f"<strong>{escape(name)}</strong> {escape(said)}", escape(aims), escape(answer.reasoning), _cited(answer.quotation)]
    return f"<li>{'<br>'.join(part for part in parts if part)}</li>"


def _cited(quotation: Quotation | None) -> str:
    if quotation is None:
        return f"<em>{escape(t('ui.finding.no_quote'))}</em>"
    where = ", ".join(filter(None, (quotation.source, quotation.pinpoint)))
    if quotation.anchor is not None:
        where = t(f"ui.finding.in.{quotation.anchor.side}")
    return f'<q class="ts-words">{escape(quotation.words)}</q> <span class="ts-source">({escape(where)})</span>'


def _result(finding: Finding) -> None:
    heading(t("ui.finding.result"))
    groups = ("outcome", "severity", "certainty", "reversibility", "competence")
    rows = [(f"finding_field.{g}", t(f"{g}.{getattr(finding, g)}") if getattr(finding, g) else "") for g in groups]
    rows.append(("finding_field.tags", "; ".join(finding.tags)))
    rows.append(
        ("finding_field.origin", t(f"origin.{finding.origin}") + (f" ({finding.origin_note})" if finding.origin_note else ""))
    )
    st.html(_rows(rows))
    if finding.recommendations:
        heading(t("ui.finding.recommendations"))
        st.html("".join(map(_recommendation, finding.recommendations)))


def _recommendation(said: Recommendation) -> str:
    head = t("ui.finding.rec_line", number=said.number, action=t(f"remedy.{said.action}"), to=t(f"addressee.{said.addressee}"))
    text = (
        f'<blockquote class="ts-law ts-quote" lang="nl">{escape(said.proposed_text)}</blockquote>' if said.proposed_text else ""
    )
    why = f"<p>{escape(said.explanation)}</p>" if said.explanation else ""
    return f"<p><strong>{escape(head)}</strong></p>{text}{why}"


def _authorities(finding: Finding) -> None:
    """What the finding itself rests on, and what the register says that authorities ask of this article."""
    own = bullets(escape(printed(a)) for a in finding.norm.authorities)
    st.html(own or f'<p class="ts-note">{escape(t("ui.finding.no_authorities"))}</p>')
    show_required(finding.norm_id)
