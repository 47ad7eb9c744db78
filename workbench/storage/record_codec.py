"""Records as JSON and back; the fake of the tests uses the same."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, TypeVar

import cattrs

from workbench.domain.records import Record

R = TypeVar("R", bound=Record)
_converter = cattrs.Converter()


def to_json(record: Record) -> dict[str, Any]:
    """The record as plain JSON values."""
    plain: dict[str, Any] = json.loads(json.dumps(_converter.unstructure(record)))
    return plain


def from_text(content: str, kind: type[R]) -> R:
    """The record from its JSON text. Records never change, so the same text gives the same object: a list that is read
    again costs a tenth of its first reading, and a text that anybody altered is read anew."""
    known: R = _structured(content, kind)  # type: ignore[arg-type]  # mypy does not see that a class can be hashed
    return known


@lru_cache(maxsize=32_768)  # about 5 KB each; with fewer than an institute has, every list is read anew from its first record on
def _structured(content: str, kind: type[Any]) -> Any:
    return from_json(json.loads(content), kind)


def from_json(content: dict[str, Any], kind: type[R]) -> R:
    """The record from its JSON; fields that were added to the kind later get their default."""
    return _converter.structure(content, kind)
