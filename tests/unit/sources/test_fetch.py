"""Fetching treaties from a local server that plays the publishers, well and badly."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publisher_server import Handler, Site
from tests.unit.sources import samples
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.sources.bwb import current_state

CAT_MANIFEST = "/bwb/BWBV0002507/manifest.xml"
CAT_XML = "/bwb/BWBV0002507/2013-01-01_0/xml/BWBV0002507_2013-01-01_0.xml"
CAT_EN = "/en/instruments-mechanisms/instruments/convention-against-torture-and-other-cruel-inhuman-or-degrading"
CFR = "/resource/celex/12016P/TXT"
CRPD_EU = "/resource/celex/32010D0048"
WHOLE = range(1, 34)


@pytest.fixture
def fetch(command: Callable[..., tuple[int, str, str]]) -> Callable[..., tuple[int, str, str]]:
    return lambda *arguments: command("corpus", "fetch", *arguments)


def corpus(tmp_path: Path) -> dict[tuple[str, str], int]:
    stored = Workbench(Settings(tmp_path / "data")).corpus.stored()
    return {(text.code, text.language): len(text.articles) for text in stored}


def words(tmp_path: Path, place: str, language: str) -> str:
    return next(p.text for p in Workbench(Settings(tmp_path / "data")).corpus.at(place) if p.language == language)


def serve_cat(site: Site, numbers: range = WHOLE) -> None:
    site.serve(CAT_MANIFEST, samples.MANIFEST.format(id="BWBV0002507", label="2013-01-01_0"))
    site.serve(CAT_XML, samples.bwb_treaty("BWBV0002507", numbers))


def test_a_treaty_comes_from_the_basiswettenbestand_in_both_languages_that_its_file_holds(
    fetch, site: Site, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    serve_cat(site)
    code, out, _ = fetch("CAT", "--language", "nl,en")
    assert (code, corpus(tmp_path)) == (0, {("CAT", "nl"): 33, ("CAT", "en"): 33})
    assert (
        words(tmp_path, "CAT/3/1", "nl") == "1. Iedere tuinman mag op het veld zijn en de poort van de tuin is voor hem nummer 3."
    )
    assert words(tmp_path, "CAT/3/2/b", "nl") == "b. dan."
    assert words(tmp_path, "CAT/3/1", "en").endswith("for the gardener number 3.")
    assert "Basiswettenbestand" in out


def test_a_stored_text_names_publisher_address_day_and_licence(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    serve_cat(site)
    fetch("CAT", "--language", "nl")
    (text,) = Workbench(Settings(tmp_path / "data")).corpus.stored()
    publisher, address, rest = text.source.split(", ", 2)
    assert (publisher, address, text.text_date) == ("Basiswettenbestand", site.base + CAT_XML, "2013-01-01")
    assert rest.endswith("; CC0 1.0 (publiek domein, Basiswettenbestand)")
    described = [json.loads(f.read_text()) for f in (tmp_path / "data" / "sources").glob("*.json")]
    assert {d["url"] for d in described} == {site.base + CAT_MANIFEST, site.base + CAT_XML}
    assert all(len(d["sha256"]) == 64 and d["fetched"] and d["licence"] for d in described)


def test_the_charter_comes_from_the_publications_office_in_the_language_asked(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    def negotiate(handler: Handler) -> None:
        language = {"nld": "nl", "eng": "en"}[handler.headers["Accept-Language"]]
        handler.answer(303, b"", "text/plain", {"Location": f"/resource/cellar/abc.{language}/DOC_1"})

    site.behave(CFR, negotiate)
    for language in ("nl", "en"):
        site.serve(f"/resource/cellar/abc.{language}/DOC_1", samples.eu_page(language, range(1, 55)), "application/xhtml+xml")
    assert fetch("CFR", "--language", "nl,en")[0] == 0
    assert corpus(tmp_path) == {("CFR", "nl"): 54, ("CFR", "en"): 54}
    assert words(tmp_path, "CFR/7/2/a", "nl") == "(a) eerst;"
    assert (
        words(tmp_path, "CFR/7/1", "nl") == "1. Iedere tuinman mag op het veld zijn en de poort van de tuin is voor hem nummer 7."
    )


def test_of_a_decision_with_a_convention_in_its_annex_only_the_convention_is_kept(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    site.serve(CRPD_EU, samples.eu_page("nl", range(1, 51), decision=True), "application/xhtml+xml")
    assert fetch("CRPD", "--language", "nl")[0] == 0
    assert corpus(tmp_path) == {("CRPD", "nl"): 50}
    found = Workbench(Settings(tmp_path / "data")).corpus.provisions()
    assert [p.id for p in found if p.kind == "annex"] == []


def test_a_page_of_a_secretariat_is_read_by_its_article_headings(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    title = "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"
    path = next(
        s.url
        for s in Workbench(Settings(tmp_path / "data")).catalogue.instruments["CAT"].sources
        if s.publisher == "OHCHR" and s.language == "en"
    )
    site.serve("/" + path.split("/", 3)[3], samples.secretariat_page(title, "en", WHOLE), "text/html; charset=utf-8")
    assert fetch("CAT", "--language", "en")[0] == 0
    assert corpus(tmp_path) == {("CAT", "en"): 33}
    assert words(tmp_path, "CAT/4/2/a", "en") == "(a) eerst;"


def test_another_treaty_under_the_same_address_is_refused(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = next(
        s.url
        for s in Workbench(Settings(tmp_path / "data")).catalogue.instruments["CAT"].sources
        if s.publisher == "OHCHR" and s.language == "en"
    )
    site.serve(
        "/" + path.split("/", 3)[3], samples.secretariat_page("Treaty about allotments", "en", WHOLE), "text/html; charset=utf-8"
    )
    code, _, err = fetch("CAT", "--language", "en")
    assert (code, corpus(tmp_path)) == (1, {})
    assert "is een andere tekst: Treaty about allotments" in err


def test_what_did_not_change_is_asked_for_conditionally_and_not_sent_again(fetch, site: Site) -> None:  # type: ignore[no-untyped-def]
    serve_cat(site)
    fetch("CAT", "--language", "nl")
    site.asked.clear()
    fetch("CAT", "--language", "nl")
    assert site.paths() == []  # answered less than twelve hours ago
    fetch("CAT", "--language", "nl", "--again")
    assert site.paths() == [CAT_MANIFEST, CAT_XML]
    assert all(headers["if-none-match"] for _, headers in site.asked)


def test_every_question_says_who_asks(fetch, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("TOETSSTEEN_CONTACT", "onderzoek@voorbeeld.be")
    serve_cat(site)
    fetch("CAT", "--language", "nl")
    agents = {headers["user-agent"] for _, headers in site.asked}
    assert len(agents) == 1
    assert "(Vlaams Mensenrechteninstituut, juridisch onderzoek; onderzoek@voorbeeld.be)" in agents.pop()


def test_a_less_complete_text_never_replaces_what_is_stored(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    serve_cat(site)
    fetch("CAT", "--language", "nl")
    site.serve(CAT_XML, samples.bwb_treaty("BWBV0002507", range(1, 31)))
    code, out, _ = fetch("CAT", "--language", "nl", "--again")
    assert (code, corpus(tmp_path)) == (0, {("CAT", "nl"): 33})
    assert "blijft" in out


def test_without_a_network_one_sentence_says_so_and_nothing_changes(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    serve_cat(site)
    fetch("CAT", "--language", "nl")
    before = sorted((f.name, f.read_bytes()) for f in (tmp_path / "data" / "sources").iterdir() if f.name != "lock")
    publishers = tmp_path / "publishers.yaml"
    publishers.write_text(publishers.read_text().replace(f":{site.port}", ":9"))  # a port where nobody listens
    code, out, err = fetch("CAT", "ECHR", "--language", "nl", "--again")
    assert (code, out) == (1, "")
    assert err.startswith("Geen verbinding met ") and err.count("\n") == 1 and "er is niets gewijzigd" in err
    assert corpus(tmp_path) == {("CAT", "nl"): 33}
    assert before == sorted((f.name, f.read_bytes()) for f in (tmp_path / "data" / "sources").iterdir() if f.name != "lock")


def loop(handler: Handler) -> None:
    handler.answer(302, b"", "text/plain", {"Location": handler.path})


def elsewhere(handler: Handler) -> None:
    handler.answer(302, b"", "text/plain", {"Location": "http://169.254.169.254/latest"})


def weaker(handler: Handler) -> None:
    handler.answer(302, b"", "text/plain", {"Location": "file:///etc/passwd"})


def truncated(handler: Handler) -> None:
    body = samples.bwb_treaty("BWBV0002507", WHOLE).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.close_connection = True


def cut_without_a_length(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(samples.bwb_treaty("BWBV0002507", WHOLE).encode()[:3000])
    handler.close_connection = True


def gigabyte(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**9))
    handler.end_headers()


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    for _ in range(2000):
        handler.wfile.write(b"<a>" * 1000)


BOMB = gzip.compress(b" " * 20_000_000, 1)


def bomb(handler: Handler) -> None:
    handler.answer(200, BOMB, "application/xml", {"Content-Encoding": "gzip"})


def silent(handler: Handler) -> None:
    time.sleep(0.8)


def dribble(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    for _ in range(12):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.25)


HOSTILE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><toestand>&b;</toestand>'
MISBEHAVIOUR = {
    "server error": (lambda h: h.answer(500, b"x", "text/plain"), "antwoordde met een fout (500"),
    "forbidden": (lambda h: h.answer(403, b"x", "text/plain"), "weigert dit adres (403"),
    "gone": (lambda h: h.answer(404, b"x", "text/plain"), "heeft deze tekst niet"),
    "login page": (lambda h: h.answer(200, samples.LOGIN.encode(), "text/html"), "is een webpagina in plaats van XML"),
    "truncated": (truncated, "brak telkens af"),
    "cut off without a length": (cut_without_a_length, "XML"),
    "wrong charset": (lambda h: h.answer(200, '<?xml version="1.0" encoding="UTF-8"?><toestand>é</toestand>'.encode("cp1252"), "application/xml"), "XML"),
    "redirect loop": (loop, "verwijst in een kring"),
    "redirect to another host": (elsewhere, "niet van deze uitgever"),
    "redirect to a file": (weaker, "niet van deze uitgever"),
    "a gigabyte": (gigabyte, "is groter dan 2 MB"),
    "no end": (endless, "is groter dan 2 MB"),
    "packed bomb": (bomb, "is groter dan 2 MB"),
    "silence": (silent, "antwoordde niet binnen"),
    "dribble": (dribble, "antwoordde niet binnen 1 seconden"),
    "hostile XML": (lambda h: h.answer(200, HOSTILE.encode(), "application/xml"), ""),
    "another law": (lambda h: h.answer(200, samples.bwb_treaty("BWBV9999999", WHOLE).encode(), "application/xml"), "is een andere tekst"),
    "no articles": (lambda h: h.answer(200, b"<toestand bwb-id='BWBV0002507'/>", "application/xml"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_a_publisher_that_misbehaves_changes_nothing_and_is_named_in_one_sentence(
    fetch, site: Site, tmp_path: Path, name: str
) -> None:  # type: ignore[no-untyped-def]
    serve_cat(site)
    fetch("CAT", "--language", "nl")
    kept = words(tmp_path, "CAT/3/1", "nl")
    behaviour, sentence = MISBEHAVIOUR[name]
    site.behave(CAT_XML, behaviour)
    code, out, err = fetch("CAT", "--language", "nl", "--again")
    assert (code, out) == (1, "")
    assert sentence in err.splitlines()[0]
    assert err.count("\n") == 2  # the reason, and the count
    assert (corpus(tmp_path), words(tmp_path, "CAT/3/1", "nl")) == ({("CAT", "nl"): 33}, kept)
    serve_cat(site)
    assert fetch("CAT", "--language", "nl", "--again")[0] == 0  # and the next time it works again


def test_a_busy_server_is_asked_again_and_then_answers(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    serve_cat(site)
    page = site.pages[CAT_XML]
    turns = iter((503, 429))

    def busy(handler: Handler) -> None:
        status = next(turns, 200)
        if status == 200:
            handler.page(*page)  # type: ignore[misc]
        else:
            handler.answer(status, b"", "text/plain", {"Retry-After": "0"})

    site.behave(CAT_XML, busy)
    assert fetch("CAT", "--language", "nl")[0] == 0
    assert (site.paths().count(CAT_XML), corpus(tmp_path)) == (3, {("CAT", "nl"): 33})


def test_a_broken_transfer_goes_on_where_it_stopped(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    serve_cat(site)
    body, media = site.pages[CAT_XML]  # type: ignore[misc]
    half = len(body) // 2

    def break_once(handler: Handler) -> None:
        if "Range" in handler.headers:
            handler.page(body, media)
            return
        import hashlib

        handler.send_response(200)
        handler.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"')
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:half])
        handler.close_connection = True

    site.behave(CAT_XML, break_once)
    assert fetch("CAT", "--language", "nl")[0] == 0
    ranges = [headers.get("range") for path, headers in site.asked if path == CAT_XML]
    assert (ranges, corpus(tmp_path)) == ([None, f"bytes={half}-"], {("CAT", "nl"): 33})


def test_an_unknown_code_or_language_stops_before_anything_is_asked(fetch, site: Site) -> None:  # type: ignore[no-untyped-def]
    assert fetch("NOPE")[0] == 2
    assert fetch("CAT", "--language", "de")[0] == 2
    assert site.paths() == []


def test_a_publisher_is_not_asked_faster_than_its_pause(site: Site, tmp_path: Path) -> None:
    from workbench.sources.publishers import read_publishers
    from workbench.sources.web import Web, WebCache, open_web
    from workbench.sources.web_cache import Request

    publisher = read_publishers(site.publishers(tmp_path, pause=7))["bwb"]
    for name in ("a", "b", "c"):
        site.serve(f"/{name}", "x")
    waits: list[float] = []
    with open_web(tmp_path / "sources") as web:
        web.sleep = waits.append
        for name in ("a", "b", "c"):
            web.get(publisher, Request(f"{site.base}/{name}"), lambda delivery: None)
    assert len(waits) == 2
    assert all(6 < wait <= 7 for wait in waits)
    assert isinstance(web, Web) and isinstance(web.cache, WebCache)


def test_two_fetches_do_not_work_in_one_folder(site: Site, tmp_path: Path) -> None:
    from workbench.errors import SourceError
    from workbench.sources.web import open_web

    with open_web(tmp_path / "sources"), pytest.raises(SourceError, match="source_busy"), open_web(tmp_path / "sources"):
        pass


FCNM_PAGE = "/en/web/conventions/full-list?module=treaty-detail&treatynum=157"
FCNM_TITLE = "Framework Convention for the Protection of National Minorities"


def treaty_pdf(folder: Path, numbers: range) -> bytes:
    """A treaty as secretariats print it: justified, a running head, a page number, article headings in bold."""
    import typst

    words = samples._WORDS["en"][1]
    body = "\n\n".join(f"*Article {n}*\n\n1. {words.format(n=n)} {words.format(n=n)}\n\n2. {words.format(n=n)}" for n in numbers)
    source = folder / "treaty.typ"
    source.write_text(
        f"#set page(header: [European Treaty Series, No. 157], footer: context counter(page).display())\n#set par(justify: true)\n= {FCNM_TITLE}\n{words.format(n=0)}\n\n"
        + body.replace("1. ", "1\\. ").replace("2. ", "2\\. "),
        encoding="utf-8",
    )
    return bytes(typst.compile(str(source)))


def test_a_treaty_page_leads_to_its_pdf_in_the_language_asked_at_the_same_publisher(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    site.serve(
        FCNM_PAGE,
        f"""<!DOCTYPE html><html><body><h1>{FCNM_TITLE}</h1><a href="https://elders.invalid/157.pdf">English PDF</a>
        <a href="/157-fr.pdf">Texte intégral français PDF</a><a href="/157-en.pdf">English full text PDF</a></body></html>""",
        "text/html",
    )
    site.pages["/157-en.pdf"] = (treaty_pdf(tmp_path, range(1, 33)), "application/pdf")
    code, _, err = fetch("FCNM", "--language", "en")
    assert (code, corpus(tmp_path)) == (0, {("FCNM", "en"): 32}), err
    sentence = "Every gardener shall have the right to be on the field and this gate is for the gardener number 9."
    assert words(tmp_path, "FCNM/9/1", "en") == f"1. {sentence} {sentence}"
    assert words(tmp_path, "FCNM/32/2", "en") == "2. " + sentence.replace("9", "32")
    assert "/157-fr.pdf" not in site.paths()


def test_garbled_letters_are_refused(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = samples.secretariat_page(FCNM_TITLE, "en", range(1, 33)).replace("gardener", "gardénér")
    site.serve(FCNM_PAGE, page.encode("utf-8").decode("cp1252").encode("utf-8"), "text/html; charset=utf-8")
    code, _, err = fetch("FCNM", "--language", "en")
    assert (code, corpus(tmp_path)) == (1, {}) and "de letters verminkt" in err


def test_a_page_in_an_older_character_set_is_read_as_it_says(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = samples.secretariat_page(FCNM_TITLE, "en", range(1, 33)).replace("gardener", "gardénér")
    site.serve(FCNM_PAGE, page.encode("cp1252"), "text/html; charset=iso-8859-1")
    assert fetch("FCNM", "--language", "en")[0] == 0
    assert "Every gardénér shall" in words(tmp_path, "FCNM/1/1", "en")


def test_a_page_that_stops_in_the_middle_is_refused(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = samples.secretariat_page(FCNM_TITLE, "en", range(1, 33))
    site.serve(FCNM_PAGE, page[: len(page) * 3 // 4], "text/html")
    code, _, err = fetch("FCNM", "--language", "en")
    assert (code, corpus(tmp_path)) == (1, {}) and "afgebroken" in err.lower()


def test_a_text_in_the_wrong_language_is_refused(fetch, site: Site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    site.serve(CFR, samples.eu_page("en", range(1, 55)), "application/xhtml+xml")
    code, _, err = fetch("CFR", "--language", "nl")
    assert (code, corpus(tmp_path)) == (1, {}) and "andere taal (en in plaats van nl)" in err


def state(label: str, begins: str, more: str = "", deleted: str = "false") -> str:
    return (
        f'<expression label="{label}"><metadata><datum_inwerkingtreding>{begins}</datum_inwerkingtreding>{more}</metadata>'
        f'<manifestation label="xml"><item label="{label}.xml" _deleted="{deleted}"/></manifestation></expression>'
    )


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        ([state("2013-01-01_0", "2013-01-01"), state("2014-01-01_0", "2014-01-01", deleted="true")], "2013-01-01_0"),
        ([state("2013-01-01_3", "2013-01-01"), state("2013-01-01_10", "2013-01-01")], "2013-01-01_10"),
        (
            [
                state("2013-01-01_0", "2013-01-01", "<zichtdatum_eind>2020-05-01</zichtdatum_eind>"),
                state("2012-01-01_4", "2012-01-01", "<zichtdatum_eind>9999-12-31</zichtdatum_eind>"),
            ],
            "2012-01-01_4",
        ),
    ],
)
def test_a_state_that_was_withdrawn_or_corrected_is_not_asked_for(states: list[str], wanted: str) -> None:
    manifest = f'<work label="BWBV0002507">{"".join(states)}</work>'.encode()
    assert current_state(manifest, "manifest.xml", "2026-11-25").label == wanted


WEB_PAGES = {
    "server error": MISBEHAVIOUR["server error"][0],
    "login page": MISBEHAVIOUR["login page"][0],
    "truncated": truncated,
    "redirect loop": loop,
    "a gigabyte": gigabyte,
    "wrong charset": lambda h: h.answer(
        200,
        samples.eu_page("nl", range(1, 55)).replace("iedere", "ïedere").encode("utf-16"),
        "application/xhtml+xml; charset=utf-8",
    ),
}


@pytest.mark.parametrize("name", WEB_PAGES)
@pytest.mark.parametrize(("code", "language", "path"), [("CFR", "nl", CFR), ("CAT", "en", CAT_EN)])
def test_a_publisher_of_web_pages_that_misbehaves_changes_nothing_either(
    fetch, site: Site, tmp_path: Path, name: str, code: str, language: str, path: str
) -> None:  # type: ignore[no-untyped-def]
    site.behave(path, WEB_PAGES[name])
    ended, out, err = fetch(code, "--language", language)
    assert (ended, out, corpus(tmp_path)) == (1, "", {})
    assert len(err.splitlines()) >= 2 and "Traceback" not in err
