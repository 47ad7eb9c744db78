"""After a double reading: the figures with what they mean, the differences beside one another, and the decision on each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.domain.people import Action, may
from workbench.domain.verdicts import DECIDED, SecondReading, Verdict, VerdictAnswer
from workbench.errors import RuleError
from workbench.ui.dossier_findings import agreement_words
from workbench.ui.draft_units import place_name
from workbench.ui.frame import heading
from workbench.ui.keeping import actor, field, keeping
from workbench.ui.marking import bullets, law, paragraphs, shortened
from workbench.ui.state import draft, me, person, t
from workbench.ui.tables import table_html
from workbench.ui.treaty_text import official
from workbench.ui.who import Names
from workbench.ui.wording import cited, first_upper, moment
from workbench.use_cases.adjudicate import adjudicate, adjudicate_all
from workbench.use_cases.compare_readings import Compared, Comparison, compare_readings
from workbench.use_cases.draft_units import units
from workbench.use_cases.read_dossier import DossierView

ANSWERS = tuple(answer for answer in VerdictAnswer if answer in DECIDED)


def show_comparison(view: DossierView, reading: SecondReading, known: Names) -> None:
    """Figures, open differences first, then what was decided, then what was equal."""
    found = compare_readings(view, reading, me())
    _figures(view, reading, found, known)
    settled = [c for c in found.differing if c.settled]
    _overruled(settled)
    heading(f"{t('ui.reading.open')} ({len(found.open)})")
    if not found.open:
        st.html(f'<p class="ts-note">{escape(t("ui.reading.all_settled" if settled else "ui.reading.no_difference"))}</p>')
    _one_sided(reading, [row for row in found.open if row.one_sided])
    for row in sorted((*found.open, *settled), key=lambda row: (row.settled is not None, row.one_sided is not None)):
        with st.container(border=True):
            _difference(reading, row, known)
    with st.expander(f"{t('ui.reading.equal')} ({len(found.equal)})"):
        st.html(bullets(_equal(reading, row) for row in found.equal) or "<p>–</p>")


def _figures(view: DossierView, reading: SecondReading, found: Comparison, known: Names) -> None:
    heading(t("ui.reading.agreement"))
    agreement = found.agreement
    st.html(f"<p>{escape(agreement_words(view, reading))}</p>")
    if agreement.only_first or agreement.only_second:
        counts = {"first": known[reading.first], "n": agreement.only_first, "second": known[reading.second]}
        st.html(f"<p>{escape(t('ui.reading.only_one', m=agreement.only_second, **counts))}</p>")
    with st.expander(t("ui.reading.what_figures")):
        st.html(bullets(escape(t(f"ui.reading.explain.{name}")) for name in ("kappa", "alpha", "use")))
        st.html(_table(reading, found, known))


def _table(reading: SecondReading, found: Comparison, known: Names) -> str:
    """How often each answer of the one met each answer of the other."""
    head = [f"{known[reading.first]} ↓ / {known[reading.second]} →", *(t(f"verdict.{a}") for a in ANSWERS)]
    rows = [[escape(t(f"verdict.{a}")), *(str(found.answers[a, b]) for b in ANSWERS)] for a in ANSWERS]
    return table_html(head, rows, t("ui.reading.table"))


def _overruled(settled: Sequence[Compared]) -> None:
    own = [c for c in settled if c.overruled(me())]
    if own and any(v and v.author == me() for c in settled for v in (c.first, c.second)):
        st.html(f'<p class="ts-status">{escape(t("ui.reading.overruled_count", count=len(own)))}</p>')


def _one_sided(reading: SecondReading, rows: Sequence[Compared]) -> None:
    """Pairs that only one reader answered may be taken over together, for one reason."""
    if len(rows) < 2 or _mine(reading) or not may(person(), Action.ADJUDICATE):
        return
    form = f"one-sided-{reading.id}"
    with st.expander(t("ui.reading.one_sided", count=len(rows))), st.form(form, border=False):
        st.html(bullets(escape(f"{place_name(reading.draft, r.pair[0])} · {cited(r.pair[1])}: {_sole(r)}") for r in rows))
        reason = st.text_area(t("ui.reading.reason"), key=field(form, "reason"), height=68)
        if st.form_submit_button(t("ui.reading.one_sided_button"), key=f"send-{form}"):
            with keeping(t("ui.reading.decided"), form):
                adjudicate_all(actor(), reading.id, {r.pair: r.one_sided for r in rows if r.one_sided}, reason)


def _sole(row: Compared) -> str:
    return t(f"verdict.{row.one_sided}")


def _difference(reading: SecondReading, row: Compared, known: Names) -> None:
    provision, norm = row.pair
    st.html(f"<h3>{escape(place_name(reading.draft, provision))} · {escape(first_upper(cited(norm)))}</h3>")
    with st.expander(t("ui.reading.texts")):
        st.html(_texts(reading, row))
    left, right = st.columns(2, gap="large")
    left.html(_side(row.first, reading.first, row, known))
    right.html(_side(row.second, reading.second, row, known))
    if row.settled:
        who = t("ui.reading.settled_by", name=known[row.settled.author], at=moment(row.settled.created))
        answer = t("ui.reading.settled", answer=t(f"verdict.{row.settled.answer}"))
        said = f"<strong>{escape(answer)}</strong> {escape(who)}{paragraphs(row.settled.reasoning)}"
        yours = f"<p>{escape(t('ui.reading.overruled'))}</p>" if _mine(reading) and row.overruled(me()) else ""
        st.html(f'<div class="ts-status">{said}{yours}</div>')
    if may(person(), Action.ADJUDICATE) and not _mine(reading):
        _decide(reading, row)


def _mine(reading: SecondReading) -> bool:
    return me() in reading.readers


def _texts(reading: SecondReading, row: Compared) -> str:
    found = draft(reading.draft)
    unit = next((u for u in units(found) if u.provision == row.pair[0]), None) if found else None
    treaty = official(row.pair[1], "nl")
    words = law(unit.text, "nl") if unit else f"<p>{escape(t('ui.dossier.draft_gone'))}</p>"
    return words + (law(treaty.text, treaty.language) if treaty else "")


def _side(verdict: Verdict | None, reader: str, row: Compared, known: Names) -> str:
    """What one reader said, with the tags, the remark and the notes on these words."""
    answer = t(f"verdict.{verdict.answer}") if verdict else t("ui.reading.no_answer")
    said = f'<p><span class="ts-meta">{escape(known[reader])}</span><br><strong>{escape(first_upper(answer))}</strong></p>'
    if verdict and verdict.reasons:
        said += bullets(escape(t(f"verdict.tag.{tag}")) for tag in verdict.reasons)
    if verdict and verdict.remark:
        said += paragraphs(verdict.remark)
    own = [n for n in row.notes if n.author == reader]
    notes = bullets(f"{escape(t(f'note_kind.{n.kind}'))}: {escape(shortened(n.text, 300))}" for n in own)
    return said + (f'<p class="ts-meta">{escape(t("ui.reading.notes"))}</p>{notes}' if notes else "")


def _decide(reading: SecondReading, row: Compared) -> None:
    form = f"settle-{reading.id}-{row.pair[0]}-{row.pair[1]}"
    label = t("ui.reading.decide_again" if row.settled else "ui.reading.decide")
    with st.expander(label, expanded=row.settled is None), st.form(form, border=False):
        stands = ANSWERS.index(row.settled.answer) if row.settled else None
        answer = st.radio(
            t("ui.reading.answer"), ANSWERS, index=stands, horizontal=True, key=field(form, "answer"),
            format_func=lambda a: first_upper(t(f"verdict.{a}")),
        )  # fmt: skip
        reason = st.text_area(t("ui.reading.reason"), key=field(form, "reason"), height=68)
        if st.form_submit_button(t("ui.reading.decide_button"), key=f"send-{form}"):
            with keeping(t("ui.reading.decided"), form):
                adjudicate(actor(), reading.id, row.pair, _chosen(answer), reason)


def _chosen(answer: VerdictAnswer | None) -> VerdictAnswer:
    if answer is None:
        raise RuleError("error.answer_needed")
    return answer


def _equal(reading: SecondReading, row: Compared) -> str:
    answer = t(f"verdict.{row.first.answer}") if row.first else "–"
    return escape(f"{place_name(reading.draft, row.pair[0])} · {cited(row.pair[1])}: {answer}")
