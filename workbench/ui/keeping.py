"""Writing from a page: the deed, the sentence that says it was done, fields that begin anew, and the record that was seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import TypeVar

import streamlit as st

from workbench.domain.records import Record
from workbench.ui.state import errors_shown, person, workbench
from workbench.use_cases.acting import Actor

R = TypeVar("R", bound=Record)
SAID = "kept_said"


def actor() -> Actor:
    """Who acts on this page."""
    return workbench().actor(person())


@contextmanager
def keeping(said: str, form: str = "", changed: Record | None = None) -> Iterator[None]:
    """Do the deed in this block; then the page comes anew, tells `said`, and the fields of `form` begin anew.

    A refusal becomes a sentence at this place, and what was typed stays. `changed` is the record that the deed changes, where
    it is not the one that `form` has `seen`.
    """
    with errors_shown():
        yield
        st.session_state[SAID] = said
        _see_anew(changed or st.session_state.get(f"seen-{form}"))
        if form:
            begin_anew(form)
        st.rerun()


def _see_anew(changed: Record | None) -> None:
    """One's own change is no surprise to the other forms on the page that saw the same version; an older one stays old."""
    for name, stood in list(st.session_state.items()):
        if changed and str(name).startswith("seen-") and (stood.id, stood.version) == (changed.id, changed.version):
            del st.session_state[name]


def tell_kept() -> None:
    """What was just kept, for the eye and for a screen reader. It has its place also when there is nothing to say: what stands
    below would otherwise move up, be drawn anew and lose what was unfolded."""
    place = st.empty()
    if said := st.session_state.pop(SAID, ""):
        place.html(f'<p class="ts-note ts-say" role="status">{escape(said)}</p>')


def field(form: str, name: str) -> str:
    """The key of a field in a form; it changes when the form begins anew."""
    return f"{form}-{name}-{st.session_state.get(f'round-{form}', 0)}"


def begin_anew(form: str) -> None:
    """Empty the form's fields at the next drawing."""
    st.session_state[f"round-{form}"] = st.session_state.get(f"round-{form}", 0) + 1


def seen(form: str, name: str, record: R) -> R:
    """The record as it stood when the fields of the form were first drawn (`name` is one of them): what the person saw.

    Call it before the field is drawn, fill the fields from it, and hand it to the use case, which refuses when somebody
    else changed the record meanwhile.
    """
    key = field(form, name)
    place = f"seen-{form}"
    if key not in st.session_state or place not in st.session_state:
        st.session_state[place] = record
    found: R = st.session_state[place]
    return found if found.id == record.id else record
