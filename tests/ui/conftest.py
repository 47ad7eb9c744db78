"""The app on an empty data folder, with a small fictitious draft."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.office import Office
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.accounts import Way
from workbench.use_cases.jobs import run
from workbench.use_cases.sign_in import open_session
from workbench.worker import Workroom


@pytest.fixture(autouse=True, scope="module")
def _nothing_stays_cached() -> Iterator[None]:
    """What pages keep for the next visitor is for one data folder, and every test has its own."""
    yield
    st.cache_resource.clear()
    st.cache_data.clear()
    gc.collect()


DRAFT = """Ontwerp van decreet over de Zandbergse kampeerterreinen

HOOFDSTUK 1. Inleidende bepalingen

Artikel 1. Dit decreet regelt een gewestaangelegenheid.

Art. 2. De naam <script>alert(1)</script> van het terrein staat op het bord.

HOOFDSTUK 2. Toezicht

Art. 3. § 1. De toezichthouders kunnen op elk ogenblik elke kampeerwagen betreden zonder toestemming van de bewoner.

§ 2. De bewoner wordt vooraf gehoord.

Art. 5. Dit decreet treedt in werking op 1 januari 2030.
"""


@pytest.fixture(scope="session")
def built_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The treaty index over the register alone, built once."""
    folder = tmp_path_factory.mktemp("index")
    Workbench(Settings(folder)).treaty_index()
    return folder / "indexes"


@pytest.fixture
def open_app(tmp_path: Path, built_index: Path, project_root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page of the app; the address is given as keywords."""
    shutil.copytree(built_index, tmp_path / "gegevens" / "indexes")
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "gegevens"))
    monkeypatch.setattr("workbench.config.Settings.demo", property(lambda self: tmp_path / "geen-demo.pdf"))

    def open_page(page: str = "start", **address: str) -> AppTest:
        app = AppTest.from_file(str(project_root / "app.py"), default_timeout=120)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        if page != "start":
            app.switch_page(f"workbench/ui/pages/{page}.py")
            for name, value in address.items():
                app.query_params[name] = value
            app.run()
        assert not app.exception
        return app

    return open_page


@pytest.fixture
def bench(open_app: Callable[..., AppTest], tmp_path: Path) -> Workbench:
    """The workbench behind the app, for what others do meanwhile."""
    return Workbench(Settings(tmp_path / "gegevens"))


@pytest.fixture
def known(bench: Workbench, tmp_path: Path) -> str:
    """The fictitious draft, imported; its id."""
    file = tmp_path / "kampeer.txt"
    file.write_text(DRAFT, encoding="utf-8")
    return bench.import_draft(file)[0].id


@pytest.fixture
def institute(bench: Workbench) -> Office:
    """People with their roles on the app's own store; from here on the app asks who one is."""
    return Office(bench.ledger)


@pytest.fixture
def enter(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Opens a real session for somebody; every page that is opened from here on is theirs."""

    def become(who: str) -> None:
        token = open_session(bench.door, who, Way.PASSWORD)
        monkeypatch.setattr("workbench.ui.state.session_token", lambda: token)

    return become


@pytest.fixture
def work_off(tmp_path: Path) -> Callable[[], int]:
    """Does what the worker would do with the jobs that wait; how many there were."""
    room = Workroom(lambda: Settings(tmp_path / "gegevens"))

    def do() -> int:
        bench = room.bench()
        return bench.queue.work_off(lambda job_id: run(job_id, "werker", bench.jobs, room.works))

    return do


@pytest.fixture
def imported(open_app: Callable[..., AppTest], work_off: Callable[[], int]) -> str:
    """The id of the fictitious draft, brought in through the import page."""
    app = open_app("importing")
    app.file_uploader(key="draft_file").set_value(("kampeer.txt", DRAFT.encode(), "text/plain"))
    next(b for b in app.button if b.label == "Ontwerp lezen").click().run()
    assert work_off() == 1
    app.run()
    assert not app.exception
    draft_id = app.query_params["draft"]
    return draft_id if isinstance(draft_id, str) else draft_id[0]
