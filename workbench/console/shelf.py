"""Commands for the interpretive shelf."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.console.shared import State, group, language, tell, told
from workbench.errors import InputError
from workbench.texts import say

shelf_app = group("shelf")


@shelf_app.command("import", help=say("nl", "console.shelf.import"))
def shelf_import(
    file: Path,
    body: Annotated[str, typer.Option(help=say("nl", "console.shelf.body"))] = "",
    kind: Annotated[str, typer.Option(help=say("nl", "console.shelf.kind"))] = "",
    number: Annotated[str, typer.Option(help=say("nl", "console.shelf.number"))] = "",
    year: Annotated[str, typer.Option(help=say("nl", "console.shelf.year"))] = "",
    title: Annotated[str, typer.Option(help=say("nl", "console.shelf.title"))] = "",
    articles: Annotated[str, typer.Option(help=say("nl", "console.shelf.articles"))] = "",
    text_language: Annotated[str, typer.Option("--text-language", help=say("nl", "console.shelf.language"))] = "",
) -> None:
    """Put a general comment, concluding observations or a judgment on the shelf."""
    from workbench.domain.authority import AuthorityKind, cite_authority
    from workbench.publications import import_shelf
    from workbench.sources.authority_files import Described

    described = None
    if body or kind:
        if kind not in list(AuthorityKind) or not body:
            raise InputError("error.shelf_kind", kind=kind or "-", known=", ".join(AuthorityKind))
        places = tuple(articles.replace(",", " ").split())
        described = Described(body, AuthorityKind(kind), number, year, title, text_language, places)
    for done in import_shelf(State.workbench(), file, described):
        cited, about = cite_authority(done.text, "", language()), ", ".join(done.text.articles)
        print(told("shelf.kept", cited=cited, id=done.text.id, paragraphs=len(done.text.paragraphs), articles=about or "-"))
        if done.gaps:
            tell(told("shelf.gaps", numbers=", ".join(done.gaps)))


@shelf_app.command("list", help=say("nl", "console.shelf.list"))
def shelf_list() -> None:
    """What stands on the shelf."""
    from workbench.domain.authority import cite_authority

    texts = State.workbench().shelf.all()
    for text in texts:
        cited = cite_authority(text, "", language())
        print(f"{text.id:24} {text.language}  {len(text.paragraphs):4} §  {cited}  [{', '.join(text.articles)}]")
    if not texts:
        tell(told("shelf.none"))
