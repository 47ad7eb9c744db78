"""The repositories over SQLAlchemy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import cattrs
from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.engine import RowMapping

from workbench.domain.drafts import Draft, Kind
from workbench.domain.instruments import Provision, TreatyText
from workbench.domain.ports import StoredDraft, StoredText
from workbench.domain.repairs import Repair, repaired
from workbench.domain.search import Screening
from workbench.storage import schema
from workbench.storage.database import transaction
from workbench.storage.ledger import SqlReader

_codec = cattrs.Converter()
Hidden = Callable[[], frozenset[str]]
"""The ids of drafts that whoever asks at this moment may not know of."""


def nothing() -> frozenset[str]:
    """Nobody in particular asks, so nothing is hidden."""
    return frozenset()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class SqlCorpus:
    """Official texts in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stored(self) -> list[StoredText]:
        """What is there, by code and language."""
        table, articles = schema.treaty_text, schema.provision
        numbers: dict[tuple[str, str], list[str]] = {}
        with transaction(self._engine) as connection:
            rows = connection.execute(select(table).order_by(table.c.code, table.c.language)).mappings().all()
            query = select(articles.c.code, articles.c.language, articles.c.number)
            for code, language, number in connection.execute(
                query.where(articles.c.kind == "article").order_by(articles.c.position)
            ):
                numbers.setdefault((code, language), []).append(number)
        return [StoredText(**row, articles=tuple(numbers.get((row["code"], row["language"]), ()))) for row in rows]

    def hashes(self) -> list[str]:
        """The hash of every stored text, by code and language: the version of the corpus."""
        table = schema.treaty_text
        with transaction(self._engine) as connection:
            return list(connection.execute(select(table.c.hash).order_by(table.c.code, table.c.language)).scalars())

    def replace(self, text: TreatyText) -> None:
        """Put this text in the place of the stored one, whole or not at all."""
        place = {"code": text.code, "language": text.language}
        rows = [_provision_row(p, position) for position, p in enumerate(text.provisions)]
        digest = hashlib.sha256("".join(p.id + p.heading + p.hash for p in text.provisions).encode()).hexdigest()
        with transaction(self._engine) as connection:
            connection.execute(delete(schema.provision).filter_by(**place))
            connection.execute(delete(schema.treaty_text).filter_by(**place))
            described = {"title": text.title, "source": text.source, "text_date": text.text_date}
            connection.execute(insert(schema.treaty_text).values(**place, **described, hash=digest, imported=_now()))
            connection.execute(insert(schema.provision), rows)

    def provisions(self, languages: Iterable[str] = (), codes: Iterable[str] = ()) -> list[Provision]:
        """All provisions in reading order; empty arguments mean all."""
        table = schema.provision
        query = select(table).order_by(table.c.code, table.c.language, table.c.position)
        if wanted := list(languages):
            query = query.where(table.c.language.in_(wanted))
        if chosen := list(codes):
            query = query.where(table.c.code.in_(chosen))
        with transaction(self._engine) as connection:
            return [_provision(row) for row in connection.execute(query).mappings()]

    def at(self, provision: str) -> list[Provision]:
        """The provision in every language that has it."""
        table = schema.provision
        with transaction(self._engine) as connection:
            rows = connection.execute(select(table).where(table.c.id == provision).order_by(table.c.language)).mappings()
            return [_provision(row) for row in rows]


def _provision_row(p: Provision, position: int) -> dict[str, Any]:
    names = ("id", "language", "kind", "number", "heading", "text", "parent", "source", "text_date", "hash")
    row = {name: getattr(p, name) for name in names}
    return {**row, "code": p.instrument, "position": position, "path": list(p.path)}


def _provision(row: RowMapping) -> Provision:
    values = {name: row[name] for name in row if name not in ("code", "position", "path")}
    return Provision(**values, path=tuple(row["path"]))


class SqlDrafts:
    """Imported drafts in the database; those that are `hidden` are as if they were not there, but for saving them again."""

    def __init__(self, engine: Engine, recount: Callable[[Draft], Draft] = lambda draft: draft, hidden: Hidden = nothing) -> None:
        self._engine = engine
        self._recount = recount
        self._hidden = hidden

    def all(self) -> list[StoredDraft]:
        """Every draft, newest first."""
        table = schema.draft
        columns = (table.c.id, table.c.title, table.c.kind, table.c.file_name, table.c.imported, table.c.articles)
        with transaction(self._engine) as connection:
            rows = connection.execute(select(*columns).order_by(table.c.imported.desc(), table.c.id)).mappings()
            found = [StoredDraft(**row) for row in rows]
        hidden = self._hidden()
        return [row for row in found if row.id not in hidden]

    def get(self, draft_id: str) -> Draft | None:
        """The whole draft with the repairs that people made, its parse report counted again."""
        if draft_id in self._hidden():
            return None
        with transaction(self._engine) as connection:
            content = connection.execute(select(schema.draft.c.content).filter_by(id=draft_id)).scalar()
            repairs = SqlReader(connection).find(Repair, draft=draft_id)
        if content is None:
            return None
        draft = _codec.structure(content, Draft)
        return self._recount(repaired(draft, repairs)) if any(repair.active for repair in repairs) else draft

    def revisions(self) -> dict[str, str]:
        """Per draft with repairs, a word that changes with every repair; a draft that is not named is as it was read."""
        table = schema.record_tables[Repair]
        query = select(table.c.draft, func.count(), func.sum(table.c.version)).group_by(table.c.draft)
        with transaction(self._engine) as connection:
            return {draft: f"{count}.{versions}" for draft, count, versions in connection.execute(query)}

    def save(self, draft: Draft) -> bool:
        """Store a draft; False when a draft with this id is there already (nothing changes)."""
        articles = sum(p.kind is Kind.ARTICLE for p in draft.provisions)
        described = {"title": draft.title, "kind": draft.kind, "file_name": draft.file_name, "articles": articles}
        with transaction(self._engine) as connection:
            if connection.execute(select(schema.draft.c.id).filter_by(id=draft.id)).scalar() is not None:
                return False
            content = _codec.unstructure(draft)
            connection.execute(insert(schema.draft).values(id=draft.id, **described, imported=_now(), content=content))
        return True


class SqlScreenings:
    """Screenings in the database; those of `hidden` drafts are as if they were not there."""

    def __init__(self, engine: Engine, hidden: Hidden = nothing) -> None:
        self._engine = engine
        self._hidden = hidden

    def save(self, screening: Screening) -> None:
        """Store a screening, whole or not at all."""
        row = {"id": screening.id, "draft": screening.draft, "created": screening.created}
        with transaction(self._engine) as connection:
            connection.execute(insert(schema.screening).values(**row, content=_codec.unstructure(screening)))

    def latest_id(self, draft_id: str) -> str | None:
        """The id of the newest screening of a draft."""
        if draft_id in self._hidden():
            return None
        table = schema.screening
        query = select(table.c.id).where(table.c.draft == draft_id).order_by(table.c.created.desc(), table.c.id).limit(1)
        with transaction(self._engine) as connection:
            found: str | None = connection.execute(query).scalar()
        return found

    def latest(self, draft_id: str) -> Screening | None:
        """The newest screening of a draft."""
        if draft_id in self._hidden():
            return None
        table = schema.screening
        query = select(table.c.content).where(table.c.draft == draft_id).order_by(table.c.created.desc(), table.c.id).limit(1)
        with transaction(self._engine) as connection:
            content = connection.execute(query).scalar()
        return None if content is None else _codec.structure(content, Screening)
