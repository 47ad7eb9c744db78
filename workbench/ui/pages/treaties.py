"""The catalogue and the register as readable pages: treaty, article, status for Belgium, official text, register entry."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.instruments import Applicability, Instrument
from workbench.texts import say_error
from workbench.ui.article_page import show_article
from workbench.ui.frame import address, heading, title
from workbench.ui.instrument_page import article_numbers, show_instrument
from workbench.ui.marking import bullets
from workbench.ui.rights_page import show_rights
from workbench.ui.state import language, t, workbench
from workbench.ui.wording import short_status

FAMILIES = ("coe", "eu", "un", "ilo", "unesco", "unece", "hague")
MOST_PROBLEMS = 20
VIEWS = ("family", "right")


def show() -> None:
    """All treaties, one treaty, or one article, as the address says."""
    title(t("ui.treaties.title"), t("ui.treaties.lead"))
    _problems()
    instruments = workbench().catalogue.instruments
    code = st.query_params.get("instrument", "")
    if code and code not in instruments:
        st.warning(t("ui.treaties.unknown", code=code))
    left, right = st.columns(2)
    with left:
        chosen = _choose(instruments, code if code in instruments else "")
    if chosen is None:
        with right:
            by = _choose_view()
        show_rights(st.query_params.get("right", "")) if by == "right" else _overview(instruments)
        return
    with right:
        article = _choose_article(chosen)
    if article:
        show_article(chosen, article)
    else:
        show_instrument(chosen)


def _problems() -> None:
    problems = workbench().loaded_register.problems
    if problems:
        st.warning(t("ui.register.problems", count=len(problems)))
        with st.expander(t("ui.register.problem_list")):
            st.html(bullets(escape(say_error(language(), problem.error())) for problem in problems[:MOST_PROBLEMS]))


def _choose(instruments: dict[str, Instrument], code: str) -> Instrument | None:
    codes = ["", *sorted(instruments)]
    st.session_state["instrument_choice"] = code
    st.selectbox(
        t("ui.treaties.instrument"), codes, key="instrument_choice", on_change=_remember_instrument,
        format_func=lambda c: f"{c} – {instruments[c].name(language())}" if c else t("ui.treaties.all"),
    )  # fmt: skip
    return instruments.get(code)


def _choose_view() -> str:
    """By organisation or by right; the address says which."""
    asked = st.query_params.get("by", VIEWS[0])
    st.session_state["treaty_view"] = asked if asked in VIEWS else VIEWS[0]
    chosen: str = st.radio(
        t("ui.treaties.by"), VIEWS, key="treaty_view", horizontal=True, format_func=lambda v: t(f"ui.treaties.by.{v}"),
        on_change=_remember_view,
    )  # fmt: skip
    return chosen


def _remember_view() -> None:
    st.query_params.pop("right", None)
    _remember("by", st.session_state["treaty_view"])


def _choose_article(chosen: Instrument) -> str:
    numbers = ["", *article_numbers(chosen)]
    asked = st.query_params.get("article", "")
    if asked and asked not in numbers:
        st.warning(t("ui.treaties.no_article", article=asked, code=chosen.code))
        asked = ""
    st.session_state["article_choice"] = asked
    entries = {o.article: o for o in workbench().loaded_register.register.obligations.values() if o.instrument == chosen.code}

    def label(number: str) -> str:
        entry = entries.get(f"{chosen.code}/{number}")
        named = f" – {entry.title.get(language()) or entry.title['nl']}" if entry else ""
        return t("ui.treaties.article_label", number=number) + named if number else t("ui.treaties.whole")

    st.selectbox(t("ui.treaties.article"), numbers, key="article_choice", format_func=label, on_change=_remember_article)
    return asked


def _overview(instruments: dict[str, Instrument]) -> None:
    for family in FAMILIES:
        rows = [i for _, i in sorted(instruments.items()) if i.family == family]
        heading(t(f"family.{family}"))
        st.html(bullets(map(_instrument_row, rows)))


def _instrument_row(instrument: Instrument) -> str:
    target = escape(address("treaties", instrument=instrument.code), quote=True)
    name = escape(instrument.name(language()))
    tag = short_status(Applicability(instrument.status))
    return f'<a href="{target}">{name}</a> ({escape(instrument.code)}) {tag}'


def _remember_instrument() -> None:
    st.query_params.pop("article", None)
    for name in ("by", "right"):
        st.query_params.pop(name, None)
    _remember("instrument", st.session_state["instrument_choice"])


def _remember_article() -> None:
    _remember("article", st.session_state["article_choice"])


def _remember(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


if __name__ == "__main__":
    show()
