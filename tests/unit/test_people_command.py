"""`toetssteen people`: what the administrator of the machine types."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.console import main
from workbench.domain.people import Person, Role
from workbench.errors import SignInRefused
from workbench.use_cases.acting import Actor
from workbench.use_cases.manage_accounts import give_roles
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.sign_in import sign_in, visit


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def command(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["toetssteen", "--data", str(tmp_path), "people", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return command


BOB = ("add", "Bob Maes", "--email", "bob@vmri.test", "--role", "administrator")
PASSWORD = "zes paarden op stal\n"


def test_people_are_added_listed_and_given_roles(run) -> None:  # type: ignore[no-untyped-def]
    assert run(*BOB, stdin=PASSWORD) == (0, "", "Bob Maes is toegevoegd.\n")
    code, _, said = run("add", "An", "--role", "advisor", "--role", "reviewer", "--email", "an@vmri.test", "--no-password")
    assert (code, said) == (0, "An is toegevoegd.\n")
    assert run("list")[1] == "an@vmri.test  adviseur, reviewer  An\nbob@vmri.test  beheerder  Bob Maes\n"
    assert run("role", "an", "--role", "management")[2] == "An heeft nu deze rollen: directie.\n"
    assert run("disable", "an@vmri.test", "--reason", "uit dienst")[2] == "De toegang van An is gesloten.\n"
    assert run("list")[1] == "bob@vmri.test  beheerder  Bob Maes\nan@vmri.test  directie  An  (toegang gesloten)\n"


def test_the_first_person_and_the_last_administrator(run) -> None:  # type: ignore[no-untyped-def]
    sentence = "Minstens één actieve gebruiker moet beheerder zijn; geef eerst iemand die rol.\n"
    assert run("add", "An", "--role", "advisor", stdin=PASSWORD) == (1, "", sentence)
    assert run("list") == (0, "", "Er zijn nog geen gebruikers: wie deze machine gebruikt, werkt zonder wachtwoord.\n")
    run(*BOB, stdin=PASSWORD)
    assert run("disable", "bob maes") == (1, "", sentence)
    assert run("role", "bob maes", "--role", "advisor") == (1, "", sentence)


def test_a_new_password_opens_access_again_and_is_never_printed(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run(*BOB, stdin=PASSWORD)
    run("add", "An", "--role", "advisor", stdin=PASSWORD)
    run("disable", "an")
    code, out, said = run("reset", "an", "--temporary", stdin="acht geiten op wei\n")
    assert (code, out, said) == (0, "", "An heeft een nieuw wachtwoord; open sessies zijn beëindigd.\n")
    door = Workbench(Settings(tmp_path)).door
    here = visit(door, sign_in(door, "an", "acht geiten op wei"))
    assert here and here.must_choose
    with pytest.raises(SignInRefused):
        sign_in(door, "an", PASSWORD.strip())


def test_what_cannot_be_is_one_sentence(run) -> None:  # type: ignore[no-untyped-def]
    assert run(*BOB, stdin="kort\n") == (1, "", "Kies een wachtwoord van minstens 12 tekens.\n")
    assert run("add", "An", "--role", "advisor", "--no-password")[0] == 2
    assert run("disable", "niemand") == (2, "", "Er is geen actieve gebruiker niemand; kies iemand uit de lijst.\n")


def test_the_console_does_not_show_a_text_that_only_a_closed_dossier_of_others_holds(
    run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],  # type: ignore[no-untyped-def]
) -> None:
    def typed(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["toetssteen", "--data", str(tmp_path), *words])
        with pytest.raises(SystemExit):
            main()
        return "".join(capsys.readouterr())

    text = tmp_path / "kamperen.txt"
    text.write_text(
        "Ontwerp van decreet over kamperen\n\nArtikel 1. Dit decreet regelt een gewestaangelegenheid.\n", encoding="utf-8"
    )
    run(*BOB, stdin=PASSWORD)
    typed("draft", "import", str(text))
    assert "over kamperen" in typed("draft", "list")
    bench = Workbench(Settings(tmp_path))
    bob = Actor(bench.ledger, bench.ledger.find(Person)[0])
    bob = replace(bob, person=give_roles(bob, bob.person, [Role.ADMINISTRATOR, Role.ADVISOR]))
    draft = bench.drafts.all()[0].id
    dossier = open_dossier(bob, "Geheim", draft, "voorontwerp", confidential=True)
    assert "over kamperen" not in typed("draft", "list")
    assert f"Er is geen ontwerp {draft}" in typed("draft", "export", draft)
    assert "Geheim" not in typed("dossier", "list")
    assert f"Er is geen dossier {dossier.id}" in typed("dossier", "history", dossier.id)
    assert draft not in typed("search", "gewestaangelegenheid", "--in", "drafts", "--json")
