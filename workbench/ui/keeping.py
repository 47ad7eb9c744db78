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
def keeping(said: str, form: str = "") -> Iterator[None]:
    """Do the deed in this block; then the page comes anew, tells `said`, and the fields of `form` begin anew.

    A refusal becomes a sentence at this place, and what was typed stays.
    """
    with errors_shown():
        yield
        st.session_state[SAID] = said
        if form:
            begin_anew(form)
        st.rerun()


def tell_kept() -> None:
    """What was just kept, for the eye and for a screen reader; nothing when nothing was."""
    if said := st.session_state.pop(SAID, ""):
        st.html(f'<p class="ts-note ts-say" role="status">{escape(said)}</p>')


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
