"""The command that opens the app."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from workbench.config import PROJECT
from workbench.console.shared import State, app
from workbench.texts import say


@app.command(help=say("nl", "console.serve"))
def serve(port: Annotated[int, typer.Option(min=1, max=65535)] = 8501) -> None:
    """Open the app in the browser, on this machine only."""
    environment = {**os.environ, "TOETSSTEEN_DATA": str(State.settings.data), "TOETSSTEEN_LANGUAGE": State.settings.language}
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port)]
    raise typer.Exit(subprocess.call(command, env=environment, cwd=PROJECT))
