"""Commands for official texts."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.console.shared import State, group, language, print_json, tell, told
from workbench.texts import say, say_error

if TYPE_CHECKING:
    from workbench.domain.instruments import Completeness

corpus_app = group("corpus")


@corpus_app.command("import", help=say("nl", "console.corpus.import"))
def corpus_import(path: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Read official texts from a file or a folder."""
    result = State.workbench().import_corpus(path)
    for file in result.files:
        if file.error is not None:
            tell(say_error(language(), file.error))
        if file.same_as is not None:
            tell(told("corpus.same_file", file=file.path.name, other=file.same_as.name))
    for row in result.texts:
        print_json(asdict(row)) if as_json else print(_completeness(row))
    stored = sum(row.outcome == "imported" for row in result.texts)
    tell(told("corpus.summary", imported=stored, seen=len(result.texts), folder=State.settings.data))
    refused = all(file.error for file in result.files) or (len(result.texts) == 1 and result.texts[0].outcome == "kept")
    if refused:
        raise typer.Exit(2)


def _completeness(row: Completeness) -> str:
    line = told(f"corpus.outcome.{row.outcome}", code=row.code, language=row.language, found=row.found, expected=row.expected)
    if row.missing:
        line += " " + told("corpus.missing", numbers=", ".join(row.missing))
    if row.unexpected:
        line += " " + told("corpus.unexpected", numbers=", ".join(row.unexpected))
    return line


@corpus_app.command("list", help=say("nl", "console.corpus.list"))
def corpus_list() -> None:
    """What the corpus holds."""
    rows = State.workbench().corpus.stored()
    for row in rows:
        print(f"{row.code:20} {row.language}  {len(row.articles):3}  {row.text_date or '-':10}  {row.source}")
    if not rows:
        tell(told("corpus.empty"))
