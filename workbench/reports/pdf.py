"""A document as tagged PDF/UA-1, set by typst."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from workbench.domain.ports import Progress, silent
from workbench.errors import ReportFailed
from workbench.reports.document import Block, Bullets, Document, Heading, Para, Run, Runs
from workbench.reports.voice import Voice

LAYOUT = Path(__file__).resolve().parent / "templates" / "rapport.typ"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write_pdf(document: Document, voice: Voice, progress: Progress = silent) -> bytes:
    """The PDF; raises ReportFailed with typst's own words."""
    progress("progress.report.pdf", 0, 1)
    made = datetime.fromisoformat(document.made)
    plain = json.dumps(_plain(document, voice, made), ensure_ascii=False)
    try:
        written: bytes = typst.compile(
            str(LAYOUT), sys_inputs={"document": plain}, pdf_standards="ua-1", timestamp=int(made.astimezone(UTC).timestamp())
        )
    except (RuntimeError, typst.TypstError) as error:
        raise ReportFailed("error.report_failed", detail=str(error).splitlines()[0]) from error
    progress("progress.report.pdf", 1, 1)
    return written


def _plain(document: Document, voice: Voice, made: datetime) -> dict[str, Any]:
    facts = document.facts
    shown = [f"{voice.t(f'report.fact.{name}')}: {facts[name]}" for name in facts if name not in ("titel", "onderwerp")]
    return {
        "title": document.title,
        "author": document.author,
        "language": document.language,
        "day": [made.year, made.month, made.day],
        "head": facts.get("titel", document.title),
        "subject": facts.get("onderwerp", ""),
        "facts": shown,
        "footer": f"{document.author} · {facts.get('titel', document.title)}",
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": _clean(block.text), "anchor": block.anchor}
    if isinstance(block, Para):
        return {"kind": "para", "style": block.style, "anchor": block.anchor, **_runs(block.runs)}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": [_runs(item) for item in block.items]}
    widths = block.widths or tuple(1 / len(block.head) for _ in block.head)
    rows = [[_runs(cell) for cell in row] for row in block.rows]
    return {"kind": "table", "caption": block.caption, "head": block.head, "widths": widths, "rows": rows}


def _runs(runs: Runs) -> dict[str, Any]:
    return {"runs": [_run(run) for run in runs]}


def _run(run: Run) -> dict[str, Any]:
    text, note = _clean(run.text), _clean(run.note)
    return {"text": text, "bold": run.bold, "italic": run.italic, "note": note, "link": run.link}


def _clean(text: str) -> str:
    """Without control characters, which no font has."""
    return _CONTROL.sub("", text)
