"""The passages of an index as a memory-mapped Arrow table: opens in milliseconds at any size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import ipc

from workbench.domain.search import Passage
from workbench.errors import IndexUnusable

_COLUMNS = ("key", "provision", "article", "language", "kind", "text", "hash")
KEPT = 50_000  # passages that stay in memory once read
_CODED = ("article", "language", "kind")


class PassageTable:
    """Passages by position, and their articles, languages and kinds as integer codes."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._seen: dict[int, Passage] = {}
        self.articles: list[str] = table.column("article").chunk(0).dictionary.to_pylist() if len(table) else []
        self.article_codes: NDArray[np.int32] = self._codes("article")

    @classmethod
    def build(cls, passages: Sequence[Passage]) -> PassageTable:
        """A table in the order given."""
        columns = {}
        for name in _COLUMNS:
            values = pa.array([getattr(p, name) for p in passages], pa.string())
            columns[name] = values.dictionary_encode() if name in _CODED else values
        return cls(pa.table(columns).combine_chunks())

    @classmethod
    def open(cls, path: Path) -> PassageTable:
        """Read a saved table, memory-mapped; raises IndexUnusable."""
        try:
            with pa.memory_map(str(path)) as source:
                return cls(ipc.open_file(source).read_all())
        except (OSError, pa.ArrowInvalid) as error:
            raise IndexUnusable("error.index_damaged", file=path.name) from error

    def save(self, path: Path) -> None:
        """Write the table as an Arrow file."""
        with pa.OSFile(str(path), "wb") as sink, ipc.new_file(sink, self._table.schema) as writer:
            writer.write_table(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def __getitem__(self, position: int) -> Passage:
        known = self._seen.get(position)
        if known is None:
            known = Passage(**{name: self._table.column(name)[position].as_py() for name in _COLUMNS})
            if len(self._seen) < KEPT:
                self._seen[position] = known
        return known

    def texts(self, positions: NDArray[np.int64]) -> list[str]:
        """The texts at these positions."""
        return list(self._table.column("text").take(pa.array(positions)).to_pylist())

    def values(self, name: str) -> list[str]:
        """One column, in order."""
        return list(self._table.column(name).to_pylist())

    def _codes(self, name: str) -> NDArray[np.int32]:
        if not len(self._table):
            return np.empty(0, np.int32)
        indices = self._table.column(name).chunk(0).indices  # int32, never null; its own to_numpy would load pandas
        return np.frombuffer(indices.buffers()[1], np.int32)[indices.offset : indices.offset + len(indices)]
