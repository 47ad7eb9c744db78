"""Commands for drafts and for the index."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.console.shared import State, group, print_json, progress, tell, told
from workbench.errors import InputError, StoreError
from workbench.texts import say

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

draft_app = group("draft")
index_app = group("index")


@draft_app.command("import", help=say("nl", "console.draft.import"))
def draft_import(file: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Read a draft, store it, print the parse report."""
    from workbench.ingest import read_draft

    draft = read_draft(file, progress)
    new = State.workbench().drafts.save(draft)
    if as_json:
        print_json(draft_json(draft))
        return
    report = draft.report
    print(told("draft.imported" if new else "draft.known", title=draft.title, id=draft.id))
    print(told("draft.counted", articles=report.articles_counted, numbered=report.articles_numbered, pages=report.pages))
    for gap in report.gaps:
        print(told(f"draft.gap.{gap.problem}", kind=told(f"kind.{gap.kind}"), number=gap.number, page=gap.page))
    for leftover in report.leftovers:
        print(told("draft.leftover", page=leftover.page, text=leftover.text[:120]))
    for page in report.empty_pages:
        print(told("draft.empty_page", page=page))


def draft_json(draft: Any) -> dict[str, Any]:
    """The documented JSON form: provisions with id, kind, number, text, page, parent, and the parse report."""
    provisions = [
        {
            "id": p.id, "kind": str(p.kind), "number": p.number, "heading": p.heading, "text": p.text, "page": p.page,
            "parent": p.parent, "start": p.start, "end": p.end, "amendment": asdict(p.amendment) if p.amendment else None,
            "explanation": p.explanation,
        }
        for p in draft.provisions
    ]  # fmt: skip
    described = {"id": draft.id, "title": draft.title, "kind": draft.kind, "identifiers": list(draft.identifiers)}
    return {**described, "provisions": provisions, "report": asdict(draft.report)}


@draft_app.command("fetch", help=say("nl", "console.draft.fetch"))
def draft_fetch(
    number: Annotated[str, typer.Argument(help=say("nl", "console.draft.fetch.number"))],
    every: Annotated[bool, typer.Option("--all", help=say("nl", "console.draft.fetch.all"))] = False,
    again: Annotated[bool, typer.Option("--again", help=say("nl", "console.corpus.fetch.again"))] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Fetch a parliamentary file: its stages, its documents, and the newest text as a draft."""
    from workbench.publications import fetch_file

    fetched = fetch_file(State.workbench(), number, every, again)
    if as_json:
        print_json({**asdict(fetched.file), "drafts": [draft.id for draft, _ in fetched.drafts]})
        return
    print(f"{fetched.file.number}  {fetched.file.kind}: {fetched.file.title}  [{fetched.file.status}]")
    for stage in fetched.file.stages:
        print(f"  {stage.date or '-':10}  {stage.name}")
    for document in fetched.file.documents:
        print(f"  {document.date or '-':10}  {document.kind}: {document.title}  {document.url}")
    for draft, new in fetched.drafts:
        print(told("draft.imported" if new else "draft.known", title=draft.title, id=draft.id))
    if not fetched.drafts:
        tell(told("draft.no_text"))


@draft_app.command("list", help=say("nl", "console.draft.list"))
def draft_list() -> None:
    """The stored drafts."""
    rows = State.workbench().drafts.all()
    for row in rows:
        print(f"{row.id}  {row.articles:4}  {row.imported}  {row.title}")
    if not rows:
        tell(told("draft.none"))


@index_app.command("build", help=say("nl", "console.index.build"))
def index_build() -> None:
    """Build what is missing or out of date."""
    workbench = State.workbench()
    for key, index in (("index.treaties", workbench.treaty_index(progress)), ("index.drafts", workbench.draft_index(progress))):
        print(told(key, passages=len(index.table), encoder=index.manifest.encoder, folder=State.settings.indexes))
        workbench.publish(key.removeprefix("index."), progress)
    _vectors(workbench)


def _vectors(workbench: Workbench) -> None:
    """How the vector server of this site stands, when there is one."""
    if workbench.vectors is not None:
        trouble = workbench.vectors.trouble
        print(told(trouble.key, **trouble.params) if trouble else told("index.published"))


@draft_app.command("export", help=say("nl", "console.draft.export"))
def draft_export(
    draft_id: str, to: Annotated[Path | None, typer.Option(help=say("nl", "console.draft.export.to"))] = None
) -> None:
    """Write a draft as Akoma Ntoso 3.0."""
    from workbench.ingest.akoma_ntoso_writer import write_akoma_ntoso

    draft = State.workbench().drafts.get(draft_id)
    if draft is None:
        raise InputError("error.draft_unknown", id=draft_id)
    target = to or Path(f"{draft_id}.akn.xml")
    content = write_akoma_ntoso(draft, date.today().isoformat())
    try:
        target.write_bytes(content)
    except OSError as error:
        raise StoreError("error.export_unwritable", file=str(target), detail=error.strerror or "") from error
    print(told("draft.exported", file=target, provisions=len(draft.provisions)))
