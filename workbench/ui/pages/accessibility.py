"""The accessibility statement: the norm, how it was tested, what does not comply, where to report."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.ui.frame import heading, title
from workbench.ui.known_defects import DEFECTS, STREAMLIT
from workbench.ui.marking import bullets
from workbench.ui.state import t
from workbench.ui.wording import day

MADE = "2026-11-25"


def show() -> None:
    """The statement."""
    title(t("ui.access.title"), t("ui.access.lead"))
    st.html(f"<p>{escape(t('ui.access.state'))}</p>")
    heading(t("ui.access.how"))
    st.html(bullets(escape(t(f"ui.access.how.{name}")) for name in ("axe", "keyboard", "zoom", "contrast", "not_done")))
    heading(t("ui.access.use"))
    st.html(bullets(escape(t(f"ui.access.use.{name}")) for name in ("skip", "keys", "focus", "theme", "print")))
    heading(t("ui.access.defects"))
    st.html(bullets(escape(t(defect.key)) for defect in DEFECTS))
    st.html(bullets(escape(t(f"ui.access.gap.{name}")) for name in ("menu", "pdf")))
    heading(t("ui.access.report"))
    st.html(f"<p>{escape(t('ui.access.report.text'))}</p>")
    st.html(f'<p class="ts-source">{escape(t("ui.access.made", date=day(MADE), version=STREAMLIT))}</p>')


if __name__ == "__main__":
    show()
