"""A disk that is full, a folder that cannot be written, a clock that jumps, two processes on one folder: what must come of it."""

from __future__ import annotations

import os
import resource
import signal
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from scripts.faults.deeds import DEEDS, bench, some_decisions
from workbench.errors import ToetssteenError

Trouble = Callable[[Path], list[str]]


def full_disk(name: str, room: int) -> Trouble:
    """No file may grow past a limit (`room` over the largest one, or that size when negative), as with a quota; then there is room again and everything acknowledged is there."""

    def act(folder: Path) -> list[str]:
        deed = DEEDS[name]
        deed.prepare(folder)
        notes: list[str] = []
        largest = max((f.stat().st_size for f in folder.rglob("*") if f.is_file()), default=0) if room > 0 else 0
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then a write answers "file too large", as a quota does
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + abs(room), before[1]))
        told = _until_refused(lambda: deed.work(folder, notes.append))
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        return [*told, *deed.check(folder, notes)]

    return act


def _until_refused(act: Callable[[], None]) -> list[str]:
    """The deed ends in one sentence."""
    try:
        act()
    except ToetssteenError:
        return []
    except OSError as error:
        return [f"no sentence, but {type(error).__name__}: {error}"]
    return ["it never was refused"]


def read_only(folder: Path) -> list[str]:
    """A data folder that cannot be written (another user owns it): what was kept can be read, a write is refused in one sentence."""
    DEEDS["finding"].prepare(folder)
    if os.geteuid() != 0:
        for path in [*folder.rglob("*"), folder]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            return _refused_here(folder)
        finally:
            for path in [folder, *folder.rglob("*")]:
                path.chmod(0o755 if path.is_dir() else 0o644)
    for path in [folder.parent, folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    os.seteuid(65534)
    try:
        return _refused_here(folder)
    finally:
        os.seteuid(0)


def _refused_here(folder: Path) -> list[str]:
    text = _text()
    try:
        bench(folder).import_draft(text)
    except ToetssteenError as error:
        return [] if error.key.startswith("error.") else [f"no sentence for {error.key}"]
    finally:
        text.unlink()
    return ["it was written all the same"]


def _text() -> Path:
    path = Path("/tmp") / f"toetssteen-{uuid.uuid4().hex}.txt"
    path.write_text(
        "Voorontwerp van decreet over de banken\n\nArt. 1. De gemeente plaatst een bank in de buurt.\n", encoding="utf-8"
    )
    return path


def clock_jump(folder: Path) -> list[str]:
    """The clock goes back a year and forward ten between two decisions: both are kept, in order, and the chain is whole."""
    DEEDS["finding"].prepare(folder)
    notes: list[str] = []
    real = time.time
    for jump in (0.0, -365 * 86_400.0, 3650 * 86_400.0, 0.0):
        with patch("time.time", lambda jump=jump: real() + jump):
            some_decisions(folder, notes, 3)
    return DEEDS["finding"].check(folder, notes)


def two_processes(folder: Path) -> list[str]:
    """Two processes write in one data folder at the same time; everything that either acknowledged is there."""
    DEEDS["finding"].prepare(folder)
    parts = [folder.parent / f"part-{n}" for n in range(2)]
    children = []
    for part in parts:
        pid = os.fork()
        if pid == 0:
            notes: list[str] = []
            some_decisions(folder, notes, 40)
            part.write_text("\n".join(notes))
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)
    missing = [f"{part.name} did not come to its end" for part in parts if not part.exists()]
    notes = [line for part in parts if part.exists() for line in part.read_text().split("\n")]
    short = [] if len(notes) == 80 else [f"{len(notes)} of 80 acknowledged"]
    return [*missing, *short, *DEEDS["finding"].check(folder, notes)]


TROUBLES: dict[str, Trouble] = {
    "full disk during import": full_disk("import", 200_000),
    "full disk during a decision": full_disk("finding", 200_000),
    "full disk during backup": full_disk("backup", -8_000),
    "full disk during restore": full_disk("restore", -8_000),
    "a folder that cannot be written": read_only,
    "a clock that jumps": clock_jump,
    "two processes on one folder": two_processes,
}
