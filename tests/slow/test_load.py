"""A short fixed budget of the load run: `python -m scripts.prove_load --users 50 --minutes 10` is the long one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import find_postgres

pytestmark = pytest.mark.slow


def test_users_and_a_busy_worker_on_postgresql_meet_no_error(project_root: Path) -> None:
    if find_postgres() is None:
        pytest.skip("PostgreSQL is not installed")
    command = [sys.executable, "-m", "scripts.prove_load", "--users", "3", "--minutes", "0.1", "--pause", "0.3"]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, timeout=240)
    assert re.search(r"3 users, 6 s: \d+ deeds, .* errors 0\n", done.stdout), done.stdout + done.stderr[-2000:]
    assert "users that crashed: 0; misfits in the audit chain: 0" in done.stdout
    assert done.returncode == 0
