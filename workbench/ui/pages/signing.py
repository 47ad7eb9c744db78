"""Signing: what stands in the way, what is frozen, a named person's confirmation; then publication and follow-up."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.ui.choosing_dossier import choose_dossier_view, choose_version, version_words
from workbench.ui.frame import link, title
from workbench.ui.keeping import actor, tell_kept
from workbench.ui.marking import plain
from workbench.ui.parts import part_asked, show_parts
from workbench.ui.publishing import show_public
from workbench.ui.signing_form import show_signing
from workbench.ui.signing_states import show_signatures
from workbench.ui.state import draft, t, workbench
from workbench.ui.who import names
from workbench.use_cases.signing_room import enter_signing

PARTS = ("sign", "signatures", "public")


def show() -> None:
    """Choose dossier and version, then one of the three parts."""
    title(t("ui.signing.title"), t("ui.signing.lead"))
    tell_kept()
    view = choose_dossier_view("signing")
    if view is None:
        return
    link(plain(view.dossier.title), "dossier", dossier=view.dossier.id)
    version = choose_version(view, "signing_version")
    text = draft(version.draft) if version else None
    if version is None or text is None:
        if version:
            st.html(f'<p class="ts-note">{escape(t("ui.signing.no_draft"))}</p>')
        return
    st.html(f'<p class="ts-meta">{escape(version_words(version))}</p>')
    room = enter_signing(actor(), view, workbench().frozen(text), workbench().norms)
    changed = sum(bool(state.changed) for state in room.states)
    params = {"dossier": view.dossier.id, "version": version.draft}
    show_parts("signing", PARTS, {"sign": len(room.offered), "signatures": len(room.states)}, **params)
    if changed:
        st.warning(t("ui.signing.changed_after"))
    part = part_asked(PARTS)
    if part == "sign":
        show_signing(view, room)
    elif part == "signatures":
        show_signatures(view, room, names())
    else:
        show_public(view, version.draft, names(), {f.id for f in room.changed})


if __name__ == "__main__":
    show()
