"""The commands that open the app and run its worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Annotated

import typer

from workbench.config import PROJECT, read_settings
from workbench.console.shared import State, app, tell, told
from workbench.texts import say

LOOK = 0.2  # seconds between two looks at the two processes
REST = 3.0  # seconds before a worker that stopped is started again


@app.command(help=say("nl", "console.serve"))
def serve(port: Annotated[int, typer.Option(min=1, max=65535)] = 8501) -> None:
    """Open the app in the browser, on this machine only, with its worker beside it."""
    signal.signal(signal.SIGTERM, _stop)
    server = _start("-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port))
    worker = _start("-m", "workbench.console", "worker")
    try:
        while server.poll() is None:
            time.sleep(LOOK)
            if worker.poll() is not None:
                tell(told("console.worker.again"))
                time.sleep(REST)
                worker = _start("-m", "workbench.console", "worker")
    finally:
        for process in (server, worker):
            process.terminate()
        for process in (server, worker):
            process.wait(timeout=30)
    raise typer.Exit(server.returncode)


@app.command(help=say("nl", "console.worker"))
def worker() -> None:
    """Do imports, index builds and screenings, one after the other."""
    from workbench.worker import work

    chosen = State.settings
    work(lambda: read_settings(chosen.data, chosen.language))


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    chosen = {"TOETSSTEEN_DATA": str(State.settings.data), "TOETSSTEEN_LANGUAGE": State.settings.language}
    path = os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen([sys.executable, *arguments], env={**os.environ, **chosen, "PYTHONPATH": path}, cwd=PROJECT)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
