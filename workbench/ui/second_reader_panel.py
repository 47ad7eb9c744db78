"""The optional second reader on the desk: what would be sent where, the permission of the dossier, and its checked answers."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.anchors import Side
from workbench.domain.dossiers import Dossier, DossierState
from workbench.domain.drafts import Draft
from workbench.domain.jobs import JobKind, JobState
from workbench.domain.machine_opinion import FoundQuote, MachineOpinion, OpinionSentence, OutsideReader, PairTexts, permitted
from workbench.domain.search import Candidate, Screening
from workbench.errors import RuleError
from workbench.ui.frame import heading, link
from workbench.ui.job_panel import job_panel, newest_job
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets, law
from workbench.ui.state import errors_shown, language, me, t, workbench
from workbench.ui.who import names
from workbench.ui.wording import cited, moment
from workbench.use_cases.jobs import ask
from workbench.use_cases.outside_reading import Pair, allow_outside, check_outside, opinions_on, outside_reading, pair_texts
from workbench.use_cases.read_dossier import list_dossiers


def show_second_reader(draft: Draft, screening: Screening, provision: str, candidate: Candidate) -> None:
    """Nothing at all unless the site configured one."""
    with errors_shown():
        reader = workbench().second_reader
        if reader is None:
            return
        heading(t("ui.second_reader.title"))
        dossier = _dossier(draft)
        if dossier is None:
            return
        _about(Pair(dossier.id, draft.id, provision, candidate.provision), dossier, reader, screening)


def _dossier(draft: Draft) -> Dossier | None:
    """The open dossier that follows this draft: permission belongs to a dossier."""
    known = [d for d in list_dossiers(actor()) if d.state is DossierState.OPEN and any(v.draft == draft.id for v in d.versions)]
    if not known:
        st.html(f'<p class="ts-note">{escape(t("ui.second_reader.no_dossier"))}</p>')
        link(t("ui.page.dossiers"), "dossiers")
        return None
    by_id = {d.id: d for d in known}
    asked = st.query_params.get("dossier", "")
    chosen = asked if asked in by_id else known[-1].id
    if len(known) > 1:
        ids = list(by_id)
        chosen = st.selectbox(
            t("ui.queue.dossier"), ids, index=ids.index(chosen), key="second_reader_dossier", format_func=lambda i: by_id[i].title
        )
    return by_id[chosen]


def _about(pair: Pair, dossier: Dossier, reader: OutsideReader, screening: Screening) -> None:
    try:
        texts = pair_texts(pair, screening, workbench().corpus, workbench().catalogue.instruments, language())
    except RuleError as error:
        st.html(f'<p class="ts-note">{escape(t(error.key))}</p>')
        return
    _what_is_sent(reader, texts)
    said = outside_reading(actor(), dossier.id)
    if permitted(dossier, said, reader.host):
        who = names()[said.author] if said else ""
        told = t("ui.second_reader.allowed", host=reader.host, title=dossier.title, who=who)
        st.html(f'<p class="ts-meta">{escape(told)}</p>')
        _ask(pair, reader)
        if st.button(t("ui.second_reader.forbid"), key="second_reader_forbid"):
            allow_outside(actor(), dossier.id, reader.host, allowed=False)
            st.rerun()
    else:
        _permission(dossier, reader)
    _answers(pair, texts)


def _what_is_sent(reader: OutsideReader, texts: PairTexts) -> None:
    with st.expander(t("ui.second_reader.what")):
        safe = "ui.second_reader.encrypted" if reader.encrypted else "ui.second_reader.plain"
        facts = [t("ui.second_reader.where", host=reader.host, model=reader.model), t(safe), t("ui.second_reader.only")]
        st.html(bullets(map(escape, facts)))
        sent = ((texts.citation, texts.provision, "nl"), (texts.treaty_citation, texts.treaty, texts.treaty_language))
        for title, words, spoken in sent:
            st.html(f"<h3>{escape(title)}</h3>{law(words, spoken)}")


def _permission(dossier: Dossier, reader: OutsideReader) -> None:
    """Asks once per dossier; a confidential one takes a reason."""
    key = "ui.second_reader.ask_secret" if dossier.confidential else "ui.second_reader.ask_first"
    st.html(f'<p class="ts-note">{escape(t(key, host=reader.host, title=dossier.title))}</p>')
    with st.form("second_reader_permission", border=False):
        reason = st.text_input(t("ui.second_reader.reason")) if dossier.confidential else ""
        if st.form_submit_button(t("ui.second_reader.allow", title=dossier.title)):
            allow_outside(actor(), dossier.id, reader.host, allowed=True, reason=reason)
            st.rerun()


def _ask(pair: Pair, reader: OutsideReader) -> None:
    about = f"{pair} {language()}"
    job = newest_job(JobKind.OPINION, about)
    job_panel(job)
    if job and job.open:
        return
    if job is None or job.state is JobState.DONE:
        label = t("ui.second_reader.ask", place=cited(pair.norm), model=reader.model)
        if st.button(label, key="second_reader_ask", type="primary"):
            check_outside(actor(), pair, reader.host)
            ask(JobKind.OPINION, about, me(), workbench().jobs, workbench().queue)
            st.rerun()


def _answers(pair: Pair, texts: PairTexts) -> None:
    found = opinions_on(actor(), pair, workbench().opinions)
    for number, opinion in enumerate(found):
        shown = _opinion_html(opinion, texts)
        if number == 0:
            st.html(shown)
        else:
            head = escape(t("ui.second_reader.earlier", when=moment(opinion.created)))
            st.html(f'<details class="ts-fold"><summary>{head}</summary>{shown}</details>')


def _opinion_html(opinion: MachineOpinion, texts: PairTexts) -> str:
    facts = t(
        "ui.second_reader.facts", model=opinion.model, host=opinion.host, when=moment(opinion.created),
        who=names()[opinion.asked_by], prompt=opinion.prompt,
    )  # fmt: skip
    parts = [
        f"<p><strong>{escape(t('ui.second_reader.machine'))}</strong> {escape(facts)}</p>",
        f"<p>{escape(t('ui.second_reader.leaning', leaning=t(f'leaning.{opinion.leaning}')))}</p>",
    ]
    if (opinion.texts.provision, opinion.texts.treaty) != (texts.provision, texts.treaty):
        parts.append(f'<p class="ts-note">{escape(t("ui.second_reader.other_text"))}</p>')
    for key, side in (("ui.second_reader.raises", True), ("ui.second_reader.lowers", False)):
        rows = [_sentence(opinion, s) for s in opinion.sentences if s.raises is side]
        parts.append(f"<h3>{escape(t(key))}</h3>{bullets(rows) or _none()}")
    if opinion.questions:
        parts.append(f"<h3>{escape(t('ui.tension.questions'))}</h3>{bullets(map(escape, opinion.questions))}")
    return f'<div class="ts-machine">{"".join(parts)}{_dropped(opinion)}</div>'


def _none() -> str:
    return f"<p>{escape(t('ui.second_reader.nothing'))}</p>"


def _sentence(opinion: MachineOpinion, sentence: OpinionSentence) -> str:
    quotes = "; ".join(_quote(opinion.texts, quote) for quote in sentence.quotes)
    return f'{escape(sentence.words)} <span class="ts-source">{quotes}</span>'


def _quote(texts: PairTexts, quote: FoundQuote) -> str:
    draft = quote.side is Side.DRAFT
    text, spoken = (texts.provision, "nl") if draft else (texts.treaty, texts.treaty_language)
    where = escape(t(f"ui.second_reader.from.{quote.side}"))
    return f'<q lang="{escape(spoken, quote=True)}">{escape(text[quote.start : quote.end])}</q> ({where})'


def _dropped(opinion: MachineOpinion) -> str:
    """How much of the answer is not shown, and why."""
    if not opinion.dropped:
        return f'<p class="ts-source">{escape(t("ui.second_reader.all_found"))}</p>'
    told = "; ".join(t(f"dropped.{why}", count=count) for why, count in opinion.dropped.items())
    return f'<p class="ts-source">{escape(t("ui.second_reader.dropped", told=told))}</p>'
