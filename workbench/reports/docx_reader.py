"""Read an edited advice back: the words in the fields that the export left, and new lines among the recommendations."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from workbench.errors import DamagedFile, EncryptedFile, FileTooLarge
from workbench.reports.field_names import TAG, tag_of
from workbench.reports.word_xml import W
from workbench.safe_xml import OFFICE_LOCK, parse_xml

LARGEST = 50 * 1024 * 1024  # bytes of document.xml: more is no advice
_HEAD = re.compile(r"^aanbeveling-\d+$")
Element = etree._Element


@dataclass(frozen=True)
class EditedAdvice:
    """Words per field tag, and lines that somebody added between the recommendations."""

    fields: dict[str, str]
    loose: tuple[str, ...]


def read_advice(content: bytes, file: str) -> EditedAdvice:
    """The fields of an edited DOCX; raises DamagedFile, also when it holds none of them, EncryptedFile, FileTooLarge."""
    body = _body(content, file)
    paragraphs = list(body.iter(_w("p")))
    fields = _by_control(body)
    for tag, words in _by_bookmark(paragraphs):
        fields.setdefault(tag, words)
    for tag, more in _continued(paragraphs):
        fields[tag] = "\n".join([fields[tag], *more])
    if not fields:
        raise DamagedFile("error.no_advice_fields", file=file)
    return EditedAdvice(fields, tuple(_loose(paragraphs)))


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _body(content: bytes, file: str) -> Element:
    if content.startswith(OFFICE_LOCK):
        raise EncryptedFile("error.office_locked", file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if package.getinfo("word/document.xml").file_size > LARGEST:
                raise FileTooLarge("error.file_too_large", file=file, megabytes=LARGEST // 2**20, limit=LARGEST // 2**20)
            part = package.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise DamagedFile("error.docx_damaged", file=file) from error
    return parse_xml(part, file, "error.docx_damaged")


def _by_control(body: Element) -> dict[str, str]:
    found = {}
    for control in body.iter(_w("sdt")):
        tag = control.find(f"{_w('sdtPr')}/{_w('tag')}")
        inner = control.find(_w("sdtContent"))
        name = tag.get(_w("val"), "") if tag is not None else ""
        if inner is not None and TAG.fullmatch(name):
            found[name] = _words(inner.iter())
    return found


def _by_bookmark(paragraphs: list[Element]) -> Iterator[tuple[str, str]]:
    """From a bookmark to the end of its paragraph: what is typed behind its end belongs to it."""
    for paragraph in paragraphs:
        nodes = list(paragraph.iter())
        for at, node in enumerate(nodes):
            if node.tag == _w("bookmarkStart") and (tag := tag_of(node.get(_w("name"), ""))):
                yield tag, _words(iter(nodes[at:]))


def _continued(paragraphs: list[Element]) -> Iterator[tuple[str, list[str]]]:
    """Paragraphs that somebody added under own words of the advice, in the same style."""
    for at, paragraph in enumerate(paragraphs):
        tags = [tag for tag in _fields(paragraph) if tag.startswith("adv/")]
        more: list[str] = []
        for following in paragraphs[at + 1 :] if tags else ():
            if _style(following) != _style(paragraph) or _ours(following) or following.getparent() is not paragraph.getparent():
                break
            more.append(_words(following.iter()))
        if words := [line for line in more if line]:
            yield tags[0], words


def _words(nodes: Iterator[Element]) -> str:
    """Words as somebody who accepts all tracked changes reads them; a line break or paragraph begins a new line."""
    pieces: list[str] = []
    for node in nodes:
        if node.tag == _w("t") and not _deleted(node):
            pieces.append(node.text or "")
        elif node.tag in (_w("br"), _w("cr")) or (node.tag == _w("p") and pieces):
            pieces.append("\n")
        elif node.tag == _w("tab") and not _in_properties(node):
            pieces.append("\t")
    return "".join(pieces).strip()


def _in_properties(node: Element) -> bool:
    """A tab stop is no tab."""
    return any(above.tag == _w("tabs") for above in node.iterancestors())


def _deleted(node: Element) -> bool:
    return any(above.tag in (_w("del"), _w("moveFrom")) for above in node.iterancestors())


def _loose(paragraphs: list[Element]) -> Iterator[str]:
    """Paragraphs that look like a recommendation but are none of ours."""
    styles = {_style(p) for p in paragraphs if _is_head(p)} - {""}
    for paragraph in paragraphs:
        if _style(paragraph) in styles and not _ours(paragraph) and (words := _words(paragraph.iter())):
            yield words


def _names(paragraph: Element) -> list[str]:
    return [str(b.get(_w("name"), "")) for b in paragraph.iter(_w("bookmarkStart"))]


def _is_head(paragraph: Element) -> bool:
    return any(map(_HEAD.match, _names(paragraph)))


def _fields(paragraph: Element) -> list[str]:
    controls = [str(tag.get(_w("val"), "")) for tag in paragraph.iter(_w("tag"))]
    return [t for t in (*controls, *map(tag_of, _names(paragraph))) if TAG.fullmatch(t)]


def _style(paragraph: Element) -> str:
    """The style's id; empty for the default one, which some programs name and others leave out."""
    found = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
    name = str(found.get(_w("val"), "")) if found is not None else ""
    return "" if name in ("Normal", "Standaard") else name


def _ours(paragraph: Element) -> bool:
    return bool(_fields(paragraph)) or _is_head(paragraph)
