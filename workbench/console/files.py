"""Reading the files that commands are given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.errors import InputError


def queries_of(file: Path) -> list[dict[str, str]]:
    """The `{"id", "text"}` lines of a batch file; raises InputError."""
    return [{"id": str(row["id"]), "text": str(row["text"])} for row in json_lines(file, ("id", "text"))]


def json_lines(file: Path, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """JSON objects that have all `keys`, one a line; raises InputError with the line number."""
    for number, line in enumerate(text_of(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError("error.json_line", file=file.name, line=number) from error
        if not isinstance(row, dict) or any(key not in row for key in keys):
            raise InputError("error.json_keys", file=file.name, line=number, keys=", ".join(keys))
        yield row


def text_of(file: Path) -> str:
    """The text of a UTF-8 file; raises InputError."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("error.not_utf8", file=file.name) from error
    except OSError as error:
        raise InputError("error.file_unreadable", file=str(file), reason=error.strerror or "") from error
