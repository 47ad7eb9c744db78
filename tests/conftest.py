"""Fixtures for every test; real texts come from ../shared/data, which is never committed."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
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
