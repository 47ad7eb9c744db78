"""Read a table of decisions back from XLSX or CSV, whatever the language of its head row."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePath
from typing import Any

from workbench.domain.edits import DecisionRow
from workbench.domain.verdicts import VerdictAnswer
from workbench.errors import DamagedFile, EncryptedFile, FileTooLarge, UnknownFormat
from workbench.reports.voice import Voice
from workbench.reports.workbook import natural
from workbench.safe_xml import OFFICE_LOCK

LARGEST = 200 * 1024 * 1024  # bytes, unpacked
MOST_ROWS = 100_000  # a sheet that somebody formatted to its end has a million empty ones
NEEDED = ("dossier", "draft", "provision", "norm_id", "answer", "reasons", "remark", "version", "verdict")


def read_decisions(content: bytes, file: str, voices: Sequence[Voice]) -> list[DecisionRow]:
    """The rows; raises UnknownFormat, DamagedFile (also when a column is missing), EncryptedFile, FileTooLarge.

    `voices`: the languages in which the head row and the answers may be written.
    """
    ending = PurePath(file).suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise UnknownFormat("error.upload_type", file=file, endings="xlsx, csv")
    table = _xlsx(content, file, voices) if ending == ".xlsx" else _csv(content, file)
    head = next(table, [])
    columns = _columns(head, voices)
    if missing := [voices[0].t(f"column.{key}") for key in NEEDED if key not in columns]:
        raise DamagedFile("error.decision_columns", file=file, columns=", ".join(missing))
    answers = {v.t(f"verdict.{a}").casefold(): str(a) for v in voices for a in VerdictAnswer}
    return [_row(line, cells, columns, answers) for line, cells in enumerate(table, start=2) if any(cells)]


def _columns(head: Iterable[str], voices: Sequence[Voice]) -> dict[str, int]:
    known = {v.t(f"column.{key}").casefold(): key for v in voices for key in NEEDED}
    places = ((known.get(word.strip().casefold()), place) for place, word in enumerate(head))
    return {key: place for key, place in places if key}


def _row(line: int, cells: list[str], columns: dict[str, int], answers: dict[str, str]) -> DecisionRow:
    def cell(key: str) -> str:
        place = columns[key]
        return natural(cells[place]).strip() if place < len(cells) else ""

    answer = cell("answer")
    version = cell("version").removesuffix(".0")
    return DecisionRow(
        line,
        cell("dossier"),
        cell("draft"),
        cell("provision"),
        cell("norm_id"),
        answers.get(answer.casefold(), answer),
        tuple(part.strip() for part in cell("reasons").split(";") if part.strip()),
        cell("remark"),
        int(version) if version.isdecimal() else 0,
        cell("verdict"),
    )


def _xlsx(content: bytes, file: str, voices: Sequence[Voice]) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # late: slow to load

    if content.startswith(OFFICE_LOCK):
        raise EncryptedFile("error.office_locked", file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST:
                raise FileTooLarge("error.file_too_large", file=file, megabytes=LARGEST // 2**20, limit=LARGEST // 2**20)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        names = [v.t("sheet.decisions") for v in voices]
        sheet = next((book[name] for name in names if name in book.sheetnames), book.worksheets[0])
        written = load_workbook(io.BytesIO(content), read_only=True)[sheet.title]  # formulas as formulas
        pairs = zip(sheet.iter_rows(values_only=True), written.iter_rows(values_only=True), strict=False)
        rows = [[_shown(*both) for both in zip(*pair, strict=False)] for pair in islice(pairs, MOST_ROWS)]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, IndexError, SyntaxError, TypeError, zlib.error) as error:
        raise DamagedFile("error.xlsx_damaged", file=file) from error
    return iter(rows)


def _csv(content: bytes, file: str) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # how an older Excel saves CSV
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        return iter(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise DamagedFile("error.csv_damaged", file=file) from error


def _shown(value: Any, written: Any) -> str:
    """What a cell shows; a formula that no program has worked out yet stays a formula, so that it is named and never guessed."""
    shown = written if value is None and isinstance(written, str) and written.startswith("=") else value
    return "" if shown is None else str(shown)
