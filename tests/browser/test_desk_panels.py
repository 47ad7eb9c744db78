"""The folded reading of a provision in a real browser: opens by keyboard, and axe finds nothing in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Served
from tests.browser.test_pages import Visit, unexplained

pytestmark = pytest.mark.browser


def test_the_unfolded_reading_passes_axe_and_opens_by_keyboard(chromium: Any, served: Served) -> None:
    visit = Visit(chromium, served)
    page = visit.open("desk", "nl")
    page.get_by_text("Verwachting:").wait_for()
    fold = page.locator("details.ts-fold > summary").first
    fold.focus()
    page.keyboard.press("Enter")
    page.get_by_role("rowheader", name="Bevoegdheid").first.wait_for()
    assert unexplained(page) == []
    assert visit.troubles == []
