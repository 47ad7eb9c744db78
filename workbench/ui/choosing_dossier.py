"""The dossier in the address, as the reader may see it; says what to do when there is none."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.dossiers import DraftVersion
from workbench.ui.frame import link
from workbench.ui.keeping import actor
from workbench.ui.marking import plain
from workbench.ui.state import t
from workbench.use_cases.read_dossier import DossierView, list_dossiers, read_dossier


def choose_dossier_view(page: str) -> DossierView | None:
    """The dossier that the address of `page` names; else links to those that are there. Raises UnknownRecord, AccessDenied."""
    if asked := st.query_params.get("dossier", ""):
        return read_dossier(actor(), asked)
    known = list_dossiers(actor())
    st.html(f'<p class="ts-note">{escape(t("ui.dossier.choose" if known else "ui.dossiers.none"))}</p>')
    for dossier in reversed(known):
        link(plain(dossier.title), page, dossier=dossier.id)
    if not known:
        link(t("ui.page.dossiers"), "dossiers")
    return None


def choose_version(view: DossierView, key: str) -> DraftVersion | None:
    """The version of the text in the address, else the newest; a choice when there are several; None when there is no text."""
    versions = {v.draft: v for v in view.dossier.versions}
    if not versions:
        st.html(f'<p class="ts-note">{escape(t("ui.dossier.no_text"))}</p>')
        return None
    asked = st.query_params.get("version", "")
    chosen = asked if asked in versions else view.dossier.current
    if len(versions) > 1:
        st.session_state[key] = chosen
        st.selectbox(
            t("ui.dossier.version"), list(versions), key=key, on_change=_remember, args=(key,),
            format_func=lambda d: version_words(versions[d]),
        )  # fmt: skip
    return versions[chosen]


def version_words(version: DraftVersion) -> str:
    """A version by its label and stage."""
    return f"{version.label or t('ui.dossier.unnamed_version')} ({t(f'stage.{version.stage}')})"


def _remember(key: str) -> None:
    st.query_params["version"] = st.session_state[key]
