"""An edited table of decisions read back: nothing before confirmation, nothing of others, nothing stale by itself."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.unit.reports.conftest import Desk
from tests.unit.reports.office_programs import converted
from workbench.domain.dossiers import Dossier
from workbench.domain.edits import DecisionEdits, RowKind
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.errors import AccessDenied, DamagedFile, EncryptedFile, RuleError, StaleWrite, UnknownFormat
from workbench.reports.tables import tables_of
from workbench.reports.workbook import write_csv, write_xlsx
from workbench.reports.workbook_reader import read_decisions
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.read_back_decisions import compare_decisions, write_decisions

PAIR = ("art_2", "CRC/12")


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    opened = desk.open()
    decide(desk.office["ada"], opened.id, opened.current, PAIR, VerdictAnswer.DOUBT, reasons=["grens"], remark="=1+1")
    decide(desk.office["rik"], opened.id, opened.current, PAIR, VerdictAnswer.RELEVANT)
    return opened


def workbook(desk: Desk, dossier: Dossier) -> bytes:
    return write_xlsx(tables_of(desk.select(dossier), desk.voice), desk.voice, "x")


def edited(content: bytes, answers: dict[tuple[str, str], str], who: str = "Ada") -> bytes:
    """What somebody typed in Excel: an answer per place and norm, on the own row or an empty one."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["Beslissingen"]
    head = [cell.value for cell in page[1]]
    at = {name: head.index(name) for name in ("eId", "Code verdragsbepaling", "Beslissing", "Lezer")}
    for row in page.iter_rows(min_row=2):
        key = (row[at["eId"]].value, row[at["Code verdragsbepaling"]].value)
        if key in answers and row[at["Lezer"]].value in (who, None, ""):
            row[at["Beslissing"]].value = answers[key]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def compared(desk: Desk, dossier: Dossier, content: bytes, who: str = "ada", file: str = "x.xlsx") -> DecisionEdits:
    voices = [desk.voice, replace(desk.voice, language="en")]
    return compare_decisions(desk.office[who], dossier.id, read_decisions(content, file, voices), desk.sources)


def test_an_untouched_table_changes_nothing_in_any_language_or_format(desk: Desk, dossier: Dossier, tmp_path: Path) -> None:
    nothing = DecisionEdits(dossier.id, (), 1, 11, 1)
    assert compared(desk, dossier, workbook(desk, dossier)) == nothing
    for voice in (desk.voice, replace(desk.voice, language="en")):
        table = next(s for s in tables_of(desk.select(dossier), voice) if s.name == "decisions")
        assert compared(desk, dossier, write_csv(table, voice), file="x.csv") == nothing
    again = converted(workbook(desk, dossier), "xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path)
    assert compared(desk, dossier, again.read_bytes()) == nothing


def test_changed_and_new_decisions_are_shown_and_then_written_with_the_old_one_kept(desk: Desk, dossier: Dossier) -> None:
    file = edited(workbook(desk, dossier), {PAIR: "niet relevant", ("art_4", "ECHR/8"): "Relevant"})
    edits = compared(desk, dossier, file)
    assert [(e.kind, e.stored, e.row.answer, e.row.provision) for e in edits.edits] == [
        (RowKind.CHANGED, "doubt", "not_relevant", "art_2"),
        (RowKind.NEW, "", "relevant", "art_4"),
    ]
    before = desk.office.ledger.head()
    assert write_decisions(desk.office["ada"], edits, [], desk.sources) == 0 and desk.office.ledger.head() == before
    assert write_decisions(desk.office["ada"], edits, [e.key for e in edits.edits], desk.sources) == 2
    mine = {v.pair: v for v in desk.office.ledger.find(Verdict, dossier=dossier.id, author="ada")}
    assert (mine[PAIR].answer, mine[PAIR].reasons, mine[PAIR].version) == (VerdictAnswer.NOT_RELEVANT, ("grens",), 2)
    fresh = mine["art_4", "ECHR/8"].candidate
    assert fresh is not None and (fresh.score, fresh.screening) == (3.25, f"s-{dossier.current}")
    assert desk.office.ledger.history(subject=mine[PAIR].id)[1].changes["answer"] == ("doubt", "not_relevant")
    assert compared(desk, dossier, file).edits == ()


def test_a_decision_made_here_since_the_export_is_called_stale(desk: Desk, dossier: Dossier) -> None:
    file = edited(workbook(desk, dossier), {PAIR: "niet relevant"})
    decide(desk.office["ada"], dossier.id, dossier.current, PAIR, VerdictAnswer.POSTPONED)
    edits = compared(desk, dossier, file)
    assert [(e.kind, e.stored) for e in edits.edits] == [(RowKind.STALE, "postponed")]
    write_decisions(desk.office["ada"], edits, {edits.edits[0].key}, desk.sources)
    edits = compared(desk, dossier, edited(workbook(desk, dossier), {PAIR: "twijfel", ("art_4", "ECHR/8"): "relevant"}))
    decide(desk.office["ada"], dossier.id, dossier.current, PAIR, VerdictAnswer.RELEVANT)
    before = desk.office.ledger.head()
    with pytest.raises(StaleWrite):
        write_decisions(desk.office["ada"], edits, {e.key for e in edits.edits}, desk.sources)
    assert desk.office.ledger.head() == before


def test_rows_that_cannot_be_written_are_named(desk: Desk, dossier: Dossier) -> None:
    rows = read_decisions(edited(workbook(desk, dossier), {PAIR: "relevant"}), "x.xlsx", [desk.voice])
    own = next(r for r in rows if r.provision == "art_2" and r.answer == "relevant" and r.reasons)
    bad = [
        replace(own, line=90, dossier="elders"),
        replace(own, line=91, draft="e" * 12),
        replace(own, line=92, answer="misschien"),
        replace(own, line=93, provision="art_99"),
        replace(own, line=94, norm="geen verdrag"),
        replace(own, line=95, provision="art_4"),
        replace(own, line=96, provision="art_4", answer="doubt"),
    ]
    edits = compare_decisions(desk.office["ada"], dossier.id, [replace(b, verdict="") for b in bad], desk.sources)
    assert [e.kind for e in edits.edits] == [
        RowKind.FOREIGN,
        RowKind.FOREIGN,
        RowKind.UNKNOWN_ANSWER,
        RowKind.UNKNOWN_PLACE,
        RowKind.UNKNOWN_PLACE,
        RowKind.TWICE,
        RowKind.TWICE,
    ]
    for edit in edits.edits:
        with pytest.raises(RuleError):
            write_decisions(desk.office["ada"], edits, {edit.key}, desk.sources)


def test_somebody_else_cannot_change_my_decision_with_a_file(desk: Desk, dossier: Dossier) -> None:
    file = edited(workbook(desk, dossier), {PAIR: "niet relevant"})
    assert compared(desk, dossier, file, "leo") == DecisionEdits(dossier.id, (), 0, 11, 2)
    with pytest.raises(AccessDenied):
        compared(desk, dossier, file, "mia")


def test_a_table_without_its_columns_or_a_broken_file_gets_one_sentence(desk: Desk) -> None:
    for content, name, kind, key in (
        (b"dossier;besluit\r\n1;2\r\n", "x.csv", DamagedFile, "error.decision_columns"),
        (b"kapot", "x.xlsx", DamagedFile, "error.xlsx_damaged"),
        (b"", "x.csv", DamagedFile, "error.decision_columns"),
        (b"x", "x.ods", UnknownFormat, "error.upload_type"),
    ):
        with pytest.raises(kind) as caught:
            read_decisions(content, name, [desk.voice])
        assert caught.value.key == key


def test_a_formula_counts_by_what_it_shows_and_is_named_when_nobody_worked_it_out(
    desk: Desk, dossier: Dossier, tmp_path: Path
) -> None:
    file = edited(workbook(desk, dossier), {("art_4", "ECHR/8"): '=CONCATENATE("rele","vant")'})
    fresh = compared(desk, dossier, file)
    assert [(e.kind, e.row.answer) for e in fresh.edits] == [(RowKind.UNKNOWN_ANSWER, '=CONCATENATE("rele","vant")')]
    counted = converted(file, "xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path).read_bytes()
    assert [(e.kind, e.row.answer) for e in compared(desk, dossier, counted).edits] == [(RowKind.NEW, "relevant")]


def test_a_table_with_a_password_another_table_and_a_deleted_column_each_get_their_own_sentence(
    desk: Desk, dossier: Dossier
) -> None:
    with pytest.raises(EncryptedFile) as locked:
        read_decisions(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "geheim.xlsx", [desk.voice])
    assert (locked.value.key, locked.value.params["file"]) == ("error.office_locked", "geheim.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(workbook(desk, dossier)))
    page = book["Beslissingen"]
    head = [cell.value for cell in page[1]]
    page.delete_cols(head.index("Beslissing") + 1)
    page.delete_cols(head.index("Dossier") + 1)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(DamagedFile) as short:
        read_decisions(out.getvalue(), "kort.xlsx", [desk.voice])
    assert short.value.params["columns"] == "Dossier, Beslissing"
    other = openpyxl.Workbook()
    other.active.append(["naam", "bedrag"])
    out = io.BytesIO()
    other.save(out)
    with pytest.raises(DamagedFile) as foreign:
        read_decisions(out.getvalue(), "begroting.xlsx", [desk.voice])
    assert foreign.value.key == "error.decision_columns"


def test_the_same_decision_in_two_rows_is_written_once(desk: Desk, dossier: Dossier) -> None:
    rows = read_decisions(edited(workbook(desk, dossier), {("art_4", "ECHR/8"): "relevant"}), "x.xlsx", [desk.voice])
    row = next(r for r in rows if r.provision == "art_4" and r.answer)
    edits = compare_decisions(desk.office["ada"], dossier.id, [row, replace(row, line=99)], desk.sources)
    assert [(e.kind, e.row.line) for e in edits.edits] == [(RowKind.NEW, row.line)] and edits.unchanged == 1
    assert write_decisions(desk.office["ada"], edits, {e.key for e in edits.edits}, desk.sources) == 1
    (mine,) = [v for v in desk.office.ledger.find(Verdict, author="ada") if v.provision == "art_4"]
    assert mine.version == 1


def test_an_article_that_the_treaty_does_not_have_is_an_unknown_place(desk: Desk, dossier: Dossier) -> None:
    rows = read_decisions(edited(workbook(desk, dossier), {("art_4", "ECHR/8"): "relevant"}), "x.xlsx", [desk.voice])
    row = next(r for r in rows if r.provision == "art_4" and r.answer)
    edits = compare_decisions(desk.office["ada"], dossier.id, [replace(row, norm="ECHR/99")], desk.sources)
    assert [e.kind for e in edits.edits] == [RowKind.UNKNOWN_PLACE]


def test_a_sheet_that_was_coloured_to_its_end_is_read_in_time(desk: Desk, dossier: Dossier) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(desk, dossier)))
    book["Beslissingen"].cell(row=1_048_576, column=1).value = " "
    out = io.BytesIO()
    book.save(out)
    assert len(read_decisions(out.getvalue(), "x.xlsx", [desk.voice])) == 13
