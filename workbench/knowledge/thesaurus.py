"""The thesaurus file: concepts with Dutch and English labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.domain.obligations import Concept, Thesaurus
from workbench.errors import KnowledgeFileError
from workbench.knowledge.yaml_file import Row, parse, read_bytes


def read_thesaurus(corpus: Path) -> Thesaurus:
    """Every concept of `thesaurus.yaml`; raises UnreadableFile or KnowledgeFileError."""
    path = corpus / "thesaurus.yaml"
    content = parse(path, read_bytes(path))
    try:
        return thesaurus_from(content)
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeFileError("error.catalogue_row", file=path.name, line=0, problem=str(error)) from error


def thesaurus_from(content: Row) -> Thesaurus:
    """Concepts from the parsed file."""
    return Thesaurus(
        {
            scheme: {code: _concept(scheme, code, row) for code, row in concepts.items()}
            for scheme, concepts in content["schemes"].items()
        }
    )


def _concept(scheme: str, code: str, row: dict[str, Any]) -> Concept:
    return Concept(
        scheme,
        code,
        {"nl": row["nl"], "en": row["en"]},
        tuple(row.get("also", ())),
        tuple(row.get("eurovoc", ())),
        row.get("broader", ""),
    )
