"""Answers of outside readers in the database."""

from __future__ import annotations

import json

import cattrs
from sqlalchemy import Engine, insert, select

from workbench.domain.machine_opinion import MachineOpinion
from workbench.storage.database import transaction
from workbench.storage.schema import opinion as table

_codec = cattrs.Converter()


class SqlOpinions:
    """One row per answer; nothing replaces an earlier one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, opinion: MachineOpinion) -> None:
        """Keep an answer, whole or not at all."""
        content = json.loads(json.dumps(_codec.unstructure(opinion)))
        row = {name: content[name] for name in ("id", "dossier", "draft", "provision", "norm", "created")}
        with transaction(self._engine) as connection:
            connection.execute(insert(table).values(**row, content=content))

    def about(self, dossier: str, draft: str, provision: str, norm: str) -> list[MachineOpinion]:
        """Answers on one pair in one dossier, newest first."""
        query = select(table.c.content).filter_by(dossier=dossier, draft=draft, provision=provision, norm=norm)
        with transaction(self._engine) as connection:
            found = connection.execute(query.order_by(table.c.created.desc(), table.c.id)).scalars().all()
        return [_codec.structure(content, MachineOpinion) for content in found]
