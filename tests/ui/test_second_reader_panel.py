"""The second reader on the desk: nothing without an address; what is sent is shown first; the answer is plainly a machine's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.browser.conftest import TREATY
from tests.endpoint_server import Endpoint, endpoint_server, status
from tests.ui.conftest import DRAFT
from workbench.bootstrap import Workbench
from workbench.config import Settings, read_settings
from workbench.use_cases.jobs import run
from workbench.use_cases.open_dossier import open_dossier, set_members
from workbench.worker import Workroom

OpenApp = Callable[..., AppTest]
UNIT = "chp_2__art_3__para_1"
ADDRESS = {"unit": UNIT, "cand": "ECHR/8"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    with endpoint_server() as found:
        monkeypatch.setenv("TOETSSTEEN_SECOND_READER_URL", found.url)
        monkeypatch.setenv("TOETSSTEEN_SECOND_READER_MODEL", "groot-model")
        monkeypatch.setenv("TOETSSTEEN_SECOND_READER_KEY", "sk-geheim-123")
        yield found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one fictitious treaty text and the screened draft; made once."""
    folder = tmp_path_factory.mktemp("prepared")
    bench = Workbench(Settings(folder))
    (folder / "kampeer.txt").write_text(DRAFT, encoding="utf-8")
    (folder / "ECHR.json").write_text(json.dumps(TREATY), encoding="utf-8")
    bench.import_corpus(folder / "ECHR.json")
    bench.screen(bench.import_draft(folder / "kampeer.txt")[0])
    bench.store.dispose()
    return folder


@pytest.fixture
def bench(open_app: OpenApp, prepared: Path, tmp_path: Path) -> Workbench:
    shutil.copytree(prepared, tmp_path / "gegevens", dirs_exist_ok=True)
    return Workbench(Settings(tmp_path / "gegevens"))


@pytest.fixture
def work_off(bench: Workbench) -> Callable[[], int]:
    """What the worker does, with the settings that name the endpoint."""
    room = Workroom(lambda: read_settings(bench.settings.data))
    return lambda: bench.queue.work_off(lambda job_id: run(job_id, "werker", bench.jobs, room.works))


def draft(bench: Workbench) -> str:
    return bench.drafts.all()[0].id


def words(app: AppTest) -> str:
    parts = [*app.html, *app.header, *app.error, *app.warning]
    return unescape(" ".join(str(part.value) for part in parts))


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def test_without_an_address_the_desk_says_nothing_of_a_second_reader(open_app: OpenApp, bench: Workbench) -> None:
    assert "Tweede lezer" not in words(open_app("screening", draft=draft(bench), **ADDRESS))


def test_it_is_allowed_asked_and_answered_with_what_was_dropped(
    open_app: OpenApp, bench: Workbench, server: Endpoint, work_off: Callable[[], int]
) -> None:
    open_dossier(bench.actor(), "Kamperen", draft(bench), "voorontwerp")
    server.say({
        "leaning": "likely",
        "sentences": [
            {"words": "<b>De wagen</b> wordt betreden.", "raises": True, "quotes": [{"from": "draft", "words": "elke kampeerwagen betreden"}]},
            {"words": "De rechter kijkt mee.", "raises": False, "quotes": [{"from": "draft", "words": "na machtiging"}]},
        ],
        "questions": ["Is er een beroep?"],
    })  # fmt: skip
    app = open_app("screening", draft=draft(bench), **ADDRESS)
    assert f"Er is nog niets verstuurd. Mogen teksten van dossier “Kamperen” naar {server.host}?" in words(app)
    assert f"Naar {server.host}, aan het model groot-model." in words(app)
    press(app, "Toestaan voor dossier “Kamperen”")
    assert server.asked == []
    press(app, "groot-model vragen over artikel 8 EVRM")
    assert work_off() == 1
    page = words(open_app("screening", draft=draft(bench), **ADDRESS))
    assert "Mening van een machine, geen oordeel en geen bevinding." in page
    assert "Neiging: waarschijnlijk spanning." in page
    assert "<b>De wagen</b> wordt betreden." in page  # escaped in the page, unescaped here
    assert '<q lang="nl">elke kampeerwagen betreden</q> (ontwerp)' in page
    assert "De rechter kijkt mee." not in page
    assert "Weggelaten: zinnen of vragen met woorden die in geen van beide teksten staan: 1." in page
    assert "sk-geheim-123" not in page


def test_a_confidential_dossier_asks_for_a_reason_first(open_app: OpenApp, bench: Workbench, server: Endpoint) -> None:
    dossier = open_dossier(bench.actor(), "Geheim", draft(bench), "voorontwerp")
    set_members(bench.actor(), dossier.id, True, [])
    app = open_app("screening", draft=draft(bench), **ADDRESS)
    press(app, "Toestaan voor dossier “Geheim”")
    assert [e.value for e in app.error] == ["Geef een reden op; ze wordt bij de beslissing bewaard."]
    app.text_input(key=next(i.key for i in app.text_input if "vertrouwelijke dossier" in i.label)).set_value("akkoord kabinet")
    press(app, "Toestaan voor dossier “Geheim”")
    assert "Toegestaan voor dossier “Geheim”" in words(app)


def test_a_server_that_fails_leaves_one_sentence_and_a_way_to_try_again(
    open_app: OpenApp, bench: Workbench, server: Endpoint, work_off: Callable[[], int]
) -> None:
    open_dossier(bench.actor(), "Kamperen", draft(bench), "voorontwerp")
    server.do(status(401))
    app = open_app("screening", draft=draft(bench), **ADDRESS)
    press(press(app, "Toestaan voor dossier “Kamperen”"), "groot-model vragen over artikel 8 EVRM")
    assert work_off() == 1
    again = open_app("screening", draft=draft(bench), **ADDRESS)
    assert f"{server.host} weigert de toegang (401): controleer TOETSSTEEN_SECOND_READER_KEY." in words(again)
    assert "Opnieuw" in " ".join(b.label for b in again.button)
    assert "Mening van een machine" not in words(again)
