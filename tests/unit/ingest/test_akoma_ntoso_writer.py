"""Akoma Ntoso out and in again: the same tree, in a file that keeps the format's rules."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.unit.ingest.reading import draft_of
from workbench.domain.drafts import Draft, DraftProvision
from workbench.ingest import read_draft
from workbench.ingest.akoma_ntoso_rules import broken_rules
from workbench.ingest.akoma_ntoso_writer import write_akoma_ntoso
from workbench.ingest.draft_file import read_draft_bytes

NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
FILES = (
    "corpus/demo/demo-ontwerp.pdf", "corpus/demo/demo-ontwerp.docx", "tests/golden/drafts/akoma.xml", "tests/golden/drafts/spiegel.html",
    "tests/golden/drafts/codex.txt", "tests/golden/drafts/wijzigingen.txt", "tests/golden/drafts/woonzorg.txt",
    "tests/data/measure/zorg_welzijn.md",
)  # fmt: skip


@cache
def draft_in(file: Path) -> Draft:
    return read_draft(file)


def tree(draft: Draft) -> list[tuple[object, ...]]:
    def told(p: DraftProvision) -> tuple[object, ...]:
        return (p.id, p.kind, p.number, p.heading, p.text, p.parent, p.amendment)

    return [told(p) for p in draft.provisions]


@pytest.mark.parametrize("name", FILES)
def test_a_draft_that_goes_out_comes_in_as_the_same_tree(project_root: Path, name: str) -> None:
    draft = draft_in(project_root / name)
    back = read_draft_bytes(write_akoma_ntoso(draft, "2031-05-03"), Path(f"{draft.title}.xml"))
    assert tree(back) == tree(draft)
    assert (back.title, back.kind, back.identifiers) == (draft.title, draft.kind, draft.identifiers)
    assert back.report.articles_counted == draft.report.articles_counted


@pytest.mark.parametrize("name", FILES)
def test_the_file_keeps_the_schema_when_a_copy_of_it_is_at_hand(project_root: Path, name: str) -> None:
    """`TOETSSTEEN_AKN_XSD`: the path of akomantoso30.xsd, which is not ours to ship; our own rules are checked always."""
    root = etree.fromstring(write_akoma_ntoso(draft_in(project_root / name), "2031-05-03"))
    assert broken_rules(root) == []
    if file := os.environ.get("TOETSSTEEN_AKN_XSD"):
        etree.XMLSchema(etree.parse(file)).assertValid(root)


def test_number_in_parliament_and_day_are_in_the_metadata(project_root: Path) -> None:
    root = etree.fromstring(write_akoma_ntoso(read_draft(project_root / "tests/golden/drafts/akoma.xml"), "2031-05-03"))
    assert next(e.get("value") for e in root.iter(f"{NS}FRBRuri")) == "/akn/be-vlg/bill/2030-2031/44"
    assert [e.get("date") for e in root.iter(f"{NS}FRBRdate")] == ["2031-05-03"] * 3
    assert [e.get("language") for e in root.iter(f"{NS}FRBRlanguage")] == ["nld"]


def test_marks_of_xml_and_forbidden_characters_in_the_words_do_no_harm(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Ontwerp van decreet\n\nArtikel 1. Wie <b>A & B</b> leest, kent “]]>” en € 5.\n\nEnig lid.")
    back = read_draft_bytes(write_akoma_ntoso(draft, "2031-05-03"), Path("x.xml"))
    assert tree(back) == tree(draft)


def test_a_single_article_keeps_its_name(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Ontwerp van decreet\n\nEnig artikel. De tuin is open.\n")
    assert [p.number for p in draft.provisions] == ["enig"]
    assert tree(read_draft_bytes(write_akoma_ntoso(draft, "2031-05-03"), Path("x.xml"))) == tree(draft)


def mangled(change: str) -> etree._Element:
    akn = etree.fromstring(
        f"""<akomaNtoso xmlns="{NS[1:-1]}"><bill name="bill"><meta><identification source="#a"><FRBRWork><FRBRthis value="/x/!main"/>
        <FRBRuri value="/x"/><FRBRdate date="2031-05-03" name="w"/><FRBRauthor href="#a"/><FRBRcountry value="be"/></FRBRWork>
        <FRBRExpression><FRBRthis value="/x/nld/!main"/><FRBRuri value="/x/nld"/><FRBRdate date="2031-05-03" name="e"/><FRBRauthor href="#a"/>
        <FRBRlanguage language="nld"/></FRBRExpression><FRBRManifestation><FRBRthis value="/x.xml"/><FRBRuri value="/x.xml"/>
        <FRBRdate date="2031-05-03" name="m"/><FRBRauthor href="#a"/></FRBRManifestation></identification>
        <references source="#a"><TLCOrganization eId="a" href="/o" showAs="A"/></references></meta>
        <body><article eId="art_1"><num>Artikel 1.</num><content><p>Eén.</p></content></article>{change}</body></bill></akomaNtoso>"""
    )
    return akn


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("", None),
        ('<article eId="art_2"><num>2</num><content><p>x</p></content></article>', None),
        ('<article eId="art_1"><content><p>x</p></content></article>', "eId art_1 stands 2 times"),
        ('<article eId="para_2"><content><p>x</p></content></article>', "does not tell its place"),
        ('<article eId="art_2"><content><p>x</p></content><num>2</num></article>', "out of order"),
        ('<article eId="art_2"><num>2</num></article>', "content or lower levels"),
        ('<article eId="art_2"><content>x</content></article>', "content without p"),
        ('<article eId="art_2"><p>x</p></article>', "p in article"),
        (
            '<article eId="art_2"><paragraph eId="para_1"><content><p>x</p></content></paragraph></article>',
            "does not tell its place",
        ),
        ('<article eId="art_2"><content><p>x<chapter/></p></content></article>', "chapter in p"),
        ('<article eId="art_2"><intro><p>x</p></intro><content><p>x</p></content></article>', "intro in article"),
    ],
)
def test_a_broken_rule_is_named(change: str, said: str | None) -> None:
    found = broken_rules(mangled(change))
    assert found == [] if said is None else any(said in sentence for sentence in found)


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ("FRBRlanguage", "FRBRExpression without FRBRlanguage"),
        ("TLCOrganization", "points to nothing"),
        ("body", "bill without body"),
    ],
)
def test_missing_metadata_is_named(element: str, said: str) -> None:
    root = mangled("")
    victim = next(root.iter(f"{NS}{element}"))
    parent = victim.getparent()
    assert parent is not None
    parent.remove(victim)
    assert any(said in sentence for sentence in broken_rules(root))
