"""Commands for backups."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.console.shared import State, app, progress, tell, told
from workbench.texts import say


@app.command(help=say("nl", "console.backup"))
def backup(file: Path) -> None:
    """Write everything into one file, also while others work, and check it."""
    from workbench.safekeeping import make_backup

    bench = State.workbench()
    report = make_backup(bench, bench.actor(), file, progress)
    print(told("console.backed_up", file=file, tables=len(report.tables), rows=report.rows))


@app.command(help=say("nl", "console.restore"))
def restore(
    file: Path, replace: Annotated[bool, typer.Option("--replace", help=say("nl", "console.option.replace"))] = False
) -> None:
    """Bring a backup back."""
    from workbench.safekeeping import restore_backup

    bench = State.workbench()
    report = restore_backup(bench, bench.actor(), file, replace, progress)
    print(told("console.restored", file=file, made=report.made, rows=report.rows))
    if report.problems:
        tell(told("console.restored_touched", problems=report.problems))
