"""What a person does on a page of the app under AppTest."""

from __future__ import annotations

from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest


def words(app: AppTest) -> str:
    assert not app.exception
    parts = [*app.html, *app.markdown, *app.header, *app.title, *app.warning, *app.success, *app.error]
    return unescape(" ".join(str(part.value) for part in parts))


def fill(app: AppTest, **fields: Any) -> AppTest:
    """Fill fields by the middle of their key: `form-NAME-round`."""
    for name, value in fields.items():
        kinds = (app.text_input, app.text_area, app.selectbox, app.multiselect, app.checkbox, app.radio)
        form, field = name.split("__")
        found = [w for kind in kinds for w in kind if w.key and w.key.startswith(f"{form}-{field}-")]
        assert len(found) == 1, (name, [w.key for kind in kinds for w in kind])
        found[0].set_value(value)
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app
