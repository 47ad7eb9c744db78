"""The log tells what happened and never what was in a draft."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from workbench.domain.citation import cite
from workbench.logbook import begin, note

SECRET = "De burgemeester kan het kamp ontruimen"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    before, level = logging.root.handlers[:], logging.root.level
    begin(stream)
    yield stream
    logging.root.handlers, logging.root.level = before, level


def test_an_event_is_one_line_of_json_with_its_fields(log: io.StringIO) -> None:
    note("worker", "job.ended", job="j1", kind="screen", state="done", seconds=1.25)
    line = json.loads(log.getvalue())
    assert {k: line[k] for k in ("event", "job", "kind", "state", "seconds", "source", "level")} == {
        "event": "job.ended", "job": "j1", "kind": "screen", "state": "done", "seconds": 1.25, "source": "worker", "level": "info",
    }  # fmt: skip


def test_words_of_a_draft_do_not_reach_the_log_by_any_way(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("could not read: %s", SECRET)
    try:
        cite(SECRET, None)  # type: ignore[arg-type]
    except Exception:
        logging.getLogger("huey").exception(SECRET)
    with pytest.raises(ValueError, match="not a field of the log"):
        note("worker", "job.ended", text=SECRET)
    first, second = map(json.loads, log.getvalue().splitlines())
    assert SECRET not in log.getvalue()
    assert (first["source"], first["level"]) == ("some.library", "warning")
    assert second["exception"] != ""
    assert second["places"][-1].startswith("workbench/domain/")
