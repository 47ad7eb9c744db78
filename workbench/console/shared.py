"""What every command shares: the app, the settings of this run, and how it speaks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.config import Settings, read_settings
from workbench.texts import say

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=say("nl", "console.help"))


class State:
    """The settings of this run, and its workbench once a command needs it."""

    settings: Settings

    @classmethod
    def workbench(cls) -> Workbench:
        """The composition root, imported late so that `--help` stays quick."""
        from workbench.bootstrap import Workbench
        from workbench.domain.people import LOCAL_PERSON

        return Workbench(cls.settings, lambda: LOCAL_PERSON)

    @classmethod
    def encoder(cls, name: str) -> Any:
        """The named encoder, or the chosen one when the name is empty."""
        from workbench.models import load_encoder

        return load_encoder(name or cls.settings.encoder, cls.settings.shipped_encoder, cls.settings.backend)


@app.callback()
def setup(
    data: Annotated[Path | None, typer.Option(help=say("nl", "console.option.data"))] = None,
    language: Annotated[str | None, typer.Option(help=say("nl", "console.option.language"))] = None,
) -> None:
    """Read the settings before any command."""
    State.settings = read_settings(data, language)


def group(name: str) -> typer.Typer:
    """A new group of commands under `name`, described by the catalogue."""
    made = typer.Typer(no_args_is_help=True, help=say("nl", f"console.{name}"))
    app.add_typer(made, name=name)
    return made


def language() -> str:
    """The language of messages; Dutch before the settings are read."""
    return State.settings.language if hasattr(State, "settings") else "nl"


def tell(sentence: str) -> None:
    """Say something to the person, not to the pipe."""
    print(sentence, file=sys.stderr)


def told(key: str, /, **params: object) -> str:
    """The sentence for `key` in the language of this run."""
    return say(language(), key, **params)


def progress(step: str, done: int, total: int) -> None:
    """Show progress on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else "\r"
        print(f"{told(step)} {done}/{total}   ", end=end, file=sys.stderr, flush=True)


def print_json(row: Any) -> None:
    """One JSON line."""
    print(json.dumps(row, ensure_ascii=False))
