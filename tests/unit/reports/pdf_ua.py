"""What PDF/UA-1 (ISO 14289-1) asks of a file's structure, as far as a program can see it without veraPDF, which is not here.

Checked: the identifier, the title and its display, the language, marked content on every page that the structure tree knows,
tab order, headings without gaps, tables with header cells that have a scope, lists and notes that are whole, links with a description and a place in
the tree, pictures with a text, embedded fonts with a Unicode map, and no standard type that the file maps away.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf

STANDARD = set(
    [
        "Document",
        "DocumentFragment",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "Title",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
        "Strong",
        "Em",
        "FENote",
        "Sub",
        "Artifact",
    ]
)
_MARKED = re.compile(rb"/MCID\s+(\d+)")


def problems(content: bytes, language: str) -> list[str]:
    """What is wrong, in words; nothing when all checks pass."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [*_catalogue(pdf, language), *_pages(pdf), *_tree(pdf), *_fonts(pdf)]


def _catalogue(pdf: Any, language: str) -> Iterator[str]:
    root = pdf.Root
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "not marked as tagged"
    if str(root.get("/Lang", "")).split("-")[0] != language:
        yield f"language is {root.get('/Lang')}"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "does not show its title"
    with pdf.open_metadata() as about:
        if about.get("pdfuaid:part") != "1" or not about.get("dc:title"):
            yield "no PDF/UA-1 identifier or no title in the metadata"
    if "/Names" in root and "/JavaScript" in root.Names:
        yield "has scripts"


def _pages(pdf: Any) -> Iterator[str]:
    known = _marked_by_page(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        if str(page.get("/Tabs", "")) != "/S" and "/Annots" in page:
            yield f"page {number}: tab order is not that of the structure"
        stream = b"".join(c.read_bytes() for c in _streams(page))
        there = {int(m) for m in _MARKED.findall(stream)}
        if there - known.get(page.objgen, set()):
            yield f"page {number}: marked content outside the structure tree"
        if not there and b"Tj" in stream.replace(b"TJ", b"Tj"):
            yield f"page {number}: words outside any tag"
        for note in page.get("/Annots", []):
            if str(note.get("/Subtype")) == "/Link" and ("/StructParent" not in note or "/Contents" not in note):
                yield f"page {number}: a link without a place in the tree or a description"


def _streams(page: Any) -> list[Any]:
    found = page.get("/Contents")
    return list(found) if isinstance(found, pikepdf.Array) else [found] if found is not None else []


def _marked_by_page(pdf: Any) -> dict[tuple[int, int], set[int]]:
    known: dict[tuple[int, int], set[int]] = {}
    for node, page in elements(pdf.Root.StructTreeRoot):
        for child in _children(node):
            if isinstance(child, int):
                known.setdefault(page, set()).add(child)
            elif isinstance(child, pikepdf.Dictionary) and "/MCID" in child:
                at = child.Pg.objgen if "/Pg" in child else page
                known.setdefault(at, set()).add(int(child.MCID))
    return known


def _children(node: Any) -> list[Any]:
    inner = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
    return list(inner) if isinstance(inner, pikepdf.Array) else [] if inner is None else [inner]


def elements(node: Any, page: tuple[int, int] = (0, 0)) -> Iterator[tuple[Any, tuple[int, int]]]:
    """Structure elements in reading order, each with the page it is on."""
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            at = child.Pg.objgen if "/Pg" in child else page
            yield child, at
            yield from elements(child, at)


def _tree(pdf: Any) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root or "/ParentTree" not in pdf.Root.StructTreeRoot:
        yield "no structure tree"
        return
    roles = {str(k)[1:]: str(v)[1:] for k, v in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    found = [(roles.get(str(node.S)[1:], str(node.S)[1:]), node) for node, _ in elements(pdf.Root.StructTreeRoot)]
    if strange := {kind for kind, _ in found} - STANDARD:
        yield f"unknown types: {sorted(strange)}"
    levels = [int(kind[1]) for kind, _ in found if re.fullmatch(r"H[1-6]", kind)]
    if not levels or levels[0] != 1 or any(later - earlier > 1 for earlier, later in pairwise(levels)):
        yield f"headings with gaps: {levels}"
    for kind, node in found:
        inner = [
            roles.get(str(c.S)[1:], str(c.S)[1:]) for c in _children(node) if isinstance(c, pikepdf.Dictionary) and "/S" in c
        ]
        if kind == "Figure" and not node.get("/Alt"):
            yield "a picture without a text"
        if kind == "TH" and "/Scope" not in str(node.get("/A", "")):
            yield "a header cell without a scope"
        if kind == "TR" and set(inner) - {"TH", "TD"}:
            yield f"a row of {inner}"
        if kind == "LI" and "LBody" not in inner:
            yield "a list item without a body"
        if kind == "L" and set(inner) - {"LI", "Caption", "L"}:
            yield f"a list of {inner}"


def _fonts(pdf: Any) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        for name, font in page.get("/Resources", {}).get("/Font", {}).items():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            described = inner.get("/FontDescriptor", {})
            if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"page {number}: font {name} is not embedded"
            if "/ToUnicode" not in font:
                yield f"page {number}: font {name} has no Unicode map"
