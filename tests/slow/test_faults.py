"""A short fixed budget of the fault runs: `python -m scripts.prove_faults --kills 25` is the long one."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.faults.troubles import TROUBLES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("deed", ["import", "finding", "migration", "backup", "restore"])
def test_what_was_acknowledged_before_kill_9_is_there_at_the_next_start(deed: str, project_root: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "scripts.prove_faults",
        deed,
        "--kills",
        "2",
        "--seed",
        str(random.Random(deed).randrange(99)),
    ]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, timeout=240)
    assert re.search(rf"{deed} +2 times kill -9, +\d+ acknowledged, 0 wrong", done.stdout), done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["a clock that jumps", "two processes on one folder"])
def test_a_trouble_of_the_machine_loses_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert TROUBLES[name](tmp_path / "data") == []


@pytest.mark.parametrize("number", [n for n, name in enumerate(TROUBLES) if name.startswith(("full disk", "a folder"))])
def test_a_disk_that_refuses_gets_one_sentence_and_loses_nothing(number: int, project_root: Path) -> None:
    """In a process of its own: it changes its own limits and user."""
    program = (
        "import tempfile, pathlib, sys; from scripts.faults.troubles import TROUBLES\n"
        f"act = list(TROUBLES.values())[{number}]; place = pathlib.Path(tempfile.mkdtemp()) / 'data'; place.mkdir(); print(act(place))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=project_root, capture_output=True, text=True, timeout=240)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr[-2000:]
