"""The test tree as cards: per step an answer with its grounds and a quotation, or why it cannot be judged."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.identifiers import article_of
from workbench.domain.trees import PROCEDURE, Answer, Step, Tree
from workbench.ui.finding_state import Form
from workbench.ui.frame import heading
from workbench.ui.state import language, t, workbench
from workbench.use_cases.finding_fields import ELSEWHERE, IN_DRAFT, IN_TREATY, REASONLESS, SUBJECT, WHERE, asked_steps


def show_tree(form: Form, norm: str, proposed: Tree | None) -> None:
    """Choose the test, then answer it card by card."""
    heading(t("ui.finding.tree"))
    if proposed is not None and not form.seen.version:
        st.html(f'<p class="ts-source">{escape(t("ui.finding.tree_proposed", tree=t(f"tree.{proposed}")))}</p>')
    tree = form.pick("tree", t("ui.finding.which_tree"), list(Tree), lambda kind: t(f"tree.{kind}"))
    checks = [] if tree == Tree.PROCEDURE else form.many("procedure", t("ui.finding.procedure"), PROCEDURE, _step)
    steps = asked_steps(tree or None, checks)
    if not steps:
        st.html(f'<p class="ts-note">{escape(t("ui.finding.no_tree"))}</p>')
    for number, step in enumerate(steps, start=1):
        with st.container(border=True):
            _card(form, step, number, norm)
    _others(form, steps)


def _step(step: Step) -> str:
    return t(f"step.{step}")


def _card(form: Form, step: Step, number: int, norm: str) -> None:
    name = f"step-{step}"
    answer = form.pick(f"{name}-answer", f"{number}. {_step(step)}", list(Answer), lambda a: t(f"answer.{a}"))
    if not answer:
        return
    if answer in REASONLESS:
        form.line(f"{name}-because", t("ui.finding.because", step=_step(step)))
        return
    if step is Step.LEGITIMATE_AIM:
        _aims(form, name, norm)
    form.area(f"{name}-reasoning", t("ui.finding.step_reasoning", step=_step(step)), height=80)
    where = form.pick(f"{name}-where", t("ui.finding.step_quote", step=_step(step)), WHERE, lambda w: t(f"ui.finding.where.{w}"))
    if (where or SUBJECT) in (IN_DRAFT, IN_TREATY, ELSEWHERE):
        form.area(f"{name}-words", t("ui.finding.step_words", step=_step(step)), height=70)
    if where == ELSEWHERE:
        left, right = st.columns(2)
        with left:
            form.line(f"{name}-source", t("ui.finding.step_source", step=_step(step)))
        with right:
            form.line(f"{name}-pinpoint", t("ui.finding.step_pinpoint", step=_step(step)))


def _aims(form: Form, name: str, norm: str) -> None:
    """Aims of this article's own list; all of the thesaurus when the register lists none."""
    bench = workbench()
    aims = bench.norms.aims
    listed = aims.get(norm) or aims.get(article_of(norm)) or tuple(bench.thesaurus.concepts.get("ground", {}))
    form.many(f"{name}-aims", t("ui.finding.aims"), listed, lambda code: bench.thesaurus.label("ground", code, language()))


def _others(form: Form, steps: tuple[Step, ...]) -> None:
    """Answers to a test that is no longer chosen stay, and are told."""
    left = [step for step in Step if step not in steps and form.get(f"step-{step}-answer")]
    if left:
        names = "; ".join(map(_step, left))
        st.html(f'<p class="ts-note">{escape(t("ui.finding.other_answers", steps=names))}</p>')
