"""Rules of Akoma Ntoso 3.0 that our files keep: order and kinds of children, FRBR metadata, unique eIds that tell their place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

_HIERARCHY = ("part", "book", "title", "chapter", "section", "subsection", "article", "paragraph", "subparagraph", "point")
_ORDER = {
    "akomaNtoso": ("bill",),
    "bill": ("meta", "preface", "preamble", "body", "conclusions", "attachments"),
    "doc": ("meta", "mainBody"),
    "meta": ("identification", "references"),
    "identification": ("FRBRWork", "FRBRExpression", "FRBRManifestation"),
    "FRBRWork": ("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRcountry"),
    "FRBRExpression": ("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRlanguage"),
    "FRBRManifestation": ("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"),
    "references": ("TLCOrganization",),
    "attachments": ("attachment",),
    "attachment": ("heading", "subheading", "doc"),
    "body": _HIERARCHY,
    **{tag: ("num", "heading", "intro", "content", *_HIERARCHY) for tag in _HIERARCHY},
}
_REQUIRED = {
    "akomaNtoso": ("bill",),
    "bill": ("meta", "body"),
    "doc": ("meta", "mainBody"),
    "meta": ("identification",),
    "attachment": ("doc",),
    **{tag: children for tag, children in _ORDER.items() if tag.startswith(("identification", "FRBR"))},
}
_MANY = (*_HIERARCHY, "TLCOrganization", "attachment", "p")
_BLOCKS = ("preface", "preamble", "conclusions", "content", "intro", "mainBody")
_INLINE = ("docTitle", "docNumber")
_ATTRIBUTES = {"FRBRthis": "value", "FRBRuri": "value", "FRBRdate": "date", "FRBRauthor": "href", "FRBRcountry": "value"}
_PREFIX = {
    **{tag: tag for tag in ("part", "book", "title", "point")},
    **{"chapter": "chp", "section": "sec", "subsection": "subsec", "article": "art", "paragraph": "para"},
    **{"subparagraph": "subpara", "attachment": "annex"},
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def broken_rules(root: etree._Element) -> list[str]:
    """One sentence per rule that is broken; an empty list for a good file."""
    found = [said for element in root.iter("*") for said in _element(element)]
    counts = Counter(element.get("eId") for element in root.iter("*") if element.get("eId") is not None)
    found += [f"eId {eid} stands {count} times" for eid, count in counts.items() if count > 1]
    known = set(counts)
    sources = [(e, a, e.get(a, "")) for e in root.iter("*") for a in ("source", "href") if e.get(a, "").startswith("#")]
    return found + [f"{tag(e)} {name}={value} points to nothing" for e, name, value in sources if value[1:] not in known]


def tag(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def _element(element: etree._Element) -> Iterator[str]:
    name = tag(element)
    children = [tag(child) for child in element]
    if name in _BLOCKS:
        yield from (f"{child} in {name}" for child in children if child != "p")
        if not children:
            yield f"{name} without p"
    elif name == "p":
        yield from (f"{child} in p" for child in children if child not in _INLINE)
    elif name in _ORDER:
        yield from _children(name, children)
    elif children:
        yield f"{children[0]} in {name}"
    yield from _attributes(element, name)
    if name in _PREFIX:
        yield from _eid(element, name)


def _children(name: str, children: list[str]) -> Iterator[str]:
    allowed = _ORDER[name]
    yield from (f"{child} in {name}" for child in children if child not in allowed)
    places = [_rank(name, child) for child in children if child in allowed]
    if places != sorted(places):
        yield f"children of {name} out of order: {children}"
    twice = [child for child, count in Counter(children).items() if count > 1 and child not in _MANY]
    yield from (f"{child} stands more than once in {name}" for child in twice)
    yield from (f"{name} without {child}" for child in _REQUIRED.get(name, ()) if child not in children)
    if name in _HIERARCHY:
        yield from _levels(name, children)


def _rank(name: str, child: str) -> int:
    """Lower levels may follow one another in any order; everything else has its place."""
    return 99 if child in _HIERARCHY else _ORDER[name].index(child)


def _levels(name: str, children: list[str]) -> Iterator[str]:
    below = any(child in _HIERARCHY for child in children)
    if ("content" in children) == below:
        yield f"{name} has content or lower levels, one of both"
    if "intro" in children and not below:
        yield f"intro in {name} without lower levels"


def _attributes(element: etree._Element, name: str) -> Iterator[str]:
    wanted = _ATTRIBUTES.get(name)
    if wanted and not element.get(wanted):
        yield f"{name} without {wanted}"
    if name == "FRBRdate" and not _DATE.fullmatch(element.get("date", "")):
        yield f"FRBRdate {element.get('date')} is no date"


def _eid(element: etree._Element, name: str) -> Iterator[str]:
    """`chp_2__art_5`: the place of the parent, then the kind and the number."""
    eid = element.get("eId") or ""
    parent = element.getparent()
    above = parent.get("eId", "") if parent is not None and tag(parent) in _HIERARCHY else ""
    own = eid.removeprefix(f"{above}__") if above else eid
    if (above and own == eid) or not re.fullmatch(rf"{_PREFIX[name]}(?:_[a-z0-9.-]+)?(?:-dup\d+)?", own):
        yield f"eId {eid!r} of {name} does not tell its place under {above!r}"
