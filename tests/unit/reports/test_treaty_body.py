"""The dossier for a treaty body and the list of treaties not ratified: the right findings, in the right part, from the right dossiers."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from tests.fake_ledger import FakeLedger
from tests.office import NORMS, Office
from tests.records import finding as example
from tests.unit.reports.conftest import Desk, Kept
from tests.unit.reports.office_programs import converted, office_text, squeezed
from tests.unit.reports.pdf_ua import problems
from tests.unit.reports.test_advice import runs_of
from workbench.domain.body_set import BodySet, Reach
from workbench.domain.findings import Finding, Outcome
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.instruments import Status
from workbench.domain.obligations import Register
from workbench.domain.people import Action
from workbench.domain.period import BEGINNING, Period, period_of
from workbench.domain.treaty_bodies import TreatyBody
from workbench.domain.unratified import UnratifiedSet
from workbench.errors import AccessDenied, InputError, KnowledgeFileError
from workbench.knowledge.catalogue import read_catalogue
from workbench.knowledge.register import load_register
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.knowledge.treaty_bodies import read_treaty_bodies
from workbench.reports.body_tables import body_tables, unratified_tables
from workbench.reports.document import Document, Heading, Style, words_of
from workbench.reports.docx_template import template_bytes
from workbench.reports.docx_writer import write_docx
from workbench.reports.pdf import write_pdf
from workbench.reports.treaty_body import compose_body_dossier
from workbench.reports.unratified import compose_unratified
from workbench.reports.voice import Voice
from workbench.reports.workbook import write_xlsx
from workbench.use_cases.all_findings import gather
from workbench.use_cases.list_unratified import list_unratified
from workbench.use_cases.publish import publish, record_follow_up
from workbench.use_cases.record_finding import withdraw
from workbench.use_cases.select_for_body import BodySources, select_for_body
from workbench.use_cases.sign_off import sign_off


@pytest.fixture(scope="module")
def bodies(project_root: Path) -> dict[str, TreatyBody]:
    return read_treaty_bodies(project_root / "corpus")


@pytest.fixture(scope="module")
def register(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    corpus, cache = project_root / "corpus", tmp_path_factory.mktemp("cache")
    return load_register(corpus, cache, read_thesaurus(corpus), read_catalogue(corpus, cache).articles).register


@dataclass
class Year(Desk):
    """The desk with a calendar that the test turns."""

    today: str = "2025-03-01"

    def on(self, day: str) -> Year:
        self.today = day
        return self

    def against(self, dossier: object, norm: str, day: str, status: Status = Status.BINDING, **changes: object) -> Finding:
        self.on(day)
        stated = replace(example("x").norm, provision=norm, status=status, authorities=())
        return self.finding(dossier, norm=stated, **changes)  # type: ignore[arg-type]


@pytest.fixture
def year(voice: Voice, tmp_path: Path) -> Year:
    made = Year(Office(FakeLedger()), Kept(), voice, tmp_path)
    made.office = Office(FakeLedger(lambda: f"{made.today}T09:00:00+00:00"))
    return made


def selected(year: Year, body: TreatyBody, register: Register, who: str = "ada", **reach: object) -> BodySet:
    wanted = Reach(**{"period": Period("2025-01-01", "2025-12-31"), **reach})  # type: ignore[arg-type]
    return select_for_body(year.office[who], body, wanted, BodySources(year.kept, register))  # type: ignore[arg-type]


def printed(chosen: BodySet) -> dict[str, list[str]]:
    """Per part and article the titles of its findings."""
    return {
        f"{group.cluster.number if group.cluster else '-'} {article.article}": [f.found.finding.title for f in article.findings]
        for group in chosen.groups
        for article in group.articles
    }


def open_list(year: Year, **reach: bool) -> UnratifiedSet:
    return list_unratified(year.office["ada"], year.voice.instruments, **reach)


def document(year: Year, chosen: BodySet, register: Register, voice: Voice | None = None) -> Document:
    return compose_body_dossier(chosen, open_list(year), register, voice or year.voice)


def test_every_substantive_article_of_a_body_stands_in_one_of_its_parts(bodies: dict[str, TreatyBody], voice: Voice) -> None:
    assert list(bodies) == ["CRPD", "CRC", "CESCR", "CERD", "CEDAW", "HRC", "ECSR"]
    for body in bodies.values():
        main = voice.instruments[body.instruments[0]]
        assert set(body.instruments) <= set(voice.instruments)
        asked = {article for cluster in body.clusters for article in cluster.articles}
        known = {f"{main.code}/{n}" for n in main.expected_articles}
        assert asked <= known
        substantive = {f"{main.code}/{n}" for n in main.kinds_of_articles["substantive"]}
        assert substantive - asked == set(), body.code


@pytest.mark.parametrize(
    ("body", "place", "parts"),
    [
        ("CRC", "CRC/24/3", [5, 7]),  # harmful practices: violence before health
        ("CRC", "CRC/24/1", [7]),
        ("CRC", "CRC/24", [7, 5]),
        ("CRC", "CRC/37/b", [9]),
        ("CRC", "CRC/37", [5, 9]),
        ("CRC", "CRC/41", []),
        ("CRPD", "CRPD/6", [3]),
        ("CRPD", "CRPD/19/a", [2]),
        ("ECSR", "RESC/31/1", [4]),
        ("HRC", "ICCPR/17/1", [3]),
    ],
)
def test_a_place_falls_under_the_part_that_names_it_most_exactly(
    bodies: dict[str, TreatyBody], body: str, place: str, parts: list[int]
) -> None:
    assert [cluster.number for cluster in bodies[body].clusters_of(place)] == parts


def test_findings_stand_under_their_part_and_article_and_others_stay_out(
    year: Year, bodies: dict[str, TreatyBody], register: Register
) -> None:
    one, two = year.open("Zandbergse"), year.open("Heuvelse")
    year.against(one, "CRC/24/3", "2025-02-01", title="Schade")
    year.against(two, "CRC/12", "2025-04-01", title="Gehoor")
    year.against(one, "CRC/3/1", "2025-05-01", title="Belang")
    year.against(one, "CRC/41", "2025-05-02", title="Gunstiger recht")
    year.against(one, "CRC-OPSC/3", "2025-05-02", title="Verkoop")
    year.against(one, "CRPD/19", "2025-05-02", title="Ander verdrag")
    year.against(one, "CRC/28", "2024-12-31", title="Te vroeg")
    year.against(one, "CRC/29", "2026-01-01", title="Te laat")
    chosen = selected(year, bodies["CRC"], register)
    shown = {place: titles for place, titles in printed(chosen).items() if titles}
    assert shown == {
        "3 CRC/3": ["Belang"],
        "3 CRC/12": ["Gehoor"],
        "5 CRC/24": ["Schade"],
        "- CRC/41": ["Gunstiger recht"],
        "- CRC-OPSC/3": ["Verkoop"],
    }
    assert [f.found.number for f in chosen.findings] == [1, 2, 3, 4, 5]
    assert [c.number for c in chosen.findings[2].elsewhere] == [7]
    assert {d.title for d in chosen.dossiers} == {"Dossier Zandbergse", "Dossier Heuvelse"}
    assert "CRC/28" in chosen.groups[7].silent and "CRC/3" not in chosen.groups[2].silent


def test_a_finding_of_before_counts_once_somebody_answered_it_in_the_period(
    year: Year, bodies: dict[str, TreatyBody], register: Register
) -> None:
    dossier = year.on("2023-05-01").open()
    made = year.validated(dossier, norm=replace(example("x").norm, provision="CRC/12"))
    sign_off(year.office["mia"], dossier.id, [made], year.frozen(dossier), NORMS)
    shown = publish(year.office["ada"], year.office.again(made), "advies")
    assert printed(selected(year, bodies["CRC"], register)) == {}
    for day, reply in (("2025-06-01", ReplyVerdict.PARTLY), ("2026-02-01", ReplyVerdict.ACCEPTED)):
        entry = FollowUp(finding=made.id, recommendation=1, day=day, reply=reply, text=TextFate.PARTLY_AMENDED, where="Stuk 2")
        record_follow_up(year.office["ada"], year.office.again(shown), entry)
    chosen = selected(year, bodies["CRC"], register)
    assert printed(chosen) == {"3 CRC/12": ["Woning betreden zonder rechter"]}
    assert [u.reply for u in chosen.follow_ups] == [ReplyVerdict.PARTLY]  # the later answer came after the period
    told = words_of(document(year, chosen, register).blocks)
    at = told.index("Opvolging van bevinding 1")
    assert told[at + 7 : at + 12] == ["01/06/2025", "1", "gedeeltelijk aanvaard", "gedeeltelijk aangepast", "Stuk 2"]


def test_a_finding_that_was_carried_over_counts_once_with_the_follow_up_of_before(
    year: Year, bodies: dict[str, TreatyBody], register: Register
) -> None:
    dossier = year.open()
    first = year.against(dossier, "CRC/12", "2025-02-01", title="Zoals eerst")
    then = year.against(dossier, "CRC/12", "2025-03-01", title="Zoals nu", carried_from=first.id)
    chosen = selected(year, bodies["CRC"], register)
    assert [(f.found.finding.id, f.earlier) for f in chosen.findings] == [(then.id, 1)]
    before = selected(year, bodies["CRC"], register, period=Period("2025-01-01", "2025-02-15"))
    assert [f.found.finding.title for f in before.findings] == ["Zoals eerst"]


def test_withdrawn_findings_and_what_is_not_published_can_stay_out(
    year: Year, bodies: dict[str, TreatyBody], register: Register
) -> None:
    dossier = year.open()
    withdraw(year.office["rik"], year.against(dossier, "CRC/2", "2025-02-01", title="Weg"), "raakt niets")
    year.against(dossier, "CRC/12", "2025-02-01", title="Nog in opmaak")
    made = year.validated(dossier, norm=replace(example("x").norm, provision="CRC/3"), title="Publiek")
    sign_off(year.office["mia"], dossier.id, [made], year.frozen(dossier), NORMS)
    publish(year.office["ada"], year.office.again(made), "advies")
    assert printed(selected(year, bodies["CRC"], register)) == {"3 CRC/3": ["Publiek"], "3 CRC/12": ["Nog in opmaak"]}
    assert printed(selected(year, bodies["CRC"], register, public=True)) == {"3 CRC/3": ["Publiek"]}
    notices = [
        w for w in words_of(document(year, selected(year, bodies["CRC"], register), register).blocks) if "ondertekende" in w
    ]
    assert notices == ["Niet ondertekende bevindingen in dit verslag: 1."]


def test_a_finding_on_a_kindred_article_is_named_and_never_counted(
    year: Year, bodies: dict[str, TreatyBody], register: Register
) -> None:
    assert any(a.id == "ECHR/8" for o in register.of_article("ICCPR/17") for a in o.analogues)
    year.against(year.open(), "ECHR/8/2", "2025-02-01", title="Woning")
    chosen = selected(year, bodies["HRC"], register)
    assert chosen.findings == ()
    row = next(r for g in chosen.groups for a in g.articles if a.article == "ICCPR/17" for r in a.related)
    assert (row.found.finding.title, row.dossier.title) == ("Woning", "Dossier Zandbergse")
    told = words_of(document(year, chosen, register).blocks)
    assert "In deze periode zijn er geen bevindingen op bepalingen van dit verdrag." in told
    (line,) = [
        w for w in told if w.startswith("Dossier Zandbergse, artikel 3, § 1, tegenover artikel 8, § 2, EVRM: Woning (risico op")
    ]
    assert "artikel 17 IVBPR" in line.split("Verwant met: ")[1]
    assert any(w.startswith("Artikel 17 IVBPR") for w in told[told.index("Artikelen zonder bevindingen") :])


def test_confidential_dossiers_stay_out_unless_a_member_asks_for_them(
    year: Year, bodies: dict[str, TreatyBody], register: Register
) -> None:
    closed = year.open("Geheime", confidential=True, members=("rik",))  # opened by ada
    year.against(closed, "CRC/12", "2025-02-01", title="Geheim")
    default = selected(year, bodies["CRC"], register)
    assert (printed(default), default.left_out) == ({}, 1)
    asked = selected(year, bodies["CRC"], register, confidential=True)
    assert printed(asked) == {"3 CRC/12": ["Geheim"]}
    assert any("vertrouwelijk dossier" in w for w in words_of(document(year, asked, register).blocks))
    stranger = selected(year, bodies["CRC"], register, "mia", confidential=True)
    assert (printed(stranger), stranger.left_out) == ({}, 0)
    told = " ".join(
        words_of(
            compose_body_dossier(
                stranger, list_unratified(year.office["mia"], year.voice.instruments, True), register, year.voice
            ).blocks
        )
    )
    assert "Geheim" not in told


def test_who_may_not_export_gets_no_file_but_may_look(year: Year, bodies: dict[str, TreatyBody], register: Register) -> None:
    year.open()
    reach = Reach(Period(BEGINNING, "2030-01-01"))
    with pytest.raises(AccessDenied):
        selected(year, bodies["CRC"], register, "rik")
    with pytest.raises(AccessDenied):
        list_unratified(year.office["rik"], year.voice.instruments)
    with pytest.raises(AccessDenied):
        gather(year.office["niemand"], reach, Action.READ_DOSSIER)
    assert gather(year.office["rik"], reach, Action.READ_DOSSIER).findings == ()


def test_who_may_not_export_is_refused_also_when_there_is_no_dossier_at_all(
    year: Year, bodies: dict[str, TreatyBody], register: Register
) -> None:
    with pytest.raises(AccessDenied):
        selected(year, bodies["CRC"], register, "rik")


@pytest.mark.parametrize(
    ("start", "end"), [("2025-13-01", ""), ("gisteren", ""), ("", "32/01/2025"), ("01/06/2025", "2025-05-01")]
)
def test_a_period_that_is_none_is_refused(start: str, end: str) -> None:
    with pytest.raises(InputError):
        period_of(start, end, "2026-11-25T10:00:00+00:00")


def test_a_period_is_read_as_people_write_days() -> None:
    assert period_of("1/3/2025", "", "2026-11-25T10:00:00+00:00") == Period("2025-03-01", "2026-11-25")
    assert period_of("", "2025-12-31", "2026-11-25") == Period(BEGINNING, "2025-12-31")


def test_an_article_that_does_not_bind_says_so_at_its_place(
    year: Year, bodies: dict[str, TreatyBody], register: Register
) -> None:
    year.against(year.open(), "RESC/31/1", "2025-02-01", Status.NOT_ACCEPTED, title="Wonen")
    doc = document(year, selected(year, bodies["ECSR"], register), register)
    at = next(n for n, b in enumerate(doc.blocks) if isinstance(b, Heading) and b.text.startswith("Artikel 31 "))
    assert getattr(doc.blocks[at + 1], "style", None) is Style.NOTICE


def test_the_list_of_treaties_not_ratified_names_status_date_and_dossiers(year: Year) -> None:
    one, two = year.open("Zandbergse"), year.open("Heuvelse")
    year.against(one, "ECHR-P12/1", "2025-02-01", Status.SIGNED_ONLY)
    year.against(two, "ECHR/14", "2025-02-01")
    year.against(two, "RESC/31/1", "2025-02-01", Status.NOT_ACCEPTED, outcome=Outcome.ATTENTION)
    told = open_list(year)
    codes = [row.instrument.code for row in told.instruments]
    assert {"ECHR-P12", "FCNM", "CMW", "ECRML"} <= set(codes) and "ECHR" not in codes and "ESC-1961" not in codes
    assert codes.index("ECHR-P12") < codes.index("CMW")  # signed ones first
    sheet = next(s for s in unratified_tables(told, year.voice) if s.name == "unratified")
    row = next(r for r in sheet.rows if r[0] == "ECHR-P12")
    assert row[3] == "2000-11-04" and "Dossier Zandbergse" in str(row[4])
    assert "Dossier Heuvelse via artikel 14 EVRM (1)" in str(row[4])
    refused = next(r for r in told.provisions if r.provision == "RESC/31/1" or r.provision == "RESC/31")
    assert [t.dossier.title for t in refused.touched if not t.via] == ["Dossier Heuvelse"]
    words = words_of(compose_unratified(told, year.voice).blocks)
    assert "04/11/2000" in words and "niet ondertekend" in words


def everything(year: Year, bodies: dict[str, TreatyBody], register: Register) -> BodySet:
    dossier = year.open()
    made = year.validated(dossier, norm=replace(example("x").norm, provision="CRC/12"), title="Gehoor <&> “x”")
    sign_off(year.office["mia"], dossier.id, [made], year.frozen(dossier), NORMS)
    shown = publish(year.office["ada"], year.office.again(made), "advies")
    record_follow_up(
        year.office["ada"], shown, FollowUp(finding=made.id, recommendation=1, day="2025-06-01", reply=ReplyVerdict.ACCEPTED)
    )
    year.against(dossier, "CRC/24/3", "2025-05-01", title="Schade")
    year.against(dossier, "ECHR/8", "2025-05-01", title="Woning")
    return selected(year, bodies["CRC"], register)


def test_libreoffice_reads_every_word_of_docx_and_workbook(
    year: Year, bodies: dict[str, TreatyBody], register: Register, tmp_path: Path
) -> None:
    chosen = everything(year, bodies, register)
    doc = document(year, chosen, register)
    template, name = template_bytes(None, tmp_path, "verslag")
    text = squeezed(office_text(converted(write_docx(doc, template, name), "docx", "fodt", tmp_path)))
    pieces = [r.text for b in doc.blocks for r in runs_of(b)] + [b.text for b in doc.blocks if isinstance(b, Heading)]
    assert [piece for piece in pieces if squeezed(piece) not in text] == []
    assert "{{" not in text and squeezed(doc.facts["periode"]) in text
    sheets = body_tables(chosen, open_list(year), year.voice)
    written = write_xlsx(sheets, year.voice, "x")
    text = squeezed(office_text(converted(written, "xlsx", "fods", tmp_path)))
    cells = [cell for s in sheets for row in s.rows for cell in row if isinstance(cell, str)]
    assert [cell for cell in cells if squeezed(cell) not in text] == []
    assert openpyxl.load_workbook(io.BytesIO(written)).sheetnames == [
        "Selectie", "Per artikel", "Bevindingen", "Aanbevelingen", "Opvolging", "Verwante bevindingen",
        "Niet bekrachtigd", "Niet aanvaarde bepalingen", "Woordenboek",
    ]  # fmt: skip


def test_the_pdf_is_tagged_and_speaks_both_languages(
    year: Year, bodies: dict[str, TreatyBody], register: Register, english: Voice
) -> None:
    chosen = everything(year, bodies, register)
    for voice in (year.voice, english):
        doc = document(year, chosen, register, voice)
        assert problems(write_pdf(doc, voice), voice.language) == []
        assert problems(write_pdf(compose_unratified(open_list(year), voice), voice), voice.language) == []
        words = [
            *words_of(doc.blocks),
            *(str(cell) for s in body_tables(chosen, open_list(year), voice) for row in s.rows for cell in row),
        ]
        keys = ("body.", "column.", "sheet.", "unratified.", "selection.", "status.", "relation.")
        assert [w for w in words if w.startswith(keys)] == []


def test_a_mistake_in_the_file_of_bodies_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "treaty_bodies.yaml").write_text(
        "bodies:\n  CRC:\n    names: {nl: x, en: x}\n    instruments: [CRC]\n    guidelines: x\n"
        "    clusters:\n      - {nl: a, en: b, places: [niets]}\n",
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeFileError) as caught:
        read_treaty_bodies(tmp_path)
    assert caught.value.params["line"] == 2
