"""Tables as XLSX and as CSV for a Belgian Excel (`;`, UTF-8 with BOM), where no cell can become a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence

import xlsxwriter

from workbench.domain.ports import Progress, silent
from workbench.reports.tables import Cell, Sheet
from workbench.reports.voice import Voice

LONGEST = 32_767  # characters that Excel takes in one cell
WIDE = {
    "quote",
    "reasoning",
    "treaty_quote",
    "text",
    "proposed_text",
    "explanation",
    "meaning",
    "words",
    "title",
    "reasons",
    "why",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


def write_xlsx(sheets: Sequence[Sheet], voice: Voice, title: str, progress: Progress = silent) -> bytes:
    """One workbook: a frozen, filtered head row per sheet; texts are texts, never formulas or links."""
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(kept, options)
    book.set_properties({"title": title[:255], "author": voice.t("report.institute")})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6E9ED", "border": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for number, sheet in enumerate(sheets):
        progress("progress.report.xlsx", number, len(sheets))
        page = book.add_worksheet(voice.t(f"sheet.{sheet.name}")[:31])
        page.freeze_panes(1, 0)
        for column, key in enumerate(sheet.columns):
            page.set_column(column, column, 50 if key in WIDE else 18)
            page.write_string(0, column, voice.t(f"column.{key}"), head)
        for row, cells in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(row, column, _cut(_CONTROL.sub("", cell)), text)
                else:
                    page.write_number(row, column, cell, text)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    book.close()
    progress("progress.report.xlsx", len(sheets), len(sheets))
    return kept.getvalue()


def write_csv(sheet: Sheet, voice: Voice) -> bytes:
    """One sheet: `;` between cells, decimal comma in Dutch, UTF-8 with BOM."""
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    writer.writerow([voice.t(f"column.{key}") for key in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_csv_cell(cell, voice) for cell in row])
    return kept.getvalue().encode("utf-8-sig")


def write_csv_files(sheets: Sequence[Sheet], voice: Voice, progress: Progress = silent) -> bytes:
    """All sheets as CSV files in one zip."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for number, sheet in enumerate(sheets):
            progress("progress.report.csv", number, len(sheets))
            package.writestr(f"{number + 1:02} {voice.t(f'sheet.{sheet.name}')}.csv", write_csv(sheet, voice))
    progress("progress.report.csv", len(sheets), len(sheets))
    return kept.getvalue()


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before `=`, `+`, `-`, `@`, tab and return."""
    return f"'{text}" if _FORMULA.match(text) else text


def natural(text: str) -> str:
    """The text as it was before `neutral`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _csv_cell(cell: Cell, voice: Voice) -> str:
    if isinstance(cell, str):
        return neutral(_CONTROL.sub("", cell))
    if isinstance(cell, float):
        return f"{cell:.4f}".rstrip("0").rstrip(".").replace(".", "," if voice.language == "nl" else ".")
    return str(cell)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
