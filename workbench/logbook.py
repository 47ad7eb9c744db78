"""The log: one JSON object per line of our own names and numbers; never a message, so never words of a draft or a secret."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

FIELDS = ("event", "job", "kind", "state", "error", "seconds", "worker")
FRAMES = 6  # of the places where a mistake of ours was made, innermost last
_OURS = Path(__file__).resolve().parent


class JsonLines(logging.Formatter):
    """Writes what was given as a known field; of an exception its class and the places in our code, not its words."""

    def format(self, record: logging.LogRecord) -> str:
        """One line without a line break."""
        told = {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": when, "level": record.levelname.lower(), "source": record.name, **told}
        if record.exc_info and record.exc_info[1] is not None:
            line |= {"exception": type(record.exc_info[1]).__name__, "places": places(record.exc_info[1])}
        return json.dumps(line, ensure_ascii=False, default=str)


def begin(stream: TextIO = sys.stderr) -> None:
    """From here on everything that this process logs, also by the libraries it uses, goes out as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("huey", "alembic", "httpx", "httpx2"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def note(source: str, event: str, **fields: object) -> None:
    """Log an event; raises ValueError for a field that is not in FIELDS."""
    if unknown := set(fields) - set(FIELDS):
        raise ValueError(f"not a field of the log: {sorted(unknown)}")
    logging.getLogger(source).info("", extra={"event": event, **fields})


def places(error: BaseException) -> list[str]:
    """`file:line function` of the innermost frames in our own code."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(_OURS)]
    return [f"{Path(f.filename).relative_to(_OURS.parent)}:{f.lineno} {f.name}" for f in frames[-FRAMES:]]
