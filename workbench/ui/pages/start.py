"""The first page: what this is, what is here, what to do next."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.people import Action, may
from workbench.texts import say_error
from workbench.ui.frame import address, heading, link, title
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets, plain
from workbench.ui.state import language, open_demo, person, t, workbench
from workbench.ui.wording import day
from workbench.use_cases.my_work import my_work

NEWEST = 8  # drafts on the first page


def show() -> None:
    """The overview."""
    title(t("ui.start.title"), t("ui.start.lead"))
    with st.spinner(t("ui.start.opening_demo")):
        problem = open_demo()
    if problem is not None:
        st.warning(say_error(language(), problem))
    if len(workbench().drafts.all()) <= 1:
        link(t("ui.start.tour"), "tour")
    _mine()
    left, right = st.columns(2, gap="large")
    with left:
        _drafts()
    with right:
        _texts()
    _steps()


def _mine() -> None:
    """Work that waits comes before anything else."""
    if may(person(), Action.READ_DOSSIER) and (count := my_work(actor()).count):
        link(t("ui.start.my_work", count=count), "my_work")


def _drafts() -> None:
    heading(t("ui.start.drafts"))
    stored = workbench().drafts.all()
    if not stored:
        st.html(f'<p class="ts-note">{escape(t("ui.start.no_drafts"))}</p>')
    for row in stored[:NEWEST]:
        kind = t(f"draftkind.{row.kind}")
        link(plain(row.title), "draft", draft=row.id)
        row_key = "ui.start.draft_row.one" if row.articles == 1 else "ui.start.draft_row"
        said = t(row_key, kind=kind, articles=row.articles, date=day(row.imported[:10]), file=row.file_name)
        st.html(f'<p class="ts-meta">{escape(said)}</p>')
    link(t("ui.start.import_draft"), "importing")


def _texts() -> None:
    heading(t("ui.start.texts"))
    bench = workbench()
    stored = bench.corpus.stored()
    known = len(bench.catalogue.instruments)
    entries = len(bench.loaded_register.register.obligations)
    if not stored:
        st.html(f'<p class="ts-note">{escape(t("ui.start.no_texts"))}</p>')
    facts = [t("ui.start.instruments", count=known), t("ui.start.register", count=entries)]
    for code in sorted({row.language for row in stored}):
        texts = [row for row in stored if row.language == code]
        articles = sum(len(row.articles) for row in texts)
        facts.append(t("ui.start.text_row", language=t(f"ui.language.{code}"), texts=len(texts), articles=articles))
    st.html(bullets(map(escape, facts)))
    if bench.loaded_register.problems:
        st.warning(t("ui.register.problems", count=len(bench.loaded_register.problems)))
    link(t("ui.start.to_treaties"), "treaties")


def _steps() -> None:
    heading(t("ui.start.how"))
    steps = [
        f'<a href="{escape(address(name), quote=True)}">{escape(t(f"ui.page.{name}"))}</a>: {escape(t(f"ui.start.step.{name}"))}'
        for name in ("importing", "draft", "search", "screening", "queue", "finding", "dossiers", "reports", "treaties")
    ]
    st.html(bullets(steps, "ol"))


if __name__ == "__main__":
    show()
