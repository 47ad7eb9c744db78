"""What somebody is writing in a finding, kept for the whole visit: a rerun, a refused save or another page loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from workbench.domain.findings import Finding
from workbench.ui.state import t
from workbench.use_cases.finding_fields import fields_of

_FORMS = "finding_forms"


class Form:
    """One form: `initial` is what was stored when it was opened, `kept` what it says now."""

    def __init__(self, name: str, seen: Finding, blank: Mapping[str, Any] | None = None) -> None:
        forms = st.session_state.setdefault(_FORMS, {})
        if name not in forms:
            number = st.session_state["finding_forms_made"] = st.session_state.get("finding_forms_made", 0) + 1
            initial = {**fields_of(seen), **(blank or {})}
            place = {key: value for key, value in st.query_params.items() if key != "lang"}
            forms[name] = {"number": number, "seen": seen, "initial": initial, "kept": dict(initial), "place": place}
        self._name = name
        self._state: dict[str, Any] = forms[name]
        self._hear()

    def _hear(self) -> None:
        """What was typed since the last run counts from the top of the page on."""
        for name in self.kept:
            if self.key(name) in st.session_state:
                self.kept[name] = st.session_state[self.key(name)]

    @property
    def seen(self) -> Finding:
        """The finding as it was when the form was opened."""
        found: Finding = self._state["seen"]
        return found

    @property
    def kept(self) -> dict[str, Any]:
        """Field name -> what the form says now."""
        fields: dict[str, Any] = self._state["kept"]
        return fields

    @property
    def changed(self) -> list[str]:
        """The fields that say something else than what is stored."""
        initial = self._state["initial"]
        return [name for name, value in self.kept.items() if value != initial.get(name, _empty(value))]

    def get(self, name: str) -> Any:
        """What one field says now."""
        return self.kept.get(name, "")

    def put(self, name: str, value: Any) -> None:
        """Fill a field from elsewhere; only in a callback, before the field is on the page."""
        self.kept[name] = value
        st.session_state[self.key(name)] = value

    def key(self, name: str) -> str:
        """The key of the field's widget, also the end of its CSS class."""
        return f"finding{self._state['number']}-{name}"

    def drop(self) -> None:
        """Forget what was written here."""
        st.session_state[_FORMS].pop(self._name, None)

    def rebase(self, stored: Finding) -> None:
        """Go on from what somebody else stored: fields that were touched here keep their words, the others get theirs."""
        mine = {name: self.kept[name] for name in self.changed}
        fresh = fields_of(stored)
        self._state |= {"seen": stored, "initial": fresh, "kept": {}}
        for name, value in {**fresh, **mine}.items():
            self.put(name, value)

    def line(self, name: str, label: str, **more: Any) -> str:
        """One line of text."""
        return self._keep(name, st.text_input(label, key=self._ready(name, ""), **more))

    def area(self, name: str, label: str, height: int = 96, **more: Any) -> str:
        """Several lines of text."""
        return self._keep(name, st.text_area(label, key=self._ready(name, ""), height=height, **more))

    def pick(self, name: str, label: str, options: Iterable[Any], said: Callable[[Any], str], **more: Any) -> Any:
        """One of the options as radio buttons; an empty first choice says that nothing was chosen yet."""
        offered = ["", *options]
        stands = self.kept.get(name, "")
        if stands not in offered:
            offered.append(stands)
        more = {"horizontal": True, **more}
        key = self._ready(name, "")
        chosen = st.radio(label, offered, key=key, format_func=lambda o: said(o) if o else t("ui.finding.not_chosen"), **more)
        return self._keep(name, chosen)

    def select(self, name: str, label: str, options: Iterable[Any], said: Callable[[Any], str], **more: Any) -> Any:
        """One of many options; there is always one."""
        offered = list(dict.fromkeys([*options, self.kept[name]]))
        return self._keep(name, st.selectbox(label, offered, key=self._ready(name, ""), format_func=said, **more))

    def many(self, name: str, label: str, options: Iterable[Any], said: Callable[[Any], str], **more: Any) -> list[Any]:
        """Any number of the options; what is stored and no longer offered stays."""
        offered = list(dict.fromkeys([*options, *self.kept.get(name, [])]))
        key = self._ready(name, [])
        chosen = st.multiselect(
            label, offered, key=key, format_func=said, placeholder=t("ui.finding.choose"), select_all=False, **more
        )
        return self._keep(name, chosen)

    def _ready(self, name: str, empty: Any) -> str:
        key = self.key(name)
        if key not in st.session_state:
            st.session_state[key] = self.kept.get(name, empty)
        return key

    def _keep(self, name: str, value: Any) -> Any:
        self.kept[name] = value
        return value


def unsaved() -> list[tuple[str, dict[str, str]]]:
    """Title and address of every form of this visit that says something which is not stored."""
    found = []
    for state in st.session_state.get(_FORMS, {}).values():
        kept, initial = state["kept"], state["initial"]
        if any(value != initial.get(name, _empty(value)) for name, value in kept.items()):
            found.append((kept.get("title") or state["seen"].title or t("ui.finding.new"), state["place"]))
    return found


def _empty(value: Any) -> Any:
    return [] if isinstance(value, list) else ""
