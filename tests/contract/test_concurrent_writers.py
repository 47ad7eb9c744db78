"""Several people write at once and are killed in the middle: a short run of the proof in scripts/prove_writes.py."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import find_postgres


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_every_acknowledged_write_is_there_after_kill_9(store: str, project_root: Path) -> None:
    if store == "postgres" and find_postgres() is None:
        pytest.skip("PostgreSQL is not installed (Debian package postgresql)")
    command = [sys.executable, "scripts/prove_writes.py", f"--{store}", "5", "--seconds", "4"]
    done = subprocess.run(
        command, cwd=project_root, env={**os.environ, "PYTHONPATH": "."}, capture_output=True, text=True, timeout=200
    )
    assert done.returncode == 0, done.stdout + done.stderr
    acknowledged, kills = re.search(r"acknowledged (\d+)", done.stdout), re.search(r"(\d+) times kill -9", done.stdout)
    assert acknowledged is not None
    assert kills is not None
    assert (int(acknowledged[1]) > 5, int(kills[1]) > 2) == (True, True)
    assert "acknowledged but lost: 0; misfits in the audit chain: 0" in done.stdout
