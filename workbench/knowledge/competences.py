"""Who may legislate, per policy domain: a first filter in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbench.errors import KnowledgeFileError
from workbench.knowledge.yaml_file import parse, read_bytes

LEVELS = frozenset({"flemish", "shared", "federal", "local"})


def read_competences(corpus: Path) -> Mapping[str, str]:
    """Domain of the thesaurus -> flemish | shared | federal | local; raises KnowledgeFileError for another level."""
    file = corpus / "competences.yaml"
    rows = parse(file, read_bytes(file))
    levels = {domain: row.get("level", "") if isinstance(row, dict) else "" for domain, row in rows.items()}
    for domain, level in levels.items():
        if level not in LEVELS:
            raise KnowledgeFileError("error.competence_level", file=file.name, domain=domain, level=level)
    return levels
