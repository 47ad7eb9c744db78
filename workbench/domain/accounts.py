"""Accounts and sessions: who may come in with a password, for how long, and when somebody has to wait."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from workbench.domain.people import Person
from workbench.errors import RuleError

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
FREE_FAILURES = 4  # after this many, every failure makes the next attempt wait
FIRST_WAIT = timedelta(minutes=1)  # doubled by every further failure
LONGEST_WAIT = timedelta(minutes=15)
FORGIVEN_AFTER = timedelta(days=1)


class Way(StrEnum):
    """How somebody came in."""

    PASSWORD = "password"
    PROVIDER = "provider"


@dataclass(frozen=True)
class Credential:
    """The name that a person signs in with, and the argon2 digest of the password."""

    person: str
    login: str
    digest: str
    temporary: bool = False  # given by somebody else: the person has to choose an own one
    changed: str = ""


@dataclass(frozen=True)
class Identity:
    """Who the organisation's own sign-in says that somebody is; `subject` is its own lasting id."""

    subject: str
    email: str = ""
    verified: bool = False  # whether the organisation vouches for the address


@dataclass(frozen=True)
class Session:
    """A stay in the app; `id` is the SHA-256 of the token that only the browser has. Times are UTC."""

    id: str
    person: str
    way: Way
    created: datetime
    seen: datetime
    ends: datetime
    ended: datetime | None = None

    def open(self, now: datetime, idle: timedelta) -> bool:
        """Whether it still lets somebody in."""
        return self.ended is None and now < self.ends and now - self.seen < idle


@dataclass(frozen=True)
class Visit:
    """A person in an open session; `must_choose`: the password was given by somebody else and has to be replaced first."""

    person: Person
    session: Session
    must_choose: bool = False


@dataclass(frozen=True)
class Attempts:
    """Failures in a row on one sign-in name, whether an account has that name or not."""

    failures: int = 0
    until: datetime | None = None  # no attempt before this
    last: datetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """How long the next attempt has to wait."""
        return max(self.until - now, timedelta()) if self.until else timedelta()

    def charged(self, now: datetime) -> Attempts:
        """The attempts with one more, counted before its outcome is known so that guesses at the same moment count too."""
        forgiven = self.last is not None and now - self.last >= FORGIVEN_AFTER
        failures = 1 if forgiven else self.failures + 1
        over = failures - FREE_FAILURES
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(over - 1, 10)) if over > 0 else None
        return Attempts(failures, now + wait if wait else None, now)


class AccountRepository(Protocol):
    """Credentials, sessions and attempts; none of it in the history, since a digest or token has no place there."""

    def any_credential(self) -> bool:
        """Whether anybody can sign in with a password."""

    def credential(self, login: str) -> Credential | None:
        """By sign-in name, capitals and spaces around it apart."""

    def credential_of(self, person: str) -> Credential | None:
        """By person."""

    def keep_credential(self, credential: Credential) -> None:
        """Store it in the place of the person's earlier one; raises RuleError when somebody else has that name."""

    def charge(self, key: str, now: datetime) -> tuple[Attempts, timedelta]:
        """Count an attempt and return the attempts with it; when it has to wait, nothing is counted and the wait is positive."""

    def forgive(self, key: str) -> None:
        """Forget the failures on a name."""

    def add_session(self, session: Session) -> None:
        """Store a new session; sessions that ended long ago are forgotten."""

    def session(self, session_id: str) -> Session | None:
        """By id, open or not."""

    def sessions_of(self, person: str) -> list[Session]:
        """Of a person, newest first, open or not."""

    def touch(self, session_id: str, now: datetime) -> None:
        """The person did something."""

    def end(self, session_id: str, now: datetime) -> None:
        """Close a session."""

    def end_all(self, person: str, now: datetime, but: str = "") -> int:
        """Close every open session of a person except `but`; how many."""


class PasswordHasher(Protocol):
    """Slow, salted digests of passwords."""

    def digest(self, password: str) -> str:
        """A new digest."""

    def fits(self, digest: str, password: str) -> bool:
        """Whether the password belongs to the digest; an empty digest never fits but takes as long."""

    def outdated(self, digest: str) -> bool:
        """Whether it was made with weaker settings than today's."""


def token_id(token: str) -> str:
    """What is stored of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def login_form(name: str) -> str:
    """A sign-in name as it is compared: without capitals and spaces around it."""
    return " ".join(name.split()).casefold()


def attempts_key(name: str) -> str:
    """Under what failures on a name are counted; people type passwords in the name field, so the name itself is not kept."""
    return hashlib.sha256(login_form(name).encode()).hexdigest()


def minutes(wait: timedelta) -> int:
    """A wait in whole minutes, rounded up."""
    return math.ceil(wait / timedelta(minutes=1))


def check_password(password: str, login: str) -> None:
    """Let a new password pass; raises RuleError when it is too short, too long or says the sign-in name."""
    if len(password) < SHORTEST_PASSWORD:
        raise RuleError("error.password_short", shortest=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise RuleError("error.password_long", longest=LONGEST_PASSWORD)
    rest = password.casefold()
    for part in (login_form(login), *login_form(login).replace("@", ".").replace(" ", ".").split(".")):
        rest = rest.replace(part, "") if len(part) > 2 else rest
    if len(set(password)) < 5 or len(rest) < 8:
        raise RuleError("error.password_guessable")
