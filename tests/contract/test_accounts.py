"""Coming in, waiting, staying and leaving, on both databases."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from tests.hashing import QuickHasher
from workbench.domain.accounts import Credential, Identity, Session, Way, token_id
from workbench.domain.people import Action, Person, Role, may
from workbench.errors import AccessDenied, RuleError, SignInRefused
from workbench.storage.accounts import SqlAccounts
from workbench.storage.ledger import SqlLedger
from workbench.use_cases.acting import Actor
from workbench.use_cases.manage_accounts import (
    add_member,
    close_access,
    give_roles,
    member_named,
    members,
    open_access,
    reset_password,
)
from workbench.use_cases.sign_in import (
    Door,
    choose_password,
    known_token,
    open_session,
    sign_in,
    sign_in_through,
    sign_out,
    visit,
)

GOOD = "zes paarden op stal"


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **time: int) -> None:
        self.now += timedelta(**time)


class House:
    """An institute with an administrator and an advisor who have accounts."""

    def __init__(self, engine: Engine) -> None:
        self.clock = Clock()
        self.hasher = QuickHasher()
        self.door = Door(SqlLedger(engine), SqlAccounts(engine), self.hasher, clock=self.clock)
        self.local = Actor(self.door.ledger)
        self.bob = add_member(self.door, self.local, "Bob", [Role.ADMINISTRATOR], password=GOOD, temporary=False)
        self.an = add_member(self.door, self.local, "An Peeters", [Role.ADVISOR], "An@vmri.test", GOOD, temporary=False)

    def actor(self, person: Person) -> Actor:
        return Actor(self.door.ledger, person)

    def audit(self) -> list[tuple[str, str, str]]:
        return [(e.who, e.action, e.subject) for e in self.door.ledger.audit()]

    def refused(self, login: str, password: str = "fout") -> str:
        with pytest.raises(SignInRefused) as caught:
            sign_in(self.door, login, password)
        return caught.value.key


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def test_without_people_nobody_is_asked_who_they_are_and_with_one_everybody_is(engine: Engine) -> None:
    empty = Door(SqlLedger(engine), SqlAccounts(engine), QuickHasher())
    assert empty.guarded() is False
    add_member(empty, Actor(empty.ledger), "Bob", [Role.ADMINISTRATOR], "bob@vmri.test")
    assert empty.guarded() is True


def test_the_right_password_opens_a_session_that_names_the_person(house: House) -> None:
    token = sign_in(house.door, "  an@VMRI.test ", GOOD)
    here = visit(house.door, token)
    assert here and (here.person.name, here.session.way, here.must_choose) == ("An Peeters", Way.PASSWORD, False)
    assert house.audit()[-1] == (house.an.id, "sign_in", house.an.id)
    assert visit(house.door, token[:-1]) is None and visit(house.door, "") is None


def through(house: House, subject: str, email: str = "", verified: bool = True) -> str:
    try:
        here = visit(house.door, sign_in_through(house.door, Identity(subject, email, verified)))
    except SignInRefused as error:
        return error.key
    assert here
    return f"{here.person.name}, {here.session.way}"


def test_the_organisation_brings_in_who_is_known_by_subject_or_by_a_verified_address(house: House) -> None:
    assert through(house, "s1", "an@vmri.test", verified=False) == "error.provider.unverified"
    assert through(house, "s1", "AN@vmri.test") == "An Peeters, provider"
    assert through(house, "s1", "an.janssens@vmri.test", verified=False) == "An Peeters, provider"
    assert through(house, "s2", "an@vmri.test") == "error.provider.unknown"
    assert through(house, "s3") == through(house, "s3", "niemand@vmri.test") == "error.provider.unknown"
    kept = house.door.ledger.get(Person, house.an.id)
    assert kept and kept.subject == "s1"
    close_access(house.door, house.actor(house.bob), kept)
    assert through(house, "s1") == "error.provider.closed"


def test_neither_password_nor_token_stands_in_the_database(house: House, engine: Engine) -> None:
    token = sign_in(house.door, "an@vmri.test", GOOD)
    house.refused("zes paarden op stal")  # a password typed in the field of the name
    with engine.connect() as connection:
        for table in ("credential", "session", "attempts", "audit", "decision", "person"):
            for row in connection.execute(text(f"SELECT * FROM {table}")):
                assert GOOD not in str(row) and token not in str(row)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer_and_the_same_work(house: House) -> None:
    before = house.hasher.asked
    assert house.refused("an@vmri.test") == house.refused("niemand@vmri.test") == "error.sign_in_refused"
    close_access(house.door, house.actor(house.bob), house.an)
    assert house.refused("an@vmri.test", GOOD) == "error.sign_in_refused"
    assert house.hasher.asked == before + 3
    failures = [row for row in house.audit() if row[1] == "sign_in_failed"]
    assert failures == [("stranger", "sign_in_failed", s) for s in (house.an.id, "", house.an.id)]


def test_after_four_free_failures_the_wait_doubles_up_to_a_quarter_of_an_hour(house: House) -> None:
    for name in ("an@vmri.test", "bestaat-niet"):
        assert [house.refused(name) for _ in range(5)] == ["error.sign_in_refused"] * 4 + ["error.sign_in_refused_wait"]
        waits = []
        for _ in range(6):
            before = house.hasher.asked
            with pytest.raises(SignInRefused) as caught:
                sign_in(house.door, name, GOOD)  # right, but too early
            assert caught.value.key == "error.sign_in_wait" and house.hasher.asked == before
            waits.append(caught.value.params["minutes"])
            house.clock.on(minutes=int(str(waits[-1])))
            house.refused(name)
        assert waits == [1, 2, 4, 8, 15, 15]
    assert ("stranger", "sign_in_locked", house.an.id) in house.audit()
    house.clock.on(minutes=15)
    assert visit(house.door, sign_in(house.door, "an@vmri.test", GOOD))
    assert house.refused("an@vmri.test") == "error.sign_in_refused"  # the count began anew


def test_failures_are_forgotten_after_a_day(house: House) -> None:
    for _ in range(4):
        house.refused("bob")
    house.clock.on(days=1)
    assert house.refused("bob") == "error.sign_in_refused"


def test_guesses_at_the_same_moment_do_not_get_around_the_wait(house: House) -> None:
    answers: list[str] = []

    def guess(n: int) -> None:
        try:
            sign_in(house.door, "bob", f"gok {n}")
        except SignInRefused as error:
            answers.append(error.key)

    before = house.hasher.asked
    threads = [threading.Thread(target=guess, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 12
    assert house.hasher.asked == before + 5
    assert answers.count("error.sign_in_wait") == 7


def test_a_session_ends_after_a_pause_and_after_a_day_of_work(house: House) -> None:
    pausing = sign_in(house.door, "bob", GOOD)
    house.clock.on(minutes=119)
    assert visit(house.door, pausing)  # looking is no activity
    house.clock.on(minutes=1)
    assert visit(house.door, pausing) is None
    assert known_token(house.door, pausing) and not known_token(house.door, "verzonnen")
    working = sign_in(house.door, "bob", GOOD)
    for _ in range(11):
        house.clock.on(hours=1)
        assert visit(house.door, working, active=True)
    house.clock.on(minutes=59)
    assert visit(house.door, working, active=True)
    house.clock.on(minutes=1)
    assert visit(house.door, working, active=True) is None


def test_signing_out_ends_this_session_and_everywhere_ends_all(house: House) -> None:
    here, there, other = (sign_in(house.door, name, GOOD) for name in ("bob", "bob", "an@vmri.test"))
    sign_out(house.door, here)
    assert [bool(visit(house.door, t)) for t in (here, there, other)] == [False, True, True]
    sign_out(house.door, here)  # again: nothing happens
    third = sign_in(house.door, "bob", GOOD)
    sign_out(house.door, third, everywhere=True)
    assert [bool(visit(house.door, t)) for t in (there, third, other)] == [False, False, True]
    assert [a for _, a, _ in house.audit() if a.startswith("sign_out")] == ["sign_out", "sign_out_everywhere"]


def test_another_role_and_closed_access_count_in_an_open_session_at_once(house: House) -> None:
    token = sign_in(house.door, "an@vmri.test", GOOD)
    an = give_roles(house.actor(house.bob), house.an, [Role.MANAGEMENT])
    here = visit(house.door, token)
    assert here and here.person.roles == (Role.MANAGEMENT,)
    assert may(here.person, Action.SIGN_OFF) and not may(here.person, Action.WRITE_FINDING)
    an = close_access(house.door, house.actor(house.bob), an, "uit dienst")
    assert visit(house.door, token) is None
    open_access(house.actor(house.bob), an)
    assert visit(house.door, token) is None  # an old session does not come back to life
    decisions = [(d.action, d.reason) for d in house.door.ledger.history(subject=house.an.id)]
    assert decisions == [("add_person", ""), ("change_person", ""), ("change_person", "uit dienst"), ("change_person", "")]


def test_a_new_password_from_the_administrator_ends_sessions_and_waits_and_must_be_replaced(house: House) -> None:
    token = sign_in(house.door, "an@vmri.test", GOOD)
    for _ in range(5):
        house.refused("an@vmri.test")
    reset_password(house.door, house.actor(house.bob), house.an, "tijdelijk maar sterk")
    assert visit(house.door, token) is None
    assert house.refused("an@vmri.test", GOOD) == "error.sign_in_refused"
    first = sign_in(house.door, "an@vmri.test", "tijdelijk maar sterk")
    elsewhere = sign_in(house.door, "an@vmri.test", "tijdelijk maar sterk")
    here = visit(house.door, first)
    assert here and here.must_choose
    with pytest.raises(SignInRefused):
        choose_password(house.door, first, "niet dit", "mijn eigen geheim 7")
    with pytest.raises(SignInRefused) as same:
        choose_password(house.door, first, "tijdelijk maar sterk", "tijdelijk maar sterk")
    assert same.value.key == "error.password_same"
    choose_password(house.door, first, "tijdelijk maar sterk", "mijn eigen geheim 7")
    here = visit(house.door, first)
    assert here and not here.must_choose and visit(house.door, elsewhere) is None
    assert [a for _, a, s in house.audit() if s == house.an.id and "password" in a] == ["reset_password", "choose_password"]


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("elf tekens!", "error.password_short"),
        ("x" * 257, "error.password_long"),
        ("aaaaaaaaaaaaaaaa", "error.password_guessable"),
        ("cas.jans@vmri.test1", "error.password_guessable"),
        ("jansjansvmri2026", "error.password_guessable"),
    ],
)
def test_a_weak_password_is_refused_before_anybody_is_added(house: House, password: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        add_member(house.door, house.local, "Cas Jans", [Role.ADVISOR], "cas.jans@vmri.test", password)
    assert caught.value.key == key
    assert [p.name for p in house.door.ledger.find(Person)] == ["Bob", "An Peeters"]


def test_two_people_never_have_one_sign_in_name(house: House) -> None:
    with pytest.raises(RuleError) as caught:
        add_member(house.door, house.local, "Anna", [Role.ADVISOR], "AN@vmri.test ", GOOD)
    assert caught.value.key == "error.login_taken"
    with pytest.raises(RuleError):
        house.door.accounts.keep_credential(Credential("iemand anders", "bob", "x"))


def test_only_an_administrator_sees_and_changes_accounts(house: House) -> None:
    an = house.actor(house.an)
    for attempt in (
        lambda: members(house.door, an),
        lambda: add_member(house.door, an, "Cas", [Role.ADVISOR]),
        lambda: reset_password(house.door, an, house.bob, "nieuw en lang genoeg"),
        lambda: close_access(house.door, an, house.bob),
        lambda: give_roles(an, house.an, list(Role)),
    ):
        with pytest.raises(AccessDenied) as caught:
            attempt()
        assert caught.value.key == "error.denied.manage_people"
    found = members(house.door, house.actor(house.bob))
    assert [(m.person.name, m.login) for m in found] == [("An Peeters", "an@vmri.test"), ("Bob", "bob")]
    assert member_named(house.door, house.local, "an peeters").person.id == house.an.id


def test_the_last_administrator_keeps_role_and_access(house: House) -> None:
    token = sign_in(house.door, "bob", GOOD)
    for attempt in (
        lambda: give_roles(house.local, house.bob, [Role.ADVISOR]),
        lambda: close_access(house.door, house.local, house.bob),
    ):
        with pytest.raises(RuleError) as caught:
            attempt()
        assert caught.value.key == "error.last_administrator"
    assert visit(house.door, token)


def test_an_old_digest_is_renewed_when_its_owner_comes_in(house: House) -> None:
    accounts = house.door.accounts
    old = accounts.credential("bob")
    assert old
    house.hasher.weak.add(old.digest)
    stored: list[Credential] = []
    spied = replace(house.door, accounts=_Spy(accounts, stored))
    sign_in(spied, "bob", GOOD)
    assert [c.login for c in stored] == ["bob"]


class _Spy:
    def __init__(self, inner: object, stored: list[Credential]) -> None:
        self._inner, self._stored = inner, stored

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def keep_credential(self, credential: Credential) -> None:
        self._stored.append(credential)


def test_sessions_that_ended_long_ago_are_forgotten(house: House) -> None:
    old = open_session(house.door, house.bob.id, Way.PROVIDER)
    house.clock.on(days=31)
    new = open_session(house.door, house.bob.id, Way.PROVIDER)
    kept: list[Session] = house.door.accounts.sessions_of(house.bob.id)
    assert [s.id for s in kept] == [token_id(new)] != [token_id(old)]


def test_the_chain_holds_after_all_of_this(house: House) -> None:
    sign_out(house.door, sign_in(house.door, "bob", GOOD))
    house.refused("bob")
    assert list(house.door.ledger.verify()) == []
