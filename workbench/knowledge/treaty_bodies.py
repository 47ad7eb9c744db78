"""The file of treaty bodies: which parts their reporting guidelines have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from workbench.domain.identifiers import ProvisionId
from workbench.domain.treaty_bodies import Cluster, TreatyBody
from workbench.errors import KnowledgeFileError
from workbench.knowledge.yaml_file import Row, line_of, parse, read_bytes

_RANGE = re.compile(r"(?P<code>[A-Z0-9-]+)/(?P<first>\d+)-(?P<last>\d+)")


def read_treaty_bodies(corpus: Path) -> dict[str, TreatyBody]:
    """Every body of `treaty_bodies.yaml` by code; raises UnreadableFile, or KnowledgeFileError with the line."""
    path = corpus / "treaty_bodies.yaml"
    data = read_bytes(path)
    bodies: dict[str, TreatyBody] = {}
    for code, row in parse(path, data)["bodies"].items():
        try:
            bodies[code] = _body(code, row)
        except (KeyError, TypeError, ValueError) as error:
            line = line_of(data, ("bodies", code))
            raise KnowledgeFileError("error.catalogue_row", file=path.name, line=line, problem=f"{code}: {error}") from error
    return bodies


def _body(code: str, row: Row) -> TreatyBody:
    clusters = tuple(
        Cluster(number, {"nl": part["nl"], "en": part["en"]}, tuple(place for text in part["places"] for place in _places(text)))
        for number, part in enumerate(row["clusters"], start=1)
    )
    return TreatyBody(
        code, row["names"], tuple(row["instruments"]), row["guidelines"], row.get("confidence") == "verified", clusters
    )


def _places(text: str) -> Iterator[str]:
    """`CRC/13-17` -> CRC/13 ... CRC/17; raises ValueError for what is no place."""
    found = _RANGE.fullmatch(text)
    if found is None:
        yield str(ProvisionId.parse(text))
        return
    for number in range(int(found["first"]), int(found["last"]) + 1):
        yield f"{found['code']}/{number}"
