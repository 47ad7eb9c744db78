"""A document as DOCX in the institute's template, with real footnotes."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from lxml import etree

from workbench.domain.ports import Progress, silent
from workbench.reports.document import Document
from workbench.reports.docx_template import fill, open_template, place_of
from workbench.reports.word_xml import NAMES, W, WordBlocks, footnote

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
EMPTY = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="{W}">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


class _Footnotes:
    """The footnotes part of a file: the template's own, or a new one."""

    def __init__(self, document: Any, style: str) -> None:
        self._part, content = _part_of(document)
        self._root = etree.fromstring(content)
        self._style = style
        self._next = 1 + max(int(note.get(f"{{{W}}}id", "0")) for note in self._root)

    def add(self, text: str) -> int:
        """Store a footnote; returns its id."""
        number, self._next = self._next, self._next + 1
        self._root.append(footnote(number, text, self._style))
        return number

    def keep(self) -> None:
        """Write the part."""
        self._part._blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)


def write_docx(document: Document, template: bytes, file: str, progress: Progress = silent) -> bytes:
    """The DOCX; raises TemplateError when the template cannot hold the document. `file` is the template's name."""
    opened = open_template(template, file, document.sections, document.facts)
    styles = {style.name: style.style_id for style in opened.styles if style.name in (*NAMES, "Toetssteen Cell")}
    notes = _Footnotes(opened, next((s.style_id for s in opened.styles if s.name.lower() == "footnote text"), ""))
    blocks = WordBlocks(styles, notes.add)
    places = {name: place_of(opened, name)._p for name in document.sections}
    fill(opened, dict(document.facts))
    done, total = 0, len(document.blocks)
    for name, place in places.items():
        for block in document.sections[name]:
            progress("progress.report.docx", done, total)
            for element in blocks.elements(block):
                place.addprevious(element)
            done += 1
        place.getparent().remove(place)
    progress("progress.report.docx", total, total)
    notes.keep()
    _describe(opened, document)
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def _part_of(document: Any) -> tuple[Any, bytes]:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    for relation in document.part.rels.values():
        if relation.reltype == RELATION:
            return relation.target_part, relation.target_part.blob
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, EMPTY.encode(), document.part.package)
    document.part.relate_to(part, RELATION)
    return part, EMPTY.encode()


def _describe(opened: Any, document: Document) -> None:
    """Title, author, date and language, for screen readers and catalogues."""
    facts = opened.core_properties
    facts.title, facts.author, facts.language = document.title[:255], document.author, document.language
    facts.created = facts.modified = datetime.fromisoformat(document.made).replace(tzinfo=None)
    facts.last_modified_by, facts.comments, facts.revision = document.author, "", 1
    defaults = opened.styles.element.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr")
    if defaults is not None:
        for old in defaults.findall(f"{{{W}}}lang"):
            defaults.remove(old)
        country = {"nl": "nl-BE", "en": "en-GB"}.get(document.language, document.language)
        etree.SubElement(defaults, f"{{{W}}}lang", {f"{{{W}}}val": country})
