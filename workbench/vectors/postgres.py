"""Vectors in PostgreSQL with pgvector: exact search, every change in one transaction."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray
from pgvector.psycopg import register_vector

from workbench.domain.ports import Progress, Vectors, silent
from workbench.errors import VectorsAway, VectorsBehind
from workbench.vectors.hits import PublishedLane, padded

CONNECT_SECONDS = 3
ANSWER_MILLISECONDS = 20_000
BATCH = 5000
SCHEMA = """
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE IF NOT EXISTS toetssteen_vector_lane (lane text PRIMARY KEY, content text NOT NULL, dimension integer NOT NULL);
CREATE TABLE IF NOT EXISTS toetssteen_vector (
  lane text NOT NULL, place integer NOT NULL, hash text NOT NULL, vector vector NOT NULL, PRIMARY KEY (lane, place));
"""
FIND = """
SELECT place, -(vector <#> %(query)s) FROM toetssteen_vector
WHERE lane = %(lane)s AND (%(allowed)s::integer[] IS NULL OR place = ANY(%(allowed)s))
  AND EXISTS (SELECT 1 FROM toetssteen_vector_lane l WHERE l.lane = %(lane)s AND l.content = %(content)s)
ORDER BY vector <#> %(query)s, place LIMIT %(top)s
"""


class PostgresVectors:
    """A vector store over one PostgreSQL database that has the pgvector extension."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._open: psycopg.Connection[Any] | None = None

    def publish(self, lane: str, content: str, hashes: Sequence[str], vectors: Vectors, progress: Progress = silent) -> int:
        """See the port: one transaction, other writers of the same lane wait."""
        with self._lock:
            try:
                with psycopg.connect(self._url, connect_timeout=CONNECT_SECONDS) as connection:
                    connection.execute(SCHEMA)
                    register_vector(connection)
                    return _replace(connection, lane, content, list(hashes), vectors, progress)
            except psycopg.Error as error:
                raise self._away(error) from error

    def lane(self, lane: str, content: str) -> PublishedLane:
        """See the port."""
        found = self.ask("SELECT content FROM toetssteen_vector_lane WHERE lane = %s", [(lane,)])[0]
        if found != [(content,)]:
            raise VectorsBehind("error.vectors_behind", lane=lane)
        return PublishedLane(self.find, lane, content)

    def find(
        self, lane: str, content: str, queries: Vectors, top: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """See PublishedLane; the statement itself holds the lane against `content`: one that changed meanwhile finds nothing."""
        chosen = None if allowed is None else np.flatnonzero(allowed).tolist()
        fixed = {"lane": lane, "content": content, "allowed": chosen, "top": top}
        answers = self.ask(FIND, [{**fixed, "query": query} for query in np.asarray(queries, np.float32)])
        if not any(answers) and chosen != []:
            raise VectorsBehind("error.vectors_behind", lane=lane)
        return padded(answers, top)

    def ask(self, statement: str, parameters: Sequence[Any]) -> list[list[tuple[Any, ...]]]:
        """The rows for each set of parameters, sent together; raises VectorsAway."""
        with self._lock:
            for last in (False, True):
                try:
                    connection = self._connection()
                    with connection.pipeline():
                        cursors = [connection.execute(statement, one) for one in parameters]
                    return [cursor.fetchall() for cursor in cursors]
                except psycopg.errors.UndefinedTable as error:
                    raise VectorsBehind("error.vectors_behind", lane="") from error
                except psycopg.Error as error:
                    self._open = None
                    if last:  # a connection that the server closed meanwhile deserves one new attempt
                        raise self._away(error) from error
        raise AssertionError("unreachable")

    def _connection(self) -> psycopg.Connection[Any]:
        if self._open is None or self._open.closed:
            options = f"-c statement_timeout={ANSWER_MILLISECONDS}"
            opened = psycopg.connect(self._url, connect_timeout=CONNECT_SECONDS, options=options, autocommit=True)
            try:
                register_vector(opened)
            except psycopg.ProgrammingError as error:  # no extension yet: nothing was ever published here
                opened.close()
                raise VectorsBehind("error.vectors_behind", lane="") from error
            self._open = opened
        return self._open

    def _away(self, error: psycopg.Error) -> VectorsAway:
        place = psycopg.conninfo.conninfo_to_dict(self._url)
        shown = f"{place.get('host', 'localhost')}/{place.get('dbname', '')}"  # never the password
        return VectorsAway("error.vectors_away", place=shown, detail=type(error).__name__)


def _replace(
    connection: psycopg.Connection[Any], lane: str, content: str, hashes: list[str], vectors: Vectors, progress: Progress
) -> int:
    connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"toetssteen {lane}",))
    same = "SELECT place, hash FROM toetssteen_vector WHERE lane = %s"
    if connection.execute("SELECT dimension FROM toetssteen_vector_lane WHERE lane = %s", (lane,)).fetchone() != (
        vectors.shape[1],
    ):
        connection.execute("DELETE FROM toetssteen_vector WHERE lane = %s", (lane,))
    known = dict(connection.execute(same, (lane,)).fetchall())
    changed = [place for place, digest in enumerate(hashes) if known.get(place) != digest]
    connection.execute("CREATE TEMP TABLE fresh (place integer, hash text, vector vector) ON COMMIT DROP")
    for start in range(0, len(changed), BATCH):
        progress("progress.publishing", start, len(changed))
        with connection.cursor().copy("COPY fresh (place, hash, vector) FROM STDIN WITH (FORMAT BINARY)") as copy:
            copy.set_types(["int4", "text", "vector"])
            for place in changed[start : start + BATCH]:
                copy.write_row((place, hashes[place], np.asarray(vectors[place], np.float32)))
    connection.execute(
        "INSERT INTO toetssteen_vector SELECT %s, place, hash, vector FROM fresh "
        "ON CONFLICT (lane, place) DO UPDATE SET hash = excluded.hash, vector = excluded.vector", (lane,),
    )  # fmt: skip
    connection.execute("DELETE FROM toetssteen_vector WHERE lane = %s AND place >= %s", (lane, len(hashes)))
    connection.execute(
        "INSERT INTO toetssteen_vector_lane VALUES (%s, %s, %s) "
        "ON CONFLICT (lane) DO UPDATE SET content = excluded.content, dimension = excluded.dimension",
        (lane, content, vectors.shape[1]),
    )
    progress("progress.publishing", len(changed), len(changed))
    return len(changed)
