"""Commands for dossiers and for the audit log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.console.shared import State, group, tell, told
from workbench.texts import say

dossier_app = group("dossier")
audit_app = group("audit")


@dossier_app.command("list", help=say("nl", "console.dossier.list"))
def dossier_list() -> None:
    """The dossiers: id, stage, number of findings, title."""
    from workbench.use_cases.read_dossier import read_dossiers

    views = read_dossiers(State.workbench().actor())
    for view in views:
        row = view.dossier
        closed = f" ({told('dossier_state.closed')})" if row.state == "closed" else ""
        print(f"{row.id}  {len(view.findings):4}  {told(f'stage.{row.stage}')}  {row.title}{closed}")
    if not views:
        tell(told("console.dossier.none"))


@dossier_app.command("history", help=say("nl", "console.dossier.history"))
def dossier_history(dossier: str) -> None:
    """Every decision in a dossier: number, time, who, what, old -> new, why."""
    from workbench.use_cases.read_dossier import history_of, people

    actor = State.workbench().actor()
    names = {key: person.name for key, person in people(actor).items()}
    for made in history_of(actor, dossier):
        record = f"{made.kind} {made.subject[:8]}"
        print(
            "  ".join((str(made.seq), made.at, names.get(made.who, made.who), told(f"action.{made.action}"), record, made.reason))
        )
        for field, (old, new) in made.changes.items():
            if made.version > 1 and field != "version":
                print(f"    {field}: {_short(old)} -> {_short(new)}")


@dossier_app.command("export", help=say("nl", "console.dossier.export"))
def dossier_export(dossier: str, file: Path) -> None:
    """Write one dossier with everything in it to a file."""
    from workbench.safekeeping import export_dossier

    bench = State.workbench()
    rows = export_dossier(bench, bench.actor(), dossier, file)
    print(told("console.dossier.exported", file=file, rows=sum(rows.values())))


@dossier_app.command("import", help=say("nl", "console.dossier.import"))
def dossier_import(file: Path) -> None:
    """Bring in a dossier from a file, with its history."""
    from workbench.safekeeping import import_dossier

    bench = State.workbench()
    dossier, rows = import_dossier(bench, bench.actor(), file)
    print(told("console.dossier.imported", title=dossier.title, id=dossier.id, rows=sum(rows.values())))


def _short(value: object) -> str:
    words = str(value)
    return words if len(words) <= 100 else words[:99] + "…"


@audit_app.command("verify", help=say("nl", "console.audit.verify"))
def audit_verify(kept: Annotated[str, typer.Option("--head", help=say("nl", "console.option.head"))] = "") -> None:
    """Check that nobody touched the history; exit code 1 when somebody did."""
    from workbench.use_cases.verify_audit import verify_audit

    report = verify_audit(State.workbench().actor(), kept)
    for problem in report.problems:
        print(told(problem.key, seq=problem.seq, kind=problem.kind, subject=problem.subject))
    print(
        told(
            "console.audit.broken" if report.problems else "console.audit.whole",
            entries=report.entries,
            problems=len(report.problems),
        )
    )
    print(report.head)
    if report.problems:
        raise typer.Exit(1)
