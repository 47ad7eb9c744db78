"""A report from the first click to the file on one's disk, and an edited one back, in a real browser."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.browser.conftest import Served
from tests.browser.test_pages import Visit, unexplained

pytestmark = pytest.mark.browser


def taken(page: Any, folder: Path) -> Path:
    """Ask for the report that the form shows, and download it once the worker has made it."""
    page.get_by_role("button", name="Maken").click()
    button = page.get_by_role("button", name="Ophalen: advies-kampeerterreinen")
    button.wait_for(timeout=120_000)
    with page.expect_download() as download:
        button.click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_an_advice_is_asked_for_made_downloaded_and_there_again_after_a_reload(
    chromium: Any, served: Served, tmp_path: Path
) -> None:
    visit = Visit(chromium, served)
    page = visit.open("reports", "nl")
    file = taken(page, tmp_path)
    assert "Wat staat in het advies?" in [p.text for p in docx.Document(str(file)).paragraphs]
    assert unexplained(page) == []
    page.reload()
    page.get_by_role("button", name=f"Ophalen: {file.name}").wait_for(timeout=60_000)
    assert visit.troubles == []


def test_an_edited_advice_shows_its_changes_and_the_preview_passes_axe(chromium: Any, served: Served, tmp_path: Path) -> None:
    visit = Visit(chromium, served)
    file = taken(visit.open("reports", "nl"), tmp_path)
    edited = io.BytesIO()
    with zipfile.ZipFile(file) as package, zipfile.ZipFile(edited, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            copy.writestr(name, part.replace(b"de rechter", b"de vrederechter", 1) if name == "word/document.xml" else part)
    page = visit.open("reports-back", "nl")
    page.locator("input[type=file]").set_input_files(
        {"name": "bewerkt.docx", "mimeType": "application/octet-stream", "buffer": edited.getvalue()}
    )
    page.locator("[data-testid=stFileChip]").wait_for(timeout=60_000)
    page.get_by_role("button", name="Vergelijken").click()
    page.get_by_role("checkbox", name="Overnemen").wait_for(timeout=60_000)
    assert [page.locator(side).inner_text().split()[-1] for side in ("del", "ins")] == ["rechter", "vrederechter"]
    assert unexplained(page) == []
    assert visit.troubles == []
