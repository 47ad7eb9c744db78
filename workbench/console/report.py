"""Commands for reports: the advice and its template, the dossier for a treaty body, treaties not ratified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.console.shared import State, group, language, progress, tell, told
from workbench.domain.period import Against
from workbench.errors import InputError, StoreError
from workbench.texts import say

if TYPE_CHECKING:
    from workbench.outgoing import Outgoing

report_app = group("report")

OUT = Annotated[Path, typer.Option("--out", help=say("nl", "console.option.out"))]
TEMPLATE = Annotated[Path | None, typer.Option(help=say("nl", "console.option.template"))]
CONFIDENTIAL = Annotated[bool, typer.Option("--confidential", help=say("nl", "console.option.confidential"))]
DRAFT = Annotated[str, typer.Option(help=say("nl", "console.option.version"))]


def outgoing() -> Outgoing:
    """The way out, for the local person in the language of this run."""
    from workbench.outgoing import Outgoing

    bench = State.workbench()
    return Outgoing(bench, bench.actor(), language())


def keep(out: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say where it is; raises StoreError."""
    temporary = out.with_name(f".{out.name}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(out)
    except OSError as error:
        raise StoreError("error.cannot_write", file=str(out), reason=error.strerror or "") from error
    tell(told("console.report.written", file=str(out)))


@report_app.command("advice", help=say("nl", "console.report.advice"))
def report_advice(
    dossier: str,
    out: OUT,
    draft: DRAFT = "",
    template: TEMPLATE = None,
    signed: Annotated[bool, typer.Option(help=say("nl", "console.option.signed"))] = False,
) -> None:
    """The advice on one version of a text; the ending of --out says whether it is DOCX or PDF."""
    from workbench.domain.dossier_set import Choice

    way = outgoing()
    chosen = way.chosen(dossier, Choice(draft=draft, as_signed=signed))
    keep(out, way.advice(chosen, form_of(out), template, progress))


@report_app.command("treaty-body", help=say("nl", "console.report.treaty_body"))
def report_treaty_body(
    body: str,
    out: OUT,
    start: Annotated[str, typer.Option("--from", help=say("nl", "console.option.from"))] = "",
    end: Annotated[str, typer.Option("--to", help=say("nl", "console.option.to"))] = "",
    public: Annotated[bool, typer.Option("--public", help=say("nl", "console.option.public"))] = False,
    confidential: CONFIDENTIAL = False,
    template: TEMPLATE = None,
) -> None:
    """Findings and follow-up per article over a period; the ending of --out says DOCX, PDF or XLSX."""
    from workbench.domain.body_set import Reach
    from workbench.domain.period import period_of

    way = outgoing()
    chosen = way.for_body(body.upper(), Reach(period_of(start, end, way.actor.now()), public, confidential))
    keep(out, way.body_dossier(chosen, form_of(out), template, progress))


@report_app.command("management", help=say("nl", "console.report.management"))
def report_management(
    out: OUT,
    start: Annotated[str, typer.Option("--from", help=say("nl", "console.option.from_year"))] = "",
    end: Annotated[str, typer.Option("--to", help=say("nl", "console.option.to"))] = "",
    against: Annotated[Against, typer.Option(help=say("nl", "console.option.against"))] = Against.YEAR,
    minister: Annotated[list[str] | None, typer.Option(help=say("nl", "console.option.minister"))] = None,
    domain: Annotated[list[str] | None, typer.Option(help=say("nl", "console.option.domain"))] = None,
    instrument: Annotated[list[str] | None, typer.Option(help=say("nl", "console.option.instrument"))] = None,
    confidential: CONFIDENTIAL = False,
    template: TEMPLATE = None,
) -> None:
    """The figures over a period with the findings behind them; the ending of --out says DOCX, PDF or XLSX."""
    from workbench.domain.management import selection_of
    from workbench.domain.period import typed_period

    way = outgoing()
    filters = {"minister": minister or [], "dom": domain or [], "instr": instrument or []}
    found = way.figures(selection_of(typed_period(start, end, way.actor.now()), against, filters, confidential))
    keep(out, way.management(found, form_of(out), template, progress))


@report_app.command("unratified", help=say("nl", "console.report.unratified"))
def report_unratified(out: OUT, confidential: CONFIDENTIAL = False, template: TEMPLATE = None) -> None:
    """The treaties that Belgium did not ratify, with status, date and dossiers."""
    way = outgoing()
    keep(out, way.unratified(way.not_ratified(confidential), form_of(out), template, progress))


def form_of(out: Path) -> str:
    """The form that a file's ending names."""
    return out.suffix.lower().lstrip(".")


@report_app.command("template", help=say("nl", "console.report.template"))
def report_template(name: str, out: OUT) -> None:
    """A copy of our own template, to make the institute's own from."""
    from workbench.reports.docx_template import SHIPPED, template_bytes

    names = sorted(path.stem for path in SHIPPED.glob("*.docx"))
    if name not in names:
        raise InputError("error.template_name", name=name, names=", ".join(names))
    keep(out, template_bytes(SHIPPED / f"{name}.docx", SHIPPED, name)[0])


@report_app.command("compare", help=say("nl", "console.report.compare"))
def report_compare(
    dossier: str,
    file: Path,
    write: Annotated[bool, typer.Option("--write", help=say("nl", "console.option.write"))] = False,
    reason: Annotated[str, typer.Option(help=say("nl", "console.option.reason"))] = "",
) -> None:
    """What an edited advice changes in the recommendations; --write writes what is not in conflict."""
    from workbench.domain.edits import EditKind
    from workbench.use_cases.read_back_advice import write_edits

    way = outgoing()
    edits = way.compare(dossier, bytes_of(file), file.name)
    for edit in edits.edits:
        field = told(f"edit_field.{edit.field}")
        where = f"{edit.title}, {told('edit.recommendation', number=edit.recommendation)}" if edit.recommendation else ""
        print("  ".join(filter(None, (told(f"edit.{edit.kind}"), where, field))))
        print(f"    - {edit.stored}\n    + {edit.edited}" if edit.writable else f"      {edit.stored}")
    for line in edits.loose:
        print(f"{told('edit.loose')}  {line}")
    tell(told("console.report.compared", changed=len(edits.edits), unchanged=edits.unchanged))
    if write:
        chosen = {e.key for e in edits.edits if e.writable and e.kind is not EditKind.CONFLICT}
        records = write_edits(way.actor, edits, chosen, reason or told("edit.reason", file=file.name))
        tell(told("console.report.rewritten", records=records))


def bytes_of(file: Path) -> bytes:
    """The file; raises InputError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError("error.file_unreadable", file=str(file), reason=error.strerror or "") from error
