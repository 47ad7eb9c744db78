"""A real PostgreSQL server for the tests, in a temporary folder, on a Unix socket only."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from itertools import count
from pathlib import Path


def find_postgres() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class PostgresServer:
    """initdb, start, stop; root hands the folder to the postgres user, since the server refuses to run as root."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._folder = folder
        self._numbers = count(1)
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def start(self) -> None:
        """Make a cluster and start it."""
        if self._as:
            shutil.chown(self._folder, "postgres")
            for parent in self._folder.parents:
                if parent != Path("/") and parent.stat().st_uid == 0 and parent.stat().st_mode & 0o011 != 0o011:
                    parent.chmod(parent.stat().st_mode | 0o011)
        self._run("initdb", "-D", str(self._folder / "data"), "-U", "toets", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        self._launch()

    def _launch(self) -> None:
        options = f"-k {self._folder} -c listen_addresses='' -c fsync=off"
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop at once."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def start_again(self) -> None:
        """Start the cluster that was stopped."""
        self._launch()

    def kill_and_start(self) -> None:
        """SIGKILL to the server's first process (whose number is in its own pid file), then a start with recovery.

        The sessions that it leaves behind need a moment to notice; until then no new server may start.
        """
        pid = int((self._folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        for last in (*[False] * 29, True):
            time.sleep(1)
            try:
                return self._launch()
            except AssertionError:
                if last:
                    raise

    def fresh_database(self) -> str:
        """The URL of a new empty database."""
        name = f"toets{next(self._numbers)}"
        self._run("createdb", "-h", str(self._folder), "-U", "toets", name)
        return f"postgresql+psycopg://toets@/{name}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._binaries / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd="/")
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
