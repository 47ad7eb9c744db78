"""Commands for the laws that drafts change."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.console.shared import State, group, print_json, tell, told
from workbench.errors import InputError
from workbench.texts import say

if TYPE_CHECKING:
    from workbench.domain.amending.result import Consolidation, Row
    from workbench.domain.base_law import BaseLaw
    from workbench.domain.drafts import Draft

law_app = group("law")


@law_app.command("import", help=say("nl", "console.law.import"))
def law_import(file: Path, title: Annotated[str, typer.Option(help=say("nl", "console.law.title"))] = "") -> None:
    """Keep the text of a law from a file."""
    from workbench.publications import import_law

    _tell(*import_law(State.workbench(), file, title))


@law_app.command("fetch", help=say("nl", "console.law.fetch"))
def law_fetch(
    wanted: str, again: Annotated[bool, typer.Option("--again", help=say("nl", "console.corpus.fetch.again"))] = False
) -> None:
    """Fetch the text of a law from the Vlaamse Codex."""
    from workbench.publications import fetch_law

    _tell(*fetch_law(State.workbench(), wanted, again))


def _tell(law: BaseLaw, new: bool) -> None:
    counted = law.text.report.articles_counted
    print(told("law.kept" if new else "law.known", id=law.id, title=law.title, articles=counted, state=law.state or "?"))


@law_app.command("list", help=say("nl", "console.law.list"))
def law_list() -> None:
    """The laws that are here."""
    laws = State.workbench().laws.all()
    for law in laws:
        print(f"{law.id:22} {law.date}  {law.text.report.articles_counted:4}  {law.title}  ({law.source})")
    if not laws:
        tell(told("law.none"))


@law_app.command("after", help=say("nl", "console.law.after"))
def law_after(draft_id: str, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """What a draft makes of the laws that it changes."""
    from workbench.use_cases.consolidate import consolidate

    workbench = State.workbench()
    draft = workbench.drafts.get(draft_id)
    if draft is None:
        raise InputError("error.draft_unknown", id=draft_id)
    done = consolidate(draft, workbench.laws.all())
    for change in done:
        print_json(asdict(change)) if as_json else _print_change(draft, change)
    if not done:
        tell(told("law.nothing"))


def _print_change(draft: Draft, change: Consolidation) -> None:
    from workbench.domain.draft_citation import citation_path

    print(citation_path(draft, change.carrier))
    for row in change.rows:
        print(f"  {'  ' * row.depth}{row.label} {_marked(row)}".rstrip())
    for refusal in change.refused:
        place = citation_path(draft, refusal.provision)
        print("  ! " + told("law.refused", place=place, why=told(f"consolidation.why.{refusal.why}", detail=refusal.detail)))
    print()


def _marked(row: Row) -> str:
    """[+added+] and [-removed-]."""
    form = {"kept": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
    return "".join(form[segment.mark].format(segment.text) for segment in row.segments)
