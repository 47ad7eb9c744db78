"""The flag that rewrites the expected trees: off unless someone asks for it."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/golden --regenerate-golden` rewrites the expected trees; read the difference before you commit it."""
    parser.addoption("--regenerate-golden", action="store_true", default=False, help="rewrite tests/golden/drafts/*.tree.txt")


@pytest.fixture(scope="session")
def regenerate_golden(request: pytest.FixtureRequest) -> bool:
    """Whether this run rewrites the expected trees."""
    return bool(request.config.getoption("--regenerate-golden", default=False))
