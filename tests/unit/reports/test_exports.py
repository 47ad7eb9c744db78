"""Data out: every format is read by another program, and every format shows the same set."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import openpyxl
import pytest
import rispy
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld

from tests.fake_ledger import FakeLedger
from tests.office import Office
from tests.records import SUGGESTION
from tests.unit.reports.conftest import Desk, Kept
from tests.unit.reports.office_programs import converted, office_text, squeezed
from workbench.domain.dossier_set import DossierSet
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Authority, Finding
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.people import Action
from workbench.domain.verdicts import VerdictAnswer
from workbench.reports.advice import compose_advice
from workbench.reports.annotations import write_jsonld
from workbench.reports.bibliography import Source, sources_of, write_bibtex, write_csl, write_ris
from workbench.reports.document import words_of
from workbench.reports.docx_template import template_bytes
from workbench.reports.docx_writer import write_docx
from workbench.reports.markdown import write_markdown_files
from workbench.reports.tables import Sheet, tables_of
from workbench.reports.voice import Voice
from workbench.reports.workbook import natural, neutral, write_csv, write_csv_files, write_xlsx
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.no_remarks import record_no_remarks
from workbench.use_cases.record_finding import take_up, withdraw
from workbench.use_cases.second_read import plan_second_reading

EVIL = '=HYPERLINK("http://kwaad";"klik")'


@pytest.fixture
def full(desk: Desk) -> Dossier:
    dossier = desk.open()
    norm = replace(
        example().norm, authorities=(Authority("EHRM 27 januari 2015, nr. 36925/10, Neshkov", "§ 120"), Authority("GC 16", "§ 8"))
    )
    desk.finding(
        dossier, words="op elk ogenblik", title=EVIL, norm=norm, reasoning='Eerste regel.\nTweede; "regel" & 100 % {x}_y$'
    )
    desk.finding(dossier, "art_4", title="Delegatie zonder grens")
    withdraw(desk.office["rik"], desk.finding(dossier, "art_2", title="Naam"), "raakt geen recht")
    decide(
        desk.office["rik"],
        dossier.id,
        dossier.current,
        ("art_2", "CRC/12"),
        VerdictAnswer.NOT_RELEVANT,
        reasons=["geen kinderen", "bord"],
        remark="-1 is geen formule",
    )
    record_no_remarks(desk.office["rik"], dossier.id, dossier.current, ["art_3__para_2"], ["ECHR"], not_tested=["CRPD"])
    return dossier


def example() -> Finding:
    from tests.records import finding

    return finding("x")


def sheet(chosen: DossierSet, voice: Voice, name: str) -> Sheet:
    return next(s for s in tables_of(chosen, voice) if s.name == name)


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_screen_export_and_report_show_the_same_set(desk: Desk, full: Dossier) -> None:
    seen, chosen = desk.select(full, "rik", Action.READ_DOSSIER), desk.select(full)
    assert seen == chosen
    ids = [f.finding.id for f in chosen.findings]
    table = sheet(chosen, desk.voice, "findings")
    assert [row[table.columns.index("finding")] for row in table.rows] == ids
    graph = json.loads(write_jsonld(chosen, desk.voice))["@graph"]
    assert [a["id"].rsplit(":", 1)[1] for a in graph if "Annotation" in a["type"]] == ids
    package = zipfile.ZipFile(io.BytesIO(write_markdown_files(chosen, desk.voice)))
    assert [front(package.read(name).decode())["id"] for name in package.namelist()] == ids
    headings = [w for w in words_of(compose_advice(chosen, desk.voice).blocks) if w.startswith(("1. ", "2. "))]
    assert headings == [f"{f.number}. {f.finding.title}" for f in chosen.findings]


def front(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return loaded


def test_a_choice_of_treaties_counts_for_findings_and_candidates_alike(desk: Desk, full: Dossier) -> None:
    chosen = desk.select(full, instruments=frozenset({"CRC"}))
    assert (len(chosen.findings), {p.norm for p in chosen.pairs}) == (0, {"CRC/12"})


def test_libreoffice_reads_every_cell_of_the_workbook(desk: Desk, full: Dossier, tmp_path: Path) -> None:
    sheets = tables_of(desk.select(full), desk.voice)
    text = squeezed(office_text(converted(write_xlsx(sheets, desk.voice, "x"), "xlsx", "fods", tmp_path)))
    cells = [cell for s in sheets for row in s.rows for cell in row if isinstance(cell, str)]
    assert len(cells) > 200
    assert [cell for cell in cells if squeezed(cell) not in text] == []


def test_the_workbook_holds_texts_as_texts_and_numbers_as_numbers(desk: Desk, full: Dossier) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(tables_of(desk.select(full), desk.voice), desk.voice, "x")))
    assert book.sheetnames == [
        "Selectie",
        "Bevindingen",
        "Aanbevelingen",
        "Opvolging",
        "Suggesties (machine)",
        "Beslissingen",
        "Geen opmerkingen",
        "Niet onderzocht",
        "Terzijde gelegd",
        "Woordenboek",
    ]
    page = book["Bevindingen"]
    title = page["B2"]
    assert (title.value, title.data_type, page["A2"].value) == (EVIL, "s", 1)
    assert all(cell.data_type != "f" and cell.hyperlink is None for s in book for row in s.iter_rows() for cell in row)
    assert (page.freeze_panes, page.auto_filter.ref is not None) == ("A2", True)


def test_every_column_is_explained_in_the_dictionary(desk: Desk, full: Dossier, english: Voice) -> None:
    for voice in (desk.voice, english):
        *sheets, dictionary = tables_of(desk.select(full), voice)
        assert len(dictionary.rows) == sum(len(s.columns) for s in sheets)
        assert [row for row in dictionary.rows if any(str(cell).startswith(("column.", "sheet.")) for cell in row)] == []


def test_csv_opens_in_a_belgian_excel_and_no_cell_is_a_formula(desk: Desk, full: Dossier) -> None:
    content = write_csv(sheet(desk.select(full), desk.voice, "findings"), desk.voice)
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    head, first, _second = rows(content)
    assert (head[:2], first[1]) == (["Nr.", "Titel"], f"'{EVIL}")
    assert first[head.index("Redenering")] == 'Eerste regel.\nTweede; "regel" & 100 % {x}_y$'
    package = zipfile.ZipFile(io.BytesIO(write_csv_files(tables_of(desk.select(full), desk.voice), desk.voice)))
    assert len(package.namelist()) == 10
    cells = [cell for name in package.namelist() for row in rows(package.read(name)) for cell in row]
    assert [cell for cell in cells if cell.lstrip(" ")[:1] in tuple("=+-@\t\r") and cell] == []
    scores = rows(package.read("05 Suggesties (machine).csv"))
    assert scores[1][4:6] == ["3,25", "0,8125"]


@given(st.text())
def test_a_neutral_cell_never_begins_as_a_formula_and_comes_back_as_it_was(text: str) -> None:
    assert neutral(text).lstrip()[:1] not in {"=", "+", "-", "@"}
    assert natural(neutral(text)) == text or text.startswith("'")


def test_machine_suggestions_stand_apart_from_decisions(desk: Desk, full: Dossier) -> None:
    chosen = desk.select(full)
    table = sheet(chosen, desk.voice, "decisions")
    decided = [row for row in table.rows if row[table.columns.index("answer")]]
    assert [row[table.columns.index("reader")] for row in decided] == ["Rik"]
    assert len(table.rows) == len(sheet(chosen, desk.voice, "candidates").rows) == 12
    assert "score" not in sheet(chosen, desk.voice, "findings").columns


# The terms of the Web Annotation vocabulary that we use, as https://www.w3.org/TR/annotation-vocab/ names them.
OA = "http://www.w3.org/ns/oa#"
TERMS: dict[str, Any] = {
    "oa": OA, "dcterms": "http://purl.org/dc/terms/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "foaf": "http://xmlns.com/foaf/0.1/", "as": "http://www.w3.org/ns/activitystreams#", "id": "@id", "type": "@type",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "schema": "http://schema.org/", "dctypes": "http://purl.org/dc/dcmitype/",
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "Person": "foaf:Person", "Software": "as:Application", "Text": "dctypes:Text", "name": "foaf:name",
    "assessing": "oa:assessing", "describing": "oa:describing", "classifying": "oa:classifying", "editing": "oa:editing",
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "value": "rdf:value", "format": "dc:format",
    "dc": "http://purl.org/dc/elements/1.1/", "language": "dc:language",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"}, "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"}, "creator": {"@id": "dcterms:creator", "@type": "@id"},
}  # fmt: skip


def load(url: str, options: Any = None) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}


def test_a_json_ld_processor_reads_the_annotations_with_their_provenance(desk: Desk, full: Dossier) -> None:
    candidate = replace(SUGGESTION, screening="s-9", provision="art_4", norm="ECHR/8")
    yes = decide(desk.office["rik"], full.id, full.current, ("art_4", "ECHR/8"), VerdictAnswer.RELEVANT, candidate=candidate)
    taken = take_up(
        desk.office["rik"],
        yes,
        replace(example(), dossier=full.id, draft=full.current, subject=desk.finding(full, "art_4", title="x").subject),
    )
    written = json.loads(write_jsonld(desk.select(full), desk.voice))
    expanded = jsonld.expand(written, {"documentLoader": load})
    by_id = {node["@id"]: node for node in expanded}
    node = by_id[f"urn:toetssteen:finding:{taken.id}"]
    assert OA + "Annotation" in node["@type"] and "http://www.w3.org/ns/prov#Entity" in node["@type"]
    assert node[OA + "motivatedBy"] == [{"@id": OA + "assessing"}]
    draft, treaty = node[OA + "hasTarget"]
    quote, position = draft[OA + "hasSelector"]
    text = desk.kept.drafts[full.current].source.text
    start, end = (position[OA + name][0]["@value"] for name in ("start", "end"))
    assert text[start:end] == quote[OA + "exact"][0]["@value"] == "Art. 4. De Vlaamse Regering bepaalt de nadere regels."
    assert treaty[OA + "hasSource"] == [{"@id": "urn:toetssteen:treaty:ECHR/8"}]
    prov = "http://www.w3.org/ns/prov#"
    assert node[prov + "wasAttributedTo"] == [{"@id": "urn:toetssteen:person:rik"}]
    assert node[prov + "wasInfluencedBy"] == [{"@id": "urn:toetssteen:screening:s-9"}]
    assert prov + "SoftwareAgent" in by_id["urn:toetssteen:screening:s-9"]["@type"]
    triples = jsonld.to_rdf(written, {"documentLoader": load, "format": "application/n-quads"})
    assert triples.count(f"<{OA}hasTarget>") == 2 * len(desk.select(full).findings)


def test_bibtex_csl_and_ris_name_the_same_sources_with_their_pinpoints(desk: Desk, full: Dossier) -> None:
    sources = sources_of(desk.select(full), desk.voice)
    expected = [("bill", "art. 3, § 1"), ("treaty", "art. 8"), ("legal_case", "§ 120"), ("report", "§ 8"), ("bill", "art. 4")]
    assert [(s.kind, s.pinpoint) for s in sources] == expected
    library = bibtexparser.parse_string(write_bibtex(sources).decode())
    assert library.failed_blocks == []
    assert [e["pinpoint"] for e in library.entries] == [p for _, p in expected]
    csl = json.loads(write_csl(sources))
    assert [(i["type"], i["locator"]) for i in csl] == expected
    assert csl[1]["title-short"] == "EVRM" and csl[1]["issued"] == {"date-parts": [[1950, 11, 4]]}
    ris = [block.split("\r\n") for block in write_ris(sources).decode().split("\r\n\r\n") if block]
    assert [next(line[6:] for line in block if line.startswith("SE")) for block in ris] == [p for _, p in expected]
    assert all(block[0].startswith("TY  - ") and block[-1] == "ER  - " for block in ris)
    assert csl[1]["note"] == "Bevinding 1, 2" and csl[0]["note"] == "Bevinding 1"


def test_a_csl_processor_and_a_ris_reader_make_references_of_them(desk: Desk, full: Dossier) -> None:
    sources = sources_of(desk.select(full), desk.voice)
    read = rispy.loads(write_ris(sources).decode())
    assert [(e["type_of_reference"], e["title"], e["section"], e["id"]) for e in read] == [
        ({"bill": "BILL", "treaty": "STAT", "legal_case": "CASE", "report": "RPRT"}[s.kind], s.title, s.pinpoint, s.id)
        for s in sources
    ]
    library = CiteProcJSON(json.loads(write_csl(sources)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    references = CitationStylesBibliography(style, library, formatter.plain)
    for source in sources:
        references.register(Citation([CitationItem(source.id.lower(), locator=source.pinpoint)]))
    printed = "\n".join(map(str, references.bibliography()))
    assert [s.title for s in sources if s.title not in printed] == []
    treaty = next(line for line in printed.splitlines() if "Verdrag tot bescherming" in line)
    assert "(1950)" in treaty


def test_the_pinpoint_of_a_protocol_is_its_article_alone(desk: Desk) -> None:
    dossier = desk.open()
    desk.finding(dossier, norm=replace(example().norm, provision="ECHR-P1/2", authorities=()))
    assert [s.pinpoint for s in sources_of(desk.select(dossier), desk.voice) if s.kind == "treaty"] == ["art. 2"]


# CSL 1.0.2 data: types and variables that an item may have (the ones that we write), https://docs.citationstyles.org
CSL_STRINGS = {"title", "title-short", "number", "locator", "page", "URL", "note"}


def test_csl_items_keep_to_the_data_model(desk: Desk, full: Dossier) -> None:
    for item in json.loads(write_csl(sources_of(desk.select(full), desk.voice))):
        assert item["type"] in {"bill", "treaty", "legal_case", "report"} and isinstance(item["id"], str)
        assert set(item) <= CSL_STRINGS | {"id", "type", "issued"}
        assert all(isinstance(item[name], str) for name in CSL_STRINGS & set(item))


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_bibtex_and_ris_hold_any_title(title: str) -> None:
    source = Source("a-1", "report", title, pinpoint="§ 1")
    library = bibtexparser.parse_string(write_bibtex([source]).decode())
    assert (library.failed_blocks, library.entries[0].key, library.entries[0]["pinpoint"]) == ([], "a-1", "§ 1")
    assert write_ris([source]).decode().split("\r\n")[2] == f"TI  - {' '.join(title.split())}"


def test_each_finding_is_one_markdown_file_with_front_matter(desk: Desk, full: Dossier) -> None:
    package = zipfile.ZipFile(io.BytesIO(write_markdown_files(desk.select(full), desk.voice)))
    assert package.namelist() == ["001 hyperlink-http-kwaad-klik.md", "002 delegatie-zonder-grens.md"]
    text = package.read("001 hyperlink-http-kwaad-klik.md").decode()
    facts = front(text)
    assert (facts["title"], facts["norm"], facts["outcome"], facts["citation"]) == (EVIL, "ECHR/8", "risk", "artikel 3, § 1")
    assert "> op elk ogenblik\n>\n> — artikel 3, § 1" in text and 'Tweede; "regel" & 100 % \\{x\\}\\_y$' in text


def test_replies_and_changed_texts_stand_with_their_recommendation(desk: Desk) -> None:
    from tests.office import NORMS
    from workbench.use_cases.publish import publish, record_follow_up
    from workbench.use_cases.sign_off import sign_off

    dossier = desk.open()
    made = desk.validated(dossier)
    sign_off(desk.office["mia"], dossier.id, [made], desk.frozen(dossier), NORMS)
    shown = publish(desk.office["ada"], desk.office.again(made), "advies")
    entry = FollowUp(
        finding=made.id,
        recommendation=1,
        day="2027-01-10",
        reply=ReplyVerdict.PARTLY,
        text=TextFate.AMENDED,
        where="Nr. 2",
        words="Deels.",
    )
    record_follow_up(desk.office["ada"], shown, entry)
    chosen = desk.select(dossier)
    row = sheet(chosen, desk.voice, "recommendations").rows[0]
    assert row[7] == "gedeeltelijk aanvaard" and row[9] == "Nr. 2"
    assert sheet(chosen, desk.voice, "follow_up").rows[0][3:6] == ("2027-01-10", "gedeeltelijk aanvaard", row[8])


def test_work_that_a_double_reading_hides_is_in_no_export_and_the_file_says_so(desk: Desk) -> None:
    dossier = desk.open()
    plan_second_reading(desk.office["leo"], dossier.id, dossier.current, "rik", "ada")
    desk.finding(dossier, "art_4", title="VERBORGEN")
    decide(desk.office["rik"], dossier.id, dossier.current, ("art_2", "CRC/12"), VerdictAnswer.DOUBT, remark="VERBORGEN")
    mine, other = desk.select(dossier, "ada"), desk.select(dossier, "mia")
    assert "VERBORGEN" not in everything(desk, mine) and "Een dubbele lezing loopt nog" in everything(desk, mine)
    assert "VERBORGEN" in everything(desk, other)


def everything(desk: Desk, chosen: DossierSet) -> str:
    """All words of all exports."""
    document = compose_advice(chosen, desk.voice)
    docx = zipfile.ZipFile(io.BytesIO(write_docx(document, *template_bytes(None, desk.folder, "advies"))))
    sheets = tables_of(chosen, desk.voice)
    books = [zipfile.ZipFile(io.BytesIO(write_xlsx(sheets, desk.voice, chosen.dossier.title))), docx]
    books += [
        zipfile.ZipFile(io.BytesIO(make))
        for make in (write_csv_files(sheets, desk.voice), write_markdown_files(chosen, desk.voice))
    ]
    texts = [book.read(name).decode("utf-8", "replace") for book in books for name in book.namelist()]
    sources = sources_of(chosen, desk.voice)
    return "\n".join(
        [
            *texts,
            *(
                c.decode()
                for c in (write_jsonld(chosen, desk.voice), write_csl(sources), write_bibtex(sources), write_ris(sources))
            ),
        ]
    )


WORK = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["finding", "verdict", "silence", "withdrawn"]),
        st.sampled_from(["art_2", "art_3__para_1", "art_4"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORK)
def test_nothing_of_one_dossier_is_in_an_export_of_another(
    voice: Voice, tmp_path: Path, work: list[tuple[bool, str, str]]
) -> None:
    desk = Desk(Office(FakeLedger()), Kept(), voice, tmp_path)
    names = {True: "AAAWOORD", False: "BBBWOORD"}
    dossiers = {side: desk.open(name) for side, name in names.items()}
    for n, (side, kind, place) in enumerate(work):
        dossier, word = dossiers[side], f"{names[side]}{n}"
        if kind == "verdict":
            decide(desk.office["rik"], dossier.id, dossier.current, (place, "CRC/12"), VerdictAnswer.NOT_RELEVANT, remark=word)
        elif kind == "silence":
            record_no_remarks(desk.office["rik"], dossier.id, dossier.current, [place], ["ECHR"], remark=word)
        else:
            made = desk.finding(dossier, place, title=word, reasoning=word)
            if kind == "withdrawn":
                withdraw(desk.office["rik"], made, word)
    for side, dossier in dossiers.items():
        told = everything(desk, desk.select(dossier))
        assert names[side] in told and names[not side] not in told
        assert dossiers[not side].id not in told
