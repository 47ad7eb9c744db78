"""Commands for the models and the register."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.console.shared import State, group, language, progress, tell, told
from workbench.texts import say, say_error

model_app = group("model")
register_app = group("register")


@model_app.command("list", help=say("nl", "console.model.list"))
def model_list() -> None:
    """The shipped encoder and known public ones."""
    from workbench.models.known import KNOWN

    active = State.settings.encoder
    print(f"{'*' if not active else ' '} {told('model.shipped')}")
    for model in KNOWN:
        mark = "*" if active == model.name else " "
        print(f"{mark} {model.name:62} {model.dimension:5}  {model.megabytes:5} MB  {model.licence}")
    if active and active not in {model.name for model in KNOWN}:
        print(f"* {active}")


@model_app.command("use", help=say("nl", "console.model.use"))
def model_use(name: str) -> None:
    """Build the index for a model and make it this folder's choice (`shipped`: back to ours)."""
    index = State.workbench().use_encoder("" if name == "shipped" else name, progress)
    print(told("model.used", model=index.manifest.encoder, dimension=index.manifest.dimension))


@model_app.command("check", help=say("nl", "console.model.check"))
def model_check(name: Annotated[str, typer.Argument()] = "") -> None:
    """Load a model and see that it brings Dutch and English together."""
    from workbench.use_cases.check_encoder import check_encoder

    encoder = State.encoder(name)
    check = check_encoder(encoder)
    print(told("model.checked", model=encoder.identity, dimension=encoder.dimension, speed=round(check.texts_per_second)))
    print(told("model.margin", same=f"{check.same:.2f}", other=f"{check.other:.2f}"))
    if check.same <= check.other:
        tell(told("model.not_crosslingual"))
        raise typer.Exit(1)


@register_app.command("lint", help=say("nl", "console.register.lint"))
def register_lint() -> None:
    """Check the register files."""
    from workbench.knowledge.register import lint, read_files

    workbench = State.workbench()
    files = read_files(State.settings.corpus)
    problems = lint(files, workbench.thesaurus, workbench.catalogue.articles)
    for problem in problems:
        print(say_error(language(), problem.error()))
    print(told("register.linted", files=len(files), problems=len(problems)))
    if problems:
        raise typer.Exit(2)
