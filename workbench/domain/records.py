"""What every stored human record has in common: an id, its dossier, its author, and a row version against silent overwriting."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any


def new_id() -> str:
    """A fresh id: 32 hexadecimal digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True, kw_only=True)
class Record:
    """A stored human decision; `version` counts the times it was stored (0: not yet), `created` is ISO time in UTC."""

    id: str = field(default_factory=new_id)
    dossier: str = ""  # empty for people
    author: str = ""  # id of the person who made it
    created: str = ""
    version: int = 0


def fingerprint(value: Any) -> str:
    """SHA-256 over a canonical JSON form of a dataclass, mapping or sequence: equal content has an equal fingerprint."""
    plain = asdict(value) if hasattr(value, "__dataclass_fields__") else value
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spare spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
