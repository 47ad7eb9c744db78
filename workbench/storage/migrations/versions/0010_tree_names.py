"""One name per test tree: stored screenings say `difference` and `positive`, as findings do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workbench.storage.former_names import NOW, THEN, renamed

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SCREENING = sa.table("screening", sa.column("id", sa.String), sa.column("content", sa.JSON))


def upgrade() -> None:
    """Rename in every screening that has a former name."""
    _rename(NOW)


def downgrade() -> None:
    """The former names, which an older program reads."""
    _rename(THEN)


def _rename(names: dict[str, str]) -> None:
    bind = op.get_bind()
    for place in bind.execute(sa.select(_SCREENING.c.id)).scalars().all():
        content = bind.execute(sa.select(_SCREENING.c.content).where(_SCREENING.c.id == place)).scalar()
        new = renamed(content, names)
        if new != content:
            bind.execute(sa.update(_SCREENING).where(_SCREENING.c.id == place).values(content=new))
