"""Seeds for treaty files, publishers' answers, the shelf and the knowledge files; every word is invented."""

from __future__ import annotations

import json

from tests.unit.sources import samples

TREATY_JSON = (
    json.dumps(
        {
            "treaty_id": "ECHR", "source": "x", "last_content_commit": "2020-01-02",
            "instruments": [
                {"title": "Verdrag", "lang": "nl", "preamble": "Overwegende", "articles": [
                    {"part": "Titel I", "article": "1", "heading": "Tuin", "text": "1. Ieder mag.\n2. Niemand mag:\na) graven;\nb) zaaien."},
                    {"part": "", "article": "2", "heading": "", "text": "Recht op een poort."}]},
                {"title": "Convention", "lang": "en", "articles": [{"article": "1", "text": "Everyone (a) may; (b) may not."}]},
            ],
        }
    ),
    json.dumps({"treaty_id": "CRC", "lang": "nl", "title": "T", "source": "s", "articles": [{"article": "IV", "text": "1. x\n2. y"}]}),
    json.dumps({"treaty_en": "T", "preamble_en": "p", "articles": [{"title_en": "A", "content_en": "(1) x (2) y"}]}),
)  # fmt: skip

TREATY_MARKDOWN = (
    '---\ntitle: "Verdrag"\nsource: "x"\nlast_updated: 2020-01-02\n---\n## Verdrag\n#### Titel I\n##### Artikel 1\n##### - Tuin\n1. Ieder mag.\n'
    "2. Niemand:\na) graaft;\nb) zaait.\n\n##### Artikel 2\n*Recht* op een poort.[^1]\n##### Article 1\nEveryone may.\n### Art. 3\nJeder.\n",
)

TREATY_XML = (
    "<udhr iso639-3='nld'><title>Verklaring</title><preamble><para>Overwegende</para></preamble><article number='1'><title>Artikel 1</title>"
    "<para>Ieder mag.</para></article><article number='2'><orderedlist><listitem><para>een</para></listitem><listitem><para>twee</para>"
    "</listitem></orderedlist></article></udhr>",
)

BWB = (
    samples.bwb_treaty("BWBV0002508", range(1, 3)),
    samples.MANIFEST.format(id="BWBV0002508", label="2013-01-01_0"),
)
EU = (samples.eu_page("nl", range(1, 3)), samples.eu_page("en", range(1, 2), decision=True))
PAGE = (samples.secretariat_page("Tuinverdrag", "en", range(1, 4)), samples.secretariat_page("Tuinverdrag", "nl", range(1, 2)))
CODEX = (json.dumps(samples.codex_law()), json.dumps({"Document": {"Id": 1}, "Inhoud": {"ArtikelVersies": []}}))
PARLIAMENT = (json.dumps(samples.parliament_file("https://x.test")),)

AUTHORITY = (
    json.dumps({"body": "CRC", "kind": "general-comment", "number": "1", "year": "2001", "title": "T", "language": "en", "articles": ["CRC/29"],
                "paragraph": "1", "text": "Every garden has a gate.", "page": 1})
    + "\n"
    + json.dumps({"body": "CRC", "kind": "general-comment", "number": "1", "paragraph": "2", "text": "And a gardener."}),
    "<!DOCTYPE html><html><body><h1>General comment</h1><p>1. Every garden has a gate.</p><p>I. Duties</p><p>2. And a gardener.</p></body></html>",
    "Intro\n1. Every garden has a gate.\n\nI. Duties\n2) And a gardener.\n4. Not this one.\n3. But this.\n",
)  # fmt: skip

REGISTER = (
    """instrument: ECHR
entries:
  - id: ECHR/1
    title: {nl: Tuin, en: Garden}
    rights: [private-life]
    protects: {nl: Beschermt de tuin., en: Protects the garden.}
    duty: {kinds: [respect, protect], timing: immediate, force: limited}
    holders: [everyone]
    interferences: [omission]
    safeguards: [appeal]
    as_written:
      nl: [Niemand mag de tuin in.]
      en: [Nobody may enter the garden.]
    words: {nl: [tuin, poort], en: [garden]}
    limitation: {clause: "ECHR/1/2", grounds: [public-safety]}
    requires:
      - {nl: Een wet., en: A law., source: "Hof 1 januari 2001, Tuin t. Poort", pinpoint: "§ 2"}
    analogues: [{id: ECHR/2, relation: equal}]
    constitution: ["22"]
    domains: [environment]
    confidence: te verifiëren
  - id: ECHR/2
    title: {nl: Poort, en: Gate}
    rights: [home]
    protects: &p {nl: Beschermt de poort., en: Protects the gate.}
    duty: {kinds: [fulfil], timing: mixed, force: qualified}
    holders: [everyone]
    interferences: [omission]
    safeguards: []
    as_written: {nl: [Niemand mag door de poort.], en: [Nobody may pass.]}
    words: {nl: [poort], en: [gate]}
    limitation: none
    requires: []
    analogues: []
    constitution: []
    domains: [environment]
    confidence: verified
""",
)

THESAURUS = (
    "schemes:\n  right:\n    tuin: {nl: recht op tuin, en: right to a garden, also: [hof], eurovoc: ['516']}\n    poort: {nl: poort, en: gate, broader: tuin}\n"
    "  holder:\n    ieder: {nl: iedereen, en: everyone}\n",
)

CATALOGUE = (
    """code: TUIN
names: {nl: Verdrag over tuinen, en: Convention on gardens, fr: Convention}
short: {nl: TV, en: GC, fr: CJ}
abbreviations: {nl: [TV], en: [GC]}
family: un
kind: protocol
parent: CAT
adopted: "2002-12-18"
place: Gent
belgium: {signed: "2005-10-24", ratified: null, in_force: null, status: signed_only}
flemish_assent: {date: "2012-07-13", note: decreet, confidence: verified}
text_state: "2013-04-15"
articles: "4"
expected: {count: "4", numbers: "1-4"}
depth:
  paragraphs: {"2": "4"}
bodies:
  - {code: SPT, nl: Comité, en: Committee, individual_complaints: no, note: {nl: bezoekt, en: visits}}
article_status:
  - {id: TUIN/3, status: signed_only, note: {nl: x, en: y}, source: z, confidence: te verifiëren, argue_via: [ECHR/3]}
kinds_of_articles: {implementation: "1-2", procedural: "3-4"}
absolute: []
interpretation:
  - {body: SPT, kind: general-comment, number: "1", year: "2024", title: {nl: Tuinen, en: Gardens}, articles: [TUIN/4]}
official_sources:
  - {language: nl, publisher: Basiswettenbestand, url: https://x.test/BWBV0004712, kind: bwb, note: n, confidence: verified}
facts:
  - {what: belgium.signed, source: s, confidence: verified}
confidence: te verifiëren
""",
)
