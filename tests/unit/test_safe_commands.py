"""The commands for backups and for dossiers as files, as a user runs them."""

import sys
from pathlib import Path

import pytest

from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.console import main
from workbench.use_cases.open_dossier import open_dossier


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def call(data: Path, *arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["toetssteen", "--data", str(data), *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(str(ended.value.code)), said.out + said.err

    return call


def test_a_backup_and_a_restore_say_what_they_did(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    here, there = tmp_path / "hier", tmp_path / "daar"
    open_dossier(Workbench(Settings(_made(here))).actor(), "Kampeerterreinen")
    assert run(here, "backup", tmp_path / "alles.zip")[0] == 0
    assert run(here, "backup", tmp_path / "alles.zip") == (
        1,
        f"{tmp_path / 'alles.zip'} bestaat al en wordt niet overschreven; kies een andere naam.\n",
    )
    code, said = run(there, "restore", tmp_path / "alles.zip")
    assert (code, "rij per rij nagekeken" in said) == (0, True)
    assert "Kampeerterreinen" in run(there, "dossier", "list")[1]
    assert run(there, "restore", tmp_path / "alles.zip") == (
        1,
        "Er staan al gegevens; maak er eerst een back-up van en geef dan --replace mee.\n",
    )
    assert run(there, "restore", tmp_path / "alles.zip", "--replace")[0] == 0
    assert run(there, "audit", "verify")[0] == 0
    actions = [e.action for e in Workbench(Settings(there)).ledger.audit()]
    assert actions == ["open_dossier", "back_up", "restore"]


def test_a_dossier_goes_out_and_comes_in(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    here, there = tmp_path / "hier", tmp_path / "daar"
    dossier = open_dossier(Workbench(Settings(_made(here))).actor(), "Kampeerterreinen")
    assert run(here, "dossier", "export", dossier.id, tmp_path / "dossier.zip")[0] == 0
    code, said = run(there, "dossier", "import", tmp_path / "dossier.zip")
    assert (code, said.startswith(f"Kampeerterreinen is binnengebracht ({dossier.id}, ")) == (0, True)
    assert dossier.id in run(there, "dossier", "list")[1]
    assert run(there, "audit", "verify")[0] == 0


@pytest.mark.parametrize("command", [("restore",), ("dossier", "import")])
def test_a_file_that_is_something_else_gets_one_sentence(run, tmp_path: Path, command: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "brief.zip").write_text("Geachte,")
    code, said = run(tmp_path / "hier", *command, tmp_path / "brief.zip")
    assert (code, said) == (
        2,
        "brief.zip is beschadigd of onvolledig en er is niets uit gelezen; neem een ander exemplaar.\n",
    )


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
