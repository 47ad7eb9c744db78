"""Vectors in Milvus: the embedded milvus-lite in a file, or the same client against a cluster; flat index, exact search."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pymilvus import DataType, MilvusClient
from pymilvus.exceptions import MilvusException

from workbench.domain.ports import Progress, Vectors, silent
from workbench.errors import VectorsAway, VectorsBehind
from workbench.vectors.hits import PublishedLane, padded

ANSWER_SECONDS = 20
BATCH = 2000
MARK = -1  # the row that carries the content's name as its hash; taken away while rows change
FOUND_AT_MOST = 16_384  # Milvus' own limit for one answer


logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs what it also raises, with a traceback


class MilvusVectors:
    """A vector store over one Milvus; Milvus has no transactions, so a lane that changes is unreadable until it is whole."""

    def __init__(self, address: str, token: str = "") -> None:
        self._address = address
        self._token = token
        self._client: MilvusClient | None = None

    def publish(self, lane: str, content: str, hashes: Sequence[str], vectors: Vectors, progress: Progress = silent) -> int:
        """See the port: the mark goes first and comes back last."""
        try:
            client, name = self.client(), collection(lane)
            if not _fits(client, name, vectors.shape[1]):
                _make(client, name, vectors.shape[1])
            client.load_collection(name)  # a collection that another process made is not in memory yet
            client.delete(name, ids=[MARK])
            known = _known(client, name, len(hashes))
            changed = [place for place, digest in enumerate(hashes) if known.get(place) != digest]
            for start in range(0, len(changed), BATCH):
                progress("progress.publishing", start, len(changed))
                part = changed[start : start + BATCH]
                client.upsert(name, [_row(place, hashes[place], vectors[place]) for place in part])
            client.delete(name, filter=f"place >= {len(hashes)}")
            client.upsert(name, [_row(MARK, content, np.zeros(vectors.shape[1]))])
            progress("progress.publishing", len(changed), len(changed))
            return len(changed)
        except MilvusException as error:
            raise self.away(error) from error

    def lane(self, lane: str, content: str) -> PublishedLane:
        """See the port."""
        self.check(lane, content)
        return PublishedLane(self.find, lane, content)

    def find(
        self, lane: str, content: str, queries: Vectors, top: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """See PublishedLane; the mark is looked at after the answer, since a writer takes it away before anything changes."""
        chosen = None if allowed is None else np.flatnonzero(allowed)
        if chosen is not None and not len(chosen):
            return padded([[] for _ in queries], top)
        wanted = "" if chosen is None else f"place in [{','.join(map(str, chosen.tolist()))}]"
        try:
            answers = self.client().search(
                collection(lane), data=list(np.asarray(queries, np.float32)), filter=wanted,
                limit=min(top + 1, FOUND_AT_MOST), output_fields=["place"], search_params={"metric_type": "IP"},
            )  # fmt: skip
        except MilvusException as error:
            raise self.away(error) from error
        self.check(lane, content)
        return padded([[(hit["place"], hit["distance"]) for hit in found if hit["place"] != MARK] for found in answers], top)

    def check(self, lane: str, content: str) -> None:
        """Raises VectorsBehind unless the lane stands published as `content`, VectorsAway when nobody answers."""
        try:
            client, name = self.client(), collection(lane)
            marks = []
            if client.has_collection(name):
                client.load_collection(name)
                marks = client.get(name, ids=[MARK], output_fields=["hash"])
        except MilvusException as error:
            raise self.away(error) from error
        if [mark["hash"] for mark in marks] != [content]:
            raise VectorsBehind("error.vectors_behind", lane=lane)

    def client(self) -> MilvusClient:
        """The connection; raises VectorsAway."""
        if self._client is None:
            try:
                self._client = MilvusClient(self._address, token=self._token, timeout=ANSWER_SECONDS)
            except (MilvusException, OSError, RuntimeError) as error:
                raise self.away(error) from error
        return self._client

    def away(self, error: Exception) -> VectorsAway:
        """The same trouble in the user's words; the next question connects anew."""
        self._client = None
        return VectorsAway("error.vectors_away", place=self._address.rsplit("@", 1)[-1], detail=type(error).__name__)


def collection(lane: str) -> str:
    """A name that Milvus accepts."""
    return "toetssteen_" + re.sub(r"[^a-zA-Z0-9]+", "_", lane)


def _row(place: int, digest: str, vector: NDArray[Any]) -> dict[str, Any]:
    return {"place": place, "hash": digest, "vector": np.asarray(vector, np.float32)}


def _fits(client: MilvusClient, name: str, dimension: int) -> bool:
    if not client.has_collection(name):
        return False
    fields = client.describe_collection(name)["fields"]
    return any(field["name"] == "vector" and int(field["params"]["dim"]) == dimension for field in fields)


def _make(client: MilvusClient, name: str, dimension: int) -> None:
    if client.has_collection(name):
        client.drop_collection(name)
    schema = MilvusClient.create_schema(auto_id=False)
    schema.add_field("place", DataType.INT64, is_primary=True)
    schema.add_field("hash", DataType.VARCHAR, max_length=128)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    index = client.prepare_index_params()
    index.add_index("vector", index_type="FLAT", metric_type="IP")
    client.create_collection(name, schema=schema, index_params=index, consistency_level="Strong")


def _known(client: MilvusClient, name: str, rows: int) -> dict[int, str]:
    known: dict[int, str] = {}
    for start in range(0, rows, FOUND_AT_MOST):
        within = f"place >= {start} and place < {start + FOUND_AT_MOST}"
        found = client.query(name, filter=within, output_fields=["place", "hash"], limit=FOUND_AT_MOST)
        known.update({row["place"]: row["hash"] for row in found})
    return known
