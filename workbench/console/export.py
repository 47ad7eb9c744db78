"""Commands for data: a dossier out in the common formats, and decisions back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.console.report import DRAFT, OUT, bytes_of, keep, outgoing
from workbench.console.shared import group, progress, tell, told
from workbench.texts import say

export_app = group("export")

_BY_ENDING = {"xlsx": "xlsx", "zip": "csv", "jsonld": "jsonld", "json": "csl", "bib": "bibtex", "ris": "ris", "md": "markdown"}


@export_app.command("dossier", help=say("nl", "console.export.dossier"))
def export_dossier(
    dossier: str,
    out: OUT,
    form: Annotated[str, typer.Option("--format", help=say("nl", "console.option.form"))] = "",
    sheet: Annotated[str, typer.Option(help=say("nl", "console.option.sheet"))] = "findings",
    draft: DRAFT = "",
    treaty: Annotated[list[str] | None, typer.Option(help=say("nl", "console.option.treaty"))] = None,
    signed: Annotated[bool, typer.Option(help=say("nl", "console.option.signed"))] = False,
) -> None:
    """Findings, candidates, decisions and silence as data; --format, else the ending of --out, says how."""
    from workbench.domain.dossier_set import Choice

    way = outgoing()
    chosen = way.chosen(dossier, Choice(draft=draft, instruments=frozenset(treaty or ()), as_signed=signed))
    ending = out.suffix.lower().lstrip(".")
    if ending == "csv":
        keep(out, way.table(chosen, sheet))
    else:
        keep(out, way.export(chosen, form or _BY_ENDING.get(ending, ending), progress))


@export_app.command("compare", help=say("nl", "console.export.compare"))
def export_compare(
    dossier: str,
    file: Path,
    write: Annotated[bool, typer.Option("--write", help=say("nl", "console.option.write"))] = False,
) -> None:
    """What an edited table of decisions changes in one's own decisions; --write writes what is not stale."""
    from workbench.domain.edits import RowKind
    from workbench.use_cases.read_back_decisions import write_decisions

    way = outgoing()
    edits = way.compare_table(dossier, bytes_of(file), file.name)
    for edit in edits.edits:
        row, now = edit.row, told(f"verdict.{edit.stored}") if edit.stored else "–"
        answer = told(f"verdict.{row.answer}") if edit.writable else row.answer
        print(
            "  ".join((told("row.line", line=row.line), told(f"row.{edit.kind}"), row.provision, row.norm, f"{now} -> {answer}"))
        )
    counts = {"changed": len(edits.edits), "unchanged": edits.unchanged, "empty": edits.empty, "others": edits.others}
    tell(told("console.export.compared", **counts))
    if write:
        chosen = {e.key for e in edits.edits if e.kind in (RowKind.NEW, RowKind.CHANGED)}
        tell(told("console.export.rewritten", count=write_decisions(way.actor, edits, chosen, way.sources)))
