"""Commands for official texts."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.console.shared import State, group, language, print_json, progress, tell, told
from workbench.errors import InputError, SourceUnreachable
from workbench.texts import say, say_error

if TYPE_CHECKING:
    from workbench.domain.fetching import TextFetch
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


@corpus_app.command("fetch", help=say("nl", "console.corpus.fetch"))
def corpus_fetch(
    codes: Annotated[list[str] | None, typer.Argument(help=say("nl", "console.corpus.fetch.codes"))] = None,
    languages: Annotated[str, typer.Option("--language", help=say("nl", "console.corpus.fetch.language"))] = "nl,en,fr",
    again: Annotated[bool, typer.Option("--again", help=say("nl", "console.corpus.fetch.again"))] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Fetch official texts from their publishers."""
    from workbench.publications import fetch_corpus

    wanted = _languages(languages)
    fetched = []
    for outcome in fetch_corpus(State.workbench(), codes or [], wanted, again, progress):
        fetched.append(outcome)
        print_json(_fetch_json(outcome)) if as_json else _tell_fetch(outcome)
    _close_fetch(fetched)


def _languages(written: str) -> list[str]:
    from workbench.publications import TREATY_LANGUAGES

    wanted = written.replace(",", " ").split()
    unknown = [language for language in wanted if language not in TREATY_LANGUAGES]
    if unknown or not wanted:
        raise InputError("error.fetch_language", languages=", ".join(unknown) or "-", known=", ".join(TREATY_LANGUAGES))
    return list(dict.fromkeys(wanted))


def _fetch_json(outcome: TextFetch) -> dict[str, object]:
    attempts = [
        {"publisher": a.publisher, "url": a.url, "error": say_error(language(), a.error) if a.error else ""}
        for a in outcome.attempts
    ]
    row = asdict(outcome.row) if outcome.row else None
    return {"code": outcome.code, "language": outcome.language, "result": row, "attempts": attempts}


def _tell_fetch(outcome: TextFetch) -> None:
    if outcome.row is not None and outcome.chosen is not None:
        print(_completeness(outcome.row), told("corpus.fetched_from", publisher=outcome.chosen.publisher))
        return
    for attempt in outcome.attempts:
        if attempt.error is not None and not isinstance(attempt.error, SourceUnreachable):
            tell(f"{outcome.code} {outcome.language}: {say_error(language(), attempt.error)}")
    if not outcome.attempts:
        tell(told("corpus.no_source", code=outcome.code, language=outcome.language))


def _close_fetch(fetched: list[TextFetch]) -> None:
    """One sentence for publishers that could not be reached, one with the count; exit 1 when something was missed."""
    silent = {a.publisher for f in fetched for a in f.attempts if isinstance(a.error, SourceUnreachable)}
    got = sum(f.row is not None for f in fetched)
    if not got and silent and all(isinstance(a.error, SourceUnreachable) for f in fetched for a in f.attempts):
        raise SourceUnreachable("error.source_unreachable", publishers=", ".join(sorted(silent)))
    if silent:
        tell(told("error.source_unreachable", publishers=", ".join(sorted(silent))))
    stored = sum(f.row is not None and f.row.outcome == "imported" for f in fetched)
    tell(told("corpus.fetch_summary", imported=stored, got=got, asked=len(fetched)))
    if got < len(fetched):
        raise typer.Exit(1)


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
