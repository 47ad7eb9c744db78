"""Base laws and interpretive texts in the database."""

from __future__ import annotations

from datetime import UTC, datetime

import cattrs
from sqlalchemy import Engine, delete, insert, select

from workbench.domain.authority import AuthorityText
from workbench.domain.base_law import BaseLaw
from workbench.storage import schema
from workbench.storage.database import transaction

_codec = cattrs.Converter()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class SqlLaws:
    """Texts of laws that drafts change."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[BaseLaw]:
        """Every law, by date and title."""
        table = schema.base_law
        with transaction(self._engine) as connection:
            rows = connection.execute(select(table.c.content).order_by(table.c.date, table.c.title)).scalars()
            return [_codec.structure(content, BaseLaw) for content in rows]

    def hashes(self) -> list[str]:
        """The version of the laws: id and hash of every text."""
        table = schema.base_law
        with transaction(self._engine) as connection:
            return [" ".join(row) for row in connection.execute(select(table.c.id, table.c.hash).order_by(table.c.id))]

    def save(self, law: BaseLaw) -> bool:
        """Keep a law in the place of an older state of it; False when exactly this text is there already."""
        table = schema.base_law
        digest = law.text.file_hash
        with transaction(self._engine) as connection:
            if connection.execute(select(table.c.hash).filter_by(id=law.id)).scalar() == digest:
                return False
            connection.execute(delete(table).filter_by(id=law.id))
            described = {"id": law.id, "title": law.title, "date": law.date, "hash": digest, "imported": _now()}
            connection.execute(insert(table).values(**described, content=_codec.unstructure(law)))
        return True


class SqlShelf:
    """The interpretive shelf."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[AuthorityText]:
        """Every text, by id and language."""
        table = schema.authority_text
        with transaction(self._engine) as connection:
            rows = connection.execute(select(table.c.content).order_by(table.c.id, table.c.language)).scalars()
            return [_codec.structure(content, AuthorityText) for content in rows]

    def hashes(self) -> list[str]:
        """The version of the shelf: id, language and hash of every text."""
        table = schema.authority_text
        with transaction(self._engine) as connection:
            rows = connection.execute(select(table.c.id, table.c.language, table.c.hash).order_by(table.c.id, table.c.language))
            return [" ".join(row) for row in rows]

    def replace(self, text: AuthorityText) -> None:
        """Put this text in the place of the one with its id and language, whole or not at all."""
        table = schema.authority_text
        place = {"id": text.id, "language": text.language}
        with transaction(self._engine) as connection:
            connection.execute(delete(table).filter_by(**place))
            content = _codec.unstructure(text)
            connection.execute(insert(table).values(**place, hash=text.hash, imported=_now(), content=content))

    def about(self, article: str) -> list[AuthorityText]:
        """The texts with a paragraph that is attached to an article or to a place inside it."""
        return [text for text in self.all() if text.about(article)]
