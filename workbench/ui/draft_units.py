"""The provisions of a draft by their citation, to choose from and to name."""

from __future__ import annotations

import streamlit as st

from workbench.domain.draft_citation import citation_path
from workbench.domain.drafts import Draft
from workbench.ui.state import draft, draft_revision
from workbench.ui.wording import first_upper
from workbench.use_cases.draft_units import units


def unit_names(draft_id: str) -> dict[str, str]:
    """eId -> citation of every unit that is read, in reading order; nothing without a draft."""
    found = draft(draft_id) if draft_id else None
    return _units(found, draft_id, draft_revision(draft_id)) if found else {}


@st.cache_data(max_entries=16, show_spinner=False)
def _units(_draft: Draft, draft_id: str, revision: str) -> dict[str, str]:
    return {unit.provision: first_upper(unit.citation) for unit in units(_draft)}


def place_name(draft_id: str, provision: str) -> str:
    """A provision as it is cited; its id when the draft is not there."""
    found = draft(draft_id) if draft_id else None
    known = found is not None and any(p.id == provision for p in found.provisions)
    return first_upper(citation_path(found, provision)) if found and known else provision
