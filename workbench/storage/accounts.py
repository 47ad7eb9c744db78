"""Accounts, sessions and failed attempts in the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, text, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError

from workbench.domain.accounts import FORGIVEN_AFTER, Attempts, Credential, Session, Way, login_form
from workbench.errors import RuleError
from workbench.storage.database import transaction, write_transaction
from workbench.storage.schema import attempts, credential, session

FORGOTTEN_AFTER = timedelta(days=30)  # sessions that ended
_NEW_ATTEMPTS = text("INSERT INTO attempts (id, failures, last) VALUES (:id, 0, :last) ON CONFLICT (id) DO NOTHING")


class SqlAccounts:
    """Credentials, sessions and attempts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def any_credential(self) -> bool:
        """Whether anybody can sign in with a password."""
        with transaction(self._engine) as connection:
            return connection.execute(select(credential.c.person).limit(1)).scalar() is not None

    def credential(self, login: str) -> Credential | None:
        """By sign-in name, capitals and spaces around it apart."""
        return self._credential(credential.c.login == login_form(login))

    def credential_of(self, person: str) -> Credential | None:
        """By person."""
        return self._credential(credential.c.person == person)

    def _credential(self, which: Any) -> Credential | None:
        with transaction(self._engine) as connection:
            row = connection.execute(select(credential).where(which)).mappings().one_or_none()
        return Credential(**row) if row else None

    def keep_credential(self, new: Credential) -> None:
        """Store it in the place of the person's earlier one; raises RuleError when somebody else has that name."""
        row = {**asdict(new), "login": login_form(new.login)}
        with write_transaction(self._engine) as connection:
            holder = connection.execute(select(credential.c.person).where(credential.c.login == row["login"])).scalar()
            if holder not in (None, new.person):
                raise RuleError("error.login_taken", login=row["login"])
            changed = connection.execute(update(credential).where(credential.c.person == new.person).values(**row))
            if not changed.rowcount:
                _insert_credential(connection, row)

    def charge(self, key: str, now: datetime) -> tuple[Attempts, timedelta]:
        """Count an attempt and return the attempts with it; when it has to wait, nothing is counted and the wait is positive."""
        with write_transaction(self._engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.last < _text(now - FORGIVEN_AFTER)))
            connection.execute(_NEW_ATTEMPTS, {"id": key, "last": _text(now)})
            row = connection.execute(select(attempts).where(attempts.c.id == key).with_for_update()).mappings().one()
            so_far = Attempts(row["failures"], _time(row["until"]), _time(row["last"]))
            if wait := so_far.wait(now):
                return so_far, wait
            counted = so_far.charged(now)
            values = {"failures": counted.failures, "until": _text(counted.until), "last": _text(now)}
            connection.execute(update(attempts).where(attempts.c.id == key).values(**values))
            return counted, timedelta()

    def forgive(self, key: str) -> None:
        """Forget the failures on a name."""
        with transaction(self._engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.id == key))

    def add_session(self, new: Session) -> None:
        """Store a new session; sessions that ended long ago are forgotten."""
        row = asdict(new) | {name: _text(getattr(new, name)) for name in ("created", "seen", "ends", "ended")}
        with transaction(self._engine) as connection:
            connection.execute(delete(session).where(session.c.ends < _text(new.created - FORGOTTEN_AFTER)))
            connection.execute(insert(session).values(**row))

    def session(self, session_id: str) -> Session | None:
        """By id, open or not."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(session).where(session.c.id == session_id)).mappings().one_or_none()
        return _session(row) if row else None

    def sessions_of(self, person: str) -> list[Session]:
        """Of a person, newest first, open or not."""
        query = select(session).where(session.c.person == person).order_by(session.c.created.desc(), session.c.id)
        with transaction(self._engine) as connection:
            return [_session(row) for row in connection.execute(query).mappings()]

    def touch(self, session_id: str, now: datetime) -> None:
        """The person did something."""
        with transaction(self._engine) as connection:
            connection.execute(update(session).where(session.c.id == session_id).values(seen=_text(now)))

    def end(self, session_id: str, now: datetime) -> None:
        """Close a session."""
        with transaction(self._engine) as connection:
            still = (session.c.id == session_id, session.c.ended.is_(None))
            connection.execute(update(session).where(*still).values(ended=_text(now)))

    def end_all(self, person: str, now: datetime, but: str = "") -> int:
        """Close every open session of a person except `but`; how many."""
        still = (session.c.person == person, session.c.id != but, session.c.ended.is_(None))
        with transaction(self._engine) as connection:
            return connection.execute(update(session).where(*still).values(ended=_text(now))).rowcount


def _insert_credential(connection: Connection, row: dict[str, Any]) -> None:
    try:
        connection.execute(insert(credential).values(**row))
    except IntegrityError as error:  # somebody took the name between our look and our write (PostgreSQL)
        raise RuleError("error.login_taken", login=row["login"]) from error


def _session(row: RowMapping) -> Session:
    times = {name: _time(row[name]) for name in ("created", "seen", "ends", "ended")}
    return Session(**{**row, **times, "way": Way(row["way"])})


def _text(moment: datetime | None) -> str | None:
    """ISO time in UTC, always of the same length, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def _time(words: str | None) -> datetime | None:
    return datetime.fromisoformat(words) if words else None
