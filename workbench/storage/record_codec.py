"""Records as JSON and back; the fake of the tests uses the same."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import cattrs

from workbench.domain.records import Record

R = TypeVar("R", bound=Record)
_converter = cattrs.Converter()


def to_json(record: Record) -> dict[str, Any]:
    """The record as plain JSON values."""
    plain: dict[str, Any] = json.loads(json.dumps(_converter.unstructure(record)))
    return plain


def from_json(content: dict[str, Any], kind: type[R]) -> R:
    """The record from its JSON; fields that were added to the kind later get their default."""
    return _converter.structure(content, kind)
