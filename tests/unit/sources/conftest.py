from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.publisher_server import Site, local_publisher
from workbench import console
from workbench.sources import web as web_module
from workbench.sources.web_transfer import Limits


@pytest.fixture
def site() -> Iterator[Site]:
    with local_publisher() as served:
        yield served


@pytest.fixture
def command(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command whose publishers are all the local server: exit code, stdout, stderr."""
    monkeypatch.setenv("TOETSSTEEN_PUBLISHERS", str(site.publishers(tmp_path)))
    quick = Limits(size=2_000_000, seconds=1.0, silence=0.4, attempts=3, backoff=0.01)
    monkeypatch.setattr(web_module, "Limits", lambda: quick)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["toetssteen", "--data", str(tmp_path / "data"), *arguments])
        code = 0
        try:
            console.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call
