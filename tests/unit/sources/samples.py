"""Files in the publishers' formats; every word in them is invented here."""

from __future__ import annotations

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<work label="{id}" _latestItem="{label}/xml/{id}_{label}.xml">
  <metadata><datum_inwerkingtreding>1987-06-26</datum_inwerkingtreding></metadata>
  <expression label="1987-06-26_0">
    <metadata><datum_inwerkingtreding>1987-06-26</datum_inwerkingtreding><einddatum>2012-12-31</einddatum></metadata>
    <manifestation label="xml"><item label="{id}_1987-06-26_0.xml"/></manifestation>
    <manifestation label="html"><item label="{id}_1987-06-26_0.html"/></manifestation>
  </expression>
  <expression label="{label}">
    <metadata><datum_inwerkingtreding>2013-01-01</datum_inwerkingtreding><einddatum>9999-12-31</einddatum></metadata>
    <manifestation label="xml"><item label="{id}_{label}.xml"/></manifestation>
  </expression>
  <expression label="2013-02-01_0">
    <metadata><datum_inwerkingtreding>2013-02-01</datum_inwerkingtreding><einddatum>9999-12-31</einddatum></metadata>
    <manifestation label="xml"><item label="{id}_2013-02-01_0.xml" _deleted="true"/></manifestation>
  </expression>
  <expression label="2999-01-01_0">
    <metadata><datum_inwerkingtreding>2999-01-01</datum_inwerkingtreding></metadata>
    <manifestation label="xml"><item label="{id}_2999-01-01_0.xml"/></manifestation>
  </expression>
</work>"""

_WORDS = {
    "nl": ("Artikel", "Iedere tuinman mag op het veld zijn en de poort van de tuin is voor hem nummer {n}."),
    "en": ("Article", "Every gardener shall have the right to be on the field and this gate is for the gardener number {n}."),
    "fr": ("Article", "Le jardinier est sur le champ et la porte du jardin est pour lui le numéro {n} de la liste."),
}


def bwb_article(number: int, language: str) -> str:
    label, words = _WORDS[language]
    text = words.format(n=number)
    return f"""<artikel status="goed" bwb-ng-variabel-deel="/Artikel{number}">
      <meta-data><jcis><jci versie="1.3"/></jcis></meta-data>
      <kop><label>{label}</label> <nr status="officieel">{number}</nr></kop>
      <lid status="goed"><lidnr status="officieel">1</lidnr><al>{text}<noot id="n1"><noot.nr>1</noot.nr><noot.al>Een noot.</noot.al></noot></al></lid>
      <lid status="goed"><lidnr status="officieel">2</lidnr><al>{text}</al>
        <lijst type="expliciet"><li><li.nr>a.</li.nr><al>eerst;</al></li><li><li.nr>b.</li.nr><al>dan.</al></li></lijst></lid>
    </artikel>"""


def bwb_treaty(identifier: str, numbers: range, languages: tuple[str, ...] = ("nl", "en")) -> str:
    texts = "".join(
        f"""<verdragtekst xml:lang="{language}"><kop><titel>Titel {language}</titel></kop>
        <aanhef><preambule><al>{_WORDS[language][1].format(n=0)}</al></preambule></aanhef>
        <titeldeel><kop><label>Deel</label><nr>I</nr><titel>Begin</titel></kop>
        {"".join(bwb_article(n, language) for n in numbers)}</titeldeel></verdragtekst>"""
        for language in languages
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<toestand bwb-id="{identifier}" inwerkingtreding="2013-01-01" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <bwb-inputbestand/><wetgeving soort="verdrag"><intitule>Verdrag over tuinen</intitule><citeertitel>Tuinverdrag</citeertitel>
 <verdrag>{texts}</verdrag></wetgeving></toestand>"""


def eu_page(language: str, numbers: range, decision: bool = False) -> str:
    """An Official Journal page; with `decision`, two articles of a decision stand before the annexed convention."""
    label, words = _WORDS[language]

    def article(number: int) -> str:
        text = words.format(n=number)
        return f"""<div class="eli-subdivision" id="art_{number}"><p class="oj-ti-art">{label} {number}</p>
        <div class="eli-title"><p class="oj-sti-art">Titel {number}</p></div>
        <div id="00{number}.001"><p class="oj-normal">1.   {text}<a href="#ntr1">(<span class="oj-super oj-note-tag">1</span>)</a></p></div>
        <div id="00{number}.002"><p class="oj-normal">2.   {text}</p><table><tbody><tr><td><p class="oj-normal">(a)</p></td>
        <td><p class="oj-normal">eerst;</p></td></tr></tbody></table></div></div>"""

    before = "".join(article(n) for n in (1, 2)) + '<p class="oj-doc-ti">ANNEX</p>' if decision else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_2010.xml</title></head><body>
<p class="oj-hd-oj">C 202/389</p>{before}<p class="oj-ti-section-1">TITEL I</p>
{"".join(article(n) for n in numbers)}<p class="oj-note">(1) Noot.</p></body></html>"""


def secretariat_page(title: str, language: str, numbers: range) -> str:
    """A page as secretariats make them: headings, paragraphs, navigation around it."""
    label, words = _WORDS[language]
    body = "".join(
        f"<h4>{label} {n}</h4><p>1. {words.format(n=n)}</p><p>2. {words.format(n=n)}</p><p>(a) eerst;</p>" for n in numbers
    )
    return f"""<!DOCTYPE html><html lang="{language}"><head><title>{title}</title></head><body><nav><a href="/">Home</a></nav>
    <main><h1>{title}</h1><p>{words.format(n=0)}</p>{body}</main><footer>Contact</footer></body></html>"""


LOGIN = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form><input name='user'></form></body></html>"


def codex_law(identifier: int = 1031234) -> dict[str, object]:
    """`VolledigDocument` of the Vlaamse Codex."""
    versions = [
        ("1", "<p>Dit decreet regelt een gewestaangelegenheid.</p>"),
        ("2", "<p>In dit decreet wordt verstaan onder:</p><p>1° tuin: een stuk grond;</p><p>2° poort: de toegang.</p>"),
        ("5", "<p>De tuinman kan de poort openen.</p><p>De buurt kan de tuin betreden na een melding van 24 uur.</p>"),
    ]
    return {
        "Info": {},
        "Document": {
            "Id": identifier, "Opschrift": "betreffende de tuinen (citeeropschrift: \"Tuindecreet\")", "WetgevingDocumentType": "Decreet",
            "Datum": "2019-05-03T00:00:00Z", "BSDatum": "2019-06-01T00:00:00Z", "Numac": 2019012345, "HeeftInhoud": True,
        },
        "Inhoudstafel": [],
        "Inhoud": {
            "ArtikelVersies": [
                {"ArtikelVersie": {"Id": n, "ArtikelNummer": number, "Tekst": text, "StartDatum": "2019-06-11T00:00:00Z", "EindDatum": None}}
                for n, (number, text) in enumerate(versions)
            ],
            "ToekomstigeArtikelVersies": [{"ArtikelVersie": {"ArtikelNummer": "5", "Tekst": "<p>Later komt er iets anders.</p>"}}],
        },
    }  # fmt: skip


def codex_hits(*identifiers: int) -> dict[str, object]:
    rows = [
        {"Id": i, "Datum": "2019-05-03T00:00:00Z", "Opschrift": f"Decreet nummer {i}", "HeeftInhoud": True} for i in identifiers
    ]
    return {"GevondenDocumenten": len(rows), "ResultatenLijst": rows, "Skip": 0, "Take": 10}


def parliament_file(base: str) -> dict[str, object]:
    """`/e/opendata/pi/{id}` of the Flemish Parliament."""
    return {
        "id": 1234567, "nummer": "336", "zittingsjaar": "2030-2031", "titel": "betreffende de  tuinen", "onderwerp": "tuinen",
        "objecttype": {"id": 1, "naam": "Ontwerp van decreet"}, "status": {"id": 2, "naam": "In behandeling"},
        "document": {"bestandsnaam": "g336-1.pdf", "url": f"{base}/pfile/g336-1.pdf", "datum": "2030-11-04T00:00:00+0100"},
        "procedureverloop": [
            {"datum": "2030-12-01T14:00:00+0100", "status": "Commissie"},
            {"datum": "2030-11-04T00:00:00+0100", "status": {"naam": "Indiening"}},
        ],
        "parlementair-initiatief": [
            {"id": 1234568, "objecttype": {"naam": "Amendement"}, "titel": "Amendementen",
             "document": {"bestandsnaam": "g336-2.pdf", "url": f"{base}/pfile/g336-2.pdf", "datum": "2030-12-02T00:00:00+0100"}},
        ],
    }  # fmt: skip


def parliament_search(base: str) -> dict[str, object]:
    def result(number: str, year: str, identifier: int) -> dict[str, object]:
        tags = {"nummer": number, "zittingsjaar": year, "opendata": f"{base}/e/opendata/pi/{identifier}"}
        return {"metatags": {"metatag": [{"name": name, "value": value} for name, value in tags.items()]}}

    return {"result": [result("336", "2010-2011", 99), result("1336", "2030-2031", 98), result("336-1", "2030-2031", 1234567)]}
