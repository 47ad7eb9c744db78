"""`toetssteen dossier` and `toetssteen audit verify` on a data folder with work in it."""

import re
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.records import DRAFT, finding
from workbench import console
from workbench.domain.findings import Severity
from workbench.storage.database import open_store
from workbench.storage.ledger import SqlLedger
from workbench.use_cases.acting import Actor
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.record_finding import record_finding, revise


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["toetssteen", "--data", str(tmp_path), "--language", "nl", *arguments])
        code = 0
        try:
            console.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def dossier(tmp_path: Path) -> str:
    engine = open_store(f"sqlite:///{tmp_path / 'toetssteen.db'}")
    local = Actor(SqlLedger(engine))
    opened = open_dossier(local, "Jeugdhulpdecreet", DRAFT, "voorontwerp")
    made = record_finding(local, finding(opened.id))
    revise(local, replace(made, severity=Severity.LOW), "minder mensen geraakt")
    engine.dispose()
    return opened.id


def test_an_empty_folder_says_that_there_is_nothing_yet_and_is_whole(run) -> None:  # type: ignore[no-untyped-def]
    assert run("dossier", "list") == (0, "", "Er zijn nog geen dossiers.\n")
    code, out, _ = run("audit", "verify")
    assert (code, out.splitlines()[-1]) == (0, "0:" + "0" * 64)
    assert run("audit", "verify", "--head", "0:" + "0" * 64)[0] == 0


def test_dossiers_and_their_history_are_printed_old_and_new(run, dossier: str) -> None:  # type: ignore[no-untyped-def]
    assert run("dossier", "list")[1] == f"{dossier}     1  conceptnota  Jeugdhulpdecreet\n"
    lines = run("dossier", "history", dossier)[1].splitlines()
    told = [line.split("  ")[2:4] for line in lines if not line.startswith(" ")]
    done = ["dossier geopend", "bevinding vastgelegd", "bevinding herzien"]
    assert told == [["lokale gebruiker", deed] for deed in done]
    assert lines[-1] == "    severity: high -> low"
    assert lines[-2].endswith("minder mensen geraakt")
    code, _, err = run("dossier", "history", "weg")
    assert (code, err) == (2, "Er is geen dossier weg; kies er een uit de lijst.\n")


def test_a_kept_head_proves_that_nothing_was_cut_off(run, dossier: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("audit", "verify")
    head = out.splitlines()[-1]
    assert code == 0
    assert re.fullmatch(r"3:[0-9a-f]{64}", head)
    assert "3 regels nagekeken: de geschiedenis is ongeschonden." in out
    assert run("audit", "verify", "--head", head)[0] == 0
    code, out, _ = run("audit", "verify", "--head", "3:" + "a" * 64)
    assert (code, "regel 3 is niet meer de bewaarde" in out) == (1, True)
    code, out, _ = run("audit", "verify", "--head", "9:" + "a" * 64)
    assert (code, "de bewaarde regel 9 is er niet meer" in out) == (1, True)
    code, _, err = run("audit", "verify", "--head", "drie")
    assert (code, "geen regel zoals audit verify die toont" in err) == (2, True)


def test_a_touched_store_is_named_with_the_place_and_exit_code_1(run, dossier: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with sqlite3.connect(tmp_path / "toetssteen.db") as raw:
        raw.execute("UPDATE finding SET content = replace(content, '\"low\"', '\"high\"')")
    raw.close()
    code, out, _ = run("audit", "verify")
    assert code == 1
    assert re.search(r"finding [0-9a-f]{32} is gewijzigd buiten Toetssteen om \(laatste beslissing: 3\)", out)
    assert "1 afwijkingen" in out
