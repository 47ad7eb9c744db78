"""The draft as a whole: watches, rights by article, groups, what was not screened, and the screening replayed."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.bootstrap import Workbench
from workbench.domain.drafts import Draft
from workbench.domain.overview import Overview
from workbench.domain.search import Screening
from workbench.screening.reading import CueReader
from workbench.ui.choosing import choose_screening
from workbench.ui.frame import link, title
from workbench.ui.overview_parts import show_groups, show_not_screened, show_watches
from workbench.ui.replay_panel import show_replay
from workbench.ui.rights_map import show_map
from workbench.ui.state import t, workbench
from workbench.ui.wording import moment
from workbench.use_cases.draft_overview import OverviewTools, overview_of


def show() -> None:
    """The newest screening of the draft in the address, seen from above."""
    title(t("ui.overview.title"), t("ui.overview.lead"))
    found = choose_screening()
    if found is None:
        return
    chosen, screening = found
    made = t("ui.screening.made", when=moment(screening.created), units=len(screening.units))
    st.html(f'<p class="ts-meta">{escape(made)}</p>')
    link(t("ui.overview.to_queue"), "queue", draft=chosen.id)
    overview = _overview(chosen, screening)
    show_watches(chosen, overview)
    show_map(chosen, overview)
    show_groups(chosen, overview)
    show_not_screened(chosen, overview)
    show_replay(chosen, screening)


def _overview(draft: Draft, screening: Screening) -> Overview:
    bench = workbench()
    rests_on = (str(bench.settings.data), screening.id, bench.loaded_register.register.version, *bench.corpus.hashes())
    return _kept(bench, draft, screening, rests_on)


@st.cache_resource(max_entries=8, show_spinner=False)
def _kept(_bench: Workbench, _draft: Draft, _screening: Screening, rests_on: tuple[str, ...]) -> Overview:
    languages: dict[str, list[str]] = {}
    for text in _bench.corpus.stored():
        languages.setdefault(text.code, []).append(text.language)
    register, reader = _bench.loaded_register.register, CueReader(_bench.thesaurus)
    return overview_of(_draft, _screening, OverviewTools(register, reader, tuple(_bench.catalogue.instruments), languages))


if __name__ == "__main__":
    show()
