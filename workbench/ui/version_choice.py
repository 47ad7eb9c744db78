"""Which two versions are compared: the address says it; a dossier's versions, or any two drafts."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.drafts import Draft
from workbench.screening.alignment import VersionMap
from workbench.ui.frame import link
from workbench.ui.keeping import actor
from workbench.ui.state import draft, draft_revision, t, workbench
from workbench.use_cases.open_dossier import add_version
from workbench.use_cases.read_dossier import list_dossiers


@dataclass(frozen=True)
class Chosen:
    """Two versions, and the dossier that they are versions of (None: two drafts from the list)."""

    old: Draft
    new: Draft
    dossier: Dossier | None
    labels: tuple[str, str]

    def params(self, **more: str) -> dict[str, str]:
        """The address of this comparison."""
        place = {"dossier": self.dossier.id} if self.dossier else {}
        return {**place, "old": self.old.id, "new": self.new.id, **more}


def choose_versions() -> Chosen | None:
    """The two versions; says what to do when there is nothing to compare."""
    dossier = _choose_dossier()
    names = _names(dossier)
    if dossier is not None:
        _offer_version(dossier, names)
    if len(names) < 2:
        st.html(f'<p class="ts-note">{escape(t("ui.versions.too_few"))}</p>')
        link(t("ui.start.import_draft"), "importing")
        return None
    ids = list(names)
    old = _select("old", ids[:-1] if dossier else ids, names, ids[-2] if dossier else ids[1])
    later = ids[ids.index(old) + 1 :] if dossier else [i for i in ids if i != old]
    new = _select("new", later, names, later[-1] if dossier else later[0])
    before, after = draft(old), draft(new)
    assert before is not None and after is not None
    return Chosen(before, after, dossier, (names[old], names[new]))


@st.cache_resource(max_entries=4, show_spinner=False)
def followed(_old: Draft, _new: Draft, key: tuple[str, ...]) -> VersionMap:
    """The alignment of two versions; a draft only changes by repairs, so each state is aligned once."""
    return VersionMap(_old, _new)


def aligned(chosen: Chosen) -> VersionMap:
    """The alignment of the chosen versions."""
    ids = (chosen.old.id, chosen.new.id)
    return followed(chosen.old, chosen.new, (str(workbench().settings.data), *ids, *map(draft_revision, ids)))


def _choose_dossier() -> Dossier | None:
    known = {d.id: d for d in list_dossiers(actor())}
    if not known:
        return None
    asked = st.query_params.get("dossier", "")
    several = next((d.id for d in reversed(known.values()) if len(d.versions) > 1), "")
    ids = ["", *known]
    first = asked if asked in known else ("" if "old" in st.query_params else several)
    st.session_state["versions_dossier"] = first
    chosen = st.selectbox(
        t("ui.versions.dossier"), ids, key="versions_dossier", on_change=_remember, args=("dossier",),
        format_func=lambda i: known[i].title if i else t("ui.versions.no_dossier"),
    )  # fmt: skip
    return known.get(chosen)


def _names(dossier: Dossier | None) -> dict[str, str]:
    """Draft id -> what to call it, oldest first for a dossier, newest first for all drafts."""
    stored = {row.id: row for row in workbench().drafts.all()}
    if dossier is None:
        return {row.id: f"{row.title} ({row.file_name}, {row.imported[:10]})" for row in stored.values()}
    return {
        v.draft: f"{v.label or stored[v.draft].title} ({t(f'stage.{v.stage}')})" for v in dossier.versions if v.draft in stored
    }


def _select(name: str, ids: list[str], names: dict[str, str], default: str) -> str:
    asked = st.query_params.get(name, "")
    st.session_state[f"versions_{name}"] = asked if asked in ids else default
    found: str = st.selectbox(
        t(f"ui.versions.{name}"), ids, key=f"versions_{name}", format_func=lambda i: names[i], on_change=_remember, args=(name,)
    )
    return found


def _remember(name: str) -> None:
    for gone in {"dossier": ("old", "new", "page"), "old": ("new", "page"), "new": ("page",)}[name]:
        st.query_params.pop(gone, None)
    st.query_params[name] = st.session_state[f"versions_{name}"]


def _offer_version(dossier: Dossier, names: dict[str, str]) -> None:
    """A draft that was brought in becomes the next version of the dossier."""
    others = {row.id: f"{row.title} ({row.file_name})" for row in workbench().drafts.all() if row.id not in names}
    if not others:
        return
    with st.expander(t("ui.versions.add")), st.form("add_version", border=False):
        chosen = st.selectbox(t("ui.versions.add_draft"), list(others), format_func=lambda i: others[i])
        label = st.text_input(t("ui.versions.add_label"), placeholder="Stuk 336 (2014-2015) – Nr. 1")
        stages = list(Stage)
        stage = st.selectbox(
            t("ui.versions.add_stage"), stages, index=stages.index(dossier.stage), format_func=lambda s: t(f"stage.{s}")
        )
        if st.form_submit_button(t("ui.versions.add_button")):
            add_version(actor(), dossier, chosen, label.strip(), stage)
            for name in ("old", "new"):
                st.query_params.pop(name, None)
            st.query_params["dossier"] = dossier.id
            st.rerun()
