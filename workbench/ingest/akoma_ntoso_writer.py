"""Drafts as Akoma Ntoso 3.0: every provision under its eId, so that the file reads back as the same tree."""

from __future__ import annotations

import re

from lxml import etree

from workbench.domain.base_law import dated
from workbench.domain.drafts import Draft, DraftProvision, Kind, SectionKind
from workbench.ingest.akoma_ntoso_rules import broken_rules
from workbench.ingest.eids import number_part

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_TAGS = {
    Kind.PART: ("part", "Deel"),
    Kind.BOOK: ("book", "Boek"),
    Kind.TITLE: ("title", "Titel"),
    Kind.CHAPTER: ("chapter", "Hoofdstuk"),
    Kind.SECTION: ("section", "Afdeling"),
    Kind.SUBSECTION: ("subsection", "Onderafdeling"),
    Kind.ARTICLE: ("article", "Art."),
    Kind.PARAGRAPH: ("paragraph", "§"),
    Kind.SUBPARAGRAPH: ("subparagraph", ""),
    Kind.POINT: ("point", ""),
}
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_akoma_ntoso(draft: Draft, made: str) -> bytes:
    """The draft as a UTF-8 file; `made` is the day of writing (ISO). Explanations and earlier versions inside the file stay out.

    Raises ValueError when the result would break a rule of the format.
    """
    root = etree.Element(_name("akomaNtoso"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # lxml takes None
    bill = _add(root, "bill", name="bill", contains="originalVersion")
    _meta(bill, draft, made)
    _preface(bill, draft)
    _section(bill, draft, SectionKind.PREAMBLE, "preamble")
    body = _add(bill, "body", eId="body")
    annexes = [p for p in draft.children(None) if p.kind is Kind.ANNEX]
    for provision in draft.children(None):
        if provision.kind is not Kind.ANNEX:
            _provision(body, draft, provision)
    _section(bill, draft, SectionKind.CLOSING, "conclusions")
    if annexes:
        holder = _add(bill, "attachments")
        for annex in annexes:
            _attachment(holder, draft, annex, made)
    if broken := broken_rules(root):
        raise ValueError(f"not Akoma Ntoso: {broken[:5]}")
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def work_uri(draft: Draft) -> str:
    """`/akn/be-vlg/bill/2014-2015/336`: by the number in Parliament, else by the hash of the file."""
    match = next((m for i in draft.identifiers if (m := re.search(r"(\d{1,5})\s*\((\d{4}-\d{4})\)", i))), None)
    return f"/akn/be-vlg/bill/{match[2]}/{match[1]}" if match else f"/akn/be-vlg/bill/{draft.kind}/{draft.id}"


def _meta(parent: etree._Element, draft: Draft, made: str, part: str = "") -> None:
    """Who, what and when; `part` names an annex."""
    meta = _add(parent, "meta")
    identification = _add(meta, "identification", source="#toetssteen")
    work = work_uri(draft)
    expression = f"{work}/nld@{draft.id}"
    date = dated(draft.title) or made
    this = f"/!{part or 'main'}"
    for level, uri, day, name in (
        ("FRBRWork", work, date, "work"),
        ("FRBRExpression", expression, made, "expression"),
        ("FRBRManifestation", f"{expression}.xml", made, "generation"),
    ):
        element = _add(identification, level)
        base = uri.removesuffix(".xml")
        _add(element, "FRBRthis", value=f"{base}{this}{'.xml' if uri.endswith('.xml') else ''}")
        _add(element, "FRBRuri", value=uri)
        _add(element, "FRBRdate", date=day, name=name)
        _add(element, "FRBRauthor", href="#toetssteen" if level == "FRBRManifestation" else "#author")
        if level == "FRBRWork":
            _add(element, "FRBRcountry", value="be-vlg")
        if level == "FRBRExpression":
            _add(element, "FRBRlanguage", language="nld")
    if not part:
        references = _add(meta, "references", source="#toetssteen")
        for name, said in (("toetssteen", "Toetssteen"), ("author", "Indiener van de tekst")):
            _add(references, "TLCOrganization", eId=name, href=f"/akn/ontology/organization/be/{name}", showAs=said)


def _preface(parent: etree._Element, draft: Draft) -> None:
    preface = _add(parent, "preface")
    for identifier in draft.identifiers:
        _words(_add(_add(preface, "p"), "docNumber"), identifier)
    _words(_add(_add(preface, "p"), "docTitle"), draft.title)


def _section(parent: etree._Element, draft: Draft, kind: SectionKind, tag: str) -> None:
    """The lines of a section that hold words; the title is in the preface already."""
    spans = [(s.start, s.end) for s in draft.report.sections if s.kind is kind]
    lines = [line.strip() for start, end in spans for line in draft.source.text[start:end].split("\n")]
    kept = [line for line in lines if line and line not in (draft.title, *draft.identifiers)]
    if kept:
        holder = _add(parent, tag)
        for line in kept:
            _words(_add(holder, "p"), line)


def _provision(parent: etree._Element, draft: Draft, provision: DraftProvision) -> None:
    tag, word = _TAGS[provision.kind]
    element = _add(parent, tag, eId=provision.id)
    number = _number(provision, word)
    if number:
        _words(_add(element, "num"), number)
    if provision.heading:
        _words(_add(element, "heading"), provision.heading)
    lines = [line for line in provision.text.split("\n") if line.strip()]
    children = draft.children(provision.id)
    if lines or not children:
        holder = _add(element, "intro" if children else "content")
        for line in lines or [""]:
            _words(_add(holder, "p"), line)
    for child in children:
        _provision(element, draft, child)


def _number(provision: DraftProvision, word: str) -> str:
    """As a Flemish text writes it: `Artikel 1.`, `Art. 5.`, `§ 2.`, `Hoofdstuk 2.`, `3°`."""
    number = provision.number
    if provision.kind is Kind.SUBPARAGRAPH or not number:
        return ""
    if provision.kind is Kind.POINT:
        return number
    if provision.kind is Kind.ARTICLE:
        return "Enig artikel." if number == "enig" else f"{'Artikel' if number == '1' else word} {number}."
    return f"{word} {number}."


def _attachment(parent: etree._Element, draft: Draft, annex: DraftProvision, made: str) -> None:
    element = _add(parent, "attachment", eId=annex.id)
    _words(_add(element, "heading"), f"Bijlage {annex.number}".strip())
    if annex.heading:
        _words(_add(element, "subheading"), annex.heading)
    document = _add(element, "doc", name="bijlage")
    _meta(document, draft, made, f"annex_{number_part(annex.number) or '1'}")
    holder = _add(document, "mainBody")
    for line in annex.text.split("\n"):
        _words(_add(holder, "p"), line)


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _name(tag), attributes)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _words(element: etree._Element, text: str) -> None:
    element.text = _CONTROL.sub("\ufffd", text)
