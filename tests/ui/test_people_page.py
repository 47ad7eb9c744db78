"""The page of people, and who a visit is, as an administrator and a colleague see them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.hashing import QuickHasher
from tests.ui.conftest import DRAFT
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.people import Person, Role
from workbench.storage.accounts import SqlAccounts
from workbench.ui import state
from workbench.use_cases.acting import Actor
from workbench.use_cases.manage_accounts import add_member
from workbench.use_cases.open_dossier import open_dossier, set_members
from workbench.use_cases.sign_in import Door, sign_in, sign_out

GOOD = "zes paarden op stal"
Open = Callable[..., AppTest]


class Team:
    """Bob administers, An advises, Rik researches; a visit is whoever `come` names."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bench = Workbench(Settings(folder / "gegevens"))
        self.door = Door(self.bench.ledger, SqlAccounts(self.bench.store), QuickHasher())
        bob = add_member(self.door, self.bench.actor(), "Bob", [Role.ADMINISTRATOR], "bob@vmri.test", GOOD, temporary=False)
        self.bob = Actor(self.bench.ledger, bob)
        self.an = add_member(self.door, self.bob, "An", [Role.ADVISOR], "an@vmri.test", GOOD, temporary=False)
        self.rik = add_member(self.door, self.bob, "Rik", [Role.RESEARCHER], "rik@vmri.test", GOOD, temporary=False)
        self._patch = monkeypatch

    def come(self, name: str) -> str:
        token = sign_in(self.door, f"{name}@vmri.test", GOOD)
        self._patch.setattr(state, "session_token", lambda: token)
        return token

    def stored(self, name: str) -> Person:
        return next(p for p in self.bench.ledger.find(Person) if p.name == name)


@pytest.fixture
def team(open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setattr(state, "SURE_FOR", 0.0)
    return Team(tmp_path, monkeypatch)


def words(app: AppTest) -> str:
    return " ".join(
        str(e.value) for kind in ("error", "success", "markdown", "title", "header") for e in app.get(kind)
    ) + " ".join(e.proto.body for e in app.get("html"))


def everything(app: AppTest) -> str:
    """All that the server sent to the page, whatever kind of element it is in."""
    waiting, sent = [app.main, app.sidebar], []
    while waiting:
        node = waiting.pop()
        sent.append(str(getattr(node, "proto", "")))
        waiting += getattr(node, "children", {}).values()
    return " ".join(sent)


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def fill(app: AppTest, label: str, value: str, place: int = 0) -> None:
    [f for f in app.text_input if f.label == label][place].set_value(value)


def test_the_local_user_makes_the_first_account_and_is_told_what_follows(open_app: Open, tmp_path: Path) -> None:
    app = open_app("people")
    assert "De eerste persoon moet beheerder zijn" in words(app)
    fill(app, "Naam", "Bob Maes")
    fill(app, "E-mailadres", "bob@vmri.test")
    fill(app, "Wachtwoord", "kort")
    assert "Kies een wachtwoord van minstens 12 tekens." in words(press(app, "Toevoegen"))
    fill(app, "Wachtwoord", GOOD)
    app.checkbox(key="role-new-administrator").uncheck()
    app.checkbox(key="role-new-advisor").check()
    assert "Minstens één actieve gebruiker moet beheerder zijn" in words(press(app, "Toevoegen"))
    app.checkbox(key="role-new-administrator").check()
    assert "Bob Maes is toegevoegd. Vanaf nu moet iedereen zich aanmelden" in words(press(app, "Toevoegen"))
    bench = Workbench(Settings(tmp_path / "gegevens"))
    assert sign_in(bench.door, "bob@vmri.test", GOOD)
    assert "U bent afgemeld" in words(app.run())


def test_an_administrator_adds_gives_roles_resets_and_closes(open_app: Open, team: Team) -> None:
    team.come("bob")
    app = open_app("people")
    fill(app, "Naam", "Els <b>Claes</b>")
    fill(app, "E-mailadres", "els@vmri.test")
    fill(app, "Tijdelijk wachtwoord", GOOD)
    app.checkbox(key="role-new-reviewer").check()
    said = words(press(app, "Toevoegen"))
    assert "Els &lt;b&gt;Claes&lt;/b&gt; is toegevoegd. Geef het wachtwoord persoonlijk door" in said
    els = team.stored("Els <b>Claes</b>")
    assert (els.roles, els.email) == ((Role.REVIEWER,), "els@vmri.test")
    app = open_app("people", person=els.id)
    app.checkbox(key=f"role-{els.id}-advisor").check()
    assert "De rollen van Els" in words(press(app, "Rollen bewaren"))
    assert team.stored("Els <b>Claes</b>").roles == (Role.ADVISOR, Role.REVIEWER)
    fill(app, "Reden (komt in de geschiedenis)", "uit dienst")
    press(app, "Toegang stopzetten")
    assert team.stored("Els <b>Claes</b>").active is False
    assert [(d.action, d.reason) for d in team.bench.ledger.history(subject=els.id)][-1] == ("change_person", "uit dienst")


def test_nobody_else_sees_or_changes_people(open_app: Open, team: Team) -> None:
    team.come("an")
    app = open_app("people")
    assert "An kan geen gebruikers beheren; een beheerder moet dit doen." in words(app)
    assert "bob@vmri.test" not in words(app)
    assert not [b for b in app.button if b.label == "Toevoegen"]


def test_the_page_says_who_is_here_and_refuses_once_the_session_has_ended(open_app: Open, team: Team) -> None:
    token = team.come("an")
    app = open_app()
    assert '<span class="ts-who">An</span> <span class="ts-role">adviseur</span>' in words(app)
    assert 'action="/afmelden?lang=nl"' in words(app)
    sign_out(team.door, token)
    told = words(app.run())
    assert "U bent afgemeld; meld u opnieuw aan om verder te werken." in told
    assert '<span class="ts-who">' not in told


def test_a_confidential_dossier_leaves_no_trace_on_the_pages_of_others(open_app: Open, imported: str, team: Team) -> None:
    advisor = Actor(team.bench.ledger, team.an)
    dossier = open_dossier(advisor, "Geheim voornemen", imported, "voorontwerp")
    title = team.bench.drafts.get(imported).title  # type: ignore[union-attr]
    for visitor in ("rik", "an"):
        team.come(visitor)
        assert title in everything(open_app("start"))
    set_members(advisor, dossier.id, True, [])
    for page in ("start", "draft", "screening", "search", "jobs", "overview", "queue", "dossiers", "dossier", "versions"):
        team.come("rik")
        seen = everything(open_app(page, draft=imported, dossier=dossier.id)) + everything(open_app(page))
        assert len(seen) > 500 and title not in seen and "Geheim voornemen" not in seen and "kampeer.txt" not in seen, page
    team.bench.draft_index()
    sought = {"in": "drafts", "q": "toezichthouders betreden elke kampeerwagen"}
    team.come("rik")
    assert imported not in everything(open_app("search", **sought))
    team.come("an")
    assert title in everything(open_app("draft", draft=imported))
    assert imported in everything(open_app("search", **sought))


def test_the_same_file_again_is_refused_to_who_may_not_know_of_it(
    open_app: Open, imported: str, work_off: Callable[[], int], team: Team
) -> None:
    advisor = Actor(team.bench.ledger, team.an)
    dossier = open_dossier(advisor, "Geheim voornemen", imported, "voorontwerp")
    set_members(advisor, dossier.id, True, [])
    team.come("rik")
    app = open_app("importing")
    app.file_uploader(key="draft_file").set_value(("zelfde.txt", DRAFT.encode(), "text/plain"))
    press(app, "Ontwerp lezen")
    assert work_off() == 1
    seen = everything(app.run()).replace("\\", "")
    assert "Deze tekst is niet ingevoerd: hij staat al in een dossier dat voor u gesloten is." in seen
    assert "Geheim voornemen" not in seen and team.bench.drafts.get(imported) is not None
