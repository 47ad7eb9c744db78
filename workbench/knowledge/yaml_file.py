"""Reading hand-written YAML: every scalar a string, and the line of any mistake."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from workbench.errors import KnowledgeFileError, ToetssteenError, UnreadableFile

Row = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """A mistake in a knowledge file, with its place and its remedy."""

    file: str
    line: int
    where: str
    key: str  # catalogue key of the sentence
    params: tuple[tuple[str, str], ...] = ()

    def error(self) -> ToetssteenError:
        """The same as an error that the edge can put into words."""
        return KnowledgeFileError(self.key, file=self.file, line=self.line, where=self.where, **dict(self.params))


def read_bytes(path: Path) -> bytes:
    """The bytes of a knowledge file; raises UnreadableFile."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile("error.file_unreadable", file=str(path), reason=error.strerror or "") from error


def parse(path: Path, data: bytes) -> Row:
    """A mapping with string scalars; raises KnowledgeFileError with the line when it is not."""
    try:
        content = yaml.load(data.decode("utf-8"), Loader=yaml.CBaseLoader)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise KnowledgeFileError("error.knowledge_not_utf8", file=path.name, line=line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise KnowledgeFileError("error.knowledge_syntax", file=path.name, line=line, problem=error.problem or "") from error
    except yaml.YAMLError as error:
        raise KnowledgeFileError("error.knowledge_syntax", file=path.name, line=0, problem=str(error)) from error
    if not isinstance(content, dict):
        raise KnowledgeFileError("error.knowledge_not_mapping", file=path.name, line=1)
    return content


def line_of(data: bytes, route: Sequence[str | int]) -> int:
    """The line (from 1) where the deepest reachable step of `route` stands."""
    node = yaml.compose(data.decode("utf-8"), Loader=yaml.CBaseLoader)
    line = 1
    for step in route:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


def _child(node: Any, step: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line + 1, child
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    return None


def folder_version(files: Sequence[tuple[str, bytes]]) -> str:
    """SHA-256 (first 16 hex digits) over names and contents: the version of a set of knowledge files."""
    digest = hashlib.sha256()
    for name, data in files:
        digest.update(name.encode())
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()[:16]


def file_version(path: Path) -> str:
    """The version of one knowledge file; raises UnreadableFile."""
    return folder_version([(path.name, read_bytes(path))])


def read_compiled(path: Path) -> Row | None:
    """What `write_compiled` kept, or nothing when it is not there or not whole."""
    try:
        stored: Row = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return stored


def write_compiled(path: Path, content: Row) -> None:
    """Keep parsed files as JSON, which loads far faster; whole or not at all. A disk that refuses only costs time."""
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)
