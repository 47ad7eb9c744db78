"""Which Word templates reports are set in, and whether the institute's own can be used."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.errors import ToetssteenError
from workbench.reports.docx_template import PLACES, SHIPPED, check_template
from workbench.texts import say_error
from workbench.ui.frame import heading
from workbench.ui.report_list import TYPES
from workbench.ui.state import language, t, workbench


def show_templates() -> None:
    """Per template: ours or the institute's, what is wrong with it, and ours to begin from."""
    heading(t("ui.reports.part.templates"))
    folder = workbench().settings.templates
    st.html(f"<p>{escape(t('ui.reports.templates.help', folder=str(folder)))}</p>")
    for name in PLACES:
        st.html(f"<h3>{escape(t(f'ui.reports.template.{name}'))}</h3>")
        own = (folder / f"{name}.docx").is_file()
        kind = "ui.reports.templates.own" if own else "ui.reports.templates.ours"
        st.html(f'<p class="ts-meta">{escape(t(kind, file=f"{name}.docx"))}</p>')
        if own:
            _checked(name)
        label = t("ui.reports.templates.take", file=f"{name}.docx")
        st.download_button(
            label,
            (SHIPPED / f"{name}.docx").read_bytes(),
            f"{name}.docx",
            TYPES["docx"],
            on_click="ignore",
            key=f"template-{name}",
        )


def _checked(name: str) -> None:
    try:
        check_template(workbench().settings.templates, name)
    except ToetssteenError as error:
        st.error(say_error(language(), error))
    else:
        st.success(t("ui.reports.templates.fine"))
