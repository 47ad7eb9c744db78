"""A tour of five steps along the demo draft; every step leads to the real page."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.ui.frame import heading, link, title
from workbench.ui.shortcuts import on_key
from workbench.ui.state import latest_screening, open_demo, t, workbench

STEPS = ("report", "search", "screen", "desk", "register")


def show() -> None:
    """The step in the address."""
    title(t("ui.page.tour"), t("ui.tour.lead"))
    open_demo()
    asked = st.query_params.get("step", "1")
    step = min(max(int(asked), 1), len(STEPS)) if asked.isdecimal() else 1
    name = STEPS[step - 1]
    heading(t("ui.tour.step", step=step, steps=len(STEPS), name=t(f"ui.tour.{name}")))
    st.html(f'<p class="ts-lead">{escape(t(f"ui.tour.{name}.text"))}</p>')
    label, page, params = _place(name)
    link(label, page, **params)
    _moves(step)


def _place(name: str) -> tuple[str, str, dict[str, str]]:
    """Where a step leads; the demo draft, or the oldest draft that is there."""
    drafts = workbench().drafts.all()
    first = {"draft": drafts[-1].id} if drafts else {}
    label = t(f"ui.tour.{name}.go")
    if name == "report":
        return label, "draft" if first else "importing", first
    if name == "search":
        return label, "search", {"q": t("ui.search.example.home")}
    if name == "register":
        return label, "treaties", {"instrument": "ECHR", "article": "8"}
    return label, "screening", first | (_tensest(first) if name == "desk" else {})


def _tensest(first: dict[str, str]) -> dict[str, str]:
    screening = latest_screening(first["draft"]) if first else None
    if screening is None or not screening.units:
        return {}
    return {"unit": max(screening.units, key=lambda unit: unit.tension).provision, "order": "tension"}


def _moves(step: int) -> None:
    before, after = st.columns(2)
    with before:
        if step > 1:
            with on_key("k", t("ui.tour.back")):
                link(t("ui.tour.back"), "tour", step=str(step - 1))
    with after:
        if step < len(STEPS):
            with on_key("j", t("ui.tour.next")):
                link(t("ui.tour.next"), "tour", step=str(step + 1))
        else:
            link(t("ui.tour.end"), "start")


if __name__ == "__main__":
    show()
