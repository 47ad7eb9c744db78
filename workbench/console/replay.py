"""The command that screens again and compares."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from workbench.console.draft import draft_app
from workbench.console.shared import State, print_json, progress, told
from workbench.errors import InputError
from workbench.texts import say


@draft_app.command("replay", help=say("nl", "console.draft.replay"))
def draft_replay(draft: str, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Screen a stored draft again without storing it and compare with its newest screening; exit 1 when it differs."""
    from workbench.use_cases.replay_screening import replay_screening

    bench = State.workbench()
    found, stored = bench.drafts.get(draft), bench.screenings.latest(draft)
    if found is None:
        raise InputError("ui.draft.unknown", id=draft)
    if stored is None:
        raise InputError("ui.queue.no_screening")
    tools = bench.search_tools(progress)
    replay = replay_screening(stored, found, tools, bench.versions(tools), progress)
    if as_json:
        print_json({"same": replay.same, "moved": list(replay.moved), **asdict(replay)})
    else:
        parts = ", ".join(told(f"ui.replay.{name}") for name in replay.moved)
        print(told("ui.replay.moved", parts=parts) if parts else told("ui.replay.not_moved"))
        numbers = {"changed": len(replay.changed), "gone": len(replay.gone), "new": len(replay.new)}
        print(told("ui.replay.same", units=replay.units) if replay.same else told("ui.replay.changed", **numbers))
        for change in replay.changed:
            print(f"{change.citation}: {', '.join(told(f'ui.replay.what.{name}') for name in change.what)}")
    if not replay.same:
        raise typer.Exit(1)
