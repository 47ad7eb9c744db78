"""The finding form: two texts, the test, the conclusion, the recommendations; saved as a whole, nothing lost when refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

import streamlit as st

from workbench.domain.dossiers import Dossier
from workbench.domain.findings import (
    ADVERSE,
    Addressee,
    Certainty,
    Competence,
    Origin,
    Outcome,
    Remedy,
    Reversibility,
    Severity,
)
from workbench.domain.identifiers import article_of
from workbench.domain.trees import Tree
from workbench.ui.finding_state import Form
from workbench.ui.frame import heading
from workbench.ui.quote_fields import show_quotes
from workbench.ui.state import language, t, workbench
from workbench.ui.tree_cards import show_tree
from workbench.ui.wording import cited
from workbench.use_cases.finding_fields import Texts
from workbench.use_cases.propose_finding import NOT_BEFORE_ADOPTION, entry_of
from workbench.use_cases.search import applicability


def show_fields(form: Form, texts: Texts, dossier: Dossier, norm: str, proposed: Tree | None) -> None:
    """Every field of a finding."""
    show_quotes(form, texts, norm)
    heading(t("ui.finding.reasoning"))
    form.line("title", t("ui.finding.title_field"))
    form.area("reasoning", t("ui.finding.reasoning_field"), height=160)
    _norm(form, norm)
    show_tree(form, norm, proposed)
    _result(form, dossier, norm)
    _recommendations(form)
    _around(form, texts)


def _norm(form: Form, norm: str) -> None:
    heading(t("ui.finding.norm"))
    form.select("norm", t("ui.finding.norm_place"), _places(norm), cited)
    numbers = sorted({n for o in workbench().loaded_register.register.obligations.values() for n in o.constitution})
    form.many("constitution", t("ui.finding.constitution"), numbers, lambda n: t("ui.register.constitution_article", number=n))
    form.area("authorities", t("ui.finding.authorities"), height=80)
    form.line("norm_note", t("ui.finding.norm_note"))


def _places(norm: str) -> list[str]:
    """The article and every place of it that corpus, register or catalogue knows."""
    bench, article = workbench(), article_of(norm)
    code = article.split("/", 1)[0]
    known = [p.id for p in bench.corpus.provisions(codes=[code]) if p.article == article]
    known += [o.id for o in bench.loaded_register.register.of_article(article)]
    instrument = bench.catalogue.instruments.get(code)
    known += [row.id for row in instrument.article_status if article_of(row.id) == article] if instrument else []
    return list(dict.fromkeys([article, *known, norm]))


def _result(form: Form, dossier: Dossier, norm: str) -> None:
    heading(t("ui.finding.result"))
    offered = outcomes(dossier, form.get("norm") or norm)
    if set(ADVERSE) - set(offered):
        binds = applicability(form.get("norm") or norm, workbench().catalogue.instruments).binds
        st.html(f'<p class="ts-note">{escape(t("ui.finding.not_adopted" if binds else "ui.finding.persuasive"))}</p>')
    form.pick("outcome", t("ui.finding.outcome"), offered, _said("outcome"))
    form.pick("severity", t("ui.finding.severity"), list(Severity), _said("severity"))
    form.pick("certainty", t("ui.finding.certainty"), list(Certainty), _said("certainty"))
    form.pick("reversibility", t("ui.finding.reversibility"), list(Reversibility), _said("reversibility"))
    form.pick("competence", t("ui.finding.competence"), list(Competence), _said("competence"))
    bench = workbench()
    codes = bench.thesaurus.concepts.get("holder", {})
    form.many("holders", t("ui.finding.holders"), codes, lambda code: bench.thesaurus.label("holder", code, language()))
    if entry := entry_of(norm, bench.loaded_register.register):
        labels = [bench.thesaurus.label("holder", code, language()) for code in entry.holders]
        st.html(f'<p class="ts-source">{escape(t("ui.finding.holders_register", holders="; ".join(labels)))}</p>')
    form.area("affected", t("ui.finding.affected"), height=70)
    form.line("tags", t("ui.finding.tags"))


def outcomes(dossier: Dossier, norm: str) -> list[Outcome]:
    """What may be concluded: nothing is contrary before adoption, and a norm that does not bind carries no risk."""
    barred = frozenset() if dossier.adopted else NOT_BEFORE_ADOPTION
    if not applicability(norm, workbench().catalogue.instruments).binds:
        barred |= ADVERSE
    return [outcome for outcome in Outcome if outcome not in barred]


def _said(group: str) -> Callable[[str], str]:
    return lambda member: t(f"{group}.{member}")


def _recommendations(form: Form) -> None:
    heading(t("ui.finding.recommendations"))
    for number in form.kept.get("recs", []):
        with st.container(border=True):
            name = f"rec-{number}"
            form.pick(f"{name}-action", t("ui.finding.rec_action", number=number), list(Remedy), _said("remedy"))
            form.area(f"{name}-proposed_text", t("ui.finding.rec_text", number=number), height=90)
            form.pick(f"{name}-addressee", t("ui.finding.rec_addressee", number=number), list(Addressee), _said("addressee"))
            form.area(f"{name}-explanation", t("ui.finding.rec_why", number=number), height=70)
            label = t("ui.finding.rec_remove", number=number)
            st.button(label, key=form.key(f"{name}-remove"), on_click=_remove, args=(form, number))
    st.button(t("ui.finding.rec_add"), key=form.key("rec-add"), on_click=_add, args=(form,))


def _add(form: Form) -> None:
    numbers = form.kept.get("recs", [])
    former = [r.number for r in form.seen.recommendations]
    form.kept["recs"] = [*numbers, max([*numbers, *former, 0]) + 1]


def _remove(form: Form, number: int) -> None:
    form.kept["recs"] = [n for n in form.kept.get("recs", []) if n != number]


def _around(form: Form, texts: Texts) -> None:
    """What others said of it, and where the finding comes from."""
    heading(t("ui.finding.around"))
    node = next(p for p in texts.draft.provisions if p.id == texts.carrier)
    if node.explanation:
        with st.expander(t("ui.finding.memorandum_shown"), expanded=False):
            st.html(f'<div class="ts-law" lang="nl"><p>{escape(node.explanation)}</p></div>')
    for name in ("memorandum", "council_of_state", "evidence"):
        form.area(name, t(f"ui.finding.{name}"), height=80)
    if form.seen.version or form.get("origin") == Origin.SUGGESTION:
        said = t("ui.finding.origin_fixed", origin=t(f"origin.{form.get('origin')}"))
        st.html(f'<p class="ts-source">{escape(said)}</p>')
    else:
        form.pick("origin", t("ui.finding.origin"), [Origin.RESEARCHER, Origin.COMPLAINT], _said("origin"))
    form.line("origin_note", t("ui.finding.origin_note"))
    form.line("due", t("ui.finding.due"))


def names_of(fields: Iterable[str]) -> list[str]:
    """Fields of the form in the reader's words, each once."""
    return list(dict.fromkeys(_name(field) for field in fields))


def _name(field: str) -> str:
    group, _, rest = field.partition("-")
    if group == "step":
        return t(f"step.{rest.rsplit('-', 1)[0]}")
    if group in ("rec", "recs"):
        return t("finding_field.recommendations")
    return t(f"finding_field.{field.removesuffix('_nth')}")
