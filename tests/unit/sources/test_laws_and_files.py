"""Laws from the Vlaamse Codex and files of the Flemish Parliament, from a local server that plays both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.publisher_server import Site
from tests.unit.sources import samples
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.sources.vlaams_parlement import read_file
from workbench.sources.web_cache import Delivery

LAW = "/api/v2/WetgevingDocument/1031234/VolledigDocument"
JSON = "application/json; charset=utf-8"


def serve_law(site: Site) -> None:
    site.serve(LAW, json.dumps(samples.codex_law()), JSON)
    site.serve("/api/v2/WetgevingDocument/numac/2019012345", json.dumps({"Id": 1031234, "Numac": 2019012345}), JSON)


def test_a_decree_comes_from_the_codex_by_its_numac_with_the_articles_that_hold_now(command, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    serve_law(site)
    code, out, _ = command("law", "fetch", "2019012345")
    assert code == 0 and "3 artikelen" in out
    (law,) = Workbench(Settings(tmp_path / "data")).laws.all()
    assert (law.id, law.date) == ("codex-1031234", "2019-05-03")
    assert law.title == 'Decreet van 3 mei 2019 betreffende de tuinen (citeeropschrift: "Tuindecreet")'
    words = {p.id: p.text for p in law.text.provisions}
    assert words["art_5__subpara_2"] == "De buurt kan de tuin betreden na een melding van 24 uur."
    assert "Later komt er iets anders." not in law.text.source.text
    assert law.source.endswith("Modellicentie Gratis Hergebruik Vlaanderen v1.0")


def test_words_that_find_several_laws_ask_for_a_choice(command, site: Site) -> None:  # type: ignore[no-untyped-def]
    serve_law(site)
    site.serve("/api/WetgevingDocument/Zoeken?zoekTerm=tuinen&skip=0&take=10", json.dumps(samples.codex_hits(7, 8)), JSON)
    code, _, err = command("law", "fetch", "tuinen")
    assert code == 2 and "7: Decreet nummer 7; 8: Decreet nummer 8" in err
    site.serve("/api/WetgevingDocument/Zoeken?zoekTerm=poort&skip=0&take=10", json.dumps(samples.codex_hits(1031234)), JSON)
    assert command("law", "fetch", "poort")[0] == 0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (samples.LOGIN, "webpagina"),
        ("{", "JSON"),
        ("[]", "JSON"),
        ('{"Inhoud": {"ArtikelVersies": []}}', "artikel"),
    ],
)
def test_a_codex_that_misbehaves_keeps_the_stored_law(command, site: Site, tmp_path: Path, body: str, said: str) -> None:  # type: ignore[no-untyped-def]
    serve_law(site)
    command("law", "fetch", "1031234")
    site.serve(LAW, body, JSON)
    code, _, err = command("law", "fetch", "1031234", "--again")
    assert code in (1, 2) and said in err and err.count("\n") == 1
    assert len(Workbench(Settings(tmp_path / "data")).laws.all()[0].text.provisions) > 3


def test_what_a_draft_makes_of_a_fetched_decree_is_printed_with_marks(command, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    serve_law(site)
    command("law", "fetch", "1031234")
    draft = tmp_path / "ontwerp.txt"
    draft.write_text(
        "Ontwerp van decreet tot wijziging van het decreet van 3 mei 2019 betreffende de tuinen\n\n"
        "Artikel 1. Dit decreet regelt een gewestaangelegenheid.\n\n"
        "Art. 2. In artikel 5, tweede lid, van het decreet van 3 mei 2019 betreffende de tuinen worden de woorden “24 uur” "
        "vervangen door de woorden “48 uur”.\n\n"
        "Art. 3. Artikel 9 van hetzelfde decreet wordt opgeheven.\n",
        encoding="utf-8",
    )
    imported = command("draft", "import", str(draft), "--json")[1]
    code, out, _ = command("law", "after", json.loads(imported)["id"])
    assert code == 0
    assert "De buurt kan de tuin betreden na een melding van [-24 uur-][+48 uur+]." in out
    assert "de basistekst heeft geen artikel 9." in out


def test_a_file_of_parliament_comes_with_its_stages_documents_and_newest_text(
    command, site: Site, tmp_path: Path, project_root: Path
) -> None:  # type: ignore[no-untyped-def]
    site.serve(
        "/api/search/query/336%20%282030-2031%29?collection=vp_collection&max=50",
        json.dumps(samples.parliament_search(site.base)),
        JSON,
    )
    site.serve("/e/opendata/pi/1234567", json.dumps(samples.parliament_file(site.base)), JSON)
    site.pages["/pfile/g336-1.pdf"] = ((project_root / "corpus/demo/demo-ontwerp.pdf").read_bytes(), "application/pdf")
    code, out, _ = command("draft", "fetch", "336 (2030-2031) – Nr. 1", "--json")
    found = json.loads(out)
    assert (code, found["number"], found["kind"]) == (0, "336 (2030-2031)", "Ontwerp van decreet")
    assert found["stages"] == [{"date": "2030-11-04", "name": "Indiening"}, {"date": "2030-12-01", "name": "Commissie"}]
    assert [d["name"] for d in found["documents"]] == ["g336-1.pdf", "g336-2.pdf"]
    (draft,) = Workbench(Settings(tmp_path / "data")).drafts.all()
    assert (draft.id, draft.file_name) == (found["drafts"][0], "g336-1.pdf")
    assert "/pfile/g336-2.pdf" not in site.paths()  # amendments are listed, not imported


def test_a_document_on_another_host_is_not_fetched(command, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = samples.parliament_file("http://voorbeeld.invalid")
    site.serve("/e/opendata/pi/1234567", json.dumps(file), JSON)
    code, _, err = command("draft", "fetch", "1234567")
    assert code == 1 and "niet van deze uitgever is (http://voorbeeld.invalid/pfile/g336-1.pdf)" in err
    assert site.paths() == ["/e/opendata/pi/1234567"]


def test_a_login_page_in_the_place_of_a_pdf_is_refused(command, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    site.serve("/e/opendata/pi/1234567", json.dumps(samples.parliament_file(site.base)), JSON)
    site.serve("/pfile/g336-1.pdf", samples.LOGIN, "text/html")
    code, _, err = command("draft", "fetch", "1234567")
    assert code == 2 and "webpagina" in err
    assert Workbench(Settings(tmp_path / "data")).drafts.all() == []


def test_a_number_that_is_no_file_number_asks_nothing(command, site: Site) -> None:  # type: ignore[no-untyped-def]
    code, _, err = command("draft", "fetch", "Stuk drie")
    assert code == 2 and "336 (2014-2015)" in err and site.paths() == []


def test_a_draft_is_written_as_akoma_ntoso_and_imported_again_as_the_same_draft(
    command, tmp_path: Path, project_root: Path
) -> None:  # type: ignore[no-untyped-def]
    first = json.loads(command("draft", "import", str(project_root / "corpus/demo/demo-ontwerp.docx"), "--json")[1])
    target = tmp_path / "uit.akn.xml"
    code, out, _ = command("draft", "export", first["id"], "--to", str(target))
    assert code == 0 and f"{len(first['provisions'])} bepalingen" in out
    again = json.loads(command("draft", "import", str(target), "--json")[1])
    kept = ("id", "kind", "number", "heading", "text", "parent", "amendment")
    assert [[p[k] for k in kept] for p in again["provisions"]] == [[p[k] for k in kept] for p in first["provisions"]]
    assert command("draft", "export", "nope")[0] == 2
    assert command("draft", "export", first["id"], "--to", str(tmp_path / "niet" / "hier.xml"))[0] == 1


def test_an_initiative_without_a_document_of_its_own_leads_to_its_pdf_and_to_what_it_is_the_basis_of() -> None:
    row = {
        "id": 7, "nummer": "12", "zittingsjaar": "2030-2031", "titel": "tuinen", "objecttype": {"naam": "Ontwerp van decreet"},
        "filewebpath": "https://docs.vlaamsparlement.be/pfile/g12-1.pdf", "datum": "2030-11-04T00:00:00+0100",
        "is-basis-van": {"id": 8, "titel": "Tekst aangenomen door de plenaire vergadering", "document": {"url": "https://x/g12-5.pdf"}},
    }  # fmt: skip
    delivery = Delivery("u", "u", "Vlaams Parlement", "x", "2030-12-01", "", "", "", "", "", "", b"{}")
    found = read_file(row, delivery).documents
    assert [(d.name, d.date, d.is_text) for d in found] == [("g12-1.pdf", "2030-11-04", True), ("g12-5.pdf", "", True)]
