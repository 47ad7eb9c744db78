"""Come in with a password, stay, choose another password, leave; every step stands in the audit chain."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from workbench.domain.accounts import (
    AccountRepository,
    Attempts,
    Credential,
    Identity,
    PasswordHasher,
    Session,
    Visit,
    Way,
    attempts_key,
    check_password,
    login_form,
    minutes,
    token_id,
)
from workbench.domain.ledger import Ledger
from workbench.domain.people import Person
from workbench.errors import SignInRefused, StoreError

SEEN_EVERY = timedelta(minutes=1)  # how exactly "last seen" is kept
STRANGER = "stranger"  # who the audit chain names before somebody has shown who they are


def utc_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Door:
    """What signing in works with: `idle` is the longest pause, `longest` the longest stay."""

    ledger: Ledger
    accounts: AccountRepository
    passwords: PasswordHasher
    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=12)
    clock: Callable[[], datetime] = utc_clock

    def guarded(self) -> bool:
        """Whether anybody works here besides the one local user, so that visitors have to say who they are.

        Names that came with an imported dossier are no people who work here; they are inactive.
        """
        return self.accounts.any_credential() or bool(self.ledger.find(Person, active=True))


def sign_in(door: Door, login: str, password: str) -> str:
    """Open a session and return its token; raises SignInRefused, in the same words and time whether the name exists or not."""
    attempts = _charge(door, login)
    credential = door.accounts.credential(login)
    right = door.passwords.fits(credential.digest if credential else "", password)
    person = door.ledger.get(Person, credential.person) if credential else None
    if not (right and credential and person and person.active):
        _refuse(door, attempts, credential.person if credential else "")
    assert credential
    door.accounts.forgive(attempts_key(login))
    if door.passwords.outdated(credential.digest):
        door.accounts.keep_credential(replace(credential, digest=door.passwords.digest(password)))
    return open_session(door, credential.person, Way.PASSWORD)


def _charge(door: Door, login: str) -> Attempts:
    attempts, wait = door.accounts.charge(attempts_key(login), door.clock())
    if wait:
        raise SignInRefused("error.sign_in_wait", minutes=minutes(wait))
    return attempts


def _refuse(door: Door, attempts: Attempts, subject: str) -> NoReturn:
    """Note the failure, and the wait when there is one; then raise."""
    wait = attempts.wait(door.clock())
    with door.ledger.write(STRANGER) as pen:
        pen.log("sign_in_locked" if wait else "sign_in_failed", "person", subject)
    if wait:
        raise SignInRefused("error.sign_in_refused_wait", minutes=minutes(wait))
    raise SignInRefused("error.sign_in_refused")


def sign_in_through(door: Door, identity: Identity) -> str:
    """Open a session for somebody whom the organisation's own sign-in knows; returns its token.

    A known subject counts first. Else the one person with that address, once the organisation vouches for it; the subject is
    then kept with the person, so that the address alone opens nothing for somebody who gets it later. Raises SignInRefused.
    """
    person = _known_identity(door, identity)
    if not person.active:
        _refuse_identity(door, "closed", person.id)
    if not person.subject:
        with door.ledger.write(person.id) as pen:
            pen.put(replace(person, subject=identity.subject), "bind_identity")
    return open_session(door, person.id, Way.PROVIDER)


def _known_identity(door: Door, identity: Identity) -> Person:
    people = door.ledger.find(Person)
    known = [p for p in people if p.subject == identity.subject]
    address = login_form(identity.email)
    known = known or [p for p in people if address and not p.subject and login_form(p.email) == address]
    if len(known) != 1:
        _refuse_identity(door, "unknown")
    if known[0].subject != identity.subject and not identity.verified:
        _refuse_identity(door, "unverified", known[0].id)
    return known[0]


def _refuse_identity(door: Door, why: str, subject: str = "") -> NoReturn:
    with door.ledger.write(STRANGER) as pen:
        pen.log("sign_in_unknown", "person", subject)
    raise SignInRefused(f"error.provider.{why}")


def open_session(door: Door, person: str, way: Way) -> str:
    """A new session for somebody who has shown who they are; returns the token that only the browser keeps."""
    token = secrets.token_urlsafe(32)
    now = door.clock()
    with door.ledger.write(person) as pen:
        pen.log("sign_in", "person", person)
    door.accounts.add_session(Session(token_id(token), person, way, now, now, now + door.longest))
    return token


def visit(door: Door, token: str, active: bool = False) -> Visit | None:
    """Who this token lets in at this moment, as stored now; `active`: the person did something, so the pause begins anew."""
    session = door.accounts.session(token_id(token)) if token else None
    now = door.clock()
    if session is None or not session.open(now, door.idle):
        return None
    person = door.ledger.get(Person, session.person)
    if person is None or not person.active:
        return None
    if active and now - session.seen >= SEEN_EVERY:
        with suppress(StoreError):  # a full or read-only disk must not put readers out; the pause then counts from before
            door.accounts.touch(session.id, now)
    credential = door.accounts.credential_of(person.id) if session.way is Way.PASSWORD else None
    return Visit(person, session, bool(credential and credential.temporary))


def known_token(door: Door, token: str) -> bool:
    """Whether the token belonged to a session here, open or not."""
    return bool(token) and door.accounts.session(token_id(token)) is not None


def sign_out(door: Door, token: str, everywhere: bool = False) -> None:
    """End the session, or all sessions of the person; nothing happens when it had ended."""
    here = visit(door, token)
    if here is None:
        return
    door.accounts.end(here.session.id, door.clock())
    if everywhere:
        door.accounts.end_all(here.person.id, door.clock())
    with door.ledger.write(here.person.id) as pen:
        pen.log("sign_out_everywhere" if everywhere else "sign_out", "person", here.person.id)


def choose_password(door: Door, token: str, current: str, new: str) -> None:
    """Another password for oneself; other sessions of the person end. Raises SignInRefused, RuleError."""
    here = visit(door, token)
    credential = door.accounts.credential_of(here.person.id) if here else None
    if here is None or credential is None:
        raise SignInRefused("error.signed_out")
    attempts = _charge(door, credential.login)
    if not door.passwords.fits(credential.digest, current):
        _refuse(door, attempts, here.person.id)
    door.accounts.forgive(attempts_key(credential.login))
    if current == new:
        raise SignInRefused("error.password_same")
    store_password(door, credential, new, temporary=False)
    door.accounts.end_all(here.person.id, door.clock(), but=here.session.id)
    with door.ledger.write(here.person.id) as pen:
        pen.log("choose_password", "person", here.person.id)


def store_password(door: Door, credential: Credential, password: str, temporary: bool) -> None:
    """Keep the digest of a password that passes the rules; raises RuleError."""
    check_password(password, credential.login)
    digest, now = door.passwords.digest(password), door.clock().isoformat(timespec="seconds")
    door.accounts.keep_credential(replace(credential, digest=digest, temporary=temporary, changed=now))
