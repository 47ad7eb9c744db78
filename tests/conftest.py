"""Fixtures for every test; real texts come from ../shared/data, which is never committed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
USUAL = gc.get_threshold()
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real treaty texts, PDFs and evaluation data; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"real texts are not here: {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(autouse=True, scope="module")
def _rubbish_is_looked_for() -> Iterator[None]:
    """A command run inside the tests lets Python look for rubbish rarely, from then on: without this a whole run needs 13 GB."""
    yield
    if gc.get_threshold() != USUAL:
        gc.set_threshold(*USUAL)
        gc.collect()
