"""The management report: the same set on screen, in the report and in the tables, read back by other programs."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from tests.many_dossiers import fill
from tests.records import finding, person
from tests.unit.reports.office_programs import converted, office_text, squeezed
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.behind import BEFORE, behind, figure
from workbench.domain.management import Facet, ManagementSet, Selection, selection_of
from workbench.domain.people import Role
from workbench.domain.period import Against, Period
from workbench.domain.report_request import ReportRequest, Wanted
from workbench.errors import AccessDenied
from workbench.ordering import make
from workbench.outgoing import Outgoing
from workbench.reports.document import Document, Heading, Table, words_of
from workbench.reports.management_report import FIGURES, compose_management, ranges
from workbench.reports.management_tables import management_tables
from workbench.reports.tables import Sheet
from workbench.reports.voice import Voice
from workbench.use_cases.acting import Actor
from workbench.use_cases.ask_report import ask_report
from workbench.use_cases.management import management
from workbench.use_cases.open_dossier import open_dossier, set_members
from workbench.use_cases.record_finding import record_finding

NOW = "2026-11-25T10:00:00+00:00"
MINUTE = "De cijfers in één overzicht"
YEAR = Selection(Period("2026-01-01", "2026-11-25"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    made = Workbench(Settings(tmp_path_factory.mktemp("data")))
    fill(made.ledger, NOW[:10], 10, 5, 4)
    return made


@pytest.fixture(scope="module")
def way(bench: Workbench) -> Outgoing:
    return Outgoing(bench, Actor(bench.ledger, now=lambda: NOW))


@pytest.fixture(scope="module")
def found(way: Outgoing) -> ManagementSet:
    return way.figures(YEAR)


def table(document: Document, caption: str) -> list[list[str]]:
    (wanted,) = [b for b in document.blocks if isinstance(b, Table) and b.caption == caption]
    return [["".join(run.text for run in cell) for cell in row] for row in wanted.rows]


def sheet(sheets: tuple[Sheet, ...], name: str) -> list[tuple[object, ...]]:
    (wanted,) = [s for s in sheets if s.name == name]
    return list(wanted.rows)


def test_page_report_and_tables_show_the_same_set(way: Outgoing, found: ManagementSet) -> None:
    voice = way.voice
    assert found == management(way.actor, YEAR)  # what the page shows
    document, sheets = compose_management(found, voice), management_tables(found, voice)
    listed = [behind(found, name) for name in FIGURES]
    numbers = [str(part.count) for part in listed if part]
    assert [row[1] for row in table(document, MINUTE)][: len(FIGURES)] == numbers
    assert [str(row[1]) for row in sheet(sheets, "figures")][: len(FIGURES)] == numbers
    annex = [b.text for b in document.blocks if isinstance(b, Heading) and b.anchor]
    assert annex == [f"{n}. {c.finding.title}" for n, c in enumerate(found.cases, start=1)]
    in_sheet = [row[-1] for row in sheet(sheets, "findings")]
    assert in_sheet[: len(found.cases)] == [c.finding.id for c in found.cases]
    assert set(in_sheet) == {c.finding.id for c in found.all_cases}
    for facet in (Facet.SEVERITY, Facet.INSTRUMENT, Facet.DOMAIN, Facet.MINISTER, Facet.STAGE):
        name = voice.t(f"management.facet.{facet}")
        rows = [(row[1], row[2]) for row in table(document, voice.t(f"management.caption.{facet}"))]
        assert rows == [(str(now), str(before)) for part, _, now, before in sheet(sheets, "groups") if part == name]
        assert sum(int(now) for now, _ in rows) >= len(found.now.recorded) > 0
    assert [row[0] for row in table(document, "Lopende dossiers, de dringendste eerst")] == [
        line.dossier.title for line in found.dossiers
    ]


def test_every_quoted_word_of_every_counted_finding_is_in_the_report(way: Outgoing, found: ManagementSet) -> None:
    words = words_of(compose_management(found, way.voice).blocks)
    quotes = [f"Artikel 5: “{c.finding.subject.quote.exact}”" for c in found.cases]
    assert [w for w in words if w.startswith("Artikel 5: “")] == quotes


def test_the_earlier_period_stands_beside_and_can_be_left_out(way: Outgoing, found: ManagementSet) -> None:
    rows = {row[0]: row[2] for row in table(compose_management(found, way.voice), MINUTE)}
    assert rows["Bevindingen"] == str(figure(found, BEFORE + "recorded"))
    assert rows["Lopende dossiers"] == "–"
    alone = way.figures(replace(YEAR, against=Against.NONE))
    assert {row[2] for row in table(compose_management(alone, way.voice), MINUTE)} == {"–"}


def test_an_empty_report_says_so_in_every_part(tmp_path: Path) -> None:
    bench = Workbench(Settings(tmp_path))
    way = Outgoing(bench, bench.actor())
    words = words_of(compose_management(way.figures(YEAR), way.voice).blocks)
    for key in ("dossiers", "findings", "follow_up", "defects", "load", "oversight"):
        assert way.voice.t(f"management.{key}.none") in words
    assert way.management(way.figures(YEAR), "pdf").startswith(b"%PDF")


def test_a_confidential_dossier_stays_out_unless_asked_for_and_the_report_says_so(bench: Workbench, way: Outgoing) -> None:
    dossier = open_dossier(way.actor, "Geheim dossier", "d" * 12, "voorontwerp")
    set_members(way.actor, dossier.id, True, [])
    record_finding(way.actor, finding(dossier.id, title="Geheime bevinding"))
    today = selection_of(Period("2026-01-01", "2030-12-31"), confidential=False)
    outside, inside = way.figures(today), way.figures(replace(today, confidential=True))
    told = {name: words_of(compose_management(s, way.voice).blocks) for name, s in (("out", outside), ("in", inside))}
    assert (outside.left_out, any("Geheim" in w for w in told["out"])) == (1, False)
    assert "Vertrouwelijke dossiers die niet meetellen: 1." in told["out"]
    assert any(w.endswith("Geheime bevinding") for w in told["in"])


def test_only_management_and_administrators_get_the_report(tmp_path: Path) -> None:
    bench = Workbench(Settings(tmp_path))
    with bench.ledger.write("local") as pen:
        ada = pen.put(person("ada", Role.ADVISOR), "add_person")
        mia = pen.put(person("mia", Role.MANAGEMENT), "add_person")
    request = ReportRequest(Wanted.MANAGEMENT, "docx", "ada")
    with pytest.raises(AccessDenied) as caught:
        make(bench, bench.actor(ada), request, lambda *_: None)
    assert caught.value.key == "error.denied.read_management"
    with pytest.raises(AccessDenied):
        ask_report(bench.actor(ada), request, bench.jobs, bench.queue)
    made = make(bench, bench.actor(mia), replace(request, who="mia", form="xlsx"), lambda *_: None)
    assert made.name.startswith("managementverslag-") and made.name.endswith(".xlsx")
    assert [(e.action, e.kind) for e in bench.ledger.audit()][-1] == ("export", "management.xlsx")


def test_a_request_carries_period_comparison_and_filters(bench: Workbench, way: Outgoing) -> None:
    filters = "minister=Minister+A&sev=high&sev="
    request = ReportRequest(
        Wanted.MANAGEMENT, "xlsx", "local", start="2026-01-01", end="2026-11-25", against="none", filters=filters
    )
    made = make(bench, way.actor, request, lambda *_: None)
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    expected = selection_of(Period("2026-01-01", "2026-11-25"), "none", {"minister": ["Minister A"], "sev": ["high", ""]}, False)
    rows = list(book["Bevindingen"].iter_rows(min_row=2, values_only=True))
    assert [row[-1] for row in rows] == [c.finding.id for c in way.figures(expected).all_cases]
    assert {row[FIELDS.index("Minister")] for row in rows} == {"Minister A"}


FIELDS = (
    "Nr.", "Dossier", "Titel", "Plaats", "Aangehaalde woorden", "Norm (kenmerk)", "Norm", "Woorden van het verdrag", "Verband",
    "Uitkomst", "Ernst", "Kenmerken", "Stand", "Gevolg", "Vastgelegd", "Eerste handtekening", "Gewijzigd", "In de periode", "Minister",
)  # fmt: skip


def test_other_programs_read_every_word(way: Outgoing, found: ManagementSet, tmp_path: Path) -> None:
    document = compose_management(found, way.voice)
    text = squeezed(office_text(converted(way.management(found, "docx"), "docx", "fodt", tmp_path)))
    assert [w for w in words_of(document.blocks) if squeezed(w) not in text] == []
    assert "{{" not in text
    book = openpyxl.load_workbook(io.BytesIO(way.management(found, "xlsx")))
    for made in management_tables(found, way.voice):
        rows = list(book[way.voice.t(f"sheet.{made.name}")[:31]].iter_rows(min_row=2, values_only=True))
        assert [[c if c is not None else "" for c in row] for row in rows] == [list(row) for row in made.rows]


def test_the_pdf_is_tagged_and_speaks_both_languages(way: Outgoing, found: ManagementSet) -> None:
    for language in ("nl", "en"):
        there = replace(way, language=language)
        with pikepdf.open(io.BytesIO(there.management(found, "pdf"))) as pdf:
            assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, language)
            with pdf.open_metadata() as about:
                assert about["pdfuaid:part"] == "1"
        voice: Voice = there.voice
        words = words_of(compose_management(found, voice).blocks)
        words += [str(cell) for s in management_tables(found, voice) for row in s.rows for cell in row]
        keys = ("management.", "column.", "sheet.", "selection.", "ui.", "step.", "effect.", "body.")
        assert [w for w in words if w.startswith(keys)] == []


def test_numbers_are_written_as_they_are_read() -> None:
    assert ranges([3, 1, 2, 7, 9, 8]) == "1–3, 7–9"
    assert (ranges([4]), ranges([])) == ("4", "")
