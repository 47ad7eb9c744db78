"""The command line: thin commands over the composition root; errors become one sentence and an exit code."""

from __future__ import annotations

import gc
import sys

from workbench.console import (  # noqa: F401 - importing a module adds its commands
    corpus,
    dossier,
    draft,
    export,
    knowledge,
    known,
    law,
    people,
    replay,
    report,
    safe,
    search,
    serve,
    shelf,
)
from workbench.console.shared import app, language, tell
from workbench.errors import ToetssteenError
from workbench.texts import say_error

RARELY = (
    200_000,
    50,
    50,
)  # a command loads tens of thousands of lasting objects; looking through them again costs a fifth of its time


def main() -> None:
    """Run a command; an expected failure is one sentence on stderr and its exit code."""
    gc.set_threshold(*RARELY)
    try:
        code = app(standalone_mode=False)  # typer.Exit comes back as a number
    except ToetssteenError as error:
        tell(say_error(language(), error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        tell(error.format_message())  # click's own words for a wrong option
        sys.exit(2)
    sys.exit(code or 0)
